#include "app/care/queue.h"

#include <algorithm>

namespace care {
namespace {

QueueRow row_of(const Course& course, const record::RecordId& id, const record::RecordId& person, const record::RecordId& author) {
  QueueRow row;
  row.id = id;
  row.person = person;
  row.author = author;
  row.course = course;
  return row;
}

QueueRow row_of(const Response& response) {
  QueueRow row = row_of(response, response.id, response.person, response.author);
  row.kind = response.kind;
  row.title = response.title;
  row.version = std::max(1, response.version);
  return row;
}

QueueRow row_of(const Plan& plan) {
  QueueRow row = row_of(plan, plan.id, plan.person, plan.author);
  row.is_plan = true;
  row.version = plan.version;
  row.pence_per_week = plan.submitted_pence_per_week;
  return row;
}

void look_at(const Caseload& caseload, const Decider& me, QueueRow& row) {
  const Matter matter = matter_of(row.course, row.author, row.pence_per_week);
  row.is_own = me.worker == matter.author || std::find(matter.hands.begin(), matter.hands.end(), me.worker) != matter.hands.end() ||
               (matter.state == ApprovalState::Panel && me.worker == matter.approved_by) || (matter.state == ApprovalState::UrgentlyAuthorised && me.worker == matter.urgent_by);
  for (const auto& [id, decision] : caseload.decisions())
    if (decision.about == row.id && decision.by == me.worker && !decision.is_made) row.draft = id;
}

}  // namespace

bool needs_decision(const Codes& codes, std::string_view kind) {
  const Code* const found = codes.list("form-kinds").find(kind);
  if (!found) return true;
  const auto approval = found->other.find("approval");
  return approval == found->other.end() || approval->second != "none";
}

std::vector<QueueRow> queue_of(const Caseload& caseload, const Codes& codes, const Decider& me) {
  std::vector<QueueRow> rows;
  const std::optional<Actor> authority = authority_of(me.role);
  if (!authority) return rows;
  const auto add = [&](const auto& thing) {
    if (!awaits(thing, *authority) || !caseload.person(thing.person)) return;  // most await nobody, and are not copied
    QueueRow row = row_of(thing);
    look_at(caseload, me, row);
    rows.push_back(std::move(row));
  };
  for (const auto& [id, response] : caseload.responses())
    if (needs_decision(codes, response.kind)) add(response);
  for (const auto& [id, plan] : caseload.plans()) add(plan);
  const auto for_another = [&](const QueueRow& row) { return !row.course.reviewer.is_nil() && row.course.reviewer != me.worker; };
  std::sort(rows.begin(), rows.end(), [&](const QueueRow& a, const QueueRow& b) {
    if (for_another(a) != for_another(b)) return for_another(b);
    if (a.course.is_urgent != b.course.is_urgent) return a.course.is_urgent;
    return std::tie(a.course.submitted, a.id) < std::tie(b.course.submitted, b.id);
  });
  return rows;
}

QueueRow queue_row(const Caseload& caseload, const record::RecordId& id, const Decider& me) {
  QueueRow row;
  if (const Response* const response = caseload.response(id)) row = row_of(*response);
  else if (const Plan* const plan = caseload.plan(id)) row = row_of(*plan);
  if (!row.id.is_nil()) look_at(caseload, me, row);
  return row;
}

Decider decider_of(const Caseload& caseload) {
  const Worker* const owner = caseload.worker(caseload.owner());
  return {caseload.owner(), owner ? owner->role : std::string()};
}

}  // namespace care
