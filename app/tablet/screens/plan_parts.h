// app/tablet/screens/plan_parts.h: the pieces of the plan screen: plan.cc puts them on the page. Each draws from the state and pushes commands.
#pragma once
#include <string>
#include <string_view>

#include "app/tablet/state/commands.h"
#include "app/tablet/ui/theme.h"

namespace screens {

// plan_week.cc
void draw_plan_week(state::AppState& state, state::Commands& out);
void draw_slot_editor(state::AppState& state, state::Commands& out, const std::string& key);

// plan_rows.cc: lists and the dialog of the row that is open
void draw_plan_outcomes(state::AppState& state, state::Commands& out);
void draw_plan_services(state::AppState& state, state::Commands& out);
void draw_plan_actions(state::AppState& state, state::Commands& out);

// plan_edit.cc: the dialogs
void draw_outcome_editor(state::AppState& state, state::Commands& out, const std::string& key);
void draw_service_editor(state::AppState& state, state::Commands& out, const std::string& key);
void draw_action_editor(state::AppState& state, state::Commands& out, const std::string& key);

// plan_urgent.cc: that it cannot wait for the assessment, and why
void draw_plan_urgent(state::AppState& state, state::Commands& out);

// "Home care · Brightwater"; the service's short name where it is not arranged yet.
std::string service_title(const state::AppState& state, const care::PlanService& service);
// A colour for all that belongs to one service: the same in the week, the bar and the list.
ui::Tone service_tone(const care::Plan& plan, std::string_view service);
// "2, 3" of A2 and A3.
std::string need_numbers(const std::vector<std::string>& needs);

}  // namespace screens
