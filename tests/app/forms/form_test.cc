#include "app/forms/form.h"

#include "tests/app/forms/forms_support.h"

namespace forms {
namespace {

constexpr const char* kHelp = R"(
  {"linkId":"page","type":"group","text":"Clothing","item":[
    {"linkId":"able","type":"choice","required":true,"answerOption":[
      {"valueCoding":{"system":"s","code":"yes","display":"Yes"}},{"valueCoding":{"system":"s","code":"help","display":"With help"}}]},
    {"linkId":"what","type":"text","required":true,"enableWhen":[{"question":"able","operator":"=","answerCoding":{"system":"s","code":"help"}}]},
    {"linkId":"often","type":"integer","enableWhen":[{"question":"what","operator":"exists","answerBoolean":true}]}]})";

constexpr const char* kCarers = R"(
  {"linkId":"carers","type":"group","repeats":true,"item":[
    {"linkId":"name","type":"string"},
    {"linkId":"hours","type":"integer","enableWhen":[{"question":"name","operator":"exists","answerBoolean":true}]}]},
  {"linkId":"total","type":"integer","enableWhen":[{"question":"hours","operator":">","answerInteger":10}]})";

NodeId below(const Form& form, NodeId parent, std::string_view link_id) {
  for (const NodeId child : form.node(parent).children)
    if (form.item(child).link_id == link_id) return child;
  return kNoNode;
}

}  // namespace

TEST(Form, ShowsAQuestionWhenTheAnswerItWaitsForIsGiven) {
  Form form = form_of(kHelp);
  const NodeId able = form.find("able"), what = form.find("what"), often = form.find("often");
  EXPECT_FALSE(form.node(what).enabled);
  const Changes shown = form.set_answers(able, {Answer::coding("s", "help", "With help")});
  EXPECT_TRUE(form.node(what).enabled);
  EXPECT_EQ(shown.on, std::vector<NodeId>{what});
  form.set_answers(what, {Answer::string("buttons")});
  EXPECT_TRUE(form.node(often).enabled);
  const Changes hidden = form.set_answers(able, {Answer::coding("s", "yes", "Yes")});
  EXPECT_EQ(hidden.off, (std::vector<NodeId>{what, often}));
}

TEST(Form, KeepsWhatWasTypedInAQuestionThatIsNoLongerAskedButLeavesItOutOfTheResponse) {
  Form form = form_of(kHelp);
  form.set_answers(form.find("able"), {Answer::coding("s", "help", "")});
  form.set_answers(form.find("what"), {Answer::string("buttons")});
  form.set_answers(form.find("able"), {Answer::coding("s", "yes", "")});
  EXPECT_EQ(form.node(form.find("what")).answers.front().text, "buttons");
  EXPECT_EQ(utf8_at(fields_of(form), "page/what"), "buttons");
  EXPECT_EQ(form.response().find("buttons"), std::string::npos);
  form.set_answers(form.find("able"), {Answer::coding("s", "help", "")});
  EXPECT_NE(form.response().find("buttons"), std::string::npos);
}

TEST(Form, CountsOnlyWhatIsAskedNow) {
  Form form = form_of(kHelp);
  EXPECT_EQ(form.counts(), (Counts{1, 0, 1, 0}));
  form.set_answers(form.find("able"), {Answer::coding("s", "help", "")});
  EXPECT_EQ(form.counts(), (Counts{2, 1, 1, 0}));
  EXPECT_EQ(form.missing(), std::vector<NodeId>{form.find("what")});
  form.set_answers(form.find("what"), {Answer::string("buttons")});
  EXPECT_EQ(form.counts(), (Counts{3, 2, 0, 0}));
  form.set_answers(form.find("often"), {Answer::typed("abc")});
  EXPECT_EQ(form.counts(), (Counts{3, 2, 0, 1}));
  EXPECT_EQ(form.invalid(), std::vector<NodeId>{form.find("often")});
  EXPECT_EQ(form.counts(form.find("page")), form.counts());
}

TEST(Form, LooksForAConditionsQuestionInItsOwnRepeatFirst) {
  Form form = form_of(kCarers);
  const NodeId first = form.find("carers");
  const NodeId second = form.add_repeat(first).added.front();
  form.set_answers(below(form, second, "name"), {Answer::string("Ruth")});
  EXPECT_FALSE(form.node(below(form, first, "hours")).enabled);
  EXPECT_TRUE(form.node(below(form, second, "hours")).enabled);
  EXPECT_FALSE(form.node(form.find("total")).enabled);
  form.set_answers(below(form, second, "hours"), {Answer::integer(12)});
  EXPECT_TRUE(form.node(form.find("total")).enabled);
  const Changes removed = form.remove_repeat(second);
  EXPECT_FALSE(form.node(form.find("total")).enabled);
  EXPECT_EQ(removed.removed, std::vector<NodeId>{second});
}

