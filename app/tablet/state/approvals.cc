#include "app/tablet/state/approvals.h"

#include <algorithm>

#include "app/care/local_rules.h"
#include "app/care/record_types.h"
#include "app/care/response.h"
#include "app/care/versions.h"
#include "app/forms/form.h"
#include "app/forms/words.h"
#include "app/tablet/state/items.h"
#include "app/tablet/state/state.h"

namespace state {
namespace {

using care::ApprovalState;

// The content it was last decided on with: that of the submission before, or what it amends; absent when this is the first anybody sees of it.
std::optional<record::FieldMap> content_before(const ApprovalsPage& page, int& since) {
  const int submission = int(record::int_of(page.record.value("head/submission")));
  since = submission > 1 ? submission - 1 : 0;
  if (submission > 1) return care::content_at(page.record.fields, submission - 1, submission);
  const bool amends = page.original && record::to_string(page.original->id) == page.record.utf8("head/amends");
  return amends ? std::optional(care::content_at(page.original->fields, 1, 0)) : std::nullopt;
}

bool says_the_same(const forms::Form& now, forms::NodeId node, const forms::Form& before) {
  const forms::Answers* const was = forms::earlier_answers(before, now, node);
  const forms::Answers none;
  return forms::stored_value(now.item(node), now.node(node).answers) == forms::stored_value(now.item(node), was ? *was : none);
}

void add_page(ApprovalsPage& page, size_t at) {
  const forms::Page& of = page.list.pages[at];
  if (!forms::is_shown(*page.form, of)) return;
  page.rows.push_back({ReviewKind::Section, forms::kNoNode, at, false, false, {}});
  for (const forms::PageRow& row : forms::rows_of(*page.form, of)) {
    if (row.kind == forms::RowKind::Heading || row.kind == forms::RowKind::Repeat) page.rows.push_back({ReviewKind::Group, row.node, at, false, false, {}});
    if (row.kind != forms::RowKind::Question) continue;
    const bool changed = page.before && !says_the_same(*page.form, row.node, *page.before);
    page.changed += changed;
    page.rows.push_back({ReviewKind::Question, row.node, at, false, changed, std::string(page.form->item(row.node).link_id)});
  }
}

// Answered then, and not even asked now.
void add_gone(ApprovalsPage& page, size_t at) {
  if (!page.before || !forms::is_shown(*page.before, page.list.pages[at])) return;
  for (const forms::PageRow& row : forms::rows_of(*page.before, page.list.pages[at])) {
    if (row.kind != forms::RowKind::Question || !page.before->is_answered(row.node)) continue;
    const forms::NodeId now = page.form->node_at(page.before->path(row.node));
    if (now != forms::kNoNode && page.form->reachable(now)) continue;
    ++page.changed;
    page.rows.push_back({ReviewKind::Question, row.node, at, true, true, std::string(page.before->item(row.node).link_id)});
  }
}

void build_form(AppState& state) {
  ApprovalsPage& page = state.approvals;
  if (!page.questionnaire) return;
  page.form = std::make_unique<forms::Form>(forms::Form::restore(page.questionnaire, *state.random, care::content_at(page.record.fields, 1, 0)));
  const std::optional<record::FieldMap> before = content_before(page, page.since);
  page.before = before ? std::make_unique<forms::Form>(forms::Form::restore(page.questionnaire, *state.random, *before)) : nullptr;
  page.list = forms::pages_of(page.form->definition());
  page.rows.clear();
  page.changed = 0;
  for (size_t at = 0; at < page.list.pages.size(); ++at) add_page(page, at), add_gone(page, at);
}

void build_plan(AppState& state) {
  ApprovalsPage& page = state.approvals;
  page.plan = care::plan_from(page.record);
  const std::optional<record::FieldMap> before = content_before(page, page.since);
  page.plan_before = before ? std::optional(care::plan_from({page.record.id, page.record.type, *before})) : std::nullopt;
  page.changed = 0;
  if (!before) return;
  for (const PlanPart& part : parts_of(page.plan)) page.changed += !same_part(page.plan, *page.plan_before, part);
  const std::vector<PlanPart> now = parts_of(page.plan);
  for (const PlanPart& part : parts_of(*page.plan_before)) page.changed += std::find(now.begin(), now.end(), part) == now.end();
}

void build_review(AppState& state) {
  ApprovalsPage& page = state.approvals;
  if (page.is_plan) {
    const record::Record* const loaded = loaded_record(state.person, page.about);
    if (!loaded) return;
    page.record = *loaded;
    build_plan(state);
  }
  else build_form(state);
  if (!page.is_loaded()) return;
  const bool fresh = page.decision.id.is_nil();
  const care::QueueRow row = care::queue_row(state.caseload, page.about, care::decider_of(state.caseload));
  const record::Record* const begun = row.draft.is_nil() ? nullptr : loaded_record(state.person, row.draft);
  if (fresh && begun) page.decision = care::decision_from(*begun);
  if (fresh) page.draft.changes_only = page.has_before();
}

void open_review(AppState& state, const record::RecordId& about, Effects& out) {
  state.approvals = ApprovalsPage{};
  state.approvals.about = about;
  const care::QueueRow row = care::queue_row(state.caseload, about, care::decider_of(state.caseload));
  if (row.id.is_nil()) return;
  state.approvals.is_plan = row.is_plan;
  if (!row.is_plan) out.push_back(LoadResponse{about});
  load_person(state, row.person, out);
  build_review(state);
}

const char* toast_of(ApprovalState to) {
  switch (to) {
    case ApprovalState::Returned: return "approvals.returned";
    case ApprovalState::Cancelled: return "approvals.refused";
    case ApprovalState::Panel: return "approvals.to_panel";
    case ApprovalState::UrgentlyAuthorised: return "approvals.urgent_done";
    default: return "approvals.approved";
  }
}

struct ApprovalsAct {
  AppState& state;
  Effects& out;
  ApprovalsPage& page = state.approvals;

