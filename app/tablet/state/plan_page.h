// app/tablet/state/plan_page.h: the care and support plan: outcomes, actions and services, the week, who does what.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

struct PlanPage {
  record::RecordId plan;  // nil when none is loaded
};

struct OpenPlan {
  record::RecordId plan;
  record::RecordId person;
};
using PlanCommand = std::variant<OpenPlan>;

void apply_plan(AppState& state, const PlanCommand& command, Effects& out);
void plan_on_event(AppState& state, Event& event, Effects& out);
void arrive_plan(AppState& state, Effects& out);

}  // namespace state
