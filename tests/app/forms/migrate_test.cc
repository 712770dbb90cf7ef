// A draft carried to another version of its form, and back.
#include "app/forms/migrate.h"
#include "tests/app/forms/forms_support.h"

namespace forms {
namespace {

std::shared_ptr<const Questionnaire> version(const std::string& number, const std::string& items) {
  return *Questionnaire::parse(R"({"resourceType":"Questionnaire","url":"urn:f","version":")" + number + R"(","item":[)" + items + "]}");
}

struct Moved {
  Migration how;
  Form form;
  record::FieldMap fields;
};

Moved move(const Form& from, const std::shared_ptr<const Questionnaire>& to) {
  Migration how = migrate(from, to, {});
  record::FieldMap fields = after_edits(from, how.edits);
  Form form = Form::restore(to, test_random(), fields);
  return {std::move(how), std::move(form), std::move(fields)};
}

std::string text(const Form& form, std::string_view link_id) {
  const NodeId id = form.find(link_id);
  if (id == kNoNode || form.node(id).answers.empty()) return "";
  const Answer& answer = form.node(id).answers[0];
  return answer.kind == AnswerKind::Coding ? answer.code : answer.text;
}

std::string coding(const std::string& code, const std::string& display) { return R"({"valueCoding":{"system":"s","code":")" + code + R"(","display":")" + display + "\"}}"; }

}  // namespace

