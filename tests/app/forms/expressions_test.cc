// Expressions in forms: what they fill in, show, offer and forbid, and how little runs again. Source: Structured Data Capture, expressions.html.
#include "app/forms/launch.h"
#include "tests/app/forms/forms_support.h"

namespace forms {
namespace {

const std::string kSdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";

std::string fhirpath(const std::string& text, const std::string& name = "") {
  return "{" + (name.empty() ? "" : "\"name\":\"" + name + "\",") + R"("language":"text/fhirpath","expression":")" + text + "\"}";
}
std::string extension(const std::string& name, const std::string& text) { return R"({"url":")" + kSdc + name + R"(","valueExpression":)" + fhirpath(text) + "}"; }
std::string variable(const std::string& name, const std::string& text) {
  return R"({"url":"http://hl7.org/fhir/StructureDefinition/variable","valueExpression":)" + fhirpath(text, name) + "}";
}
std::string item(const std::string& link_id, const std::string& type, const std::string& extensions = "", const std::string& more = "") {
  return R"({"linkId":")" + link_id + R"(","type":")" + type + R"(","extension":[)" + extensions + "]" + more + "}";
}
std::string answer(const std::string& link_id) { return "%resource.descendants().where(linkId='" + link_id + "').answer.value"; }

const os::ManualClock kClock(1'763'800'000'000);  // 2025-11-22T08:26:40Z

Form opened(const std::string& items, const std::string& context = "{}", const std::string& more = "") {
  auto launch = LaunchContext::parse(context);
  EXPECT_TRUE(launch);
  return Form(definition_of(items, more), test_random(), {&kClock, std::make_shared<LaunchContext>(std::move(*launch)), 0});
}

std::string said(const Form& form, std::string_view link_id) {
  std::string out;
  for (const NodeId id : form.all_instances(form.definition().find(link_id)))
    for (const Answer& one : form.node(id).answers) out += (out.empty() ? "" : " ") + (one.kind == AnswerKind::Coding ? one.code : one.text);
  return out;
}

bool is_on(const Form& form, std::string_view link_id) { return form.node(form.find(link_id)).enabled; }

std::string warnings_of(const Form& form) {
  std::string out;
  for (const Warning& warning : form.definition().warnings()) out += warning.link_id + ": " + warning.reason + "\n";
  return out;
}

}  // namespace

TEST(Expressions, ACalculatedAnswerFollowsWhatItReads) {
  Form form = opened(item("a", "integer") + "," + item("b", "integer") + "," + item("sum", "integer", extension("calculatedExpression", answer("a") + " + " + answer("b"))));
  EXPECT_EQ(said(form, "sum"), "");
  form.set_answers(form.find("a"), {Answer::integer(2)});
  const Changes changes = form.set_answers(form.find("b"), {Answer::integer(3)});
  EXPECT_EQ(said(form, "sum"), "5");
  EXPECT_EQ(changes.answered.size(), 2u);  // what she said, and what follows
  EXPECT_EQ(changes.edits.size(), 2u);     // both are to be kept
  form.undo();
  EXPECT_EQ(said(form, "sum"), "");
  form.redo();
  EXPECT_EQ(said(form, "sum"), "5");
}

