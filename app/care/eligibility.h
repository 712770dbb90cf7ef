// app/care/eligibility.h: the sums of the Care Act's eligibility criteria and of the Mental Capacity Act's test. They are shown beside the question
// and never decide: the worker decides and writes why. An unanswered part leaves the sum open; significant impact is never inferred from a count.
// Source: Care and Support (Eligibility Criteria) Regulations 2015, regs 2 and 3; Mental Capacity Act 2005, ss 2-3.
#pragma once
#include <optional>

namespace care {

enum class Sum { Open, Met, NotMet };

// An adult (reg 2): needs from an impairment or illness, two or more of ten outcomes unable, significant impact on wellbeing.
struct AdultEligibility {
  std::optional<bool> impairment;
  int unable = 0;      // outcomes answered "unable"
  int unanswered = 0;  // outcomes with no answer yet
  std::optional<bool> significant_impact;
};
Sum adult_eligibility(const AdultEligibility& answers);

// An unpaid carer (reg 3): needs from giving necessary care, health deteriorating or at risk or one of eight outcomes unable, significant impact.
struct CarerEligibility {
  std::optional<bool> necessary_care;
  std::optional<bool> health_at_risk;
  int unable = 0;
  int unanswered = 0;
  std::optional<bool> significant_impact;
};
Sum carer_eligibility(const CarerEligibility& answers);

// What makes somebody "unable" to achieve an outcome; any one is enough. `takes_longer` counts for adults only.
struct Ability {
  bool needs_assistance = false;
  bool causes_distress = false;
  bool endangers = false;
  bool takes_longer = false;
};
bool is_unable(const Ability& ability, bool is_carer);

// Capacity for one named decision at one time. Unable in any one of four functions, and because of an impairment or disturbance of mind or brain.
enum class CapacityResult { Open, NoDecisionNamed, HasCapacity, LacksCapacity };
struct CapacityTest {
  bool decision_named = false;  // without one the record is invalid
  std::optional<bool> understands;
  std::optional<bool> retains;
  std::optional<bool> uses_or_weighs;
  std::optional<bool> communicates;
  std::optional<bool> impairment;
  std::optional<bool> because_of_it;
};
CapacityResult capacity_result(const CapacityTest& test);

// Safeguarding, s42: all three met is a duty to make enquiries.
struct SafeguardingTest {
  std::optional<bool> has_needs;
  std::optional<bool> at_risk;
  std::optional<bool> cannot_protect_self;
};
Sum safeguarding_duty(const SafeguardingTest& test);

}  // namespace care
