#include "app/tablet/state/saving.h"

#include <algorithm>

#include "app/tablet/state/state.h"

namespace state {
namespace {

void answered(AppState& state, Ticket ticket) {
  state.save.last_durable = std::max(state.save.last_durable, ticket);
  if (state.save.last_durable == state.save.last_asked) state.save.newest.clear();
}

// What is sent now stands in the place of what could not be saved of the same fields before: a retry must not bring older words back.
void supersede(SaveState& save, const std::vector<record::Edit>& edits, Ticket ticket) {
  for (const record::Edit& edit : edits) {
    save.newest[{edit.id, edit.path}] = ticket;
    std::erase_if(save.unsaved, [&](const record::Edit& old) { return old.id == edit.id && old.path == edit.path; });
  }
}

void on_committed(AppState& state, const Committed& done) {
  answered(state, done.ticket);
  state.save.last_durable_ms = done.unix_ms;
  state.figures.unsent = done.unsent;
  for (const HeadChanged& head : done.heads) state.caseload.take_head(head.type, head.id, head.head);
  if (state.save.unsaved.empty()) state.save.failure.reset();
}

void on_failed(AppState& state, const CommitFailed& failed) {
  // The ticket is answered, but not as durable: its edits wait in `unsaved`, so all_durable() stays false until a retry succeeds.
  state.save.failure = failed.error;
  for (const record::Edit& edit : failed.edits) {
    const auto newest = state.save.newest.find({edit.id, edit.path});
    if (newest == state.save.newest.end() || newest->second <= failed.ticket) state.save.unsaved.push_back(edit);
  }
  answered(state, failed.ticket);
}

}  // namespace

Ticket next_ticket(AppState& state) { return ++state.save.last_asked; }

Ticket save(AppState& state, std::vector<record::Edit> edits, Effects& out, SaveOptions options) {
  if (edits.empty()) {
    save_place(state, out);
    return state.save.last_asked;
  }
  const Ticket ticket = next_ticket(state);
  state.save.typed_record = edits.size() == 1 ? edits[0].id : record::RecordId{};
  state.save.typed_path = edits.size() == 1 ? edits[0].path : record::FieldPath{};
  supersede(state.save, edits, ticket);
  take_edits(state.person, edits);
  out.push_back(CommitEdits{ticket, std::move(edits), std::move(options.group), options.continues_typing, encode_whereabouts({state.places, state.bookmarks})});
  return ticket;
}

Ticket save_typing(AppState& state, std::vector<record::Edit> edits, Effects& out, std::string group) {
  const bool same = edits.size() == 1 && edits[0].id == state.save.typed_record && edits[0].path == state.save.typed_path;
  return save(state, std::move(edits), out, {.group = std::move(group), .continues_typing = same});
}

void save_place(AppState& state, Effects& out) {
  if (state.phase == Phase::Ready) out.push_back(SavePlace{encode_whereabouts({state.places, state.bookmarks})});
}

void retry_save(AppState& state, Effects& out) {
  if (state.save.unsaved.empty()) return;
  std::vector<record::Edit> edits = std::move(state.save.unsaved);
  state.save.unsaved.clear();
  state.save.failure.reset();
  save(state, std::move(edits), out);
}

void saving_on_event(AppState& state, Event& event, Effects&) {
  if (const auto* done = std::get_if<Committed>(&event)) on_committed(state, *done);
  if (const auto* failed = std::get_if<CommitFailed>(&event)) on_failed(state, *failed);
  // Blobs and refused photos answer their tickets too: a blob is durable, a refusal wrote nothing.
  if (const auto* blob = std::get_if<BlobSaved>(&event)) answered(state, blob->ticket);
  if (const auto* refused = std::get_if<PhotoRefused>(&event)) answered(state, refused->ticket);
  if (const auto* copy = std::get_if<CopyMade>(&event)) answered(state, copy->ticket);
  if (const auto* failed = std::get_if<CopyFailed>(&event)) answered(state, failed->ticket);
}

}  // namespace state