TEST(Migrate, AnswersAreFoundAgainByLinkIdDefinitionAndCode) {
  Form old(version("1", R"({"linkId":"g","type":"group","item":[{"linkId":"same","type":"string"},{"linkId":"born","type":"date","definition":"urn:p#Patient.birthDate"},{"linkId":"weight","type":"decimal","code":[{"system":"l","code":"29463-7"}]}]})"), test_random());
  old.set_answers(old.find("same"), {Answer::string("as it was")});
  old.set_answers(old.find("born"), {Answer::date("1946-05-02")});
  old.set_answers(old.find("weight"), {Answer::decimal("70.50")});
  const Moved now = move(old, version("2", R"({"linkId":"new-page","type":"group","item":[{"linkId":"dob","type":"date","definition":"urn:p#Patient.birthDate"},{"linkId":"kg","type":"decimal","code":[{"system":"l","code":"29463-7"}]},{"linkId":"same","type":"text"}]})"));
  EXPECT_EQ(text(now.form, "same"), "as it was");
  EXPECT_EQ(text(now.form, "dob"), "1946-05-02");
  EXPECT_EQ(text(now.form, "kg"), "70.50");
  EXPECT_EQ(now.how.moved, 3u);
  EXPECT_TRUE(now.how.left.empty());
  EXPECT_EQ(moved_from(now.form), "1");
}

TEST(Migrate, WhatFindsNoPlaceIsListedAndStaysInTheRecord) {
  Form old(version("1", R"({"linkId":"gone","text":"Old question","type":"string"},{"linkId":"mood","text":"Mood","type":"choice","answerOption":[)" + coding("low", "Low") + "," + coding("ok", "OK") + R"(]},{"linkId":"when","text":"When","type":"dateTime"})"), test_random());
  old.set_answers(old.find("gone"), {Answer::string("words nobody wants lost")});
  old.toggle(old.find("mood"), old.item(old.find("mood")).options[0].value);
  old.set_answers(old.find("when"), {Answer::date_time("2026-11-22T10:00:00Z")});
  const Moved now = move(old, version("2", R"({"linkId":"mood","type":"choice","answerOption":[)" + coding("good", "Good") + R"(]},{"linkId":"when","type":"date"})"));
  const std::vector<LeftAnswer> wanted = {{"Old question", "words nobody wants lost", NotMoved::Gone}, {"Mood", "Low", NotMoved::NotAnOption}, {"When", "2026-11-22T10:00:00Z", NotMoved::OtherKind}};
  EXPECT_EQ(now.how.left, wanted);
  EXPECT_EQ(moved_left(now.form), wanted);
  EXPECT_TRUE(now.form.missing().empty());
  EXPECT_EQ(now.form.counts().invalid, 0u);  // nothing of another kind stands in a new question
  EXPECT_EQ(utf8_at(now.fields, "_/gone"), "words nobody wants lost");
  EXPECT_NE(utf8_at(now.fields, "_/mood/@before").find("low"), std::string::npos);
  EXPECT_EQ(fields_of(now.form).size(), now.fields.size());  // the form carries what it does not know
}

TEST(Migrate, ValuesBecomeWhatTheNewQuestionAsksForWhereNothingIsLost) {
  Form old(version("1", R"({"linkId":"n","type":"integer"},{"linkId":"t","type":"string"},{"linkId":"u","type":"string"},{"linkId":"c","type":"choice","answerOption":[)" + coding("a", "Apple") + R"(]},{"linkId":"d","type":"date"},{"linkId":"m","type":"string","repeats":true})"), test_random());
  old.set_answers(old.find("n"), {Answer::integer(3)});
  old.set_answers(old.find("t"), {Answer::string("12")});
  old.set_answers(old.find("u"), {Answer::string("about 12")});
  old.toggle(old.find("c"), old.item(old.find("c")).options[0].value);
  old.set_answers(old.find("d"), {Answer::date("2026-11")});
  old.set_answers(old.find("m"), {Answer::string("one"), Answer::string("two")});
  const Moved now = move(old, version("2", R"({"linkId":"n","type":"decimal"},{"linkId":"t","type":"integer"},{"linkId":"u","type":"integer"},{"linkId":"c","type":"open-choice","answerOption":[{"valueCoding":{"system":"other","code":"a"}}]},{"linkId":"d","type":"dateTime"},{"linkId":"m","type":"text"})"));
  EXPECT_EQ(text(now.form, "n"), "3");
  EXPECT_EQ(text(now.form, "t"), "12");
  EXPECT_EQ(text(now.form, "u"), "");
  EXPECT_EQ(now.form.node(now.form.find("c")).answers[0].system, "other");
  EXPECT_EQ(text(now.form, "d"), "2026-11");
  EXPECT_EQ(text(now.form, "m"), "one, two");
  ASSERT_EQ(now.how.left.size(), 1u);
  EXPECT_EQ(now.how.left[0].answer, "about 12");
  EXPECT_EQ(now.form.counts().invalid, 0u);
}

TEST(Migrate, RepeatsKeepTheirOrderAndGoToTheGroupThatTookTheirName) {
  Form old(version("1", R"({"linkId":"carer","type":"group","repeats":true,"code":[{"system":"s","code":"carer"}],"item":[{"linkId":"name","type":"string"}]})"), test_random());
  const NodeId first = old.find("carer");
  const NodeId second = old.add_repeat(first).added.front();
  old.set_answers(old.node(first).children[0], {Answer::string("Ada")});
  old.set_answers(old.node(second).children[0], {Answer::string("Ben")});
  old.move_repeat(second, 0);
  const Moved now = move(old, version("2", R"({"linkId":"p","type":"group","item":[{"linkId":"helper","type":"group","repeats":true,"code":[{"system":"s","code":"carer"}],"item":[{"linkId":"name","type":"string"}]}]})"));
  std::string names;
  for (const NodeId id : now.form.all_instances(now.form.definition().find("name"))) names += now.form.node(id).answers[0].text + " ";
  EXPECT_EQ(names, "Ben Ada ");
  EXPECT_TRUE(now.how.left.empty());
  const Moved single = move(old, version("3", R"({"linkId":"carer","type":"group","item":[{"linkId":"name","type":"string"}]})"));
  EXPECT_EQ(text(single.form, "name"), "Ben");
  ASSERT_EQ(single.how.left.size(), 1u);
  EXPECT_EQ(single.how.left[0].answer, "Ada");
  EXPECT_EQ(single.how.left[0].why, NotMoved::NoRoom);
}

TEST(Migrate, TheWayBackGivesTheOldDraftAndKeepsWhatWasWrittenSince) {
  const auto one = version("1", R"({"linkId":"a","type":"integer"},{"linkId":"b","type":"string"},{"linkId":"c","type":"string","code":[{"system":"s","code":"c"}]})");
  Form old(one, test_random());
  old.set_answers(old.find("a"), {Answer::integer(3)});
  old.set_answers(old.find("b"), {Answer::string("before")});
  old.set_answers(old.find("c"), {Answer::string("see")});
  const record::FieldMap before = fields_of(old);
  Moved now = move(old, version("2", R"({"linkId":"a","type":"decimal"},{"linkId":"b","type":"string"},{"linkId":"see","type":"string","code":[{"system":"s","code":"c"}]})"));
  EXPECT_EQ(after_edits(now.form, move_back(now.form)), before);
  now.form.set_answers(now.form.find("b"), {Answer::string("since")});
  now.form.set_answers(now.form.find("see"), {Answer::string("seen")});
  const Form back = Form::restore(one, test_random(), after_edits(now.form, move_back(now.form)));
  EXPECT_EQ(text(back, "a"), "3");
  EXPECT_EQ(text(back, "b"), "since");
  EXPECT_EQ(text(back, "c"), "see");
  EXPECT_EQ(utf8_at(fields_of(back), "_/see"), "seen");  // no question of this version, and not lost
  EXPECT_EQ(moved_from(back), "");
}

TEST(Migrate, ItemsUnderAnAnswerGoWithIt) {
  const std::string under = R"({"linkId":"aids","type":"choice","repeats":true,"answerOption":[)" + coding("stick", "Stick") + "," + coding("frame", "Frame") + R"(],"item":[{"linkId":"since","type":"string"}]})";
  Form old(version("1", under), test_random());
  for (const Option& option : old.item(old.find("aids")).options) old.toggle(old.find("aids"), option.value);
  const auto since = old.all_instances(old.definition().find("since"));
  old.set_answers(since[0], {Answer::string("May")});
  old.set_answers(since[1], {Answer::string("June")});
  const Moved now = move(old, version("2", R"({"linkId":"p","type":"group","item":[)" + under + "]}"));
  const auto moved = now.form.all_instances(now.form.definition().find("since"));
  ASSERT_EQ(moved.size(), 2u);
  EXPECT_EQ(now.form.node(moved[0]).answers[0].text, "May");
  EXPECT_EQ(now.form.node(moved[1]).answers[0].text, "June");
}

TEST(Migrate, ANewCalculationIsWorkedOutFromWhatMoved) {
  Form old(version("1", R"({"linkId":"a","type":"integer"})"), test_random());
  old.set_answers(old.find("a"), {Answer::integer(4)});
  Moved now = move(old, version("2", R"({"linkId":"a","type":"integer"},{"linkId":"twice","type":"integer","extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression","valueExpression":{"language":"text/fhirpath","expression":"%resource.item.where(linkId='a').answer.value * 2"}}]})"));
  const Changes changes = now.form.work_out();
  EXPECT_EQ(text(now.form, "twice"), "8");
  ASSERT_EQ(changes.edits.size(), 1u);
  EXPECT_EQ(changes.edits[0].path, "_/twice");
}

}  // namespace forms
