#include "app/hub/guard.h"

#include <algorithm>
#include <set>

#include "app/care/course.h"
#include "app/care/decision.h"
#include "app/care/plan.h"
#include "app/care/record_types.h"
#include "app/care/response.h"
#include "app/care/versions.h"

namespace hub {
namespace {

using care::ApprovalState;
using record::RecordId;

constexpr std::string_view kStatus = "head/status";
// Written by a submission or a decision, and by nothing else.
constexpr std::string_view kOfSubmission[] = {kStatus, "head/submission", "head/submitted", "head/submitted-by", "head/submitted-pence"};
constexpr std::string_view kOfDecision[] = {kStatus,         "head/decision",    "head/returned",   "head/returned-by",   "head/return-comment",
                                            "head/return-place", "head/approved", "head/approved-by", "head/authorised", "head/authorised-by", "head/urgent-at", "head/urgent-by",
                                            "head/assess-by"};
// Of an attachment: what it is rather than how its bytes travel, which may be settled after the form was sent.
constexpr std::string_view kOfAttachment[] = {"head/response", "head/field", "head/kind", "head/title", "head/purpose", "head/consent", "head/at", "head/signed-by"};

template <class List>
bool is_among(const List& list, std::string_view path) {
  return std::find(std::begin(list), std::end(list), path) != std::end(list);
}

ApprovalState state_in(const record::Value& value) {
  const auto found = std::find(std::begin(care::kApprovalStates), std::end(care::kApprovalStates), record::utf8_of(value));
  return found == std::end(care::kApprovalStates) ? ApprovalState::Draft : ApprovalState(found - std::begin(care::kApprovalStates));
}

RecordId id_in(const record::Value& value) {
  RecordId id;
  return record::parse_record_id(record::utf8_of(value), id) ? id : RecordId{};
}

class Guard {
 public:
  Guard(const changeset::Entry& entry, const RecordId& worker, const reconcile::Look& look, const care::Limits& limits)
      : entry_(entry), worker_(worker), look_(look), limits_(limits) {}

  std::string_view refusal() const {
    std::set<RecordId> asked;
    for (const changeset::Op& op : entry_.ops) {
      if (!asked.insert(op.id).second) continue;
      if (const std::string_view word = of_record(op.id, op.type); !word.empty()) return word;
    }
    return {};
  }

 private:
  std::string_view of_record(const RecordId& id, record::RecordType type) const {
    if (type == care::kWorkerRecord || type == care::kProviderRecord) return "role";
    if (type == care::kResponseRecord || type == care::kPlanRecord) return of_course(id, type);
    if (type == care::kDecisionRecord) return of_decision(id);
    if (type == care::kAttachmentRecord) return of_attachment(id);
    return {};
  }

  record::Value before(const RecordId& id, std::string_view path) const { return look_.before(id, path); }
  record::Value after(const RecordId& id, std::string_view path) const { return look_.after(id, path); }

  template <class Test>
  bool any_path(const RecordId& id, Test test) const {
    return std::any_of(entry_.ops.begin(), entry_.ops.end(), [&](const changeset::Op& op) { return op.id == id && test(std::string_view(op.path)); });
  }

  std::string role() const { return std::string(record::utf8_of(before(worker_, "head/role"))); }

  std::string_view of_course(const RecordId& id, record::RecordType type) const {
    if (const std::string_view word = of_author(id); !word.empty()) return word;
    const ApprovalState from = state_in(before(id, kStatus)), to = state_in(after(id, kStatus));
    if (from == to) return of_words(id, from);
    if (to == ApprovalState::Submitted) return of_submission(id, type, from);
    return of_deciding(id, type, from, to);
  }

  // Who begins it is its author, by their own device, or nobody's yet. A hand-over names who had it before.
  std::string_view of_author(const RecordId& id) const {
    const RecordId was = id_in(before(id, "head/author")), now = id_in(after(id, "head/author"));
    if (was.is_nil()) return now.is_nil() || now == worker_ ? "" : "author";
    if (was == now) return handed_over(id, was, false) ? "" : "author";
    if (!is_open(state_in(before(id, kStatus)))) return "sealed";
    return handed_over(id, was, true) ? "" : "author";
  }

