#include "app/care/plan.h"

#include "app/care/fields.h"
#include "app/care/record_types.h"

namespace care {

namespace {

constexpr auto kOutcome = [](auto& f, auto& outcome) {
  f.text("text", outcome.text);
  f.codes("needs", outcome.needs);
  f.text("how", outcome.how);
  f.atom("progress", outcome.progress);
  f.date("starts", outcome.starts);
};

constexpr auto kAction = [](auto& f, auto& action) {
  f.text("text", action.text);
  f.atom("who", action.who);
  f.atom("outcome", action.outcome);
  f.date("by", action.by);
  f.flag("done", action.is_done);
};

constexpr auto kService = [](auto& f, auto& service) {
  f.atom("code", service.code);
  f.id("provider", service.provider);
  f.atom("provider-name", service.provider_name);
  f.atom("outcome", service.outcome);
  f.text("tasks", service.tasks);
  f.number("carers", service.carers);
  f.date("starts", service.starts);
  f.date("ends", service.ends);
  f.number("pence", service.pence_per_week);
};

constexpr auto kSlot = [](auto& f, auto& slot) {
  f.number("day", slot.day);
  f.number("start", slot.start_minute);
  f.number("minutes", slot.minutes);
  f.atom("service", slot.service);
  f.atom("label", slot.label);
};

constexpr auto kMoney = [](auto& f, auto& line) {
  f.atom("label", line.label);
  f.atom("payer", line.payer);
  f.number("pence", line.pence_per_week);
};

constexpr auto kPlanFields = [](auto& f, auto& plan) {
  f.id("head/person", plan.person);
  f.id("head/author", plan.author);
  f.id("head/assessment", plan.assessment);
  kCourseFields(f, course_of(plan));
  f.number("head/version", plan.version);
  f.date("head/starts", plan.starts);
  f.date("head/review-on", plan.review_on);
  f.number("head/indicative-pence", plan.indicative_pence_per_week);
  f.number("head/submitted-pence", plan.submitted_pence_per_week);
  f.flag("agreed/yes", plan.has_person_agreed);
  f.text("agreed/how", plan.agreement);
  f.text("safety/contingency", plan.contingency);
  f.text("safety/advice", plan.advice);
  f.text("agreed/copies", plan.copies);
  f.items("outcomes", plan.outcomes, kOutcome);
  f.items("actions", plan.actions, kAction);
  f.items("services", plan.services, kService);
  f.items("week", plan.week, kSlot);
  f.items("money", plan.money, kMoney);
};

const PlanService* service_of(const Plan& plan, const std::string& key) {
  for (const PlanService& service : plan.services)
    if (service.key == key) return &service;
  return nullptr;
}

}  // namespace

Plan plan_from(const record::Record& from) { return read_thing<Plan>(from, kPlanFields); }
std::vector<record::Edit> to_edits(const Plan& made) { return write_thing(made, kPlanRecord, kPlanFields); }
std::vector<record::Edit> to_edits(const Plan& before, const Plan& after) { return change_thing(before, after, kPlanRecord, kPlanFields); }

int64_t weekly_pence(const Plan& plan) {
  int64_t pence = 0;
  for (const PlanService& service : plan.services) pence += service.pence_per_week;
  return pence;
}

Plan submitted_plan(Plan plan, const record::RecordId& by, os::UnixMs now) {
  static_cast<Course&>(plan) = submitted(std::move(plan), by, now);
  plan.submitted_pence_per_week = weekly_pence(plan);
  return plan;
}

int64_t weekly_care_minutes(const Plan& plan) {
  int64_t minutes = 0;
  for (const WeekSlot& slot : plan.week)
    if (const PlanService* service = service_of(plan, slot.service)) minutes += int64_t(slot.minutes) * std::max(service->carers, 1);
  return minutes;
}

std::vector<WeekRow> week_rows(const Plan& plan) {
  std::vector<const WeekSlot*> slots;
  for (const WeekSlot& slot : plan.week)
    if (slot.day >= 0 && slot.day < 7) slots.push_back(&slot);
  std::sort(slots.begin(), slots.end(), [](const WeekSlot* a, const WeekSlot* b) {
    return std::tie(a->start_minute, a->order, a->key) < std::tie(b->start_minute, b->order, b->key);
  });
  std::vector<WeekRow> rows;
  for (const WeekSlot* slot : slots) {
    const auto free_row = std::find_if(rows.begin(), rows.end(), [&](const WeekRow& row) {
      return row.start_minute == slot->start_minute && row.days[size_t(slot->day)] == nullptr;
    });
    WeekRow& row = free_row != rows.end() ? *free_row : rows.emplace_back(WeekRow{slot->start_minute, {}});
    row.days[size_t(slot->day)] = slot;
  }
  return rows;
}

}  // namespace care