  void operator()(const ReviewIt& c) const {
    const record::RecordId person = care::queue_row(state.caseload, c.about, care::decider_of(state.caseload)).person;
    if (c.deeper) return go(state, Place{.screen = Screen::Approvals, .person = person, .subject = c.about}, out);
    state.place().person = person;
    state.place().subject = c.about;
    arrive_approvals(state, out);
    save_place(state, out);
  }

  void operator()(const CommentAt& c) const {
    if (!page.is_loaded()) return;
    const care::Decision before = page.decision;
    if (page.decision.id.is_nil()) begin();
    if (c.place.empty()) page.decision.comment = c.text;
    else care::pin(page.decision, c.place, c.text);
    page.draft.problem.clear();
    if (before.id.is_nil()) save(state, care::to_edits(page.decision), out, group());
    else save_typing(state, care::to_edits(before, page.decision), out, record::to_string(page.about));
  }

  void operator()(const Decide& c) const {
    if (!page.is_loaded()) return;
    page.draft.confirming.reset();
    const care::Course course = course_now();
    page.draft.problem = care::refusal_of(care::matter_of(course, author(), pence()), care::decider_of(state.caseload),
                                          {c.to, course.submission, page.decision.has_comment(), c.to == ApprovalState::UrgentlyAuthorised}, limits_now(state));
    if (!page.draft.problem.empty()) return;
    if (!c.sure) page.draft.confirming = c.to;
    else make(c.to);
  }

  void operator()(const AskReviewer& c) const {
    page.draft.reassigning = false;
    const record::RecordId about = page.about;
    const record::Value to = c.worker.is_nil() ? record::Value() : record::atom(record::to_string(c.worker));
    save(state, {{about, page.record.type, "head/reviewer", to}}, out, group());
    state.toast = "approvals.asked";
    leave();
  }

  SaveOptions group() const { return {.group = record::to_string(page.about)}; }
  int64_t pence() const { return page.is_plan ? care::weekly_pence(page.plan) : 0; }
  record::RecordId author() const { return page.is_plan ? page.plan.author : care::response_from(page.record).author; }
  care::Course course_now() const {
    if (page.is_plan) return page.plan;
    return care::response_from(page.record);
  }

  void begin() const {
    page.decision.id = record::make_record_id(state.now_ms, *state.random);
    record::parse_record_id(page.record.utf8("head/person"), page.decision.person);
    page.decision.about = page.about;
    page.decision.by = state.caseload.owner();
    page.decision.seen = course_now().submission;
  }

  // The decision and where it leads are one commit.
  void make(ApprovalState to) const {
    const care::Decision before = page.decision;
    if (page.decision.id.is_nil()) begin();
    page.decision.seen = course_now().submission;
    page.decision.is_made = true;
    page.decision.to = to;
    page.decision.at = state.now_ms;
    if (to == ApprovalState::UrgentlyAuthorised) page.decision.assess_by = assess_by_now(state);
    std::vector<record::Edit> edits = before.id.is_nil() ? care::to_edits(page.decision) : care::to_edits(before, page.decision);
    for (record::Edit& edit : led_to()) edits.push_back(std::move(edit));
    save(state, std::move(edits), out, group());
    state.toast = toast_of(to);
    leave();
  }

