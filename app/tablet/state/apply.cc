#include "app/tablet/state/apply.h"

namespace state {
namespace {

// The area's own function, told what the held pointer points to.
template <class Area, void (*Apply)(AppState&, const Area&, Effects&)>
void apply_held(AppState& state, const void* command, Effects& out) {
  Apply(state, *static_cast<const Area*>(command), out);
}

}  // namespace

Command::Command(NavCommand command) : command_(std::make_shared<const NavCommand>(std::move(command))), apply_(apply_held<NavCommand, apply_nav>) {}
Command::Command(UnlockCommand command) : command_(std::make_shared<const UnlockCommand>(std::move(command))), apply_(apply_held<UnlockCommand, apply_unlock>) {}
Command::Command(PreferencesCommand command) : command_(std::make_shared<const PreferencesCommand>(std::move(command))), apply_(apply_held<PreferencesCommand, apply_preferences>) {}
Command::Command(CaseloadCommand command) : command_(std::make_shared<const CaseloadCommand>(std::move(command))), apply_(apply_held<CaseloadCommand, apply_caseload>) {}
Command::Command(PersonCommand command) : command_(std::make_shared<const PersonCommand>(std::move(command))), apply_(apply_held<PersonCommand, apply_person>) {}
Command::Command(AssessmentCommand command) : command_(std::make_shared<const AssessmentCommand>(std::move(command))), apply_(apply_held<AssessmentCommand, apply_assessment>) {}
Command::Command(PlanCommand command) : command_(std::make_shared<const PlanCommand>(std::move(command))), apply_(apply_held<PlanCommand, apply_plan>) {}
Command::Command(NotesCommand command) : command_(std::make_shared<const NotesCommand>(std::move(command))), apply_(apply_held<NotesCommand, apply_notes>) {}
Command::Command(CaptureCommand command) : command_(std::make_shared<const CaptureCommand>(std::move(command))), apply_(apply_held<CaptureCommand, apply_capture>) {}
Command::Command(CopiesCommand command) : command_(std::make_shared<const CopiesCommand>(std::move(command))), apply_(apply_held<CopiesCommand, apply_copies>) {}
Command::Command(SyncCommand command) : command_(std::make_shared<const SyncCommand>(std::move(command))), apply_(apply_held<SyncCommand, apply_sync>) {}
Command::Command(SettleCommand command) : command_(std::make_shared<const SettleCommand>(std::move(command))), apply_(apply_held<SettleCommand, apply_settle>) {}
Command::Command(ApprovalsCommand command) : command_(std::make_shared<const ApprovalsCommand>(std::move(command))), apply_(apply_held<ApprovalsCommand, apply_approvals>) {}
Command::Command(TakeOverCommand command) : command_(std::make_shared<const TakeOverCommand>(std::move(command))), apply_(apply_held<TakeOverCommand, apply_take_over>) {}

Effects apply(AppState& state, const Command& command) {
  Effects out;
  command.apply(state, out);
  return out;
}

Effects apply(AppState& state, Event event) {
  Effects out;
  if (auto* read = std::get_if<AssetsRead>(&event); read && read->assets) state.assets = std::move(read->assets);
  if (auto* added = std::get_if<FormsAdded>(&event)) state.added_forms = std::move(added->forms);
  if (refresh_before(state, event)) return out;
  standing_on_event(state, event);
  saving_on_event(state, event, out);
  unlock_on_event(state, event, out);
  preferences_on_event(state, event, out);
  person_on_event(state, event, out);
  assessment_on_event(state, event, out);
  plan_on_event(state, event, out);
  notes_on_event(state, event, out);
  capture_on_event(state, event, out);
  copies_on_event(state, event, out);
  approvals_on_event(state, event, out);
  sync_on_event(state, event, out);
  settle_on_event(state, event, out);
  refresh_on_event(state, event, out);
  return out;
}

}  // namespace state