// SDC, calculatedExpression: "If a user has edited a calculated value, it should no longer be changed when other answers in the questionnaire response change."
TEST(Expressions, WhatSheWritesOverACalculationStaysUntilItIsClearedOrTheSame) {
  const std::string items = item("a", "integer") + "," + item("twice", "integer", extension("calculatedExpression", answer("a") + " * 2"));
  Form form = opened(items);
  const NodeId a = form.find("a"), twice = form.find("twice");
  form.set_answers(a, {Answer::integer(2)});
  form.set_answers(twice, {Answer::integer(99)});
  form.set_answers(a, {Answer::integer(3)});
  EXPECT_EQ(said(form, "twice"), "99");
  Form again = Form::restore(form.shared_definition(), test_random(), fields_of(form), {&kClock, nullptr, 0});
  again.set_answers(again.find("a"), {Answer::integer(4)});
  EXPECT_EQ(said(again, "twice"), "99") << "a draft opened again tells by the difference";
  form.undo();
  form.undo();
  EXPECT_EQ(said(form, "twice"), "4");
  form.set_answers(a, {Answer::integer(5)});
  EXPECT_EQ(said(form, "twice"), "10") << "undone, it is the calculation's again";
  form.set_answers(twice, {Answer::integer(99)});
  form.clear(twice);
  form.set_answers(a, {Answer::integer(6)});
  EXPECT_EQ(said(form, "twice"), "12");
  form.set_answers(twice, {Answer::integer(12)});
  form.set_answers(a, {Answer::integer(7)});
  EXPECT_EQ(said(form, "twice"), "14") << "it said the same";
}

TEST(Expressions, ACalculationNobodyMayWriteOverIsNeverTakenForHers) {
  Form form = opened(item("a", "integer") + "," + item("twice", "integer", extension("calculatedExpression", answer("a") + " * 2"), ",\"readOnly\":true"));
  form.set_answers(form.find("twice"), {Answer::integer(99)});  // from another tablet, whose form was another
  form.set_answers(form.find("a"), {Answer::integer(3)});
  EXPECT_EQ(said(form, "twice"), "6");
}

// SDC, expressions.html: "an expression that resolves to a Resource can satisfy a question of type 'Reference'".
TEST(Expressions, AResourceAnswersAQuestionThatWantsAReference) {
  Form form = opened(item("who", "reference", extension("initialExpression", "%patient")) + "," + item("words", "string", extension("initialExpression", "%patient")),
                     R"({"patient":{"resourceType":"Patient","id":"p1","name":[{"given":["Ada","May"],"family":"Quill"}]}})");
  EXPECT_NE(form.response().find(R"({"valueReference":{"reference":"Patient/p1","display":"Ada May Quill"}})"), std::string::npos) << form.response();
  EXPECT_EQ(said(form, "words"), "");
}

// SDC, itemPopulationContext: "If an expression results in multiple repetitions ... for an item where 'repeat' is false, it is an error and no population can occur."
TEST(Expressions, SeveralResourcesFillNoGroupThatDoesNotRepeat) {
  const auto group = [](const std::string& what) {
    return R"({"linkId":"g","type":"group","extension":[{"url":")" + kSdc + R"(itemPopulationContext","valueExpression":)" + fhirpath(what, "one") + R"(}],"item":[)" +
           item("family", "string", extension("initialExpression", "%one.family")) + "]}";
  };
  const std::string context = R"({"patient":{"resourceType":"Patient","name":[{"family":"Quill"},{"family":"Penn"}]}})";
  EXPECT_EQ(said(opened(group("%patient.name"), context), "family"), "");
  EXPECT_EQ(said(opened(group("%patient.name.first()"), context), "family"), "Quill");
}

