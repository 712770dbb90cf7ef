// app/care/approval.h: what may become of an assessment or a plan, by whom, and what must be there for it. Values and pure rules: the tablet asks them to
// warn early, the hub to be certain.
// Source of the states: domain section 18 (its table of states, actors and next steps). Local figures (the limit) are configuration: assets/codes/approval-limits.csv.
//
//   draft -submit-> submitted -approve-> approved -to panel-> panel -authorise-> authorised -broker-> brokered -purchase-> active <-suspend, resume-> suspended
//     |                |   \-approve, above the limit-> panel |-refuse-> cancelled                       active, suspended -end-> ended
//     \-discard-> cancelled  \-return-> returned -submit-> submitted       panel -return-> returned
//
// Urgent needs may be met before any assessment (Care Act s19(3)); section 18: a duty manager authorises, and it is confirmed later:
//   submitted as urgent -authorise urgently-> authorised-urgent -approve, to panel, return-> as from submitted, by somebody else
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/record/record_id.h"

namespace care {

// In the order of the words they are kept as; never reordered.
enum class ApprovalState : uint8_t { Draft, Submitted, Returned, Approved, Panel, Authorised, Brokered, Active, Suspended, Ended, Cancelled, UrgentlyAuthorised };
inline constexpr std::string_view kApprovalStates[] = {"draft",    "submitted", "returned", "approved",  "panel",    "authorised",
                                                       "brokered", "active",    "suspended", "ended", "cancelled", "authorised-urgent"};

enum class Step : uint8_t { Submit, Discard, Return, Approve, ToPanel, Authorise, Refuse, Broker, Purchase, Suspend, Resume, End, AuthoriseUrgently };
// Who takes a step. A deputy acts as Lead, in her own name. Duty: whoever answers for what cannot wait, out of hours above all.
enum class Actor : uint8_t { Author, Lead, Panel, Broker, Finance, Duty };

struct Transition {
  ApprovalState from;
  Step step;
  Actor by;
  ApprovalState to;
};
std::span<const Transition> transitions();
// nullptr when no step leads there.
const Transition* transition(ApprovalState from, ApprovalState to, Actor by);

// What a role of codes "worker-roles" may do beside writing: absent for most.
std::optional<Actor> authority_of(std::string_view role);

// Only a draft, or what was returned, is written in. Everything else is sealed: an amendment is a record of its own.
inline bool is_open(ApprovalState state) { return state == ApprovalState::Draft || state == ApprovalState::Returned; }
// Somebody's decision is awaited. What was authorised urgently awaits its confirmation, though help may have begun.
inline bool is_waiting(ApprovalState state) { return state == ApprovalState::Submitted || state == ApprovalState::Panel || state == ApprovalState::UrgentlyAuthorised; }
// It stands, confirmed: what was agreed is in force, or was.
bool is_agreed(ApprovalState state);

// What is to be decided on, as it stands where the rule is asked.
struct Matter {
  ApprovalState state = ApprovalState::Draft;
  int submission = 0;                   // how often it has been submitted; the version a decision names
  record::RecordId author;
  std::vector<record::RecordId> hands;  // everybody else who wrote in it: submitted it, had it before a hand-over
  record::RecordId approved_by;         // whose approval the panel has before it
  int64_t pence_per_week = 0;           // of a plan
  bool is_urgent = false;               // of a plan: sent as one that cannot wait for the assessment
  record::RecordId urgent_by = {};      // who authorised it urgently
};

struct Decider {
  record::RecordId worker;
  std::string role;
};

struct Choice {
  ApprovalState to = ApprovalState::Approved;
  int seen = 0;  // the submission that was read; of a Submit, the one it becomes
  bool has_comment = false;
  bool has_assess_by = false;  // of an urgent authorisation: by when the assessment is done
};

struct Limits {
  int64_t lead_pence_per_week = 50'000;  // up to this a team leader's approval settles a plan; above, a panel
  int assess_days = 7;                   // after an urgent authorisation the assessment is due within so many
};

// Why it may not be done, a word of codes "refusals": "state" (no such step from there, for anybody with this authority), "role" (not with this
// role), "own" (nobody decides on their own work), "version" (another submission stands now), "comment" (a return says why), "limit" (above or below what
// this step is for), "urgent" (it was not sent as urgent), "assess-by" (an urgent authorisation says by when the assessment is done). Empty: it may.
std::string_view refusal_of(const Matter& matter, const Decider& by, const Choice& choice, const Limits& limits = {});

// Where a team leader's approval leads.
ApprovalState approved_state(int64_t pence_per_week, const Limits& limits);

}  // namespace care
