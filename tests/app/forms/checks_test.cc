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