TEST(Expressions, AnExpressionLetsAnItemRepeatThatDoesNotByItself) {
  const auto repeats = [](const std::string& language, const std::string& text) {
    return R"(,"repeats":false,"_repeats":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression","valueExpression":{"language":")" + language + R"(","expression":")" + text + "\"}}]}";
  };
  Form form = opened(item("many", "boolean") + "," + item("who", "string", "", repeats("text/fhirpath", answer("many"))) + "," + item("row", "group", "", repeats("text/fhirpath", answer("many")) + R"(,"item":[{"linkId":"cell","type":"integer"}])") + "," +
                     item("cql", "string", "", repeats("text/cql", "true")));
  const NodeId who = form.find("who"), row = form.find("row");
  form.set_answers(who, {Answer::string("Tom"), Answer::string("Ida")});
  EXPECT_FALSE(form.repeats(who));
  EXPECT_EQ(form.issues(who).size(), 1u) << "two answers where there is one";
  EXPECT_TRUE(form.add_repeat(row).added.empty());
  form.set_answers(form.find("many"), {Answer::boolean(true)});
  EXPECT_TRUE(form.repeats(who));
  EXPECT_TRUE(form.issues(who).empty());
  EXPECT_EQ(form.add_repeat(row).added.size(), 1u);
  EXPECT_FALSE(form.repeats(form.find("cql"))) << "nobody could work it out: as written";
}

// SDC, behavior.html, answerValueSet with Expression: "the value set itself is variable, determined by the result of an expression".
TEST(Expressions, AnExpressionChoosesTheValueSetOfAQuestion) {
  const auto set = [](const std::string& id, const std::string& code) { return R"({"resourceType":"ValueSet","id":")" + id + R"(","url":"urn:)" + id + R"(","compose":{"include":[{"system":"s","concept":[{"code":")" + code + R"("},{"code":"both"}]}]}})"; };
  Form form = opened(item("child", "boolean") + R"(,{"linkId":"dose","type":"choice","_answerValueSet":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression","valueExpression":)" +
                         fhirpath("iif(" + answer("child") + ", '#small', 'urn:large|1')") + "}]}}",
                     "{}", R"(,"contained":[)" + set("small", "half") + "," + set("large", "whole") + "]");
  const NodeId dose = form.find("dose");
  const auto offered = [&] {
    std::string out;
    for (const Option& option : form.options(dose)) out += std::string(option.value.code) + " ";
    return out;
  };
  EXPECT_EQ(offered(), "whole both ");
  form.toggle(dose, form.options(dose)[0].value);
  EXPECT_TRUE(form.issues(dose).empty());
  form.set_answers(form.find("child"), {Answer::boolean(true)});
  EXPECT_EQ(offered(), "half both ");
  EXPECT_EQ(said(form, "dose"), "whole") << "it stays, and is said to be none of the options";
  ASSERT_EQ(form.issues(dose).size(), 1u);
  EXPECT_EQ(form.issues(dose)[0].code, IssueCode::NotAnOption);
}

TEST(Expressions, AChainOfCalculationsSettlesInOnePass) {
  std::string items = item("q0", "integer");
  for (int i = 1; i <= 50; ++i) items += "," + item("q" + std::to_string(i), "integer", extension("calculatedExpression", answer("q" + std::to_string(i - 1)) + " + 1"));
  Form form = opened(items);
  const uint64_t before = form.evaluations();
  form.set_answers(form.find("q0"), {Answer::integer(1)});
  EXPECT_EQ(said(form, "q50"), "51");
  EXPECT_EQ(form.evaluations() - before, 50u);
}

TEST(Expressions, AnAnswerNobodyReadsRunsNothing) {
  Form form = opened(item("a", "integer") + "," + item("other", "text") + "," + item("twice", "integer", extension("calculatedExpression", answer("a") + " * 2")));
  const uint64_t before = form.evaluations();
  form.set_answers(form.find("other"), {Answer::string("words")});
  EXPECT_EQ(form.evaluations(), before);
}

TEST(Expressions, ACalculationOverSeveralNamedItemsRunsForThoseAloneHoweverLargeTheForm) {
  std::string items = item("either", "integer", extension("calculatedExpression", "%resource.descendants().where(linkId='q1' or linkId='q1999').answer.value.sum()")) + "," +
                      item("any", "integer", extension("calculatedExpression", "%resource.descendants().where(linkId in ('q2' | 'q3')).answer.value.sum()")) + "," +
                      R"({"linkId":"row","type":"group","repeats":true,"item":[{"linkId":"cell","type":"integer"}]})";
  for (int i = 0; i < 2000; ++i) items += "," + item("q" + std::to_string(i), "integer");
  Form form = opened(items);
  NodeId row = form.find("row");
  for (int i = 0; i < 199; ++i) row = form.add_repeat(row).added.front();
  const auto run_by = [&](NodeId question) {
    const uint64_t before = form.evaluations();
    form.set_answers(question, {Answer::integer(7)});
    return form.evaluations() - before;
  };
  EXPECT_EQ(run_by(form.node(row).children[0]), 0u);
  EXPECT_EQ(run_by(form.find("q1000")), 0u);
  EXPECT_EQ(run_by(form.find("q1999")), 1u);
  EXPECT_EQ(run_by(form.find("q1")), 1u);
  EXPECT_EQ(run_by(form.find("q3")), 1u);
  EXPECT_EQ(said(form, "either"), "14");
  EXPECT_EQ(said(form, "any"), "7");
}

