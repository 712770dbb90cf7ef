#include "tests/app/hub/tablet/work.h"

#include <algorithm>
#include <cstdio>

#include "app/care/conflict.h"
#include "sync/record/sync_types.h"

namespace test_tablet {
namespace {

constexpr size_t kTextBytesMax = 1'500;  // then another text is written in
constexpr size_t kDraftsMax = 4;
constexpr int kFieldsOfPerson = 25;
constexpr int64_t kPencePerWeek = 20'000;  // below what a leader may agree to alone

using care::ApprovalState;
using record::Edit;
using record::RecordId;

void add(std::vector<Edit>& edits, std::vector<Edit> more) { edits.insert(edits.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())); }

const Paper& any_of(const std::vector<Paper>& papers, os::Random& chance) { return papers[chance.next_u64() % papers.size()]; }

}  // namespace

std::vector<Paper> Work::papers(const std::function<bool(const Paper&)>& wanted) const {
  std::vector<Paper> out;
  for (const record::RecordType type : kPapers) {
    std::vector<RecordId> ids;
    (void)desk_.store().each_head(type, [&](const RecordId& id, const record::FieldMap&) { ids.push_back(id); });
    for (const RecordId& id : ids) {
      Paper paper = paper_of(desk_.store().read(type, id).value_or(record::Record()));
      if (!paper.author.is_nil() && wanted(paper)) out.push_back(std::move(paper));
    }
  }
  return out;
}

std::string Work::with_word(const record::Record& record, const std::string& path, const std::string& word) const {
  const std::string before(record.utf8(path));
  return before.empty() ? word : before + " " + word;
}

void Work::act() {
  const uint64_t draw = desk_.chance().next_u64() % 100;
  if (draw < 20) return writes_note();
  if (draw < 35) return writes_in_shared();
  if (draw < 50) return sets_field_of_person();
  if (leads_) return void(decides() || settles());
  if (draw < 60) return begins_paper();
  if (draw < 70) return writes_in_draft(false);
  if (draw < 77) return writes_in_draft(true);
  if (draw < 80) return tries_what_is_sealed();
  if (draw < 90) return void(submits(false));
  if (draw < 97) return void(amends());
  (void)settles();
}

bool Work::tidy() {
  if (settles()) return true;
  return leads_ ? decides() : amends() || submits(true);
}

void Work::writes_note() {
  const RecordId note = desk_.new_id();
  const std::string word = desk_.new_word();
  desk_.commit({{note, care::kNoteRecord, "head/person", record::atom(record::to_string(desk_.person))}, {note, care::kNoteRecord, "body/text", record::text(word)}}, {word});
}

void Work::writes_in_shared() {
  const record::Record note = desk_.store().read(care::kNoteRecord, desk_.shared).value_or(record::Record());
  const std::string word = desk_.new_word(), path = "body/text";
  if (note.utf8(path).empty() || note.utf8(path).size() > kTextBytesMax) return writes_note();
  desk_.commit({{desk_.shared, care::kNoteRecord, path, record::text(with_word(note, path, word))}}, {word});
}

// A value that is replaced as a whole. It holds what was there before, so that nobody takes a word away knowingly.
void Work::sets_field_of_person() {
  const std::string path = "contact/f" + std::to_string(desk_.chance().next_u64() % kFieldsOfPerson), word = desk_.new_word();
  const record::Record person = desk_.store().read(care::kPersonRecord, desk_.person).value_or(record::Record());
  if (person.utf8(path).size() > kTextBytesMax) return writes_note();
  desk_.commit({{desk_.person, care::kPersonRecord, path, record::atom(with_word(person, path, word))}}, {word});
}

void Work::begins_paper() {
  if (papers([&](const Paper& paper) { return is_mine(paper) && paper.course.status == ApprovalState::Draft; }).size() >= kDraftsMax) return writes_in_draft(false);
  std::vector<Edit> edits;
  const RecordId id = desk_.new_id();
  const record::RecordType type = kPapers[desk_.chance().next_u64() % 2];
  if (type == care::kPlanRecord) {
    care::Plan plan;
    plan.id = id, plan.person = desk_.person, plan.author = desk_.worker;
    care::PlanService service;
    service.key = "s1", service.order = "a", service.pence_per_week = kPencePerWeek;
    plan.services.push_back(service);
    edits = care::to_edits(plan);
  } else {
    care::Response head;
    head.id = id, head.person = desk_.person, head.author = desk_.worker, head.kind = "needs";
    edits = care::to_edits(head);
  }
  std::vector<std::string> words;
  for (const std::string& path : texts_of(type)) {
    words.push_back(desk_.new_word(int(words.size())));
    edits.push_back({id, type, path, record::text(words.back())});
  }
  words.push_back(desk_.new_word(int(words.size())));
  edits.push_back({id, type, code_of(type), record::atom(words.back())});
  desk_.commit(std::move(edits), words);
}

// Its author may have sent it meanwhile: then a colleague's words are refused, and kept for them.
void Work::writes_in_draft(bool of_a_colleague) {
  const auto drafts = papers([&](const Paper& paper) { return is_mine(paper) != of_a_colleague && paper.course.status == ApprovalState::Draft; });
  if (drafts.empty()) return writes_note();
  const record::Record& draft = any_of(drafts, desk_.chance()).whole;
  const std::vector<std::string> texts = texts_of(draft.type);
  const std::string word = desk_.new_word();
  const uint64_t which = desk_.chance().next_u64() % (texts.size() + 1);
  const std::string path = which < texts.size() ? texts[which] : code_of(draft.type);
  const std::string after = with_word(draft, path, word);
  if (after.size() > kTextBytesMax) return writes_note();
  desk_.commit({{draft.id, draft.type, path, which < texts.size() ? record::text(after) : record::atom(after)}}, {word});
}

