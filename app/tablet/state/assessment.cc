#include "app/tablet/state/assessment.h"

#include "app/tablet/state/state.h"

namespace state {
namespace {
struct Act {
  AppState& state;
  Effects& out;
  void operator()(const OpenResponse& c) const { go(state, Place{.screen = Screen::Assessment, .person = c.person, .subject = c.response}, out); }
};
}  // namespace

void apply_assessment(AppState& state, const AssessmentCommand& command, Effects& out) { std::visit(Act{state, out}, command); }

void assessment_on_event(AppState& state, Event& event, Effects&) {
  auto* loaded = std::get_if<ResponseLoaded>(&event);
  if (loaded && loaded->response == state.place().subject) state.assessment.response = loaded->response;
}

void arrive_assessment(AppState& state, Effects& out) {
  if (state.assessment.response != state.place().subject) out.push_back(LoadResponse{state.place().subject});
}

}  // namespace state
