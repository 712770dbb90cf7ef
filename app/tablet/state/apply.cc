#include "app/tablet/state/apply.h"

namespace state {
namespace {

struct ApplyArea {
  AppState& state;
  Effects& out;
  void operator()(const NavCommand& c) const { apply_nav(state, c, out); }
  void operator()(const UnlockCommand& c) const { apply_unlock(state, c, out); }
  void operator()(const PreferencesCommand& c) const { apply_preferences(state, c, out); }
  void operator()(const CaseloadCommand& c) const { apply_caseload(state, c, out); }
  void operator()(const PersonCommand& c) const { apply_person(state, c, out); }
  void operator()(const AssessmentCommand& c) const { apply_assessment(state, c, out); }
  void operator()(const PlanCommand& c) const { apply_plan(state, c, out); }
  void operator()(const NotesCommand& c) const { apply_notes(state, c, out); }
  void operator()(const CaptureCommand& c) const { apply_capture(state, c, out); }
  void operator()(const CopiesCommand& c) const { apply_copies(state, c, out); }
};

}  // namespace

Effects apply(AppState& state, const Command& command) {
  Effects out;
  std::visit(ApplyArea{state, out}, command);
  return out;
}

Effects apply(AppState& state, Event event) {
  Effects out;
  if (auto* read = std::get_if<AssetsRead>(&event); read && read->assets) state.assets = std::move(read->assets);
  saving_on_event(state, event, out);
  unlock_on_event(state, event, out);
  preferences_on_event(state, event, out);
  caseload_on_event(state, event, out);
  person_on_event(state, event, out);
  assessment_on_event(state, event, out);
  plan_on_event(state, event, out);
  notes_on_event(state, event, out);
  capture_on_event(state, event, out);
  copies_on_event(state, event, out);
  sync_on_event(state, event, out);
  return out;
}

}  // namespace state
