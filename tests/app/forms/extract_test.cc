// A filled-in form as FHIR resources. Source: SDC extraction.html.
#include "app/forms/extract.h"
#include "tests/app/forms/forms_support.h"

namespace forms {
namespace {

const std::string kSdcUrl = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";
std::string context(const std::string& type) { return R"({"url":")" + kSdcUrl + R"(itemExtractionContext","valueCode":")" + type + "\"}"; }
std::string defined(const std::string& link_id, const std::string& type, const std::string& path, const std::string& more = "") {
  return R"({"linkId":")" + link_id + R"(","type":")" + type + R"(","definition":"http://hl7.org/fhir/StructureDefinition/)" + path.substr(0, path.find('.')) + "#" + path + "\"" + more + "}";
}

// The resources of the bundle, in order, without their fullUrls.
std::vector<std::string> resources(const Form& form, const ResponseHead& head = {}, std::vector<std::string>* problems = nullptr) {
  const Extracted made = extract(form, head, test_random());
  const auto read = json::Document::parse(made.bundle);
  EXPECT_TRUE(read) << made.bundle;
  std::vector<std::string> out;
  for (const json::Value& entry : read->root()["entry"].elements()) {
    EXPECT_EQ(entry["request"]["method"].string(), "POST");
    EXPECT_EQ(entry["request"]["url"].string(), entry["resource"]["resourceType"].string());
    EXPECT_TRUE(entry["fullUrl"].string().starts_with("urn:uuid:"));
    out.push_back(json::to_text(entry["resource"]));
  }
  EXPECT_EQ(out.size(), made.resources);
  if (problems) *problems = made.problems;
  return out;
}

}  // namespace

