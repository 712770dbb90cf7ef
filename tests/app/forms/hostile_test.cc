// Forms made to break what reads them: each is refused with a reason, or bounded and said, and the form goes on taking answers.
#include "app/forms/migrate.h"
#include "app/forms/extract.h"
#include "app/forms/value_sets.h"
#include "tests/app/forms/forms_support.h"

namespace forms {
namespace {

std::string refused(std::string text) {
  const auto form = Questionnaire::parse(std::move(text));
  EXPECT_FALSE(form);
  return form ? "" : form.error().detail;
}

std::string calculated(const std::string& link_id, const std::string& expression, const std::string& type = "string") {
  return R"({"linkId":")" + link_id + R"(","type":")" + type + R"(","repeats":true,"extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression","valueExpression":{"language":"text/fhirpath","expression":")" + expression + "\"}}]}";
}

std::string times(const std::string& text, size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

std::string with_regex(const std::string& pattern) {
  std::string out;
  json::write_string(pattern, out);
  return R"({"linkId":"q","type":"string","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/regex","valueString":)" + out + "}]}";
}

}  // namespace

TEST(Hostile, DeepNestingIsRefusedWithThePlace) {
  EXPECT_NE(refused(times("[", 1'000'000)).find("line 1"), std::string::npos);
  EXPECT_NE(refused(R"({"resourceType":"Questionnaire","item":[)" + times(R"({"linkId":"a","type":"group","item":[)", 60) + times("]}", 60) + "]}").find("too deeply"), std::string::npos);
}

TEST(Hostile, AFileOfAHundredMegabytesIsRefusedUnread) {
  const std::string reason = refused(R"({"resourceType":"Questionnaire","title":")" + std::string(100u << 20, 'x') + "\"}");
  EXPECT_FALSE(reason.empty());
  EXPECT_LT(reason.size(), 300u);  // the reason does not carry the file
}

TEST(Hostile, TooManyItemsAndLinkIdsTooLongToKeepAreRefused) {
  std::string items;
  for (size_t i = 0; i <= kItemsMax; ++i) items += (i ? R"(,{"linkId":"q)" : R"({"linkId":"q)") + std::to_string(i) + R"(","type":"string"})";
  EXPECT_NE(refused(R"({"resourceType":"Questionnaire","item":[)" + items + "]}").find("too many items"), std::string::npos);
  const auto form = Questionnaire::parse(R"({"resourceType":"Questionnaire","item":[{"linkId":")" + std::string(1 << 20, 'y') + R"(","type":"string"}]})");
  ASSERT_TRUE(form);  // a long linkId is filed under its hash
  EXPECT_LE((*form)->item(0).path_part.size(), 96u);
}

