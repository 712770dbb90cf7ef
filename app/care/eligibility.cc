#include "app/care/eligibility.h"

#include <initializer_list>

namespace care {

namespace {

// A count against its threshold while some are still unanswered.
Sum count_sum(int unable, int unanswered, int needed) {
  if (unable >= needed) return Sum::Met;
  return unable + unanswered >= needed && unanswered > 0 ? Sum::Open : Sum::NotMet;
}

Sum sum_of(std::optional<bool> answer) { return !answer ? Sum::Open : *answer ? Sum::Met : Sum::NotMet; }

// One part not met settles it; otherwise any open part leaves it open.
Sum all_of(std::initializer_list<Sum> parts) {
  Sum sum = Sum::Met;
  for (const Sum part : parts) {
    if (part == Sum::NotMet) return Sum::NotMet;
    if (part == Sum::Open) sum = Sum::Open;
  }
  return sum;
}

Sum any_of(Sum a, Sum b) {
  if (a == Sum::Met || b == Sum::Met) return Sum::Met;
  return a == Sum::Open || b == Sum::Open ? Sum::Open : Sum::NotMet;
}

}  // namespace

Sum adult_eligibility(const AdultEligibility& answers) {
  return all_of({sum_of(answers.impairment), count_sum(answers.unable, answers.unanswered, 2), sum_of(answers.significant_impact)});
}

Sum carer_eligibility(const CarerEligibility& answers) {
  const Sum effect = any_of(sum_of(answers.health_at_risk), count_sum(answers.unable, answers.unanswered, 1));
  return all_of({sum_of(answers.necessary_care), effect, sum_of(answers.significant_impact)});
}

bool is_unable(const Ability& ability, bool is_carer) {
  return ability.needs_assistance || ability.causes_distress || ability.endangers || (ability.takes_longer && !is_carer);
}

CapacityResult capacity_result(const CapacityTest& test) {
  if (!test.decision_named) return CapacityResult::NoDecisionNamed;
  const Sum functions = all_of({sum_of(test.understands), sum_of(test.retains), sum_of(test.uses_or_weighs), sum_of(test.communicates)});
  if (functions == Sum::Met) return CapacityResult::HasCapacity;
  if (functions == Sum::Open) return CapacityResult::Open;
  const Sum link = all_of({sum_of(test.impairment), sum_of(test.because_of_it)});
  if (link == Sum::Open) return CapacityResult::Open;
  return link == Sum::Met ? CapacityResult::LacksCapacity : CapacityResult::HasCapacity;
}

Sum safeguarding_duty(const SafeguardingTest& test) {
  return all_of({sum_of(test.has_needs), sum_of(test.at_risk), sum_of(test.cannot_protect_self)});
}

}  // namespace care