TEST(Extract, AnswersBecomeTheElementsTheirDefinitionsName) {
  Form form = form_of(R"({"linkId":"p","type":"group","extension":[)" + context("Patient") + R"(],"item":[)" + defined("born", "date", "Patient.birthDate") + "," +
                      defined("sex", "choice", "Patient.gender", R"(,"answerOption":[{"valueCoding":{"system":"s","code":"female","display":"Female"}}])") + "," + defined("status", "choice", "Patient.maritalStatus", R"(,"answerOption":[{"valueCoding":{"system":"m","code":"W"}}])") + "," +
                      defined("name", "group", "Patient.name", R"(,"repeats":true,"item":[)" + defined("given", "string", "Patient.name.given", R"(,"repeats":true)") + "," + defined("family", "string", "Patient.name.family") + "]") + "," +
                      defined("phone", "string", "Patient.telecom.value") + "," + defined("died", "boolean", "Patient.deceased[x]") + "]}");
  form.set_answers(form.find("born"), {Answer::date("1946-05-02")});
  form.toggle(form.find("sex"), form.item(form.find("sex")).options[0].value);
  form.toggle(form.find("status"), form.item(form.find("status")).options[0].value);
  form.set_answers(form.find("given"), {Answer::string("Ada"), Answer::string("May")});
  form.set_answers(form.find("family"), {Answer::string("O'Neill")});
  const NodeId second = form.add_repeat(form.find("name")).added.front();
  form.set_answers(form.node(second).children[1], {Answer::string("Byron")});
  form.set_answers(form.find("phone"), {Answer::string("01632 960123")});
  form.set_answers(form.find("died"), {Answer::boolean(false)});
  std::vector<std::string> problems;
  const auto made = resources(form, {}, &problems);
  ASSERT_EQ(made.size(), 1u);
  EXPECT_EQ(made[0], R"({"resourceType":"Patient","birthDate":"1946-05-02","gender":"female","maritalStatus":{"coding":[{"system":"m","code":"W"}]},"name":[{"given":["Ada","May"],"family":"O'Neill"},{"family":"Byron"}],"telecom":[{"value":"01632 960123"}],"deceasedBoolean":false})");
  EXPECT_TRUE(problems.empty());
}

TEST(Extract, ARepeatingContextMakesAResourceForEachRepeatAndNothingThatIsOff) {
  Form form = form_of(R"({"linkId":"any","type":"boolean"},{"linkId":"c","type":"group","repeats":true,"enableWhen":[{"question":"any","operator":"=","answerBoolean":true}],"extension":[)" + context("Condition") + R"(],"item":[)" +
                      defined("what", "open-choice", "Condition.code") + "," + defined("since", "date", "Condition.onset[x]") + "]}");
  form.set_answers(form.find("any"), {Answer::boolean(true)});
  form.set_answers(form.find("what"), {Answer::string("Sore knee")});
  const NodeId second = form.add_repeat(form.find("c")).added.front();
  form.set_answers(form.node(second).children[1], {Answer::date("2024")});
  const auto made = resources(form);
  ASSERT_EQ(made.size(), 2u);
  EXPECT_EQ(made[0], R"({"resourceType":"Condition","code":{"text":"Sore knee"}})");
  EXPECT_EQ(made[1], R"({"resourceType":"Condition","onsetDateTime":"2024"})");
  form.set_answers(form.find("any"), {Answer::boolean(false)});
  EXPECT_TRUE(resources(form).empty());
}

TEST(Extract, FixedAndWorkedOutValuesStandBesideTheAnswers) {
  const std::string fixed = R"({"url":")" + kSdcUrl + R"(definitionExtractValue","extension":[{"url":"definition","valueUri":"http://hl7.org/fhir/StructureDefinition/Observation#Observation.status"},{"url":"fixed-value","valueCode":"final"}]})";
  const std::string worked = R"({"url":")" + kSdcUrl + R"x(definitionExtractValue","extension":[{"url":"definition","valueUri":"http://hl7.org/fhir/StructureDefinition/Observation#Observation.note.text"},{"url":"expression","valueExpression":{"language":"text/fhirpath","expression":"'Twice is ' + (item.where(linkId='w').answer.value * 2).toString()"}}]})x";
  const std::string made_by = R"({"url":")" + kSdcUrl + R"(definitionExtract","extension":[{"url":"definition","valueCanonical":"http://hl7.org/fhir/StructureDefinition/Observation"}]})";
  Form form = form_of(R"({"linkId":"o","type":"group","extension":[)" + made_by + "," + fixed + "," + worked + R"(],"item":[)" + defined("w", "decimal", "Observation.valueQuantity.value") + "]}");
  form.set_answers(form.find("w"), {Answer::decimal("70.5")});
  const auto made = resources(form);
  ASSERT_EQ(made.size(), 1u);
  EXPECT_EQ(made[0], R"({"resourceType":"Observation","status":"final","note":[{"text":"Twice is 141.0"}],"valueQuantity":{"value":70.5}})");
}

TEST(Extract, ACodedQuestionIsAnObservationWhereTheFormSaysSo) {
  const std::string yes = R"("extension":[{"url":")" + kSdcUrl + R"(observationExtract","valueBoolean":true}])", no = R"(,"extension":[{"url":")" + kSdcUrl + R"(observationExtract","valueBoolean":false}])";
  Form form = form_of(R"({"linkId":"g","type":"group",)" + yes + R"(,"item":[{"linkId":"w","text":"Weight","type":"decimal","code":[{"system":"l","code":"29463-7"}]},{"linkId":"n","type":"integer","code":[{"system":"l","code":"x"}])" + no + R"(},{"linkId":"plain","type":"string"}]})");
  form.set_answers(form.find("w"), {Answer::decimal("70.5")});
  form.set_answers(form.find("n"), {Answer::integer(3)});
  form.set_answers(form.find("plain"), {Answer::string("no code")});
  const auto made = resources(form, {.status = {}, .id = "r1", .subject = "Patient/p1", .author = "Practitioner/w1", .authored = "2026-11-22"});
  ASSERT_EQ(made.size(), 1u);
  EXPECT_EQ(made[0], R"({"resourceType":"Observation","status":"final","code":{"coding":[{"system":"l","code":"29463-7"}],"text":"Weight"},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-22","performer":[{"reference":"Practitioner/w1"}],"derivedFrom":[{"reference":"QuestionnaireResponse/r1"}],"valueQuantity":{"value":70.5}})");
}

TEST(Extract, WhatCannotBePlacedIsNamedAndTheRestIsMade) {
  Form form = form_of(R"({"linkId":"p","type":"group","extension":[)" + context("Patient") + R"(],"item":[)" + defined("a", "string", "Patient.shoeSize") + "," + defined("b", "string", "Patient.birthDate") + "," + defined("c", "string", "Patient.name.family") + "," + defined("d", "string", "Practitioner.name.family") + "]}");
  for (const char* link_id : {"a", "b", "c", "d"}) form.set_answers(form.find(link_id), {Answer::string("x")});
  std::vector<std::string> problems;
  const auto made = resources(form, {}, &problems);
  ASSERT_EQ(made.size(), 1u);
  EXPECT_EQ(made[0], R"({"resourceType":"Patient","name":[{"family":"x"}]})");
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0], "a: there is no element \"shoeSize\"");
  EXPECT_EQ(problems[1], "b: its answer cannot be a date");
}

TEST(Extract, AFormThatExtractsNothingGivesAnEmptyBundle) {
  const Form form = form_of(R"({"linkId":"q","type":"string"})");
  os::SeededRandom random(1);
  EXPECT_EQ(extract(form, {}, random).bundle, R"({"resourceType":"Bundle","type":"transaction"})");
}

}  // namespace forms