  std::vector<record::Edit> led_to() const {
    if (page.is_plan) {
      care::Plan after = page.plan;
      static_cast<care::Course&>(after) = care::decided(page.plan, page.decision);
      return care::to_edits(page.plan, after);
    }
    const care::Response before = care::response_from(page.record);
    care::Response after = before;
    static_cast<care::Course&>(after) = care::decided(before, page.decision);
    return care::to_edits(before, after);
  }

  // Back to the queue, whose next row the screen opens where there is room for it.
  void leave() const {
    page = ApprovalsPage{};
    const bool deeper = state.places.size() > 1 && state.places[state.places.size() - 2].screen == Screen::Approvals;
    if (deeper) return back(state, out);
    state.place().person = state.place().subject = {};
    save_place(state, out);
  }
};

}  // namespace

const std::vector<care::QueueRow>& queue_now(AppState& state) {
  Queue& queue = state.queue;
  if (queue.revision != state.caseload.revision()) {
    queue.rows = care::queue_of(state.caseload, state.assets->codes, care::decider_of(state.caseload));
    queue.revision = state.caseload.revision();
  }
  return queue.rows;
}

bool may_decide(const AppState& state) {
  const std::optional<care::Actor> authority = care::authority_of(care::decider_of(state.caseload).role);
  return authority == care::Actor::Lead || authority == care::Actor::Panel || authority == care::Actor::Duty;
}

care::Date assess_by_now(const AppState& state) { return care::add_days(care::wall_time(state.now_ms).date, limits_now(state).assess_days); }

care::Limits limits_now(const AppState& state) { return care::limits_on(state.assets->rules, care::wall_time(state.now_ms).date); }

void apply_approvals(AppState& state, const ApprovalsCommand& command, Effects& out) { std::visit(ApprovalsAct{state, out}, command); }

void approvals_on_event(AppState& state, Event& event, Effects& out) {
  ApprovalsPage& page = state.approvals;
  if (page.about.is_nil() || state.place().screen != Screen::Approvals) return;
  // It was sent again, or somebody else decided, while she reads: what she decides on is what she then sees.
  if (const auto* arrived = std::get_if<RecordsArrived>(&event); arrived && arrived->changed.contains(page.about) && !page.is_plan) out.push_back(LoadResponse{page.about});
  if (const auto* loaded = std::get_if<ResponseLoaded>(&event); loaded && loaded->response == page.about) {
    page.questionnaire = loaded->questionnaire;
    page.record = loaded->record;
    page.original = loaded->previous;
    build_review(state);
  }
  if (std::holds_alternative<PersonLoaded>(event)) build_review(state);
}

void arrive_approvals(AppState& state, Effects& out) {
  out.push_back(ReadFigures{});
  const record::RecordId& about = state.place().subject;
  if (about.is_nil()) state.approvals = ApprovalsPage{};
  else if (state.approvals.about != about || !state.approvals.is_loaded()) open_review(state, about, out);
}

std::vector<PlanPart> parts_of(const care::Plan& plan) {
  std::vector<PlanPart> out;
  const auto add_items = [&](const char* name, const auto& items) {
    for (const auto& item : items) out.push_back({std::string(name) + ":" + item.key, item.key});
  };
  add_items("outcome", plan.outcomes);
  add_items("service", plan.services);
  add_items("action", plan.actions);
  for (const char* own : {"week", "contingency", "advice", "agreement", "copies", "review"}) out.push_back({own, {}});
  return out;
}

bool same_part(const care::Plan& a, const care::Plan& b, const PlanPart& part) {
  const auto same_item = [&](const auto& in_a, const auto& in_b) {
    const auto* const mine = find_item(in_a, part.key);
    const auto* const theirs = find_item(in_b, part.key);
    return mine && theirs ? *mine == *theirs : !mine && !theirs;
  };
  if (part.place.starts_with("outcome:")) return same_item(a.outcomes, b.outcomes);
  if (part.place.starts_with("service:")) return same_item(a.services, b.services);
  if (part.place.starts_with("action:")) return same_item(a.actions, b.actions);
  if (part.place == "week") return a.week == b.week;
  if (part.place == "contingency") return a.contingency == b.contingency;
  if (part.place == "advice") return a.advice == b.advice;
  if (part.place == "agreement") return a.agreement == b.agreement && a.has_person_agreed == b.has_person_agreed;
  if (part.place == "copies") return a.copies == b.copies;
  return a.review_on == b.review_on && a.starts == b.starts;
}

}  // namespace state
