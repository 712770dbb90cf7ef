// The care and support plans of the story, row by row.
#include <algorithm>

#include "app/demo/teller.h"
#include "sync/record/order_key.h"

namespace demo {

void Teller::plan_row(Rows rows, size_t row, care::Plan& plan) {
  const std::string_view part = rows.at(row, "part");
  const std::string text(rows.at(row, "text")), key(rows.at(row, "key"));
  const auto days = [&] { return care::add_days(world_.today, number_of(rows.at(row, "days"))); };
  const auto next_order = [](const auto& items) { return record::order_between(items.empty() ? std::string_view() : std::string_view(items.back().order), {}); };
  if (part == "outcome") {
    care::PlanOutcome outcome{{key, next_order(plan.outcomes)}, text, strings_of(rows.at(row, "needs")), std::string(rows.at(row, "how")),
                              std::string(rows.at(row, "progress")), {}};
    if (!rows.at(row, "days").empty()) outcome.starts = days();
    plan.outcomes.push_back(std::move(outcome));
  } else if (part == "action") {
    plan.actions.push_back({{key, next_order(plan.actions)}, text, std::string(rows.at(row, "who")), std::string(rows.at(row, "progress")), days(), false});
  } else if (part == "service") {
    care::PlanService service;
    static_cast<care::Item&>(service) = {key, next_order(plan.services)};
    service.code = rows.at(row, "service");
    for (const auto* list : {&world_.home_care, &world_.care_homes})
      for (const care::Provider& provider : *list)
        if (provider.name == rows.at(row, "provider")) service.provider = provider.id;
    service.provider_name = rows.at(row, "provider");
    service.outcome = rows.at(row, "progress");
    service.tasks = text;
    service.starts = days();
    service.pence_per_week = number_of(rows.at(row, "pence"));
    plan.services.push_back(std::move(service));
  } else if (part == "slots") {
    for (const char day : rows.at(row, "day"))
      plan.week.push_back({{"w" + std::to_string(plan.week.size() + 1), next_order(plan.week)}, day - '0', minute_of(rows.at(row, "start")),
                           number_of(rows.at(row, "minutes")), key, text});
  } else if (part == "money") {
    plan.money.push_back({{key, next_order(plan.money)}, text, std::string(rows.at(row, "who")), number_of(rows.at(row, "pence"))});
  } else if (key == "contingency") {
    plan.contingency = text;
  } else {
    plan.advice = text;
  }
}

void Teller::plans() {
  Rows rows = lists_.table("story-plan");
  for (size_t row = 0; row < rows.row_count();) {
    const Household& house = houses_[std::string(rows.at(row, "person"))];
    const int starts = number_of(rows.at(row, "days"));
    const bool sent = rows.at(row, "progress") == "submitted";
    const os::UnixMs at = sent ? world_.past(2, 11 * 60) : world_.past(std::max(1, 1 - starts), 16 * 60 + 5);
    care::Plan plan;
    plan.id = draw("plan", row).id(at);
    plan.person = house.person.id;
    plan.author = world_.owner;
    plan.version = number_of(rows.at(row, "key"));
    plan.starts = care::add_days(world_.today, starts);
    plan.review_on = house.person.review_due;
    plan.indicative_pence_per_week = number_of(rows.at(row, "pence"));
    plan.status = rows.at(row, "progress") == "active" ? care::PlanStatus::Active : care::PlanStatus::Draft;
    plan.has_person_agreed = sent || plan.status == care::PlanStatus::Active;
    const std::string_view of = rows.at(row, "person");
    for (++row; row < rows.row_count() && rows.at(row, "person") == of && rows.at(row, "part") != "plan"; ++row) plan_row(rows, row, plan);
    Batch& made = batch(at, world_.owner, care::to_edits(plan));
    made.waiting = plan.status == care::PlanStatus::Draft && !sent;
    made.group = record::to_string(plan.id);
    const os::UnixMs later = at + 25 * 60'000;
    if (sent) batch(later, world_.owner, care::to_edits(plan, care::submitted_plan(plan, world_.owner, later)));
  }
}

}  // namespace demo
