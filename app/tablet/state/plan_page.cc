#include "app/tablet/state/plan_page.h"

#include <algorithm>

#include "app/care/record_types.h"
#include "app/care/versions.h"
#include "app/tablet/state/items.h"
#include "app/tablet/state/state.h"

namespace state {
namespace {

void remember(PlanPage& page, care::Plan before) {
  if (page.undo.size() >= kPlanUndoMax) page.undo.erase(page.undo.begin());
  page.undo.push_back(std::move(before));
  page.redo.clear();
}

// What is written over of a submission that was returned is kept.
std::vector<record::Edit> keeping_versions(const AppState& state, std::vector<record::Edit> edits) {
  const care::Plan& plan = state.plan.plan;
  const record::Record* const known = loaded_record(state.person, plan.id);
  if (plan.status != care::PlanStatus::Returned || !known) return edits;
  return care::keeping_was(known->fields, plan.submission, std::move(edits));
}

void keep(AppState& state, const care::Plan& before, Effects& out) { save(state, keeping_versions(state, care::to_edits(before, state.plan.plan)), out); }

void type_into(AppState& state, const care::Plan& after, Effects& out) {
  std::vector<record::Edit> edits = care::to_edits(state.plan.plan, after);
  if (edits.empty()) return;
  const bool goes_on = edits.size() == 1 && edits[0].id == state.save.typed_record && edits[0].path == state.save.typed_path && !state.plan.undo.empty();
  if (!goes_on) remember(state.plan, state.plan.plan);
  state.plan.plan = after;
  save_typing(state, keeping_versions(state, std::move(edits)), out);
}

void open_row(AppState& state, PlanList list, const std::string& key) {
  state.place().part = std::string(part_name(list)) + ':' + key;
  state.place().focus.clear();
}

void close_row(AppState& state) { state.place().part.clear(); }

template <class Visit>
void in_list(care::Plan& plan, PlanList list, Visit visit) {
  switch (list) {
    case PlanList::Outcomes: return visit(plan.outcomes);
    case PlanList::Actions: return visit(plan.actions);
    case PlanList::Services: return visit(plan.services);
    case PlanList::Week: return visit(plan.week);
  }
}

care::Plan new_plan(AppState& state, const record::RecordId& person) {
  care::Plan plan;
  plan.id = record::make_record_id(state.now_ms, *state.random);
  plan.person = person;
  plan.author = state.caseload.owner();
  for (const auto& [id, other] : state.caseload.plans())
    if (other.person == person) plan.version = std::max(plan.version, other.version + 1);
  const AssessmentFindings found = state.person.person == person ? findings_in(state.person.records) : AssessmentFindings{};
  plan.assessment = found.assessment;
  for (const std::string& wanted : found.wanted) add_item(plan.outcomes, *state.random).text = wanted;
  return plan;
}

bool same_visit(const care::WeekSlot& a, const care::WeekSlot& b) {
  return a.start_minute == b.start_minute && a.minutes == b.minutes && a.service == b.service && a.label == b.label;
}

// A service that goes takes its visits in the week with it.
void drop_visits_of(care::Plan& plan, const std::string& service) {
  if (!service.empty()) std::erase_if(plan.week, [&](const care::WeekSlot& slot) { return slot.service == service; });
}

struct PlanAct {
  AppState& state;
  Effects& out;
  PlanPage& page = state.plan;