TEST(Expressions, AScoreOverItemsWhoseNamesBeginAlikeRunsForThoseAlone) {
  std::string items = item("score", "integer", extension("calculatedExpression", "%resource.descendants().where(linkId.startsWith('phq9.q')).answer.value.sum()")) + "," + item("other", "integer");
  for (int i = 1; i <= 9; ++i) items += "," + item("phq9.q" + std::to_string(i), "integer");
  Form form = opened(items);
  form.set_answers(form.find("phq9.q1"), {Answer::integer(2)});
  form.set_answers(form.find("phq9.q9"), {Answer::integer(3)});
  EXPECT_EQ(said(form, "score"), "5");
  const uint64_t before = form.evaluations();
  form.set_answers(form.find("other"), {Answer::integer(7)});
  EXPECT_EQ(form.evaluations(), before);
  EXPECT_NE(warnings_of(opened(item("score", "integer", extension("calculatedExpression", "%resource.item.where(linkId.startsWith('gad7')).count()")))).find("none begins with \"gad7\""), std::string::npos);
}

TEST(Expressions, ARepeatsOwnSumIsItsOwnAlone) {
  Form form = opened(R"({"linkId":"row","type":"group","repeats":true,"extension":[)" + variable("n", "item.where(linkId='n').answer.value") + R"(],"item":[)" +
                     item("n", "integer") + "," + item("twice", "integer", extension("calculatedExpression", "%n * 2")) + "]}");
  NodeId last = form.find("row");
  for (int i = 0; i < 199; ++i) last = form.add_repeat(last).added.front();
  const uint64_t before = form.evaluations();
  form.set_answers(form.node(last).children[0], {Answer::integer(21)});
  EXPECT_EQ(said(form, "twice"), "42");
  EXPECT_EQ(form.evaluations() - before, 2u);  // its variable and its sum, not the other 199
}

TEST(Expressions, AConditionByExpressionShowsAndHides) {
  Form form = opened(item("a", "integer") + "," + item("more", "text", extension("enableWhenExpression", answer("a") + " > 3")) + "," +
                     item("count", "integer", extension("calculatedExpression", "%resource.item.count()")));
  EXPECT_FALSE(is_on(form, "more"));
  form.set_answers(form.find("a"), {Answer::integer(4)});
  EXPECT_TRUE(is_on(form, "more"));
  form.set_answers(form.find("more"), {Answer::string("x")});
  EXPECT_EQ(form.response().find("\"more\"") == std::string::npos, false);
  form.set_answers(form.find("a"), {Answer::integer(1)});
  EXPECT_EQ(form.response().find("\"more\""), std::string::npos);  // kept, but it does not count
}

