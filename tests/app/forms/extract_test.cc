// A filled-in form as FHIR resources. Source: SDC extraction.html.
#include "app/forms/extract.h"
#include "app/forms/launch.h"
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

namespace {

std::string observed(const std::string& value) { return R"({"url":")" + kSdcUrl + R"(observationExtract",)" + value + "}"; }
std::string coded(const std::string& link_id, const std::string& type, const std::string& extensions, const std::string& more = "") {
  return R"({"linkId":")" + link_id + R"(","type":")" + type + R"(","code":[{"system":"l","code":"c-)" + link_id + R"("}],"extension":[)" + extensions + "]" + more + "}";
}

}  // namespace

// SDC 4.0.0, observation-extract-relationship.
TEST(Extract, APanelsAnswersAreItsComponentsItsMembersOrDerivedFromIt) {
  Form form = form_of(coded("bp", "group", observed(R"("valueBoolean":true)"), R"(,"item":[)" + coded("sys", "integer", observed(R"("valueCode":"component")")) + "," + coded("dia", "integer", observed(R"("valueCode":"component")")) + "," +
                                coded("pulse", "integer", observed(R"("valueCode":"member")")) + "," + coded("mean", "integer", observed(R"("valueCode":"derived")")) + "," + coded("room", "integer", observed(R"("valueCode":"independent")")) + "]"));
  for (const char* link_id : {"sys", "dia", "pulse", "mean", "room"}) form.set_answers(form.find(link_id), {Answer::integer(9)});
  const Extracted made = extract(form, {}, test_random());
  const auto read = json::Document::parse(made.bundle);
  ASSERT_TRUE(read) << made.bundle;
  ASSERT_EQ(made.resources, 4u) << made.bundle;
  EXPECT_TRUE(made.problems.empty());
  const json::Value& entries = read->root()["entry"];
  EXPECT_EQ(json::to_text(entries[0]["resource"]), R"({"resourceType":"Observation","status":"final","code":{"coding":[{"system":"l","code":"c-bp"}]},"component":[{"code":{"coding":[{"system":"l","code":"c-sys"}]},"valueInteger":9},{"code":{"coding":[{"system":"l","code":"c-dia"}]},"valueInteger":9}],"hasMember":[{"reference":")" +
                                                       std::string(entries[1]["fullUrl"].string()) + "\"}]}");
  EXPECT_EQ(json::to_text(entries[1]["resource"]), R"({"resourceType":"Observation","status":"final","code":{"coding":[{"system":"l","code":"c-pulse"}]},"valueInteger":9})");
  EXPECT_EQ(entries[2]["resource"]["derivedFrom"][0]["reference"].string(), entries[0]["fullUrl"].string());
  EXPECT_FALSE(entries[3]["resource"].has("derivedFrom"));
  for (const char* link_id : {"sys", "dia", "pulse", "mean", "room"}) form.clear(form.find(link_id));
  EXPECT_EQ(extract(form, {}, test_random()).resources, 0u) << "a panel of nothing says nothing";
}

TEST(Extract, EachAnswerIsThePanelOfWhatIsAskedBelowIt) {
  Form form = form_of(coded("child", "string", observed(R"("valueBoolean":true)"), R"(,"repeats":true,"item":[)" + coded("weight", "integer", observed(R"("valueCode":"component")")) + "]"));
  form.set_answers(form.find("child"), {Answer::string("Tom"), Answer::string("Ida")});
  const auto& children = form.node(form.find("child")).children;
  form.set_answers(children[0], {Answer::integer(20)});
  form.set_answers(children[1], {Answer::integer(30)});
  const auto made = resources(form);
  ASSERT_EQ(made.size(), 2u);
  EXPECT_NE(made[0].find(R"("valueString":"Tom","component":[{"code":{"coding":[{"system":"l","code":"c-weight"}]},"valueInteger":20}])"), std::string::npos) << made[0];
  EXPECT_NE(made[1].find(R"("valueString":"Ida","component":[{"code":{"coding":[{"system":"l","code":"c-weight"}]},"valueInteger":30}])"), std::string::npos) << made[1];
}

TEST(Extract, AComponentOfNothingStandsAloneAndIsNamed) {
  Form form = form_of(coded("g", "group", "", R"(,"item":[)" + coded("sys", "integer", observed(R"("valueCode":"component")")) + "]"));
  form.set_answers(form.find("sys"), {Answer::integer(9)});
  std::vector<std::string> problems;
  EXPECT_EQ(resources(form, {}, &problems).size(), 1u);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0], "sys: its observation belongs to another, and nothing above it is observed");
}