TEST(Hostile, ARegularExpressionDoesNotGoBackOverItsText) {
  Form form = form_of(with_regex("(a+)+b"));
  form.set_answers(form.find("q"), {Answer::string(std::string(200'000, 'a'))});
  ASSERT_EQ(form.issues(form.find("q")).size(), 1u);
  EXPECT_EQ(form.issues(form.find("q"))[0].code, IssueCode::Regex);
}

TEST(Hostile, ARegularExpressionThatIsTooLargeIsSaidAndNotUsed) {
  for (const std::string& pattern : {std::string("((a{1,1000}){1,1000}){1,1000}"), times("(a|b)?", 20'000), std::string("(?=x)y"), times("(", 5000)}) {
    Form form = form_of(with_regex(pattern));
    form.set_answers(form.find("q"), {Answer::string("anything")});
    EXPECT_TRUE(form.issues(form.find("q")).empty());
    ASSERT_EQ(form.definition().warnings().size(), 1u) << pattern.substr(0, 30);
    EXPECT_EQ(form.definition().warnings()[0].kind, WarningKind::Pattern);
  }
}

TEST(Hostile, RepeatsEndAtABound) {
  const auto definition = definition_of(R"({"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"a","type":"string"}]})");
  const auto form = Form::from_response(definition, test_random(), R"({"resourceType":"QuestionnaireResponse","item":[)" + times(R"({"linkId":"g"},)", 400'000) + R"({"linkId":"g"}]})");
  ASSERT_FALSE(form);
  EXPECT_NE(form.error().detail.find("too many repeats"), std::string::npos);
  record::FieldMap fields;
  for (int i = 0; i < 50'000; ++i) fields["g/#k" + std::to_string(i) + "/@order"].value = record::atom("a" + std::to_string(i));
  Form restored = Form::restore(definition, test_random(), fields);
  EXPECT_LE(restored.siblings(restored.find("g")).size(), kRepeatsMax);
  EXPECT_EQ(restored.fields().size(), fields.size());  // what was not made is kept as it is
  while (restored.siblings(restored.find("g")).size() < kRepeatsMax) restored.add_repeat(restored.find("g"));
  EXPECT_TRUE(restored.add_repeat(restored.find("g")).empty());
}

TEST(Hostile, ExpressionsThatGrowWithoutEndAreStoppedAndTheFormTakesAnswers) {
  const std::string bombs[] = {
      "repeat($this)", "(1).repeat($this + 1)", "%resource.descendants().select(%resource.descendants().select(%resource.descendants()))",
      "'x'" + times(".select($this + $this)", 60), "('a' | 'b')" + times(".select(($this + 'a') | ($this + 'b'))", 40), "(1).aggregate($total + $total)", times("(", 5000) + "1" + times(")", 5000), times("not(", 3000)};
  for (const std::string& bomb : bombs) {
    SCOPED_TRACE(bomb.substr(0, 60));
    std::string items;
    for (int i = 0; i < 5; ++i) items += calculated("c" + std::to_string(i), bomb) + ",";
    Form form = form_of(items + R"({"linkId":"q","type":"string"})");
    form.set_answers(form.find("q"), {Answer::string("still here")});
    EXPECT_NE(form.response().find("still here"), std::string::npos);
    for (int i = 0; i < 5; ++i)
      for (const Answer& answer : form.node(form.find("c" + std::to_string(i))).answers) EXPECT_LE(answer.text.size(), 64u * 1024);
    EXPECT_LT(form.response().size(), 8u << 20);
  }
}

TEST(Hostile, CalculationsInACircleEndAndAreNamed) {
  std::string items;
  for (int i = 0; i < 50; ++i) {
    const std::string next = "c" + std::to_string((i + 1) % 50);
    items += (i ? "," : "") + calculated("c" + std::to_string(i), "(%resource.descendants().where(linkId='" + next + "').answer.value | 1).sum() + 1", "integer");
  }
  Form form = form_of(items);
  EXPECT_FALSE(form.definition().warnings().empty());
  form.set_answers(form.find("c0"), {Answer::integer(5)});
  EXPECT_FALSE(form.response().empty());
}

TEST(Hostile, AValueSetOfAMillionIsCutAndOneThatIncludesItselfTenTimesOverEnds) {
  std::string concepts;
  for (int i = 0; i < 200'000; ++i) concepts += (i ? R"(,{"code":"c)" : R"({"code":"c)") + std::to_string(i) + "\"}";
  const auto form = Questionnaire::parse(R"({"resourceType":"Questionnaire","contained":[{"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"s","concept":[)" + concepts + R"(]}]}}],"item":[{"linkId":"q","type":"choice","answerValueSet":"#v"}]})");
  ASSERT_TRUE(form);
  EXPECT_LE((*form)->item(0).options.size(), 50'000u);
  std::string sets;
  for (int i = 0; i < 8; ++i) sets += std::string(i ? "," : "") + R"({"resourceType":"ValueSet","id":"v)" + std::to_string(i) + R"(","compose":{"include":[{"valueSet":[")" + "#v" + std::to_string((i + 1) % 8) + "\"]},{\"valueSet\":[\"#v" + std::to_string((i + 2) % 8) + "\"]}]}}";
  EXPECT_TRUE(Questionnaire::parse(R"({"resourceType":"Questionnaire","contained":[)" + sets + R"(],"item":[{"linkId":"q","type":"choice","answerValueSet":"#v0"}]})"));
}

TEST(Hostile, ScriptInMarkdownIsWords) {
  const auto form = Questionnaire::parse(R"({"resourceType":"Questionnaire","item":[{"linkId":"d","type":"display","text":"t","_text":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/rendering-markdown","valueMarkdown":"<script>alert(1)</script>"}]}},
    {"linkId":"x","type":"display","text":"t","_text":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/rendering-xhtml","valueString":"a<script>alert(1)</script><b onclick='x()'>b</b>"}]}}]})");
  ASSERT_TRUE(form);
  EXPECT_EQ((*form)->markdown((*form)->item(1)), "a**b**");  // and markdown itself is drawn as words: nothing here runs anything
}

}  // namespace forms
