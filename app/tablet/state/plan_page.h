// app/tablet/state/plan_page.h: the care and support plan: outcomes, actions and services, the week, who does what. Every change is saved as it is
// made; what is being edited is the place's part ("service:<key>"), so a tablet that died reopens at the same row.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/care/decision.h"
#include "app/care/plan.h"
#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

inline constexpr size_t kPlanUndoMax = 50;

enum class PlanList { Outcomes, Actions, Services, Week };
// "outcome", "action", "service", "slot": how an opened row is named in the place's part.
std::string_view part_name(PlanList list);

struct PlanPage {
  care::Plan plan;                // nil id when none is open
  std::vector<care::Plan> undo;   // as it was before each change, newest last
  std::vector<care::Plan> redo;
  std::map<std::string, std::string, std::less<>> typed;  // by field: what cannot be read as its date, time or number, as it stands in the box
  bool is_open() const { return !plan.id.is_nil(); }
  // A plan that has been sent is not changed here; it comes back returned, or a new version is begun.
  bool theirs = false;  // a colleague's draft: to be read until it is taken over
  bool may_change() const { return !theirs && plan.is_open(); }
};

// What must be there before a plan is sent (Care Act s25): a word key, what fills its {0}, and the part of the screen that mends it.
struct PlanGap {
  std::string words;
  std::string argument;
  std::string part;
  bool operator==(const PlanGap&) const = default;
};
// `needs`: the outcomes found unachievable, A1 ... A10 or C1 ... C8; each must be met by an outcome of the plan.
std::vector<PlanGap> plan_gaps(const care::Plan& plan, const std::vector<std::string>& needs);

// What the newest needs or carer's assessment among a person's records says.
struct AssessmentFindings {
  record::RecordId assessment;      // nil when there is none
  std::vector<std::string> needs;   // codes of outcomes the person cannot achieve, in the form's order
  std::vector<std::string> wanted;  // what they want from day to day, in their words
};
AssessmentFindings findings_in(const std::vector<record::Record>& records);

// What the plan on screen was last returned with; absent when it was not.
std::optional<care::Decision> plan_returned_with(const AppState& state);
// A later version of the same person's plan; nil when there is none.
record::RecordId later_plan(const AppState& state, const care::Plan& plan);

struct OpenPlan {
  record::RecordId plan;
  record::RecordId person;
};
// A new plan, its outcomes begun from what the person said they want.
struct StartPlan {
  record::RecordId person;
};
struct AddToPlan {
  PlanList list = PlanList::Outcomes;
};
// A visit or meeting in the week: at that time, of that service (empty: family or a friend).
struct AddSlot {
  int day = 0;
  int start_minute = 0;
  std::string service;
};
// The same slot on another day, or not.
struct ToggleSlotDay {
  std::string key;
  int day = 0;
};
struct RemoveFromPlan {
  PlanList list = PlanList::Outcomes;
  std::string key;
};
struct MoveInPlan {
  PlanList list = PlanList::Outcomes;
  std::string key;
  int by = 1;
};
// The plan with one thing in it changed. `typing`: words are being typed into it.
struct ChangePlan {
  care::Plan plan;
  bool typing = false;
};
struct UndoPlan {};
struct RedoPlan {};
struct SubmitPlan {};
struct PlanDealtWith {  // a reviewer's comment, or not after all
  std::string comment;
  bool done = true;
};
struct AmendPlan {};  // a new version of a plan in force, with the same contents; the one already begun where there is one
using PlanCommand =
    std::variant<OpenPlan, StartPlan, AddToPlan, AddSlot, ToggleSlotDay, RemoveFromPlan, MoveInPlan, ChangePlan, UndoPlan, RedoPlan, SubmitPlan, PlanDealtWith, AmendPlan>;

void apply_plan(AppState& state, const PlanCommand& command, Effects& out);
void plan_on_event(AppState& state, Event& event, Effects& out);
void arrive_plan(AppState& state, Effects& out);

}  // namespace state