TEST(Expressions, AFormOpensWithWhatIsKnownOfThePerson) {
  const std::string context = R"({"patient":{"resourceType":"Patient","id":"p1","birthDate":"1941-02-03","name":[{"given":["Margaret","Ann"],"family":"Whitlock"}]}})";
  Form form = opened(item("name", "string", extension("initialExpression", "%patient.name.given.join(' ') + ' ' + %patient.name.family")) + "," +
                         item("born", "date", extension("initialExpression", "%patient.birthDate")) + "," +
                         item("age", "integer", extension("calculatedExpression", "today().toString().substring(0,4).toInteger() - " + answer("born") + ".toString().substring(0,4).toInteger()")) + "," +
                         item("phone", "string", extension("initialExpression", "%patient.telecom.value")),
                     context);
  EXPECT_EQ(said(form, "name"), "Margaret Ann Whitlock");
  EXPECT_EQ(said(form, "born"), "1941-02-03");
  EXPECT_EQ(said(form, "age"), "84");
  EXPECT_EQ(said(form, "phone"), "");
}

TEST(Expressions, OneRepeatForEachThingKnown) {
  const std::string context = R"({"patient":{"resourceType":"Patient","contact":[{"name":{"text":"Tom"}},{"name":{"text":"Ida"}},{"name":{"text":"Sam"}}]}})";
  Form form = opened(R"({"linkId":"who","type":"group","repeats":true,"extension":[{"url":")" + kSdc + R"(itemPopulationContext","valueExpression":)" +
                         fhirpath("%patient.contact", "contact") + R"(}],"item":[)" + item("name", "string", extension("initialExpression", "%contact.name.text")) + "]}",
                     context);
  EXPECT_EQ(said(form, "name"), "Tom Ida Sam");
  EXPECT_EQ(form.all_instances(form.definition().find("who")).size(), 3u);
}

TEST(Expressions, StoredAnswersStandUntilWhatTheyReadChanges) {
  const std::string items = item("a", "integer") + "," + item("twice", "integer", extension("calculatedExpression", answer("a") + " * 2"), ",\"readOnly\":true") + "," +
                            item("day", "date", extension("initialExpression", "today()"));
  Form form = opened(items);
  form.set_answers(form.find("a"), {Answer::integer(2)});
  form.set_answers(form.find("twice"), {Answer::integer(5)});  // by a form whose calculation was another
  form.set_answers(form.find("day"), {});
  Form again = Form::restore(form.shared_definition(), test_random(), fields_of(form), {&kClock, nullptr, 0});
  EXPECT_EQ(said(again, "twice"), "5");
  EXPECT_EQ(said(again, "day"), "");
  again.set_answers(again.find("a"), {Answer::integer(4)});
  EXPECT_EQ(said(again, "twice"), "8");
}

TEST(Expressions, VariablesAreSeenFromBelowAndTheNearestWins) {
  Form form = opened(R"({"linkId":"g","type":"group","extension":[)" + variable("x", "%x + 1") + R"(],"item":[)" +
                         item("in", "integer", extension("calculatedExpression", "%x")) + "]}," + item("out", "integer", extension("calculatedExpression", "%x")),
                     "{}", R"(,"extension":[)" + variable("x", "10") + "]");
  EXPECT_EQ(said(form, "in"), "11");
  EXPECT_EQ(said(form, "out"), "10");
}

TEST(Expressions, AnExpressionMakesTheListAndTurnsOptionsOff) {
  Form form = opened(item("kept", "string", "", R"(,"repeats":true)") + "," + item("pick", "open-choice", extension("answerExpression", answer("kept"))) + "," +
                     item("q", "choice", R"({"url":")" + kSdc + R"(answerOptionsToggleExpression","extension":[{"url":"option","valueCoding":{"code":"b"}},{"url":"expression","valueExpression":)" +
                                             fhirpath(answer("kept") + ".exists()") + "}]}",
                          R"(,"answerOption":[{"valueCoding":{"code":"a"}},{"valueCoding":{"code":"b"}}])"));
  const NodeId q = form.find("q");
  EXPECT_TRUE(form.offers(q, form.options(q)[0]));
  EXPECT_FALSE(form.offers(q, form.options(q)[1]));
  form.set_answers(form.find("kept"), {Answer::string("one"), Answer::string("two")});
  EXPECT_TRUE(form.offers(q, form.options(q)[1]));
  ASSERT_EQ(form.options(form.find("pick")).size(), 2u);
  EXPECT_EQ(form.options(form.find("pick"))[1].value.text, "two");
}

