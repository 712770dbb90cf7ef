// Every public form: loaded, answered wherever a person could answer, exported, imported, restored.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "app/forms/form.h"
#include "app/forms/extract.h"
#include "app/forms/migrate.h"
#include "app/forms/value_sets.h"
#include "tests/app/forms/corpus.h"
#include "tests/app/forms/forms_support.h"

namespace forms {
namespace {

Answer some_answer(const Item& item) {
  if (!item.options.empty()) return Answer(item.options[item.options.size() / 2].value);
  switch (item.type) {
    case ItemType::Boolean: return Answer::boolean(true);
    case ItemType::Decimal: return Answer::decimal("1.50");
    case ItemType::Integer: return Answer::integer(3);
    case ItemType::Date: return Answer::date("2026-11-22");
    case ItemType::DateTime: return Answer::date_time("2026-11-22T10:42:07Z");
    case ItemType::Time: return Answer::time("10:42:00");
    case ItemType::Url: return Answer::uri("https://example.org/");
    case ItemType::Choice: return Answer::coding("urn:x", "a", "Answer A");
    case ItemType::Attachment: return Answer::attachment("image/jpeg", "urn:x:1", "Kitchen");
    case ItemType::Reference: return Answer::reference("Patient/p1", "M. Whitlock");
    case ItemType::Quantity: return Answer::quantity("30.0", "kg");
    default: return Answer::string("some words");
  }
}

void answer_everything(Form& form, NodeId at) {
  if (at != kRoot && form.node(at).enabled && form.item(at).is_question()) {
    Answers answers = {some_answer(form.item(at))};
    if (form.item(at).repeats && form.item(at).options.size() > 1) answers.emplace_back(form.item(at).options[0].value);
    form.set_answers(at, std::move(answers));
  }
  const std::vector<NodeId> children = form.node(at).children;
  for (const NodeId child : children)
    if (form.exists(child)) answer_everything(form, child);
}

void add_all_counts(const Form& form, NodeId at, Counts& own, std::string& wrong) {
  Counts below;
  for (const NodeId child : form.node(at).children) add_all_counts(form, child, below, wrong);
  if (at != kRoot && form.item(at).is_asked() && form.reachable(at)) {
    below.asked += 1;
    below.answered += form.is_answered(at) ? 1 : 0;
  }
  if (form.counts(at).asked != below.asked || form.counts(at).answered != below.answered) wrong += " " + form.path(at);
  own.asked += below.asked;
  own.answered += below.answered;
}

}  // namespace

TEST(Corpus, AnsweredEverywhereExportsAndImportsUnchanged) {
  const auto files = corpus_files();
  if (files.empty()) GTEST_SKIP() << "no ../shared/fhir";
  const auto value_sets = ValueSets::parse(read_file(fhir_folder() / "valuesets/expansions.json"));
  ASSERT_TRUE(value_sets);
  size_t answered = 0;
  for (const auto& file : files) {
    SCOPED_TRACE(file.filename().string());
    const auto definition = Questionnaire::parse(read_file(file), &*value_sets);
    ASSERT_TRUE(definition) << definition.error().detail;
    Form form(*definition, test_random());
    KeptRecord record;
    record.take(form.fields());
    const record::FieldMap empty = record.fields;
    answer_everything(form, kRoot);
    answered += form.counts().answered;

    Counts all;
    std::string wrong;
    add_all_counts(form, kRoot, all, wrong);
    EXPECT_EQ(wrong, "") << "counts kept by differences and counted afresh";

    const std::string response = form.response({.status = "completed"});
    const auto imported = Form::from_response(*definition, test_random(), response);
    ASSERT_TRUE(imported) << imported.error().detail;
    EXPECT_EQ(imported->response(), response);

    const Form restored = Form::restore(*definition, test_random(), fields_of(form));
    EXPECT_EQ(fields_of(restored), fields_of(form));
    EXPECT_EQ(restored.response({.status = "completed"}), response);
    EXPECT_EQ(restored.counts(), form.counts());

    while (form.can_undo()) form.undo();
    EXPECT_EQ(fields_of(form), empty);
  }
  EXPECT_GT(answered, 1500u);
}

// To a form that asks one thing, in the place of an answer: the furthest a draft can be moved.
TEST(Corpus, EveryDraftMovesAwayAndBackWithNothingLostAndIsExtracted) {
  const auto files = corpus_files();
  if (files.empty()) GTEST_SKIP() << "no ../shared/fhir";
  const auto value_sets = ValueSets::parse(read_file(fhir_folder() / "valuesets/expansions.json"));
  ASSERT_TRUE(value_sets);
  size_t left = 0, resources = 0;
  for (const auto& file : files) {
    SCOPED_TRACE(file.filename().string());
    const auto definition = Questionnaire::parse(read_file(file), &*value_sets);
    ASSERT_TRUE(definition);
    Form form(*definition, test_random());
    answer_everything(form, kRoot);
    const record::FieldMap before = fields_of(form);
    std::string link_id = "a";
    for (const Item& item : (*definition)->items())
      if (item.is_question() && item.parent == kNoItem) link_id = item.link_id;
    std::string quoted;
    json::write_string(link_id, quoted);
    const auto other = Questionnaire::parse(R"({"resourceType":"Questionnaire","version":"next","item":[{"linkId":)" + quoted + R"(,"type":"attachment"}]})");
    ASSERT_TRUE(other);
    const Migration moved = migrate(form, *other, {});
    const Form now = Form::restore(*other, test_random(), after_edits(form, moved.edits));
    EXPECT_EQ(after_edits(now, move_back(now)), before);
    left += moved.left.size();
    const Extracted made = extract(form, {.status = {}, .id = "r", .subject = "Patient/p", .author = {}, .authored = "2026-11-22"}, test_random());
    EXPECT_TRUE(json::Document::parse(made.bundle)) << made.bundle.substr(0, 200);
    resources += made.resources;
  }
  EXPECT_GT(left, 1500u);
  EXPECT_GE(resources, 20u);  // eleven of them say which of their questions are observations, four which resources they are about
}

TEST(Corpus, FindsTheErrorsThatThePublicValidationCasesExpect) {
  const std::string cases = read_file(fhir_folder() / "validation/cases.jsonl");
  if (cases.empty()) GTEST_SKIP() << "no ../shared/fhir";
  std::istringstream lines(cases);
  for (std::string line; std::getline(lines, line);) {
    const auto read = json::Document::parse(line);
    ASSERT_TRUE(read);
    const json::Value& test = read->root();
    SCOPED_TRACE(std::string(test["id"].string()));
    std::set<std::string> wanted, got;
    bool terminology = false;
    for (const json::Value& error : test["errors"].elements()) {
      terminology |= error["code"].string() == "tsError" || error["code"].string() == "invalidCoding";
      wanted.insert(std::string(error["code"].string()) + " " + std::string(error["linkId"].string()));
    }
    if (terminology) continue;
    const auto definition = Questionnaire::parse(json::to_text(test["questionnaire"]));
    ASSERT_TRUE(definition) << definition.error().detail;
    const auto form = Form::from_response(*definition, test_random(), json::to_text(test["response"]));
    ASSERT_TRUE(form) << form.error().detail;
    for (NodeId id = 1; id < form->node_count(); ++id)
      for (const Issue& issue : form->issues(id)) got.insert(std::string(code_name(issue.code)) + " " + std::string(form->item(id).link_id));
    EXPECT_EQ(got, wanted);
  }
}

}  // namespace forms