TEST(Form, SaysWhichFieldsOfTheRecordToWrite) {
  Form form = form_of(kCarers);
  const NodeId first = form.find("carers");
  EXPECT_EQ(form.set_answers(below(form, first, "name"), {Answer::string("Ruth")}).edits,
            (std::vector<FieldEdit>{{"carers/#1/name", record::text("Ruth")}}));
  EXPECT_EQ(form.set_answers(below(form, first, "hours"), {Answer::integer(3)}).edits,
            (std::vector<FieldEdit>{{"carers/#1/hours", record::atom(R"([{"valueInteger":3}])")}}));
  EXPECT_EQ(form.clear(below(form, first, "hours")).edits, (std::vector<FieldEdit>{{"carers/#1/hours", record::Value()}}));
  const Changes added = form.add_repeat(first);
  ASSERT_EQ(added.edits.size(), 2u);  // a place for the first, and the new one
  EXPECT_EQ(added.edits[0].path, "carers/#1/@order");
  EXPECT_EQ(added.edits[1].path, form.path(added.added.front()) + "/@order");
  EXPECT_EQ(form.set_answers(form.find("total"), {Answer::integer(1)}).edits.front().path, "_/total");
}

TEST(Form, PutsRepeatsWhereSheMovesThem) {
  Form form = form_of(kCarers);
  const NodeId a = form.find("carers");
  const NodeId b = form.add_repeat(a).added.front(), c = form.add_repeat(b).added.front(), x = form.add_repeat(a).added.front();
  const auto order = [&] { return std::vector<NodeId>(form.siblings(a).begin(), form.siblings(a).end()); };
  EXPECT_EQ(order(), (std::vector<NodeId>{a, x, b, c}));
  form.move_repeat(c, 0);
  EXPECT_EQ(order(), (std::vector<NodeId>{c, a, x, b}));
  form.move_repeat(a, 3);
  EXPECT_EQ(order(), (std::vector<NodeId>{c, x, b, a}));
  form.undo();
  form.undo();
  EXPECT_EQ(order(), (std::vector<NodeId>{a, x, b, c}));
}

TEST(Form, EmptiesTheLastRepeatInsteadOfRemovingIt) {
  Form form = form_of(kCarers);
  const NodeId only = form.find("carers");
  form.set_answers(below(form, only, "name"), {Answer::string("Ruth")});
  form.remove_repeat(only);
  EXPECT_EQ(form.siblings(form.find("carers")).size(), 1u);
  EXPECT_TRUE(fields_of(form).empty());
  form.undo();
  EXPECT_EQ(utf8_at(fields_of(form), "carers/#1/name"), "Ruth");
}

TEST(Form, TakesATypedWordBackAsAWholeAndPutsItBack) {
  Form form = form_of(kHelp);
  const NodeId able = form.find("able"), what = form.find("what");
  form.set_answers(able, {Answer::coding("s", "help", "")});
  for (const char* so_far : {"b", "bu", "but"}) form.set_answers(what, {Answer::string(so_far)}, Typing::Yes);
  form.end_typing();
  form.set_answers(what, {Answer::string("buttons")}, Typing::Yes);
  form.undo();
  EXPECT_EQ(form.node(what).answers.front().text, "but");
  form.undo();
  EXPECT_TRUE(form.node(what).answers.empty());
  form.undo();
  EXPECT_FALSE(form.can_undo());
  EXPECT_TRUE(fields_of(form).empty());
  form.redo();
  form.redo();
  EXPECT_EQ(form.node(what).answers.front().text, "but");
}

TEST(Form, ComesBackFromItsRecordAsItWas) {
  Form form = form_of(kCarers);
  const NodeId first = form.find("carers");
  const NodeId second = form.add_repeat(first).added.front();
  form.set_answers(below(form, second, "name"), {Answer::string("Ruth")});
  form.set_answers(below(form, second, "hours"), {Answer::typed("ten or so")});
  form.remove_repeat(first);
  record::FieldMap fields = fields_of(form);
  fields["head/title"].value = record::text("kept");
  fields["carers/#zz/unheard/of"].value = record::atom("1");
  const Form back = Form::restore(form.shared_definition(), test_random(), fields);
  EXPECT_EQ(back.siblings(back.find("carers")).size(), 2u);  // the unheard-of field keeps its repeat, too
  const NodeId hours = back.node_at(form.path(below(form, second, "hours")));
  ASSERT_NE(hours, kNoNode);
  EXPECT_EQ(back.node(hours).answers, Answers{Answer::typed("ten or so")});
  EXPECT_EQ(utf8_at(fields_of(back), "head/title"), "kept");
  EXPECT_EQ(utf8_at(fields_of(back), "carers/#zz/unheard/of"), "1");
}

