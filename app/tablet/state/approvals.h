// app/tablet/state/approvals.h: what awaits her decision, and the one she is reading: the whole of it or what changed since it was last decided on, her comments
// at their places, and what she decides. The place's subject is what she reads. Comments are saved as they are typed; a decision is one commit, like any other
// change, and good only once the hub has looked at it again.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/care/decision.h"
#include "app/care/plan.h"
#include "app/care/queue.h"
#include "app/forms/pages.h"
#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace forms {
class Form;
}

namespace state {

struct AppState;

enum class ReviewKind : uint8_t { Section, Group, Question };
// A line of a form being read. Those that went since are nodes of the form as it was before.
struct ReviewRow {
  ReviewKind kind = ReviewKind::Question;
  forms::NodeId node = forms::kNoNode;
  size_t page = 0;      // in the list of pages
  bool gone = false;    // only the earlier version has it
  bool changed = false;
  std::string place;    // what a comment is pinned to: the linkId
};

// Nothing of it is kept.
struct ApprovalsDraft {
  bool changes_only = false;
  std::string commenting;                            // the place whose comment is open; empty: none
  std::string problem;                               // why it may not be decided so: a word of care::refusal_of
  std::optional<care::ApprovalState> confirming;     // asked about once more
  bool reassigning = false;                          // the list of who else may decide is open
};

struct ApprovalsPage {
  record::RecordId about;                   // nil: nothing is open
  bool is_plan = false;
  record::Record record;                    // as it was read; no fields before that
  std::optional<record::Record> original;   // of an amendment: what it amends
  std::shared_ptr<const forms::Questionnaire> questionnaire;
  std::unique_ptr<forms::Form> form, before;
  forms::PageList list;
  std::vector<ReviewRow> rows;
  care::Plan plan;
  std::optional<care::Plan> plan_before;
  int since = 0;                            // the submission it is compared with; 0: what it amends, or nothing
  size_t changed = 0;                       // answers, or parts of a plan, that say something else
  care::Decision decision;                  // hers; nil id until she writes the first letter
  ApprovalsDraft draft;
  bool is_loaded() const { return is_plan ? !plan.id.is_nil() : form != nullptr; }
  bool has_before() const { return is_plan ? plan_before.has_value() : before != nullptr; }
};

// Her queue, made anew when a record changed. Borrowed until the next call.
struct Queue {
  std::vector<care::QueueRow> rows;
  uint64_t revision = ~uint64_t{0};
};
const std::vector<care::QueueRow>& queue_now(AppState& state);
// Does her role decide on anything?
bool may_decide(const AppState& state);
care::Limits limits_now(const AppState& state);
// When the assessment is due of help that is authorised urgently today.
care::Date assess_by_now(const AppState& state);

struct ReviewIt {  // beside the queue, or (`deeper`) on a page of its own that Back leaves
  record::RecordId about;
  bool deeper = false;
};
struct CommentAt {  // empty place: on the whole
  std::string place;
  std::string text;
};
struct Decide {
  care::ApprovalState to = care::ApprovalState::Approved;
  bool sure = false;  // false: asks first
};
struct AskReviewer {
  record::RecordId worker;
};
using ApprovalsCommand = std::variant<ReviewIt, CommentAt, Decide, AskReviewer>;

void apply_approvals(AppState& state, const ApprovalsCommand& command, Effects& out);
void approvals_on_event(AppState& state, Event& event, Effects& out);
void arrive_approvals(AppState& state, Effects& out);

// The parts of a plan a reviewer reads, each with the place a comment is pinned to.
struct PlanPart {
  std::string place;   // "outcome:<key>", "service:<key>", "week", "contingency"
  std::string key;     // of the item; empty for the plan's own fields
  bool operator==(const PlanPart&) const = default;
};
std::vector<PlanPart> parts_of(const care::Plan& plan);
// Do both say the same there?
bool same_part(const care::Plan& a, const care::Plan& b, const PlanPart& part);

}  // namespace state
