#include "app/forms/pages.h"

#include "app/forms/words.h"
#include <set>

#include "tests/app/forms/corpus.h"
#include "tests/app/forms/forms_support.h"

namespace forms {
namespace {

std::shared_ptr<const Questionnaire> own_form(const std::string& name) {
  const auto read = Questionnaire::parse(read_file(std::filesystem::path(DOORSTEP_SOURCE_DIR) / "assets/forms" / (name + ".json")));
  EXPECT_TRUE(read) << (read ? "" : read.error().detail);
  return *read;
}

std::string rows_text(const Form& form, const Page& page) {
  static constexpr const char* kNames[] = {"group", "ask", "say", "repeat", "end", "add", "end"};
  std::string out;
  for (const PageRow& row : rows_of(form, page)) {
    if (!out.empty()) out += ' ';
    out += std::string(kNames[size_t(row.kind)]) + ":" + std::string(form.definition().item(row.item).link_id);
    if (row.kind == RowKind::Repeat) out += "#" + std::to_string(row.number);
  }
  return out;
}

}  // namespace

TEST(Pages, ShowTheTenOutcomesOneAtATimeUnderOneRowOfTheRail) {
  const auto needs = own_form("needs-assessment");
  const PageList list = pages_of(*needs);
  EXPECT_EQ(list.sections.size(), 13u);
  const auto outcomes = std::find_if(list.sections.begin(), list.sections.end(), [&](const PageSection& section) { return needs->item(section.heading).link_id == "needs"; });
  ASSERT_NE(outcomes, list.sections.end());
  EXPECT_GE(outcomes->page_count, 10u);
  const Form form(needs, test_random());
  Counts all;
  for (const PageSection& section : list.sections) all.asked += counts_of(form, list, section).asked;
  EXPECT_EQ(all.asked, form.counts().asked);
  for (NodeId id = 1; id < form.node_count(); ++id)
    EXPECT_LT(page_of(form, list, id), list.pages.size());
}

TEST(Pages, GiveEveryOwnFormASection) {
  for (const char* name : {"carers-assessment", "mental-capacity-assessment", "needs-assessment", "review", "safeguarding-concern", "visit-note"}) {
    const auto form = own_form(name);
    EXPECT_TRUE(form->warnings().empty()) << name << ": " << (form->warnings().empty() ? "" : form->warnings()[0].link_id + " " + form->warnings()[0].reason);
    EXPECT_GT(pages_of(*form).pages.size(), 0u) << name;
  }
}

TEST(Pages, ShowEveryQuestionOfEveryPublicFormOnce) {
  for (const auto& file : corpus_files()) {
    const auto read = Questionnaire::parse(read_file(file));
    ASSERT_TRUE(read);
    const Form form(*read, test_random());
    const PageList list = pages_of(**read);
    std::multiset<NodeId> drawn;
    for (const Page& page : list.pages)
      for (const PageRow& row : rows_of(form, page))
        if (row.kind == RowKind::Question) drawn.insert(row.node);
    for (NodeId id = 1; id < form.node_count(); ++id)
      EXPECT_EQ(drawn.count(id), form.item(id).is_question() && !form.item(id).hidden && form.reachable(id) ? 1u : 0u) << file.filename() << " " << form.path(id);
  }
}

TEST(Pages, ListWhatIsOnInOrderWithItsRepeats) {
  Form form = form_of(R"({"linkId":"p","type":"group","item":[
    {"linkId":"q","type":"boolean"},{"linkId":"w","type":"display","text":"Say this"},
    {"linkId":"hidden","type":"string","enableWhen":[{"question":"q","operator":"=","answerBoolean":true}]},
    {"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"n","type":"string"}]}]},
    {"linkId":"loose","type":"string"})");
  const PageList list = pages_of(form.definition());
  ASSERT_EQ(list.pages.size(), 2u);
  EXPECT_EQ(rows_text(form, list.pages[0]), "ask:q say:w repeat:g#1 ask:n end:g add:g");
  form.set_answers(form.find("q"), {Answer::boolean(true)});
  form.add_repeat(form.find("g"));
  EXPECT_EQ(rows_text(form, list.pages[0]), "ask:q say:w ask:hidden repeat:g#1 ask:n end:g repeat:g#2 ask:n end:g add:g");
  EXPECT_EQ(rows_text(form, list.pages[1]), "ask:loose");
}

TEST(Pages, OpenAFormThatIsOneBigGroup) {
  const auto form = definition_of(R"({"linkId":"all","type":"group","item":[{"linkId":"a","type":"group","item":[{"linkId":"q","type":"string"}]},{"linkId":"b","type":"group","item":[{"linkId":"r","type":"string"}]}]})");
  EXPECT_EQ(pages_of(*form).sections.size(), 2u);
}

TEST(Words, ShowAnswersAsPeopleReadThem) {
  const auto form = definition_of(R"({"linkId":"q","type":"choice","repeats":true,"answerOption":[{"valueCoding":{"code":"a","display":"Some days"}},{"valueCoding":{"code":"b","display":"Daily"}}]},
    {"linkId":"kg","type":"decimal","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unit","valueCoding":{"display":"kg"}}]})");
  EXPECT_EQ(display_of(*form, form->item(0), {Answer::coding("", "a", ""), Answer::coding("", "z", "Other")}, {}), "Some days, Other");
  EXPECT_EQ(display_of(*form, form->item(1), Answer::decimal("52.5"), {}), "52.5 kg");
  EXPECT_EQ(display_of(*form, form->item(0), Answers{Answer::typed("hm")}, {}), "");
}