TEST(Expressions, TextMustsAndBoundsCanBeWorkedOut) {
  const auto cqf = [](const std::string& text) { return R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression","valueExpression":)" + fhirpath(text) + "}]}"; };
  Form form = opened(item("n", "integer") + R"(,{"linkId":"q","type":"integer","text":"plain","_text":)" + cqf("'No more than ' + " + answer("n") + ".toString()") + R"(,"_required":)" +
                     cqf(answer("n") + " > 5") + R"(,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","_valueInteger":)" + cqf(answer("n")) + "}]}");
  const NodeId q = form.find("q");
  EXPECT_FALSE(form.required(q));
  form.set_answers(form.find("n"), {Answer::integer(7)});
  EXPECT_EQ(form.text(q), "No more than 7");
  EXPECT_TRUE(form.required(q));
  EXPECT_EQ(form.counts().missing, 1u);
  form.set_answers(q, {Answer::integer(8)});
  ASSERT_EQ(form.issues(q).size(), 1u);
  EXPECT_EQ(form.issues(q)[0].code, IssueCode::MaxValue);
  EXPECT_EQ(form.counts().invalid, 1u);
  form.set_answers(form.find("n"), {Answer::integer(9)});
  EXPECT_EQ(form.counts().invalid, 0u);
}

TEST(Expressions, ARuleOfTheFormIsToldInItsOwnWords) {
  const auto rule = [](const std::string& severity) {
    return R"({"url":"http://hl7.org/fhir/StructureDefinition/targetConstraint","extension":[{"url":"key","valueId":"k1"},{"url":"severity","valueCode":")" + severity +
           R"("},{"url":"human","valueString":"Both times must be given"},{"url":"expression","valueExpression":)" + fhirpath("%context.answer.value.empty() or " + answer("a") + ".exists()") + "}]}";
  };
  Form form = opened(item("a", "time") + "," + item("b", "time", rule("error")) + "," + item("c", "time", rule("warning")));
  form.set_answers(form.find("b"), {Answer::time("10:00:00")});
  form.set_answers(form.find("c"), {Answer::time("10:00:00")});
  ASSERT_EQ(form.issues(form.find("b")).size(), 1u);
  EXPECT_EQ(form.issues(form.find("b"))[0].params[0], "Both times must be given");
  EXPECT_TRUE(form.issues(form.find("c"))[0].warning);
  EXPECT_EQ(form.counts().invalid, 1u);
  form.set_answers(form.find("a"), {Answer::time("09:00:00")});
  EXPECT_EQ(form.counts().invalid, 0u);
}

TEST(Expressions, ScoresAreFoundInTheOptionsChosen) {
  const std::string options = R"(,"answerOption":[{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":0}],"valueCoding":{"code":"no"}},)"
                              R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/itemWeight","valueDecimal":2}],"valueCoding":{"code":"often"}}])";
  Form form = opened(item("f1", "choice", "", options) + "," + item("f2", "choice", "", options) + "," +
                     item("score", "decimal", extension("calculatedExpression", "%resource.item.answer.value.ordinal().sum()")));
  form.set_answers(form.find("f1"), {Answer::coding("", "often", "")});
  form.set_answers(form.find("f2"), {Answer::coding("", "often", "")});
  EXPECT_EQ(said(form, "score"), "4");
}

TEST(Expressions, ALoopEndsAndAuthorsAreTold) {
  Form form = opened(item("a", "integer", extension("calculatedExpression", answer("b") + " + 1")) + "," + item("b", "integer", extension("calculatedExpression", answer("a") + " + 1")) + "," +
                     item("start", "integer"));
  EXPECT_NE(warnings_of(form).find("a: its calculation depends on itself"), std::string::npos) << warnings_of(form);
  form.set_answers(form.find("a"), {Answer::integer(1)});
  EXPECT_LT(form.evaluations(), 100u);
}