// "those defined on lower-level items override those declared on higher-level items"; "the item tagged with 'false' and its descendants will be excluded"; "only the tagged Codings will propagate".
TEST(Extract, CategoriesAreHandedDownWhatIsLeftOutStaysOutAndTaggedCodesStandAlone) {
  const auto category = [](const std::string& code) { return R"({"url":")" + kSdcUrl.substr(0, kSdcUrl.size()) + R"(observation-extract-category","valueCodeableConcept":{"coding":[{"code":")" + code + R"("}]}})"; };
  Form form = form_of(coded("a", "integer", "") + "," + coded("b", "integer", category("vital")) + "," + coded("out", "group", observed(R"("valueBoolean":false)"), R"(,"item":[)" + coded("in", "integer", observed(R"("valueBoolean":true)")) + "]") + "," +
                          R"({"linkId":"w","type":"integer","code":[{"code":"any"},{"code":"this","extension":[)" + observed(R"("valueBoolean":true)") + R"(]}]})",
                      R"(,"extension":[)" + observed(R"("valueBoolean":true)") + "," + category("survey") + "]");
  for (const char* link_id : {"a", "b", "in", "w"}) form.set_answers(form.find(link_id), {Answer::integer(1)});
  const auto made = resources(form, {.status = {}, .id = {}, .subject = {}, .author = {}, .authored = "2026-11-22T10:00:00Z"});
  ASSERT_EQ(made.size(), 3u);
  EXPECT_EQ(made[0], R"({"resourceType":"Observation","status":"final","category":[{"coding":[{"code":"survey"}]}],"code":{"coding":[{"system":"l","code":"c-a"}]},"effectiveDateTime":"2026-11-22T10:00:00Z","issued":"2026-11-22T10:00:00Z","valueInteger":1})");
  EXPECT_NE(made[1].find(R"("category":[{"coding":[{"code":"vital"}]}])"), std::string::npos) << made[1];
  EXPECT_NE(made[2].find(R"("code":{"coding":[{"code":"this"}]})"), std::string::npos) << made[2];
}

// itemExtractionContext: "If a record is found, the data in the QuestionnaireResponse will be used to update that record. If the expression returns no results, ... to create a new record."
TEST(Extract, AResourceTheContextFindsIsUpdatedAndKeepsWhatWasNotAsked) {
  const std::string found = R"({"url":")" + kSdcUrl + R"(itemExtractionContext","valueExpression":{"language":"text/fhirpath","expression":"%patient"}})";
  const auto definition = definition_of(R"({"linkId":"p","type":"group","extension":[)" + found + R"(],"item":[)" + defined("born", "date", "Patient.birthDate") + "," + defined("died", "boolean", "Patient.deceased[x]") + "]}");
  const auto bundle = [&](const std::string& context) {
    auto launch = LaunchContext::parse(context);
    EXPECT_TRUE(launch);
    const Surroundings around{nullptr, std::make_shared<LaunchContext>(std::move(*launch)), 0};
    Form form(definition, test_random(), around);
    form.set_answers(form.find("born"), {Answer::date("1946-05-02")});
    form.set_answers(form.find("died"), {Answer::boolean(false)});
    return extract(form, {}, test_random(), around).bundle;
  };
  EXPECT_EQ(bundle(R"({"patient":{"resourceType":"Patient","id":"p1","active":true,"birthDate":"1900","deceasedDateTime":"2020","name":[{"family":"Quill"}]}})"),
            R"({"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"Patient/p1","resource":{"resourceType":"Patient","birthDate":"1946-05-02","deceasedBoolean":false,"id":"p1","active":true,"name":[{"family":"Quill"}]},"request":{"method":"PUT","url":"Patient/p1"}}]})");
  const std::string fresh = bundle("{}");
  EXPECT_NE(fresh.find(R"("resource":{"resourceType":"Patient","birthDate":"1946-05-02","deceasedBoolean":false},"request":{"method":"POST","url":"Patient"})"), std::string::npos) << fresh;
}

// "the Questionnaire will typically 'populate' hidden questions with the 'id' elements of the relevant resources ...; additional repetitions will also be handled as creates"
TEST(Extract, OfSeveralResourcesTheOneWhoseIdIsAnsweredIsUpdated) {
  const std::string found = R"({"url":")" + kSdcUrl + R"(itemExtractionContext","valueExpression":{"language":"text/fhirpath","expression":"%people"}})";
  const auto definition = definition_of(R"({"linkId":"p","type":"group","repeats":true,"extension":[)" + found + R"(],"item":[)" + defined("id", "string", "RelatedPerson.id") + "," + defined("born", "date", "RelatedPerson.birthDate") + "]}");
  auto launch = LaunchContext::parse(R"({"people":[{"resourceType":"RelatedPerson","id":"r1","active":true},{"resourceType":"RelatedPerson","id":"r2","active":false}]})");
  ASSERT_TRUE(launch);
  const Surroundings around{nullptr, std::make_shared<LaunchContext>(std::move(*launch)), 0};
  Form form(definition, test_random(), around);
  form.set_answers(form.find("id"), {Answer::string("r2")});
  form.set_answers(form.find("born"), {Answer::date("1970")});
  const NodeId second = form.add_repeat(form.find("p")).added.front();
  form.set_answers(form.node(second).children[1], {Answer::date("1980")});
  const std::string made = extract(form, {}, test_random(), around).bundle;
  EXPECT_NE(made.find(R"("resource":{"resourceType":"RelatedPerson","id":"r2","birthDate":"1970","active":false},"request":{"method":"PUT","url":"RelatedPerson/r2"})"), std::string::npos) << made;
  EXPECT_NE(made.find(R"("resource":{"resourceType":"RelatedPerson","birthDate":"1980"},"request":{"method":"POST","url":"RelatedPerson"})"), std::string::npos) << made;
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
