// A plan's parts in words, for reading them side by side.
#include "app/tablet/screens/approvals_parts.h"
#include "app/tablet/screens/plan_parts.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/state/items.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

void add(std::string& words, const std::string& more, const char* between = " · ") {
  if (!more.empty()) words.append(words.empty() ? "" : between).append(more);
}

std::string outcome_words(const care::PlanOutcome& outcome) {
  std::string words = outcome.text;
  add(words, outcome.how, "\n");
  return words;
}

std::string service_words(const state::AppState& state, const care::Plan& plan, const care::PlanService& service) {
  std::string words = state.label("services", service.code);
  add(words, service.provider_name);
  if (service.carers > 1) add(words, ui::tr("approvals.carers", service.carers));
  int64_t minutes = 0;
  for (const care::WeekSlot& slot : plan.week)
    if (slot.service == service.key) minutes += slot.minutes;
  if (minutes > 0) add(words, ui::tr("approvals.a_week", duration(minutes)));
  add(words, ui::tr("approvals.a_week", money(service.pence_per_week)));
  add(words, service.tasks, "\n");
  return words;
}

std::string action_words(const care::PlanAction& action) {
  std::string words = action.text;
  add(words, action.who);
  if (!action.by.is_empty()) add(words, day_short(action.by));
  return words;
}

std::string week_words(const care::Plan& plan) {
  std::string words;
  for (const care::WeekRow& row : care::week_rows(plan)) {
    std::string line = care::to_clock(row.start_minute);
    for (int day = 0; day < 7; ++day)
      if (const care::WeekSlot* const slot = row.days[size_t(day)])
        line.append("  ").append(ui::tr("day.short." + std::to_string(day))).append(" ").append(slot->label).append(" ").append(duration(slot->minutes));
    add(words, line, "\n");
  }
  return words;
}

std::string agreement_words(const care::Plan& plan) {
  std::string words = plan.has_person_agreed ? std::string(ui::tr("common.yes")) : std::string();
  add(words, plan.agreement);
  return words;
}

std::string dates_words(const care::Plan& plan) {
  std::string words = plan.starts.is_empty() ? std::string() : ui::tr("approvals.from", day_short(plan.starts));
  if (!plan.review_on.is_empty()) add(words, ui::tr("approvals.review_on", day_short(plan.review_on)));
  return words;
}

}  // namespace

std::string plan_part_title(const state::AppState& state, const care::Plan& plan, const state::PlanPart& part) {
  if (part.place.starts_with("outcome:")) return std::string(ui::tr("approvals.part_outcome"));
  if (part.place.starts_with("action:")) return std::string(ui::tr("approvals.part_action"));
  if (part.place.starts_with("service:")) return std::string(ui::tr("approvals.part_service"));
  if (part.place == "week") return std::string(ui::tr("approvals.part_week"));
  if (part.place == "contingency") return std::string(ui::tr("plan.contingency"));
  if (part.place == "advice") return std::string(ui::tr("plan.advice"));
  if (part.place == "agreement") return ui::tr("plan.agreement_how", called_of(state, plan.person));
  if (part.place == "copies") return std::string(ui::tr("plan.copies"));
  return std::string(ui::tr("approvals.part_review"));
}

std::string plan_part_words(const state::AppState& state, const care::Plan& plan, const state::PlanPart& part) {
  if (part.place.starts_with("outcome:")) {
    const auto* const outcome = state::find_item(plan.outcomes, part.key);
    return outcome ? outcome_words(*outcome) : std::string();
  }
  if (part.place.starts_with("service:")) {
    const auto* const service = state::find_item(plan.services, part.key);
    return service ? service_words(state, plan, *service) : std::string();
  }
  if (part.place.starts_with("action:")) {
    const auto* const action = state::find_item(plan.actions, part.key);
    return action ? action_words(*action) : std::string();
  }
  if (part.place == "week") return week_words(plan);
  if (part.place == "contingency") return plan.contingency;
  if (part.place == "advice") return plan.advice;
  if (part.place == "agreement") return agreement_words(plan);
  return part.place == "copies" ? plan.copies : dates_words(plan);
}

}  // namespace screens
