#include "app/tablet/state/takeover.h"

#include "app/care/record_types.h"
#include "app/tablet/state/state.h"

namespace state {
namespace {

// The record of the draft on screen as it was read with its person; null when there is none, or it is no longer a draft.
const record::Record* draft_on_screen(const AppState& state) {
  const Place& place = state.place();
  const bool shows = place.screen == Screen::Assessment || place.screen == Screen::Plan || place.screen == Screen::Note;
  const record::Record* const record = shows ? loaded_record(state.person, place.subject) : nullptr;
  if (!record) return nullptr;
  if (record->type == care::kNoteRecord) return care::note_from(*record).is_draft ? record : nullptr;
  if (record->type == care::kPlanRecord) return care::plan_from(*record).is_open() ? record : nullptr;
  return record->type == care::kResponseRecord && care::response_from(*record).is_open() ? record : nullptr;
}

record::RecordId author_of(const record::Record& record) {
  record::RecordId author;
  record::parse_record_id(record.utf8("head/author"), author);
  return author;
}

struct TakeOverAct {
  AppState& state;
  Effects& out;
  TakeOverDraft& draft = state.take_over;

  void operator()(const AskTakeOver&) const {
    const std::optional<DraftHands> hands = hands_of_draft(state);
    if (hands && hands->theirs) draft = {state.place().subject, {}};
  }
  void operator()(const TypeTakeOverReason& c) const { draft.why = c.why; }
  void operator()(const CancelTakeOver&) const { draft = {}; }
  void operator()(const TakeOver&) const {
    const record::Record* const record = draft_on_screen(state);
    if (!record || record->id != draft.record || draft.why.empty()) return;
    const care::HandOver made{author_of(*record), state.caseload.owner(), state.now_ms, draft.why};
    const record::RecordId id = record->id;
    draft = {};
    save(state, care::hand_over(*record, made, record::to_string(record::make_record_id(state.now_ms, *state.random))), out, {.group = record::to_string(id)});
    state.toast = "takeover.done";
    forget_open(state, id);
    arrive(state, out);
  }
};

}  // namespace

std::optional<DraftHands> hands_of_draft(const AppState& state) {
  const record::Record* const record = draft_on_screen(state);
  if (!record) return std::nullopt;
  DraftHands out;
  out.author = author_of(*record);
  out.theirs = !care::may_write(out.author, state.caseload.owner());
  const std::vector<care::HandOver> all = care::hand_overs_in(record->fields);
  if (!all.empty()) out.last = all.back();
  return out;
}

void apply_take_over(AppState& state, const TakeOverCommand& command, Effects& out) { std::visit(TakeOverAct{state, out}, command); }

}  // namespace state
