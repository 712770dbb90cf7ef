// The dialogs of the plan's rows. There is nothing to save or cancel: what is typed is kept as it is typed, and Undo takes it back.
#include <algorithm>
#include <tuple>

#include "app/tablet/screens/plan_parts.h"
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/typed.h"
#include "app/tablet/state/items.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using state::ChangePlan;
using state::PlanList;

// Move, remove, done: the same under every row.
void draw_row_buttons(state::Commands& out, const ui::Dialog& dialog, PlanList list, const std::string& key) {
  ui::Wrap wrap;
  if (ui::icon_button("up", ui::Icon::Up, ui::tr("common.up"))) out.push(state::MoveInPlan{list, key, -1});
  if (ui::icon_button("down", ui::Icon::Down, ui::tr("common.down"))) out.push(state::MoveInPlan{list, key, 1});
  if (ui::button("remove", ui::tr("common.remove"), {.kind = ui::Kind::DangerOutline, .icon = ui::Icon::Delete})) out.push(state::RemoveFromPlan{list, key});
  wrap.to_right();
  if (ui::primary_button("done", ui::tr("common.done"), ui::Icon::Check) || dialog.closed()) out.push(state::SetPart{});
}

// The outcomes of the law a plan's outcome may meet: those found in the assessment, else all ten.
std::vector<std::string> needs_to_offer(const state::AppState& state, const care::PlanOutcome& outcome) {
  std::vector<std::string> needs = state::findings_in(state.person.records).needs;
  if (needs.empty())
    for (int number = 1; number <= 10; ++number) needs.push_back("A" + std::to_string(number));
  for (const std::string& chosen : outcome.needs)
    if (std::find(needs.begin(), needs.end(), chosen) == needs.end()) needs.push_back(chosen);
  return needs;
}

void draw_needs(state::AppState& state, state::Commands& out, const care::PlanOutcome& outcome) {
  const std::vector<std::string> needs = needs_to_offer(state, outcome);
  std::vector<ui::Option> options;
  for (const std::string& need : needs)
    options.push_back({.id = need, .label = ui::tr("outcome." + need), .selected = std::find(outcome.needs.begin(), outcome.needs.end(), need) != outcome.needs.end()});
  ui::label(ui::tr("plan.outcome_needs"));
  const int tapped = ui::options("needs", options, {.several = true, .narrowest_dp = 230, .columns_max = 2});
  if (tapped < 0) return;
  care::Plan after = state.plan.plan;
  std::vector<std::string>& chosen = state::find_item(after.outcomes, outcome.key)->needs;
  if (std::erase(chosen, needs[size_t(tapped)]) == 0) chosen.push_back(needs[size_t(tapped)]);
  std::sort(chosen.begin(), chosen.end(), [](const std::string& a, const std::string& b) { return std::tuple(a[0], a.size(), a) < std::tuple(b[0], b.size(), b); });
  out.push(ChangePlan{std::move(after)});
}

// One of a code list; a second tap takes it back. Answers whether `value` changed.
bool choose_code(const state::AppState& state, const char* id, const char* list, std::string& value, int columns) {
  const std::vector<const care::Code*> codes = state.assets->codes.list(list).open_on(today_of(state));
  std::vector<std::string> labels;
  for (const care::Code* code : codes) labels.push_back(state.label(list, code->code));
  std::vector<ui::Option> options;
  for (size_t i = 0; i < codes.size(); ++i) options.push_back({.id = codes[i]->code, .label = labels[i], .selected = codes[i]->code == value});
  const int tapped = ui::options(id, options, {.narrowest_dp = columns > 2 ? 150.0f : 230.0f, .columns_max = columns});
  if (tapped < 0) return false;
  const std::string& chosen = codes[size_t(tapped)]->code;
  value = value == chosen ? std::string() : chosen;
  return true;
}

// Which of the plan's outcomes this serves.
bool choose_outcome(const care::Plan& plan, std::string& value) {
  if (plan.outcomes.empty()) return false;
  std::vector<ui::Option> options;
  for (const care::PlanOutcome& outcome : plan.outcomes) options.push_back({.id = outcome.key, .label = outcome.text, .selected = outcome.key == value});
  ui::label(ui::tr("plan.serves"));
  const int tapped = ui::options("serves", options, {.narrowest_dp = 230, .columns_max = 2});
  if (tapped < 0) return false;
  value = value == plan.outcomes[size_t(tapped)].key ? std::string() : plan.outcomes[size_t(tapped)].key;
  return true;
}

