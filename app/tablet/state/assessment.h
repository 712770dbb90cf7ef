// app/tablet/state/assessment.h: an answered form on screen: its live answers, the page and question she is at, undo, and submit.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

struct AssessmentPage {
  record::RecordId response;  // nil when none is loaded
};

struct OpenResponse {
  record::RecordId response;
  record::RecordId person;
};
using AssessmentCommand = std::variant<OpenResponse>;

void apply_assessment(AppState& state, const AssessmentCommand& command, Effects& out);
void assessment_on_event(AppState& state, Event& event, Effects& out);
void arrive_assessment(AppState& state, Effects& out);

}  // namespace state
