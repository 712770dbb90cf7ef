#include "app/forms/checks.h"

#include "tests/app/forms/forms_support.h"

namespace forms {
namespace {

std::string issues_of(const std::string& item, Answers answers) {
  Form form = form_of(R"({"linkId":"q",)" + item + "}");
  form.set_answers(form.find("q"), std::move(answers));
  std::string out;
  for (const Issue& issue : form.issues(form.find("q"))) {
    if (!out.empty()) out += ' ';
    out += code_name(issue.code);
    for (const std::string& param : issue.params) out += ":" + param;
  }
  return out;
}

std::string with(const std::string& type, const std::string& name, const std::string& value) {
  return R"("type":")" + type + R"(","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/)" + name + R"(",)" + value + "}]";
}

}  // namespace

TEST(Checks, WantAnAnswerWhereOneIsRequired) {
  EXPECT_EQ(issues_of(R"("type":"string","required":true)", {}), "required");
  EXPECT_EQ(issues_of(R"("type":"string","required":true)", {Answer::string("x")}), "");
  EXPECT_EQ(issues_of(R"("type":"group","required":true,"item":[{"linkId":"w","type":"string"}])", {}), "required");
}

TEST(Checks, KeepNumbersAndDatesWithinTheirBounds) {
  EXPECT_EQ(issues_of(with("integer", "minValue", R"("valueInteger":2)"), {Answer::integer(1)}), "minValue:2");
  EXPECT_EQ(issues_of(with("decimal", "maxValue", R"("valueDecimal":2.5)"), {Answer::decimal("2.51")}), "maxValue:2.5");
  EXPECT_EQ(issues_of(with("decimal", "maxValue", R"("valueDecimal":2.5)"), {Answer::decimal("2.50")}), "");
  EXPECT_EQ(issues_of(with("date", "minValue", R"("valueDate":"2026-01-01")"), {Answer::date("2025-12-31")}), "minValue:2026-01-01");
  EXPECT_EQ(issues_of(with("decimal", "maxDecimalPlaces", R"("valueInteger":1)"), {Answer::decimal("1.25")}), "maxDecimalPlaces:1");
  EXPECT_EQ(issues_of(with("quantity", "sdc-questionnaire-maxQuantity", R"("valueQuantity":{"value":5,"code":"d"})"), {Answer::quantity("6", "days", "", "d")}), "maxValue:5");
}

// SDC, minQuantity: "the answer.valueQuantity needs to be converted to the same units as the min/maxQuantity unit prior to comparison".
TEST(Checks, CompareQuantitiesInOneUnit) {
  const std::string most = R"("valueQuantity":{"value":2,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"})", ucum = "http://unitsofmeasure.org";
  EXPECT_EQ(issues_of(with("quantity", "sdc-questionnaire-maxQuantity", most), {Answer::quantity("2001", "g", ucum, "g")}), "maxValue:2");
  EXPECT_EQ(issues_of(with("quantity", "sdc-questionnaire-maxQuantity", most), {Answer::quantity("2000", "g", ucum, "g")}), "");
  EXPECT_EQ(issues_of(with("quantity", "sdc-questionnaire-minQuantity", most), {Answer::quantity("4", "pounds", ucum, "[lb_av]")}), "minValue:2");
  EXPECT_EQ(issues_of(with("quantity", "sdc-questionnaire-minQuantity", most), {Answer::quantity("4", "days", ucum, "d")}), "");
  EXPECT_EQ(issues_of(with("quantity", "sdc-questionnaire-minQuantity", most), {Answer::quantity("1", "bags", "urn:ours", "bag")}), "");
}

// SDC, minLength: "to enforce that a date includes at least the year and month, the minimum length could be set to 7".
TEST(Checks, HoldADatesPrecisionToItsLength) {
  EXPECT_EQ(issues_of(with("date", "minLength", R"("valueInteger":7)"), {Answer::date("2026")}), "minLength:7:4");
  EXPECT_EQ(issues_of(with("date", "minLength", R"("valueInteger":7)"), {Answer::date("2026-01")}), "");
  EXPECT_EQ(issues_of(R"("type":"time","maxLength":5)", {Answer::time("10:00:00")}), "maxLength:5:8");
  EXPECT_EQ(issues_of(R"("type":"integer","maxLength":3)", {Answer::integer(1234)}), "maxLength:3:4");
}