TEST(Form, KeepsWhatAnImportedResponseHasThatTheFormDoesNotKnow) {
  const std::string response =
      R"({"resourceType":"QuestionnaireResponse","id":"r1","questionnaire":"urn:test|1","status":"completed","subject":{"display":"M. Whitlock"},)"
      R"("item":[{"linkId":"old","answer":[{"valueString":"x"}]},{"linkId":"page","text":"Clothing","item":[{"linkId":"able","answer":[)"
      R"({"valueCoding":{"system":"s","code":"help","display":"With help","userSelected":true},"id":"a1"}]},{"linkId":"gone","answer":[{"valueDecimal":1.50}]},)"
      R"({"linkId":"what","answer":[{"valueString":"buttons"}]}]}]})";
  const auto form = Form::from_response(definition_of(kHelp), test_random(), response);
  ASSERT_TRUE(form) << form.error().detail;
  EXPECT_EQ(form->response(), response);
  const Form restored = Form::restore(form->shared_definition(), test_random(), fields_of(*form));
  EXPECT_EQ(restored.response(), response);
}

TEST(Form, HangsItemsUnderTheAnswerTheyBelongTo) {
  Form form = form_of(R"({"linkId":"aids","type":"choice","repeats":true,"answerOption":[{"valueString":"stick"},{"valueString":"frame"},{"valueString":"chair"}],
    "item":[{"linkId":"since","type":"date"}]})");
  const NodeId aids = form.find("aids");
  form.toggle(aids, Answer::string("stick").view());
  form.toggle(aids, Answer::string("frame").view());
  ASSERT_EQ(form.node(aids).children.size(), 2u);
  const NodeId of_frame = form.node(aids).children[1];
  form.set_answers(of_frame, {Answer::date("2025-03-01")});
  const std::string path = form.path(of_frame);
  const Changes untied = form.toggle(aids, Answer::string("stick").view());
  EXPECT_EQ(form.node(aids).children, std::vector<NodeId>{of_frame});
  EXPECT_EQ(form.path(of_frame), path);  // it is named for its answer, not for its place
  EXPECT_EQ(untied.edits.size(), 1u);
  EXPECT_NE(form.response().find(R"({"valueString":"frame","item":[{"linkId":"since","answer":[{"valueDate":"2025-03-01"}]}]})"), std::string::npos);
  form.toggle(aids, Answer::string("frame").view());
  EXPECT_EQ(form.response().find("2025"), std::string::npos);
  form.undo();
  EXPECT_NE(form.response().find("2025"), std::string::npos);
}

TEST(Form, TakesAnotherTabletsChange) {
  Form here = form_of(kCarers), there = form_of(kCarers);
  KeptRecord shared;
  const NodeId theirs = there.add_repeat(there.find("carers")).added.front();
  shared.take(there.fields());
  shared.take(there.set_answers(below(there, theirs, "name"), {Answer::string("Ruth")}).edits);
  for (const auto& [path, field] : shared.fields) here.take_field(path, field.value);
  EXPECT_EQ(fields_of(here), shared.fields);
  EXPECT_TRUE(here.node(below(here, here.node_at(there.path(theirs)), "hours")).enabled);
  here.take_field(there.path(theirs) + "/@order", {});
  EXPECT_EQ(here.siblings(here.find("carers")).size(), 1u);
}

TEST(Form, EndsWhenConditionsGoInACircle) {
  Form form = form_of(R"({"linkId":"a","type":"boolean","enableWhen":[{"question":"b","operator":"exists","answerBoolean":false}]},
    {"linkId":"b","type":"boolean","enableWhen":[{"question":"a","operator":"exists","answerBoolean":true}]})");
  EXPECT_FALSE(form.definition().warnings().empty());
  form.set_answers(form.find("a"), {Answer::boolean(true)});
  form.set_answers(form.find("b"), {Answer::boolean(true)});
  form.clear(form.find("a"));
  SUCCEED();
}

}  // namespace forms