TEST(Words, CallThePersonByNameWhereTheFormHasAPlaceForIt) {
  const auto needs = own_form("needs-assessment");
  const Item& item = needs->item(needs->find("a1.can"));
  EXPECT_NE(text_of(*needs, item, {.language = "en", .first_name = "Margaret"}).find("Margaret"), std::string::npos);
  EXPECT_EQ(text_of(*needs, item, {.language = "en"}).find("Margaret"), std::string::npos);
  EXPECT_NE(text_of(*needs, item, {.language = "cy", .first_name = "Margaret"}), text_of(*needs, item, {.language = "en", .first_name = "Margaret"}));
}

TEST(Words, FindLastTimesAnswerInTheSameRepeat) {
  const char* items = R"({"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"n","type":"string"}]},{"linkId":"q","type":"string"})";
  Form earlier = form_of(items), now = form_of(items);
  const NodeId then = earlier.add_repeat(earlier.find("g")).added.front();
  earlier.set_answers(earlier.node(then).children[0], {Answer::string("Ruth")});
  earlier.set_answers(earlier.find("q"), {Answer::string("with prompting")});
  EXPECT_EQ(earlier_answers(earlier, now, now.find("q"))->front().text, "with prompting");
  EXPECT_EQ(earlier_answers(earlier, now, now.find("n")), nullptr);
  const NodeId second = now.add_repeat(now.find("g")).added.front();
  EXPECT_EQ(earlier_answers(earlier, now, now.node(second).children[0])->front().text, "Ruth");
}

TEST(Words, WriteAFormDownAsItWasAnswered) {
  Form form = form_of(R"({"linkId":"p","type":"group","text":"Home","item":[{"linkId":"q","type":"boolean","text":"Stairs?"},{"linkId":"r","type":"string","text":"Where?"}]},
    {"linkId":"empty","type":"group","text":"Nothing here","item":[{"linkId":"s","type":"string"}]})");
  form.set_answers(form.find("q"), {Answer::boolean(false)});
  const std::vector<Line> lines = transcript(form, {.no = "Na"});
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].text, "Home");
  EXPECT_EQ(lines[1].text + " " + lines[1].answer, "Stairs? Na");
}

TEST(Words, ReadNumbersAsPeopleTypeThem) {
  EXPECT_EQ(number_typed("1,200", true), "1200");
  EXPECT_EQ(number_typed(" 007 ", true), "7");
  EXPECT_EQ(number_typed("+.50", false), "0.50");
  EXPECT_EQ(number_typed("5.", false), "5");
  EXPECT_EQ(number_typed("-0.5", false), "-0.5");
  EXPECT_EQ(number_typed("000", true), "0");
  EXPECT_EQ(number_typed("2.5", true), "");
  EXPECT_EQ(number_typed("abc", false), "");
  EXPECT_EQ(number_typed("1e5", false), "");
  EXPECT_EQ(number_typed("", false), "");
}

}  // namespace forms
