// app/tablet/screens/approvals_parts.h: the parts of the approvals screen. Private to it; see approvals.cc.
#pragma once
#include <string>

#include "app/tablet/state/commands.h"

namespace screens {

// "Needs assessment", "Care and support plan"; with its version where it is a later one.
std::string kind_of(const state::AppState& state, const care::QueueRow& row);
// What is read: the changes or the whole, each line with its comment. approvals_review.cc
void draw_review(state::AppState& state, state::Commands& out, const care::QueueRow& row);
// The comment on the whole, and what may be decided. approvals_decide.cc
void draw_decide(state::AppState& state, state::Commands& out, const care::QueueRow& row);
void draw_decide_dialogs(state::AppState& state, state::Commands& out, const care::QueueRow& row);
// What is said at a place in a plan; empty when nothing is. approvals_plan.cc
std::string plan_part_title(const state::AppState& state, const care::Plan& plan, const state::PlanPart& part);
std::string plan_part_words(const state::AppState& state, const care::Plan& plan, const state::PlanPart& part);

}  // namespace screens