  void operator()(const OpenPlan& c) const { go(state, Place{.screen = Screen::Plan, .person = c.person, .subject = c.plan}, out); }
  void operator()(const StartPlan& c) const {
    page = PlanPage{};
    page.plan = new_plan(state, c.person);
    state.places.push_back(Place{.screen = Screen::Plan, .person = c.person, .subject = page.plan.id});
    save(state, care::to_edits(page.plan), out);
    load_person(state, c.person, out);
  }
  template <class Change>
  void change(Change made) const {
    if (!page.is_open() || !page.may_change()) return;
    const care::Plan before = page.plan;
    made(page.plan);
    if (page.plan == before) return save_place(state, out);
    remember(page, before);
    keep(state, before, out);
  }
  void operator()(const AddToPlan& c) const {
    change([&](care::Plan& plan) {
      in_list(plan, c.list, [&](auto& list) { open_row(state, c.list, add_item(list, *state.random).key); });
    });
  }
  void operator()(const AddSlot& c) const {
    change([&](care::Plan& plan) {
      care::WeekSlot& slot = add_item(plan.week, *state.random);
      slot.day = c.day;
      slot.start_minute = c.start_minute;
      slot.service = c.service;
      open_row(state, PlanList::Week, slot.key);
    });
  }
  void operator()(const ToggleSlotDay& c) const {
    change([&](care::Plan& plan) {
      const care::WeekSlot* found = find_item(plan.week, c.key);
      if (!found || found->day == c.day || c.day < 0 || c.day > 6) return;
      const care::WeekSlot like = *found;
      if (std::erase_if(plan.week, [&](const care::WeekSlot& slot) { return slot.day == c.day && same_visit(slot, like); })) return;
      care::WeekSlot& made = add_item(plan.week, *state.random);
      made.day = c.day;
      made.start_minute = like.start_minute;
      made.minutes = like.minutes;
      made.service = like.service;
      made.label = like.label;
    });
  }
  void operator()(const RemoveFromPlan& c) const {
    change([&](care::Plan& plan) {
      in_list(plan, c.list, [&](auto& list) { remove_item(list, c.key); });
      if (c.list == PlanList::Services) drop_visits_of(plan, c.key);
      close_row(state);
    });
  }
  void operator()(const MoveInPlan& c) const {
    change([&](care::Plan& plan) {
      in_list(plan, c.list, [&](auto& list) { move_item(list, c.key, c.by); });
    });
  }
  void operator()(const ChangePlan& c) const {
    if (!page.is_open() || !page.may_change() || c.plan.id != page.plan.id) return;
    if (c.typing) return type_into(state, c.plan, out);
    change([&](care::Plan& plan) { plan = c.plan; });
  }
  void operator()(const UndoPlan&) const { step(page.undo, page.redo); }
  void operator()(const RedoPlan&) const { step(page.redo, page.undo); }
  void operator()(const SubmitPlan&) const {
    if (!plan_gaps(page.plan, findings_in(state.person.records).needs).empty()) return;
    change([&](care::Plan& plan) { plan = care::submitted_plan(std::move(plan), state.caseload.owner(), state.now_ms); });
    out.push_back(SyncSoon{});
    page.undo.clear();
    page.redo.clear();
  }

  void operator()(const PlanDealtWith& c) const {
    if (!page.is_open() || !page.may_change() || page.plan.decision.is_nil()) return;
    save(state, {{page.plan.id, care::kPlanRecord, care::dealt_path(page.plan.decision, c.comment), c.done ? record::Value(true) : record::Value()}}, out);
  }
  void operator()(const AmendPlan&) const {
    if (!page.is_open() || !care::is_agreed(page.plan.status)) return;
    if (const record::RecordId later = later_plan(state, page.plan); !later.is_nil()) return (*this)(OpenPlan{later, page.plan.person});
    care::Plan plan = page.plan;
    static_cast<care::Course&>(plan) = care::Course{};
    plan.id = record::make_record_id(state.now_ms, *state.random);
    plan.author = state.caseload.owner();
    plan.submitted_pence_per_week = 0;
    ++plan.version;
    page = PlanPage{};
    page.plan = std::move(plan);
    state.places.push_back(Place{.screen = Screen::Plan, .person = page.plan.person, .subject = page.plan.id});
    save(state, care::to_edits(page.plan), out);
  }

  void step(std::vector<care::Plan>& from, std::vector<care::Plan>& to) const {
    if (from.empty() || !page.may_change()) return;
    const care::Plan before = page.plan;
    to.push_back(before);
    page.plan = std::move(from.back());
    from.pop_back();
    keep(state, before, out);
  }
};

void read_plan(AppState& state) {
  const record::Record* loaded = loaded_record(state.person, state.place().subject);
  if (!loaded || state.plan.plan.id == loaded->id) return;
  state.plan = PlanPage{};
  state.plan.plan = care::plan_from(*loaded);
  state.plan.theirs = !care::may_write(state.plan.plan.author, state.caseload.owner());
}

}  // namespace

std::optional<care::Decision> plan_returned_with(const AppState& state) {
  const care::Plan& plan = state.plan.plan;
  if (plan.status != care::PlanStatus::Returned) return std::nullopt;
  const record::Record* const decision = loaded_record(state.person, plan.decision);
  return decision ? std::optional(care::decision_from(*decision)) : std::nullopt;
}

record::RecordId later_plan(const AppState& state, const care::Plan& plan) {
  for (const care::Plan& other : state.caseload.plans_of(plan.person))
    if (other.version > plan.version && other.status != care::PlanStatus::Cancelled) return other.id;
  return {};
}

std::string_view part_name(PlanList list) {
  switch (list) {
    case PlanList::Outcomes: return "outcome";
    case PlanList::Actions: return "action";
    case PlanList::Services: return "service";
    case PlanList::Week: return "slot";
  }
  return {};
}

void apply_plan(AppState& state, const PlanCommand& command, Effects& out) { std::visit(PlanAct{state, out}, command); }

void plan_on_event(AppState& state, Event& event, Effects&) {
  if (std::holds_alternative<PersonLoaded>(event) && state.place().screen == Screen::Plan) read_plan(state);
}

void arrive_plan(AppState& state, Effects& out) {
  load_person(state, state.place().person, out);
  out.push_back(LoadWaiting{});
  read_plan(state);
}

}  // namespace state