// R4 has options for integers, dates, times and text too; SDC, answerOption: "The answer to the question, if answered, SHALL match one of the specified repetitions".
TEST(Checks, HoldEveryKindOfQuestionToItsOptions) {
  const std::string ages = R"("type":"integer","answerOption":[{"valueInteger":18},{"valueInteger":65}])";
  EXPECT_EQ(issues_of(ages, {Answer::integer(65)}), "");
  EXPECT_EQ(issues_of(ages, {Answer::integer(66)}), "invalidAnswerOption:66");
  EXPECT_EQ(issues_of(R"("type":"date","answerOption":[{"valueDate":"2026-01-01"}])", {Answer::date("2026-01-02")}), "invalidAnswerOption:2026-01-02");
  EXPECT_EQ(issues_of(R"("type":"string","answerOption":[{"valueString":"a"}])", {Answer::string("b")}), "invalidAnswerOption:b");
  EXPECT_EQ(issues_of(R"("type":"open-choice","answerOption":[{"valueString":"a"}])", {Answer::string("b")}), "");
}

TEST(Checks, TakeTheCodesOfAValueSetForTheTextsAQuestionAllows) {
  const std::string set = R"(,"contained":[{"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"s","concept":[{"code":"L","display":"Left"},{"code":"R","display":"Right"}]}]}}])";
  Form form = form_of(R"({"linkId":"q","type":"string","answerValueSet":"#v"})", set);
  const NodeId question = form.find("q");
  ASSERT_EQ(form.options(question).size(), 2u);
  EXPECT_EQ(form.definition().text(form.options(question)[0], ""), "Left");
  form.toggle(question, form.options(question)[0].value);
  EXPECT_TRUE(form.issues(question).empty());
  EXPECT_NE(form.response().find(R"({"valueString":"L"})"), std::string::npos) << form.response();
  form.set_answers(question, {Answer::string("Left")});
  EXPECT_EQ(form.issues(question).size(), 1u);
}

