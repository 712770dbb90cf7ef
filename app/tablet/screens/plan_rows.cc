// The lists of the plan: outcomes, services, and who does what. A tap opens the row (plan_edit.cc).
#include <algorithm>

#include "app/tablet/screens/plan_parts.h"
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/state/items.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using state::PlanList;

void open(state::Commands& out, PlanList list, const std::string& key) { out.push(state::SetPart{std::string(state::part_name(list)) + ':' + key}); }

ui::Tone tone_named(std::string_view name) {
  if (name == "green") return ui::Tone::Green;
  if (name == "amber") return ui::Tone::Amber;
  if (name == "red") return ui::Tone::Red;
  return ui::Tone::Neutral;
}

struct Progress {
  std::string words;
  ui::Tone tone = ui::Tone::Neutral;
};
Progress progress_of(const state::AppState& state, const care::PlanOutcome& outcome) {
  if (outcome.progress.empty()) return {};
  const care::Code* code = state.assets->codes.list("progress").find(outcome.progress);
  Progress out{state.label("progress", outcome.progress), tone_named(code && code->other.count("tone") ? code->other.at("tone") : "")};
  if (outcome.progress == "starts" && outcome.starts.is_whole()) out.words = ui::tr("plan.starts_on", day_short(outcome.starts, today_of(state)));
  return out;
}

std::string outcome_subtitle(const care::PlanOutcome& outcome) {
  std::string out;
  if (!outcome.needs.empty()) out = count("plan.meets", int64_t(outcome.needs.size()), need_numbers(outcome.needs));
  if (!outcome.how.empty()) out += (out.empty() ? "" : " · ") + outcome.how;
  return out;
}

std::string service_subtitle(const state::AppState& state, const care::PlanService& service) {
  int64_t minutes = 0;
  for (const care::WeekSlot& slot : state.plan.plan.week)
    if (slot.service == service.key) minutes += int64_t(slot.minutes) * std::max(service.carers, 1);
  std::string out = service.tasks.substr(0, service.tasks.find('\n'));
  const auto add = [&](const std::string& more) { out += (out.empty() ? "" : " · ") + more; };
  if (minutes > 0) add(ui::tr("plan.a_week", duration(minutes)));
  if (service.carers > 1) add(std::string(ui::tr("plan.two_carers")));
  if (!service.starts.is_empty()) add(ui::tr("plan.from", day_short(service.starts, today_of(state))));
  return out;
}

bool add_button(const char* id, const char* words) { return ui::button(id, ui::tr(words), {.kind = ui::Kind::Quiet, .icon = ui::Icon::Add}); }

}  // namespace

std::string need_numbers(const std::vector<std::string>& needs) {
  std::string out;
  for (const std::string& need : needs) out += (out.empty() ? "" : ", ") + need.substr(need.empty() ? 0 : 1);
  return out;
}

std::string service_title(const state::AppState& state, const care::PlanService& service) {
  std::string out = service.code.empty() ? std::string(ui::tr("plan.new_service")) : state.label("services", service.code);
  if (!service.provider_name.empty()) out += " · " + service.provider_name;
  return out;
}

ui::Tone service_tone(const care::Plan& plan, std::string_view service) {
  constexpr ui::Tone kTones[] = {ui::Tone::Teal, ui::Tone::Violet, ui::Tone::Green, ui::Tone::Red, ui::Tone::Neutral};
  for (size_t i = 0; i < plan.services.size(); ++i)
    if (plan.services[i].key == service) return kTones[i % std::size(kTones)];
  return ui::Tone::Amber;  // family and friends
}

void draw_plan_outcomes(state::AppState& state, state::Commands& out) {
  const care::Plan& plan = state.plan.plan;
  ui::Card card("outcomes");
  ui::heading(ui::tr("plan.outcomes", called_of(state, plan.person)), ui::Icon::Target);
  for (size_t i = 0; i < plan.outcomes.size(); ++i) {
    const care::PlanOutcome& outcome = plan.outcomes[i];
    const std::string number = std::to_string(i + 1), subtitle = outcome_subtitle(outcome);
    const Progress progress = progress_of(state, outcome);
    const std::string title = outcome.text.empty() ? std::string(ui::tr("plan.new_outcome")) : outcome.text;
    if (ui::row("outcome:" + outcome.key, {.number = number, .title = title, .subtitle = subtitle, .pill = progress.words, .pill_tone = progress.tone}))
      open(out, PlanList::Outcomes, outcome.key);
  }
  if (add_button("add_outcome", "plan.add_outcome")) out.push(state::AddToPlan{PlanList::Outcomes});
}

void draw_plan_services(state::AppState& state, state::Commands& out) {
  const care::Plan& plan = state.plan.plan;
  ui::Card card("services");
  ui::heading(ui::tr("plan.services"), ui::Icon::HeartPulse);
  for (const care::PlanService& service : plan.services) {
    const std::string title = service_title(state, service), subtitle = service_subtitle(state, service);
    const std::string cost = service.pence_per_week > 0 ? money(service.pence_per_week) : std::string();
    if (ui::row("service:" + service.key, {.title = title, .subtitle = subtitle, .trailing = cost, .chevron = true})) open(out, PlanList::Services, service.key);
  }
  if (add_button("add_service", "plan.add_service")) out.push(state::AddToPlan{PlanList::Services});
}

void draw_plan_actions(state::AppState& state, state::Commands& out) {
  const care::Plan& plan = state.plan.plan;
  ui::Card card("actions");
  ui::heading(ui::tr("plan.actions"), ui::Icon::People);
  for (const care::PlanAction& action : plan.actions) {
    std::string subtitle = action.who;
    if (action.by.is_whole()) subtitle += (subtitle.empty() ? "" : " · ") + (action.is_done ? day_short(action.by, today_of(state)) : due(action.by, today_of(state)));
    const std::string title = action.text.empty() ? std::string(ui::tr("plan.new_action")) : action.text;
    const bool late = !action.is_done && action.by.is_whole() && action.by < today_of(state);
    if (ui::row("action:" + action.key, {.icon = action.is_done ? ui::Icon::Done : late ? ui::Icon::Error : ui::Icon::Clock, .title = title, .subtitle = subtitle}))
      open(out, PlanList::Actions, action.key);
  }
  if (add_button("add_action", "plan.add_action")) out.push(state::AddToPlan{PlanList::Actions});
}

}  // namespace screens
