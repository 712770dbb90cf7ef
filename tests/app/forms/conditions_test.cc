// enableWhen: every operator over every kind of answer. Source: FHIR R4, questionnaire.html, "enableWhen".
#include "tests/app/forms/forms_support.h"

namespace forms {
namespace {

// Whether an item with these conditions is on when `question` of that type has the answers.
bool is_on(const std::string& type, const std::string& when, Answers answers, const std::string& behavior = "") {
  Form form = form_of(R"({"linkId":"q","repeats":true,"type":")" + type + R"("},{"linkId":"x","type":"string")" + behavior + R"(,"enableWhen":[)" + when + "]}");
  form.set_answers(form.find("q"), std::move(answers));
  return form.node(form.find("x")).enabled;
}

std::string when(const std::string& op, const std::string& answer) { return R"({"question":"q","operator":")" + op + R"(",)" + answer + "}"; }

}  // namespace

TEST(Conditions, AskWhetherThereIsAnAnswer) {
  EXPECT_FALSE(is_on("string", when("exists", R"("answerBoolean":true)"), {}));
  EXPECT_TRUE(is_on("string", when("exists", R"("answerBoolean":true)"), {Answer::string("x")}));
  EXPECT_TRUE(is_on("string", when("exists", R"("answerBoolean":false)"), {}));
  EXPECT_FALSE(is_on("string", when("exists", R"("answerBoolean":false)"), {Answer::string("x")}));
  EXPECT_TRUE(is_on("integer", when("exists", R"("answerBoolean":false)"), {Answer::typed("abc")}));  // not an answer yet
}

TEST(Conditions, CompareNumbersByValue) {
  EXPECT_TRUE(is_on("decimal", when("=", R"("answerDecimal":1.5)"), {Answer::decimal("1.50")}));
  EXPECT_TRUE(is_on("decimal", when(">", R"("answerInteger":1)"), {Answer::decimal("1.01")}));
  EXPECT_FALSE(is_on("integer", when(">", R"("answerInteger":10)"), {Answer::integer(9)}));
  EXPECT_TRUE(is_on("integer", when(">=", R"("answerInteger":10)"), {Answer::integer(10)}));
  EXPECT_TRUE(is_on("integer", when("<=", R"("answerInteger":-1)"), {Answer::integer(-1)}));
  EXPECT_FALSE(is_on("integer", when("<", R"("answerInteger":-1)"), {Answer::integer(-1)}));
  EXPECT_TRUE(is_on("quantity", when(">", R"("answerQuantity":{"value":30,"code":"kg"})"), {Answer::quantity("30.5", "kg", "", "kg")}));
  EXPECT_FALSE(is_on("quantity", when(">", R"("answerQuantity":{"value":30,"code":"kg"})"), {Answer::quantity("3000", "g", "", "g")}));
  EXPECT_TRUE(is_on("quantity", when(">", R"("answerQuantity":{"value":30,"code":"kg"})"), {Answer::quantity("31000", "g", "", "g")}));
}

TEST(Conditions, CompareDatesAsFarAsBothGo) {
  EXPECT_TRUE(is_on("date", when("<", R"("answerDate":"2026-03-01")"), {Answer::date("2026-02-28")}));
  EXPECT_TRUE(is_on("date", when(">", R"("answerDate":"2025")"), {Answer::date("2026-02-28")}));
  EXPECT_FALSE(is_on("date", when(">", R"("answerDate":"2026")"), {Answer::date("2026-02-28")}));  // nobody can say
  EXPECT_TRUE(is_on("dateTime", when("=", R"("answerDateTime":"2026-11-22T11:00:00+01:00")"), {Answer::date_time("2026-11-22T10:00:00Z")}));
  EXPECT_TRUE(is_on("time", when(">=", R"("answerTime":"09:30:00")"), {Answer::time("09:30")}));
}

TEST(Conditions, CompareCodesByCodeAndBySystemWhereBothHaveOne) {
  const std::string yes = R"("answerCoding":{"system":"s","code":"y"})";
  EXPECT_TRUE(is_on("choice", when("=", yes), {Answer::coding("s", "y", "Ja")}));
  EXPECT_TRUE(is_on("choice", when("=", yes), {Answer::coding("", "y", "")}));
  EXPECT_FALSE(is_on("choice", when("=", yes), {Answer::coding("t", "y", "")}));
  EXPECT_TRUE(is_on("choice", when("=", yes), {Answer::coding("s", "n", ""), Answer::coding("s", "y", "")}));
  EXPECT_FALSE(is_on("open-choice", when("=", yes), {Answer::string("y")}));
}

TEST(Conditions, NotEqualHoldsWhenNoAnswerIsThatValueAlsoWhenThereIsNone) {
  const std::string not_a = when("!=", R"("answerString":"a")");
  EXPECT_TRUE(is_on("string", not_a, {}));
  EXPECT_TRUE(is_on("string", not_a, {Answer::string("b")}));
  EXPECT_FALSE(is_on("string", not_a, {Answer::string("b"), Answer::string("a")}));
}

TEST(Conditions, AreAnyUnlessTheFormSaysAll) {
  const std::string both = when("=", R"("answerString":"a")") + "," + when("exists", R"("answerBoolean":true)");
  EXPECT_TRUE(is_on("string", both, {Answer::string("b")}));
  EXPECT_TRUE(is_on("string", both, {Answer::string("b")}, R"(,"enableBehavior":"any")"));
  EXPECT_FALSE(is_on("string", both, {Answer::string("b")}, R"(,"enableBehavior":"all")"));
  EXPECT_TRUE(is_on("string", both, {Answer::string("a")}, R"(,"enableBehavior":"all")"));
}

TEST(Conditions, OnAQuestionThatIsNotThereCountAsUnanswered) {
  Form form = form_of(R"({"linkId":"x","type":"string","enableWhen":[{"question":"nobody","operator":"exists","answerBoolean":false}]})");
  EXPECT_TRUE(form.node(form.find("x")).enabled);
  EXPECT_EQ(form.definition().warnings().front().link_id, "x");
}

TEST(Conditions, OfAnItemUnderAnAnswerLookUnderTheSameAnswerFirst) {
  Form form = form_of(R"({"linkId":"aid","type":"choice","repeats":true,"answerOption":[{"valueString":"stick"},{"valueString":"frame"}],"item":[
    {"linkId":"own","type":"boolean"},{"linkId":"hire","type":"string","enableWhen":[{"question":"own","operator":"=","answerBoolean":false}]}]})");
  const NodeId aid = form.find("aid");
  form.set_answers(aid, {Answer::string("stick"), Answer::string("frame")});
  const std::vector<NodeId> below = form.node(aid).children;
  ASSERT_EQ(below.size(), 4u);
  form.set_answers(below[2], {Answer::boolean(false)});
  EXPECT_FALSE(form.node(below[1]).enabled);
  EXPECT_TRUE(form.node(below[3]).enabled);
}

TEST(Conditions, DoNotHearAnItemUnderAQuestionThatHasNoAnswer) {
  Form form = form_of(R"({"linkId":"any","type":"boolean","item":[{"linkId":"who","type":"string"}]},
    {"linkId":"x","type":"string","enableWhen":[{"question":"who","operator":"exists","answerBoolean":true}]})");
  form.set_answers(form.find("who"), {Answer::string("Ruth")});
  EXPECT_FALSE(form.node(form.find("x")).enabled);
  form.set_answers(form.find("any"), {Answer::boolean(true)});
  EXPECT_TRUE(form.node(form.find("x")).enabled);
  form.clear(form.find("any"));
  EXPECT_FALSE(form.node(form.find("x")).enabled);
}

}  // namespace forms