void Work::tries_what_is_sealed() {
  const auto sealed = papers([](const Paper& paper) { return !paper.course.is_open(); });
  if (sealed.empty()) return writes_note();
  const record::Record& paper = any_of(sealed, desk_.chance()).whole;
  const std::string word = desk_.new_word(), path = texts_of(paper.type).front();
  desk_.commit({{paper.id, paper.type, path, record::text(with_word(paper, path, word))}}, {word});
}

bool Work::submits(bool everything) {
  const auto drafts = papers([&](const Paper& paper) { return is_mine(paper) && paper.course.status == ApprovalState::Draft; });
  if (drafts.empty() || (!everything && drafts.size() < 2)) return false;
  const Paper& paper = drafts.front();
  return desk_.commit(step_edits(paper, care::submitted(paper.course, desk_.worker, os::system_clock().now_ms())), {});
}

// What was returned: every text of it is written in, each comment is dealt with, and it goes out again.
bool Work::amends() {
  const auto returned = papers([&](const Paper& paper) { return is_mine(paper) && paper.course.status == ApprovalState::Returned; });
  if (returned.empty()) return false;
  const Paper& paper = returned.front();
  std::vector<Edit> changes;
  std::vector<std::string> words;
  for (const std::string& path : texts_of(paper.whole.type)) {
    words.push_back(desk_.new_word(int(words.size())));
    changes.push_back({paper.whole.id, paper.whole.type, path, record::text(with_word(paper.whole, path, words.back()))});
  }
  std::vector<Edit> edits = care::keeping_was(paper.whole.fields, paper.course.submission, std::move(changes));
  const auto decision = care::decision_from(desk_.store().read(care::kDecisionRecord, paper.course.decision).value_or(record::Record()));
  for (const care::PinnedComment& comment : decision.comments) edits.push_back({paper.whole.id, paper.whole.type, care::dealt_path(decision.id, comment.key), true});
  add(edits, step_edits(paper, care::submitted(paper.course, desk_.worker, os::system_clock().now_ms())));
  return desk_.commit(std::move(edits), words);
}

// The one begun and not made yet, or a new one that is begun now.
care::Decision Work::draft_about(const Paper& paper, std::vector<std::string>& words) {
  std::optional<care::Decision> found;
  (void)desk_.store().each_headed(care::kDecisionRecord, [&](const record::Record& head) {
    const care::Decision decision = care::decision_from(head);
    if (decision.about == paper.whole.id && decision.seen == paper.course.submission && !decision.is_made && decision.by == desk_.worker) found = decision;
  });
  if (found) return care::decision_from(desk_.store().read(care::kDecisionRecord, found->id).value_or(record::Record()));
  care::Decision begun;
  begun.id = desk_.new_id();
  begun.person = desk_.person, begun.about = paper.whole.id, begun.by = desk_.worker, begun.seen = paper.course.submission;
  words.push_back(desk_.new_word());
  care::pin(begun, texts_of(paper.whole.type).front(), words.back());
  return begun;
}

// A first version is returned with a comment, and of the second ones every third; half of the decisions are begun in one act and made in another.
bool Work::decides() {
  const auto waiting = papers([](const Paper& paper) { return paper.course.status == ApprovalState::Submitted; });
  if (waiting.empty()) return false;
  const Paper& paper = any_of(waiting, desk_.chance());
  std::vector<std::string> words;
  const care::Decision begun = draft_about(paper, words);
  if (!words.empty() && desk_.chance().next_u64() % 2 == 0) return desk_.commit(care::to_edits(begun), words);
  care::Decision made = begun;
  made.is_made = true;
  made.at = os::system_clock().now_ms();
  made.to = paper.course.submission < 2 || (paper.course.submission == 2 && paper.whole.id.bytes[15] % 3 == 0) ? ApprovalState::Returned : ApprovalState::Approved;
  std::vector<Edit> edits = words.empty() ? care::to_edits(begun, made) : care::to_edits(made);
  add(edits, step_edits(paper, care::decided(paper.course, made)));
  if (!desk_.commit(std::move(edits), words)) return false;
  std::printf("decided %s %s %d %s\n", record::to_string(made.id).c_str(), record::to_string(made.about).c_str(), made.seen, words_digest(paper, made.seen).c_str());
  return true;
}

// On everybody's words in one where they can be joined; on what stands there where somebody has gone on with it since, the record is sealed, or it is another's to write in.
bool Work::settles() {
  std::optional<care::Conflict> open;
  std::vector<RecordId> ids;
  (void)desk_.store().each_headed(record::kConflictType, [&](const record::Record& head) {
    if (care::conflict_from(head).is_open) ids.push_back(head.id);
  });
  if (ids.empty()) return false;
  const care::Conflict conflict = care::conflict_from(desk_.store().read(record::kConflictType, ids.front()).value_or(record::Record()));
  const record::Record about = desk_.store().read(conflict.about_type, conflict.about).value_or(record::Record());
  const record::Value now = about.value(conflict.path);
  const bool is_paper = std::find(std::begin(kPapers), std::end(kPapers), conflict.about_type) != std::end(kPapers);
  record::Value chosen = now;
  if (!is_paper || (paper_of(about).course.status == ApprovalState::Draft && !leads_)) {
    const care::Choices choices = care::choices_of(conflict, now, {desk_.worker, {}});
    if (choices.joined) chosen = *choices.joined;
    else if (!choices.versions.empty() && !choices.versions.back().side.is_since()) chosen = choices.versions.front().side.value;
  }
  return desk_.commit(care::settle(conflict, about, chosen, desk_.worker, os::system_clock().now_ms()), {});
}

}  // namespace test_tablet
