#include "app/care/approval.h"

#include <algorithm>

namespace care {
namespace {

using enum ApprovalState;

// A row of the source's table a line; the states' order is the source's.
constexpr Transition kTransitions[] = {
    {Draft, Step::Submit, Actor::Author, Submitted},     {Draft, Step::Discard, Actor::Author, Cancelled},   {Submitted, Step::Approve, Actor::Lead, Approved},
    {Submitted, Step::ToPanel, Actor::Lead, Panel},      {Submitted, Step::Return, Actor::Lead, Returned},   {Returned, Step::Submit, Actor::Author, Submitted},
    {Approved, Step::ToPanel, Actor::Lead, Panel},       {Panel, Step::Authorise, Actor::Panel, Authorised}, {Panel, Step::Return, Actor::Panel, Returned},
    {Panel, Step::Refuse, Actor::Panel, Cancelled},      {Authorised, Step::Broker, Actor::Broker, Brokered}, {Brokered, Step::Purchase, Actor::Finance, Active},
    {Active, Step::Suspend, Actor::Finance, Suspended},  {Suspended, Step::Resume, Actor::Finance, Active},  {Active, Step::End, Actor::Finance, Ended},
    {Suspended, Step::End, Actor::Finance, Ended},       {Active, Step::End, Actor::Author, Ended},          {Suspended, Step::End, Actor::Author, Ended},
    // Section 18, "urgent authorisation by duty manager with later confirmation".
    {Submitted, Step::AuthoriseUrgently, Actor::Duty, UrgentlyAuthorised}, {Submitted, Step::Return, Actor::Duty, Returned},
    {UrgentlyAuthorised, Step::Approve, Actor::Lead, Approved}, {UrgentlyAuthorised, Step::ToPanel, Actor::Lead, Panel}, {UrgentlyAuthorised, Step::Return, Actor::Lead, Returned},
};

bool has_written(const Matter& matter, const record::RecordId& worker) {
  return worker == matter.author || std::find(matter.hands.begin(), matter.hands.end(), worker) != matter.hands.end();
}

const Transition* any_transition(ApprovalState from, ApprovalState to) {
  const auto found = std::find_if(std::begin(kTransitions), std::end(kTransitions), [&](const Transition& each) { return each.from == from && each.to == to; });
  return found == std::end(kTransitions) ? nullptr : found;
}

bool is_decision(Step step) {
  return step == Step::Return || step == Step::Approve || step == Step::ToPanel || step == Step::Authorise || step == Step::Refuse || step == Step::AuthoriseUrgently;
}

// A second look is another person's.
bool has_decided(const Matter& matter, const record::RecordId& worker) {
  return (matter.state == Panel && worker == matter.approved_by) || ((matter.state == Panel || matter.state == UrgentlyAuthorised) && worker == matter.urgent_by);
}

std::string_view refusal_of_decision(const Matter& matter, const Decider& by, const Choice& choice, const Transition& taken, const Limits& limits) {
  const Step step = taken.step;
  if (by.worker.is_nil() || has_written(matter, by.worker) || has_decided(matter, by.worker)) return "own";
  if (taken.by == Actor::Duty && !matter.is_urgent) return "urgent";
  if (choice.seen != matter.submission) return "version";
  if ((step == Step::Return || step == Step::Refuse) && !choice.has_comment) return "comment";
  if (step == Step::Approve && matter.pence_per_week > limits.lead_pence_per_week) return "limit";
  if (step == Step::AuthoriseUrgently && !choice.has_assess_by) return "assess-by";
  if (step == Step::ToPanel && matter.pence_per_week <= limits.lead_pence_per_week) return "limit";
  return {};
}

}  // namespace

std::span<const Transition> transitions() { return kTransitions; }

const Transition* transition(ApprovalState from, ApprovalState to, Actor by) {
  const auto found = std::find_if(std::begin(kTransitions), std::end(kTransitions), [&](const Transition& each) { return each.from == from && each.to == to && each.by == by; });
  return found == std::end(kTransitions) ? nullptr : found;
}

std::optional<Actor> authority_of(std::string_view role) {
  if (role == "team-leader" || role == "deputy-leader") return Actor::Lead;
  if (role == "service-manager") return Actor::Panel;
  if (role == "duty-manager") return Actor::Duty;
  if (role == "broker") return Actor::Broker;
  if (role == "finance-officer") return Actor::Finance;
  return std::nullopt;
}

bool is_agreed(ApprovalState state) {
  return state == Approved || state == Authorised || state == Brokered || state == Active || state == Suspended || state == Ended;
}

std::string_view refusal_of(const Matter& matter, const Decider& by, const Choice& choice, const Limits& limits) {
  if (!any_transition(matter.state, choice.to)) return "state";
  const Transition* const own = transition(matter.state, choice.to, Actor::Author);
  if (own && !by.worker.is_nil() && by.worker == matter.author) return own->step == Step::Submit && choice.seen != matter.submission + 1 ? "version" : "";
  const std::optional<Actor> authority = authority_of(by.role);
  const Transition* const step = authority ? transition(matter.state, choice.to, *authority) : nullptr;
  if (!step) return "role";
  return is_decision(step->step) ? refusal_of_decision(matter, by, choice, *step, limits) : "";
}

ApprovalState approved_state(int64_t pence_per_week, const Limits& limits) { return pence_per_week > limits.lead_pence_per_week ? Panel : Approved; }

}  // namespace care