  // Nobody goes from the list of who had it; whoever hands it over comes to it.
  bool handed_over(const RecordId& id, const RecordId& was, bool changed) const {
    const std::string before_list(record::utf8_of(before(id, "head/former-authors"))), after_list(record::utf8_of(after(id, "head/former-authors")));
    if (!changed) return before_list == after_list;
    return after_list == (before_list.empty() ? record::to_string(was) : before_list + " " + record::to_string(was));
  }

  bool writes_course(const RecordId& id) const {
    return any_path(id, [&](std::string_view path) {
      return path != kStatus && (is_among(kOfSubmission, path) || is_among(kOfDecision, path)) && after(id, path) != before(id, path);
    });
  }

  // No step is taken: only what is open is written in, and of its course nothing.
  std::string_view of_words(const RecordId& id, ApprovalState state) const {
    if (writes_course(id)) return is_open(state) || any_path(id, [](std::string_view path) { return path == "head/decision"; }) ? "state" : "sealed";
    if (state == ApprovalState::Returned && id_in(after(id, "head/author")) != worker_) return "author";  // its author's to answer
    if (is_open(state)) return of_versions(id, state);
    if (!is_waiting(state) || any_path(id, [](std::string_view path) { return path != "head/reviewer"; })) return "sealed";
    return care::authority_of(role()) == care::Actor::Lead ? "" : "role";
  }

  // What is written over after a return is kept, once and as it was (care/versions.h).
  std::string_view of_versions(const RecordId& id, ApprovalState state) const {
    const int submission = int(record::int_of(before(id, "head/submission")));
    for (const changeset::Op& op : entry_.ops) {
      if (op.id != id) continue;
      int of = 0;
      std::string_view path;
      if (record::section_of(op.path) == care::kWasSection) {
        if (state != ApprovalState::Returned || !care::parse_was(op.path, of, path) || of != submission) return "version";
        const record::Value kept = before(id, op.path), now = after(id, op.path);
        if (now != (record::is_absent(kept) ? care::was_value(before(id, path)) : kept)) return "version";
      } else if (state == ApprovalState::Returned && care::is_content(op.path) && record::is_absent(after(id, care::was_path(submission, op.path)))) {
        return "version";
      }
    }
    return {};
  }

  bool writes_decision(const RecordId& id) const {
    return any_path(id, [&](std::string_view path) { return is_among(kOfDecision, path) && path != kStatus && after(id, path) != before(id, path); });
  }

  std::string_view of_submission(const RecordId& id, record::RecordType type, ApprovalState from) const {
    if (!is_open(from)) return "state";
    if (const std::string_view word = of_versions(id, from); !word.empty()) return word;
    if (writes_decision(id)) return "state";
    if (id_in(after(id, "head/submitted-by")) != worker_) return "author";
    if (record::bool_of(after(id, "head/urgent")) && record::utf8_of(after(id, "head/urgent-why")).find_first_not_of(" \t\n") == std::string_view::npos) return "urgent";
    if (type == care::kPlanRecord && record::int_of(after(id, "head/submitted-pence")) != care::weekly_pence(care::plan_from(with_entry(id)))) return "version";
    care::Matter matter;
    matter.state = from;
    matter.author = id_in(after(id, "head/author"));
    matter.submission = int(record::int_of(before(id, "head/submission")));
    return care::refusal_of(matter, {worker_, role()}, {ApprovalState::Submitted, int(record::int_of(after(id, "head/submission"))), false}, limits_);
  }

  std::string_view of_deciding(const RecordId& id, record::RecordType type, ApprovalState from, ApprovalState to) const {
    if (!is_open(from) && any_path(id, [](std::string_view path) { return !is_among(kOfDecision, path); })) return "sealed";
    if (is_open(from) && writes_decision(id)) return "state";
    const care::Matter matter = matter_at(id, type, from);
    care::Choice choice{to, matter.submission, false};
    if (is_waiting(from)) {
      const RecordId decision = id_in(after(id, "head/decision"));
      if (decision.is_nil() || decision == id_in(before(id, "head/decision"))) return "state";
      if (const std::string_view word = read_choice(id, decision, choice); !word.empty()) return word;
    }
    if (const std::string_view word = care::refusal_of(matter, {worker_, role()}, choice, limits_); !word.empty()) return word;
    if (to == ApprovalState::UrgentlyAuthorised && after(id, "head/assess-by") != after(id_in(after(id, "head/decision")), "head/assess-by")) return "assess-by";
    return signed_by_worker(id, to) ? "" : "author";
  }

