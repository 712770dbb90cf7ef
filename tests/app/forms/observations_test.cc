// A question that takes its first answer from what was observed before. Source: SDC, populate.html (observation-based population).
#include "app/forms/launch.h"
#include "tests/app/forms/forms_support.h"

namespace forms {
namespace {

const os::ManualClock kSeenClock(1'763'800'000'000);  // 2025-11-22T08:26:40Z

std::string weight(const std::string& when, const std::string& value, const std::string& status = "final") {
  return R"({"resourceType":"Observation","status":")" + status + R"(","code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},"effectiveDateTime":")" + when + R"(",)" + value + "}";
}
std::string kilograms(const std::string& number) { return R"("valueQuantity":{"value":)" + number + R"(,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"})"; }

std::string asked(const std::string& type = "decimal", const std::string& more = "", const std::string& code = "29463-7") {
  return R"({"linkId":"q","type":")" + type + R"(","code":[{"system":"http://loinc.org","code":")" + code + R"("}],"extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-observationLinkPeriod","valueDuration":{"value":30,"code":"d"}}])" + more + "}";
}

std::string in_unit(const std::string& type, const std::string& unit) {
  const std::string said = R"({"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unit","valueCoding":{"system":"http://unitsofmeasure.org","code":")" + unit + R"(","display":")" + unit + R"("}},)";
  std::string out = asked(type);
  return out.insert(out.find("\"extension\":[") + 13, said);
}

std::string first_answer(const std::string& items, const std::string& observations) {
  auto launch = LaunchContext::parse(R"({"observations":)" + observations + "}");
  EXPECT_TRUE(launch);
  const Form form(definition_of(items), test_random(), {&kSeenClock, std::make_shared<LaunchContext>(std::move(*launch)), 0});
  const Answers& answers = form.node(form.find("q")).answers;
  return answers.empty() ? "" : answers[0].kind == AnswerKind::Coding ? answers[0].code : answers[0].text + answers[0].code;
}

}  // namespace

TEST(Observed, TheNewestWithinThePeriodIsTheFirstAnswer) {
  const std::string list = "[" + weight("2025-11-01", kilograms("70.5")) + "," + weight("2025-11-20T10:00:00Z", kilograms("69")) + "," + weight("2025-11-10", kilograms("72")) + "]";
  EXPECT_EQ(first_answer(in_unit("decimal", "kg"), list), "69");
  EXPECT_EQ(first_answer(asked("quantity"), list), "69kg");
}

// "They MAY have a type of integer or decimal provided that the questionnaire-unit extension is present to allow determination of what unit to match on/convert to."
TEST(Observed, IsToldInTheQuestionsUnitOrNotAtAll) {
  const std::string list = "[" + weight("2025-11-20", kilograms("70.5")) + "]";
  EXPECT_EQ(first_answer(asked("decimal"), list), "") << "70.5 of what?";
  EXPECT_EQ(first_answer(in_unit("decimal", "g"), list), "70500");
  EXPECT_EQ(first_answer(in_unit("integer", "g"), list), "70500");
  EXPECT_EQ(first_answer(in_unit("integer", "kg"), list), "");
  EXPECT_EQ(first_answer(in_unit("quantity", "g"), list), "70500g");
  EXPECT_EQ(first_answer(in_unit("quantity", "[lb_av]"), list).substr(0, 7), "155.425");
  EXPECT_EQ(first_answer(in_unit("quantity", "cm"), list), "");
  EXPECT_EQ(first_answer(asked("integer"), "[" + weight("2025-11-20", R"("valueQuantity":{"value":3})") + "]"), "3") << "a count has no unit";
}

// "the most recent observation ... that had a value and whose value was of the correct data type"
TEST(Observed, TheNewestIsTheNewestThatFits) {
  const std::string list = "[" + weight("2025-11-20", R"("valueString":"could not stand")") + "," + weight("2025-11-19", R"("dataAbsentReason":{"text":"refused"})") + "," + weight("2025-11-10", kilograms("72")) + "]";
  EXPECT_EQ(first_answer(asked("quantity"), list), "72kg");
  EXPECT_EQ(first_answer(asked("string"), list), "could not stand");
}

