#include "app/tablet/state/copies.h"

#include "app/tablet/state/state.h"

namespace state {
namespace {

care::Attachment document_of(AppState& state, const GiveCopy& asked) {
  care::Attachment document;
  document.id = record::make_record_id(state.now_ms, *state.random);
  document.person = asked.person;
  document.author = state.caseload.owner();
  document.response = asked.response;
  document.kind = care::AttachmentKind::Document;
  document.title = asked.title;
  document.at = state.now_ms;
  document.media_type = "application/pdf";
  return document;
}

struct CopiesAct {
  AppState& state;
  Effects& out;
  void operator()(const AskForCopy& c) const {
    state.copies.asking = c.open;
    state.copies.done = false;
    state.copies.problem.clear();
  }
  void operator()(const ChangeCopy& c) const {
    state.copies.large_print = c.large_print;
    state.copies.export_path = c.export_path;
  }
  void operator()(const GiveCopy& c) const {
    if (state.copies.making != 0) return;
    state.copies.kept_as = document_of(state, c);
    state.copies.problem.clear();
    state.copies.making = next_ticket(state);
    out.push_back(MakeCopy{state.copies.making, c.copy, state.copies.export_path});
  }
};

void on_made(AppState& state, const CopyMade& made, Effects& out) {
  if (made.ticket != state.copies.making) return;
  care::Attachment document = std::exchange(state.copies.kept_as, {});
  document.blob = made.blob;
  document.bytes = int64_t(made.bytes);
  state.copies.making = 0;
  state.copies.done = true;
  std::vector<record::Edit> edits = care::to_edits(document);
  take_edits(state.person, edits);
  save(state, std::move(edits), out);
}

}  // namespace

void apply_copies(AppState& state, const CopiesCommand& command, Effects& out) { std::visit(CopiesAct{state, out}, command); }

void copies_on_event(AppState& state, Event& event, Effects& out) {
  if (const auto* made = std::get_if<CopyMade>(&event)) on_made(state, *made, out);
  const auto* failed = std::get_if<CopyFailed>(&event);
  if (!failed || failed->ticket != state.copies.making) return;
  state.copies.making = 0;
  state.copies.problem = failed->error.fault == base::Fault::Full ? "copy.no_room" : "copy.failed";
}

}  // namespace state