TEST(Expressions, WhatCannotRunIsNamedAndTheFormOpens) {
  Form form = opened(item("a", "integer", extension("calculatedExpression", "1 +")) + "," + item("b", "integer", extension("calculatedExpression", "%nothing + 1")) + "," +
                     item("c", "integer", extension("calculatedExpression", answer("gone"))) +
                     R"(,{"linkId":"d","type":"string","extension":[{"url":")" + kSdc + R"(initialExpression","valueExpression":{"language":"text/cql","expression":"X"}}]})");
  const std::string told = warnings_of(form);
  EXPECT_NE(told.find("a: an expression cannot be used"), std::string::npos) << told;
  EXPECT_NE(told.find("c: an expression names an item that is not in the form"), std::string::npos) << told;
  EXPECT_NE(told.find("d: an expression is written in text/cql"), std::string::npos) << told;
}

TEST(Expressions, ABombIsBounded) {
  std::string bomb = "(1|2|3|4|5|6|7|8|9|10)";
  for (int i = 0; i < 9; ++i) bomb += ".select((1|2|3|4|5|6|7|8|9|10))";
  Form form = opened(item("a", "integer") + "," + item("b", "integer", extension("calculatedExpression", bomb + ".count() + " + answer("a"))));
  form.set_answers(form.find("a"), {Answer::integer(1)});
  EXPECT_EQ(said(form, "b"), "");
}

TEST(Expressions, ManyBombsTogetherGetOneShareOfTheTime) {
  std::string items = item("a", "integer"), bomb = "(1|2|3|4|5|6|7|8|9|10)";
  for (int i = 0; i < 5; ++i) bomb += ".select((1|2|3|4|5|6|7|8|9|10))";
  for (int i = 0; i < 400; ++i) items += "," + item("b" + std::to_string(i), "integer", extension("calculatedExpression", bomb + ".count() + " + answer("a")));
  Form form = opened(items);
  EXPECT_TRUE(form.gave_up());
  form.set_answers(form.find("a"), {Answer::integer(1)});
  EXPECT_EQ(said(form, "a"), "1");  // the app lives, and the answer is kept
}

TEST(Expressions, TextThatDoublesItselfStopsGrowing) {
  Form form = opened(item("a", "text", extension("calculatedExpression", answer("a") + " & " + answer("a") + " & 'x'")) + "," + item("b", "text"));
  for (int i = 0; i < 8; ++i) form.set_answers(form.find("a"), {Answer::string(said(form, "a") + "y")});
  EXPECT_LE(said(form, "a").size(), 64u * 1024 + 8);
}

TEST(Expressions, AHundredThousandRulesAreCutDownAndSaid) {
  std::string variables;
  for (int i = 0; i < 5000; ++i) variables += (i ? "," : "") + variable("v" + std::to_string(i), "%v" + std::to_string(i + 1));
  Form form = opened(item("a", "integer", variables));
  EXPECT_NE(warnings_of(form).find("too many expressions"), std::string::npos);
}

TEST(Expressions, RepeatsEndAtTheMostInstancesAFormHolds) {
  std::string items = item("twice", "integer", extension("calculatedExpression", "1"));
  for (int i = 0; i < 400; ++i) items += "," + item("n" + std::to_string(i), "integer");
  Form form = opened(R"({"linkId":"g","type":"group","repeats":true,"item":[)" + items + "]}");
  NodeId last = form.find("g");
  size_t made = 0;
  for (; made < 2'000; ++made) {
    const Changes changes = form.add_repeat(last);
    if (changes.added.empty()) break;
    last = changes.added.front();
  }
  EXPECT_LT(form.node_count(), kNodesMax + 500);
  EXPECT_GT(made, 400u);
}

}  // namespace forms