// "Systems SHALL filter to only look at Observations with a status of 'final', 'amended', or 'corrected'"; "exclude elements where the focus is not the patient"; "can only be used
// for non-repeating items".
TEST(Observed, OnlyWhatIsFinalAndAboutHerAnswersAndOnlyOnce) {
  EXPECT_EQ(first_answer(asked("quantity"), "[" + weight("2025-11-20", kilograms("70"), "preliminary") + "]"), "");
  EXPECT_EQ(first_answer(asked("quantity"), "[" + weight("2025-11-20", kilograms("70"), "amended") + "]"), "70kg");
  const std::string subject = R"("subject":{"reference":"Patient/p1"},)";
  EXPECT_EQ(first_answer(asked("quantity"), "[" + weight("2025-11-20", subject + R"("focus":[{"reference":"Patient/child"}],)" + kilograms("4")) + "]"), "");
  EXPECT_EQ(first_answer(asked("quantity"), "[" + weight("2025-11-20", subject + R"("focus":[{"reference":"Patient/p1"}],)" + kilograms("70")) + "]"), "70kg");
  EXPECT_EQ(first_answer(asked("quantity", R"(,"repeats":true)"), "[" + weight("2025-11-20", kilograms("70")) + "]"), "");
}

// "If a parent item (group or question) already has established the context of a specific Observation, ... matching observations SHALL be limited to components of the Observation bound
// to the parent item and other Observations reachable by a hasMember link from that observation."
TEST(Observed, TheQuestionsOfAPanelAreAnsweredFromOnePanel) {
  const auto observation = [](const std::string& id, const std::string& code, const std::string& when, const std::string& more) {
    return R"({"resourceType":"Observation","id":")" + id + R"(","status":"final","code":{"coding":[{"system":"http://loinc.org","code":")" + code + R"("}]},"effectiveDateTime":")" + when + R"(",)" + more + "}";
  };
  const auto part = [](const std::string& code, int value) { return R"({"code":{"coding":[{"system":"http://loinc.org","code":")" + code + R"("}]},"valueQuantity":{"value":)" + std::to_string(value) + "}}"; };
  const std::string panel = asked("group", R"(,"item":[)" + asked("integer", "", "sys") + "]", "bp");
  const std::string form = panel.substr(0, panel.find("\"q\"")) + "\"g\"" + panel.substr(panel.find("\"q\"") + 3);
  const std::string newer = observation("b", "sys", "2025-11-21", R"("valueQuantity":{"value":190})");  // taken alone, in another place
  const std::string whole = observation("a", "bp", "2025-11-20", R"("component":[)" + part("sys", 128) + "]");
  EXPECT_EQ(first_answer(form, "[" + newer + "," + whole + "]"), "128");
  EXPECT_EQ(first_answer(asked("integer", "", "sys"), "[" + newer + "," + whole + "]"), "190");
  EXPECT_EQ(first_answer(form, "[" + newer + "," + observation("c", "bp", "2025-11-20", R"("hasMember":[{"reference":"Observation/d"}])") + "," + observation("d", "sys", "2025-11-20", R"("valueQuantity":{"value":131})") + "]"), "131");
  EXPECT_EQ(first_answer(form, "[" + newer + "]"), "") << "there is no panel";
}

TEST(Observed, WhatIsTooOldOrNotYetOrWithdrawnIsNotUsed) {
  EXPECT_EQ(first_answer(asked(), "[" + weight("2025-10-01", kilograms("70")) + "]"), "");
  EXPECT_EQ(first_answer(asked(), "[" + weight("2026-01-01", kilograms("70")) + "]"), "");
  EXPECT_EQ(first_answer(asked(), "[" + weight("2025-11-20", kilograms("70"), "entered-in-error") + "]"), "");
  EXPECT_EQ(first_answer(asked("decimal", "", "8302-2"), "[" + weight("2025-11-20", kilograms("70")) + "]"), "");
}

TEST(Observed, ABundleAndTheComponentsOfAnObservationCountAndAnInitialValueGivesWay) {
  const std::string pressure = R"({"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]},"effectivePeriod":{"start":"2025-11-20","end":"2025-11-21"},
    "component":[{"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{"value":128}}]}}]})";
  EXPECT_EQ(first_answer(asked("integer", R"(,"initial":[{"valueInteger":120}])", "8480-6"), pressure), "128");
  EXPECT_EQ(first_answer(asked("integer", R"(,"initial":[{"valueInteger":120}])", "8462-4"), pressure), "120");
}

TEST(Observed, AChoiceTakesTheCodeObserved) {
  const std::string smoker = R"([{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"72166-2"}]},"effectiveDateTime":"2025-11-20","valueCodeableConcept":{"coding":[{"system":"s","code":"never","display":"Never"}]}}])";
  EXPECT_EQ(first_answer(asked("choice", R"(,"answerOption":[{"valueCoding":{"system":"s","code":"never"}},{"valueCoding":{"system":"s","code":"daily"}}])", "72166-2"), smoker), "never");
}

TEST(Observed, ADraftThatIsOpenedAgainKeepsItsAnswer) {
  const auto definition = definition_of(asked());
  auto launch = LaunchContext::parse(R"({"o":[)" + weight("2025-11-20", kilograms("70")) + "]}");
  ASSERT_TRUE(launch);
  const Form form = Form::restore(definition, test_random(), {}, {&kSeenClock, std::make_shared<LaunchContext>(std::move(*launch)), 0});
  EXPECT_TRUE(form.node(form.find("q")).answers.empty());
}

TEST(Decorations, AnInstructionComesAndGoesWithItsExpressionAndSaysWhatItWorksOut) {
  const auto expression = [](const std::string& text) { return R"({"language":"text/fhirpath","expression":")" + text + "\"}"; };
  Form form = form_of(R"({"linkId":"n","type":"integer"},{"linkId":"q","type":"string","item":[{"linkId":"q-i","type":"display","text":"Plain","extension":[
    {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-displayCategory","valueCodeableConcept":{"coding":[{"code":"instructions"}]}},
    {"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression","valueExpression":)" + expression("%resource.item.where(linkId='n').answer.value > 2") + R"(}],
    "_text":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression","valueExpression":)" + expression("'It is ' + %resource.item.where(linkId='n').answer.value.toString()") + R"(}]}}]})");
  const NodeId words = form.find("q-i");
  ASSERT_NE(words, kNoNode);
  EXPECT_FALSE(form.node(words).enabled);
  form.set_answers(form.find("n"), {Answer::integer(3)});
  EXPECT_TRUE(form.node(words).enabled);
  EXPECT_EQ(form.text(words), "It is 3");
}

TEST(Repeating, AnExpressionDecidesWhetherAQuestionTakesSeveralAnswers) {
  Form form = form_of(R"({"linkId":"many","type":"boolean"},{"linkId":"q","type":"choice","answerOption":[{"valueString":"a"},{"valueString":"b"}],"_repeats":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression","valueExpression":{"language":"text/fhirpath","expression":"%resource.item.where(linkId='many').answer.value = true"}}]}})");
  const NodeId q = form.find("q"), many = form.find("many");
  form.toggle(q, form.item(q).options[0].value);
  form.toggle(q, form.item(q).options[1].value);
  EXPECT_EQ(form.node(q).answers.size(), 1u);
  form.set_answers(many, {Answer::boolean(true)});
  EXPECT_TRUE(form.repeats(q));
  form.toggle(q, form.item(q).options[0].value);
  EXPECT_EQ(form.node(q).answers.size(), 2u);
  EXPECT_TRUE(form.issues(q).empty());
  form.set_answers(many, {Answer::boolean(false)});
  ASSERT_EQ(form.issues(q).size(), 1u);
  EXPECT_EQ(form.issues(q)[0].code, IssueCode::TooManyAnswers);
}

}  // namespace forms