void draw_service_kind(state::AppState& state, state::Commands& out, care::Plan after, care::PlanService& service, bool choosing) {
  ui::label(ui::tr("plan.service_kind"), true);
  if (!choosing && !service.code.empty()) {
    ui::Wrap wrap;
    ui::pill(state.label("services", service.code), ui::Tone::Teal);
    if (ui::link("change_kind", ui::tr("common.edit"))) out.push(state::SetPart{"service:" + service.key + ":kind"});
    return;
  }
  const std::string key = service.key;
  if (!choose_code(state, "kind", "services", state::find_item(after.services, key)->code, 2)) return;
  out.push(ChangePlan{std::move(after)});
  out.push(state::SetPart{"service:" + key});
}

}  // namespace

void draw_outcome_editor(state::AppState& state, state::Commands& out, const std::string& key) {
  care::Plan after = state.plan.plan;
  care::PlanOutcome* outcome = state::find_item(after.outcomes, key);
  if (!outcome) return;
  ui::Dialog dialog("outcome", ui::tr("plan.outcome"), {.width_dp = 680, .icon = ui::Icon::Target});
  if (ui::text_area("text", outcome->text, {.label = ui::tr("plan.outcome_text"), .required = true, .help = ui::tr("plan.outcome_text_help"), .lines_min = 2, .focus = true}))
    out.push(ChangePlan{after, true});
  if (ui::text_area("how", outcome->how, {.label = ui::tr("plan.outcome_how"), .lines_min = 2})) out.push(ChangePlan{after, true});
  draw_needs(state, out, *outcome);
  ui::label(ui::tr("plan.progress"));
  if (choose_code(state, "progress", "progress", outcome->progress, 3)) out.push(ChangePlan{after});
  if (outcome->progress == "starts" && date_of("starts", outcome->starts, state.plan.typed, today_of(state), {.label = ui::tr("plan.outcome_starts")})) out.push(ChangePlan{after});
  draw_row_buttons(out, dialog, PlanList::Outcomes, key);
}

void draw_service_editor(state::AppState& state, state::Commands& out, const std::string& part) {
  const std::string key = part.substr(0, part.find(':'));
  care::Plan after = state.plan.plan;
  care::PlanService* service = state::find_item(after.services, key);
  if (!service) return;
  ui::Dialog dialog("service", ui::tr("plan.service"), {.width_dp = 680, .icon = ui::Icon::HeartPulse});
  draw_service_kind(state, out, after, *service, part != key);
  if (ui::text_field("provider", service->provider_name, {.label = ui::tr("plan.provider"), .help = ui::tr("plan.provider_help")})) out.push(ChangePlan{after, true});
  if (ui::text_area("tasks", service->tasks, {.label = ui::tr("plan.tasks"), .lines_min = 2})) out.push(ChangePlan{after, true});
  if (choose_outcome(after, service->outcome)) out.push(ChangePlan{after});
  if (ui::stepper("carers", ui::tr("plan.carers"), service->carers, 1, 4)) out.push(ChangePlan{after});
  {
    ui::Columns columns({1, 1, 1}, 180);
    if (date_of("from", service->starts, state.plan.typed, today_of(state), {.label = ui::tr("plan.service_from")})) out.push(ChangePlan{after});
    columns.next();
    if (date_of("until", service->ends, state.plan.typed, today_of(state), {.label = ui::tr("plan.service_until")})) out.push(ChangePlan{after});
    columns.next();
    if (pence_of("cost", service->pence_per_week, state.plan.typed, {.label = ui::tr("plan.service_cost")})) out.push(ChangePlan{after, true});
  }
  draw_row_buttons(out, dialog, PlanList::Services, key);
}

void draw_action_editor(state::AppState& state, state::Commands& out, const std::string& key) {
  care::Plan after = state.plan.plan;
  care::PlanAction* action = state::find_item(after.actions, key);
  if (!action) return;
  ui::Dialog dialog("action", ui::tr("plan.action"), {.width_dp = 620, .icon = ui::Icon::People});
  if (ui::text_area("text", action->text, {.label = ui::tr("plan.action_text"), .required = true, .lines_min = 2, .focus = true})) out.push(ChangePlan{after, true});
  if (ui::text_field("who", action->who, {.label = ui::tr("plan.action_who"), .required = true})) out.push(ChangePlan{after, true});
  if (date_of("by", action->by, state.plan.typed, today_of(state), {.label = ui::tr("plan.action_by")})) out.push(ChangePlan{after});
  if (choose_outcome(after, action->outcome)) out.push(ChangePlan{after});
  if (ui::toggle("is_done", ui::tr("plan.action_done"), action->is_done)) {
    action->is_done = !action->is_done;
    out.push(ChangePlan{after});
  }
  draw_row_buttons(out, dialog, PlanList::Actions, key);
}

}  // namespace screens