  care::Matter matter_at(const RecordId& id, record::RecordType type, ApprovalState from) const {
    const record::Record whole = look_.whole(id);
    care::Matter matter;
    if (type == care::kPlanRecord) {
      const care::Plan plan = care::plan_from(whole);
      matter = care::matter_of(plan, plan.author, care::weekly_pence(plan));
    } else {
      matter = care::matter_of(care::response_from(whole), id_in(whole.value("head/author")), 0);
    }
    matter.state = from;
    for (const auto& [path, worker] : look_.writers(id))
      if (RecordId who; care::is_content(path) && record::parse_record_id(worker, who)) matter.hands.push_back(who);
    return matter;
  }

  // The decision that is made in the same act.
  std::string_view read_choice(const RecordId& about, const RecordId& decision, care::Choice& choice) const {
    const auto says = [&](std::string_view path) { return after(decision, path); };
    if (id_in(says("head/about")) != about || !record::bool_of(says("head/made")) || record::bool_of(before(decision, "head/made"))) return "state";
    if (state_in(says("head/to")) != choice.to || says("head/person") != before(about, "head/person")) return "state";
    if (id_in(says("head/by")) != worker_) return "author";
    choice.seen = int(record::int_of(says("head/seen")));
    const care::Decision made = care::decision_from(with_entry(decision));
    choice.has_comment = made.has_comment();
    choice.has_assess_by = made.assess_by.is_whole();
    return {};
  }

  record::Record with_entry(const RecordId& id) const {
    record::Record whole = look_.whole(id);
    for (const changeset::Op& op : entry_.ops)
      if (op.id == id) whole.fields[op.path].value = after(id, op.path);
    return whole;
  }

  // Who decided is who it says.
  bool signed_by_worker(const RecordId& id, ApprovalState to) const {
    const char* const path = to == ApprovalState::Returned ? "head/returned-by"
                             : to == ApprovalState::Approved || to == ApprovalState::Panel ? "head/approved-by"
                             : to == ApprovalState::UrgentlyAuthorised ? "head/urgent-by"
                             : to == ApprovalState::Authorised ? "head/authorised-by" : nullptr;
    return !path || id_in(after(id, path)) == worker_;
  }

  std::string_view of_decision(const RecordId& id) const {
    if (record::bool_of(before(id, "head/made"))) return "sealed";
    if (id_in(after(id, "head/by")) != worker_) return "author";
    const std::optional<care::Actor> authority = care::authority_of(role());
    if (authority != care::Actor::Lead && authority != care::Actor::Panel && authority != care::Actor::Duty) return "role";
    const RecordId about = id_in(after(id, "head/about"));
    if (!record::bool_of(after(id, "head/made"))) return {};
    // Made: then what it is about takes the step in the same act.
    return !about.is_nil() && id_in(after(about, "head/decision")) == id && id_in(before(about, "head/decision")) != id ? "" : "state";
  }

  std::string_view of_attachment(const RecordId& id) const {
    for (const RecordId& response : {id_in(before(id, "head/response")), id_in(after(id, "head/response"))}) {
      if (response.is_nil() || is_open(state_in(before(response, kStatus)))) continue;
      if (any_path(id, [](std::string_view path) { return record::section_of(path) != record::kHeadSection || is_among(kOfAttachment, path); })) return "sealed";
    }
    return {};
  }

  const changeset::Entry& entry_;
  const RecordId worker_;
  const reconcile::Look& look_;
  const care::Limits& limits_;
};

}  // namespace

RecordId it_worker() { return {{'d', 'o', 'o', 'r', 's', 't', 'e', 'p', 0x80, 'i', 't', ' ', 'd', 'e', 's', 'k'}}; }

std::string refusal_of(const changeset::Entry& entry, const std::string& worker, const reconcile::Look& look, const care::Limits& limits) {
  RecordId who;
  (void)record::parse_record_id(worker, who);
  if (who == it_worker()) return {};
  return std::string(Guard(entry, who, look, limits).refusal());
}

}  // namespace hub