// As SDC's own example of a body weight has them (extraction.html).
TEST(Checks, TakeCodesOfferedToAQuantityForItsUnits) {
  Form form = form_of(R"({"linkId":"q","type":"quantity","answerOption":[{"valueCoding":{"system":"http://unitsofmeasure.org","code":"kg"}},{"valueCoding":{"system":"http://unitsofmeasure.org","code":"[lb_av]","display":"pounds"}}]})");
  const Item& item = form.item(form.find("q"));
  EXPECT_TRUE(item.options.empty());
  ASSERT_EQ(item.units.size(), 2u);
  EXPECT_EQ(item.units[0].display, "kg");
  EXPECT_EQ(item.units[1].display, "pounds");
  form.set_answers(form.find("q"), {Answer::quantity("70", "kg", "http://unitsofmeasure.org", "kg")});
  EXPECT_TRUE(form.issues(form.find("q")).empty());
}

TEST(Checks, CountLettersNotBytes) {
  EXPECT_EQ(issues_of(R"("type":"string","maxLength":3)", {Answer::string("ŵŷâ")}), "");
  EXPECT_EQ(issues_of(R"("type":"string","maxLength":3)", {Answer::string("ŵŷâx")}), "maxLength:3:4");
  EXPECT_EQ(issues_of(with("string", "minLength", R"("valueInteger":3)"), {Answer::string("ŵŷ")}), "minLength:3:2");
}

TEST(Checks, MatchTheWholeTextAgainstThePattern) {
  EXPECT_EQ(issues_of(with("string", "regex", R"("valueString":"[A-Z]{2}\\d{6}[A-D]")"), {Answer::string("QQ123456C")}), "");
  EXPECT_EQ(issues_of(with("string", "regex", R"("valueString":"[A-Z]{2}\\d{6}[A-D]")"), {Answer::string("my QQ123456C")}), "regex:");
  EXPECT_EQ(issues_of(with("string", "regex", R"("valueString":"^\\+?[\\h\\d]*$")"), {Answer::string("01539 123456")}), "");
  EXPECT_EQ(issues_of(with("string", "regex", R"x("valueString":"matches('^[0-9]{4}$')")x"), {Answer::string("123")}), "regex:");
}

TEST(Checks, LetNoPatternHoldUpTheApp) {
  const std::string bomb = with("string", "regex", R"("valueString":"((a{1,200}){1,200}){1,200}b")");
  EXPECT_EQ(issues_of(bomb, {Answer::string(std::string(100'000, 'a'))}), "");  // refused, so not checked
  EXPECT_EQ(issues_of(with("string", "regex", R"("valueString":"(a+)+b")"), {Answer::string(std::string(100'000, 'a'))}), "regex:");
  const auto form = definition_of(R"({"linkId":"q",)" + bomb + "}");
  ASSERT_EQ(form->warnings().size(), 1u);
  EXPECT_NE(form->warnings()[0].reason.find("not checked"), std::string::npos);
}

TEST(Checks, KnowTheOptions) {
  const std::string ab = R"("answerOption":[{"valueCoding":{"system":"s","code":"a"}},{"valueCoding":{"system":"s","code":"b"},
    "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}]}])";
  EXPECT_EQ(issues_of(R"("type":"choice",)" + ab, {Answer::coding("s", "c", "C")}), "invalidAnswerOption:C");
  EXPECT_EQ(issues_of(R"("type":"open-choice",)" + ab, {Answer::string("another")}), "");
  EXPECT_EQ(issues_of(R"("type":"choice","repeats":true,)" + ab, {Answer::coding("s", "a", ""), Answer::coding("s", "b", "B")}), "exclusiveAnswerOption:");
  EXPECT_EQ(issues_of(R"("type":"choice",)" + ab, {Answer::coding("s", "a", ""), Answer::coding("s", "a", "")}), "repeats:2");
}

TEST(Checks, NameWhatCannotBeRead) {
  EXPECT_EQ(issues_of(R"("type":"integer")", {Answer::typed("abc")}), "unreadable:abc");
  EXPECT_EQ(issues_of(R"("type":"date")", {Answer::date("2026-02-31")}), "invalidAnswerType");
  EXPECT_EQ(issues_of(R"("type":"boolean")", {Answer::string("yes")}), "invalidAnswerType");
}

TEST(Checks, CountRepeats) {
  Form form = form_of(R"({"linkId":"g","type":"group","repeats":true,"extension":[
    {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs","valueInteger":2},{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs","valueInteger":2}],
    "item":[{"linkId":"q","type":"string"}]})");
  EXPECT_EQ(form.counts().missing, 1u);
  const NodeId first = form.find("g");
  form.set_answers(form.find("q"), {Answer::string("a")});
  EXPECT_EQ(form.counts().missing, 1u);
  const NodeId second = form.add_repeat(first).added.front();
  form.set_answers(form.node(second).children.front(), {Answer::string("b")});
  EXPECT_EQ(form.counts().missing, 0u);
  form.add_repeat(second);
  EXPECT_EQ(form.counts().invalid, 1u);
  EXPECT_EQ(form.invalid(), std::vector<NodeId>{first});
}

TEST(Checks, AskNothingOfWhatIsNotAsked) {
  Form form = form_of(R"({"linkId":"q","type":"boolean"},{"linkId":"w","type":"string","required":true,"enableWhen":[{"question":"q","operator":"=","answerBoolean":true}]},
    {"linkId":"h","type":"string","required":true,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden","valueBoolean":true}]})");
  EXPECT_TRUE(form.issues(form.find("w")).empty());
  EXPECT_EQ(form.counts(), (Counts{1, 0, 0, 0}));
}

}  // namespace forms
