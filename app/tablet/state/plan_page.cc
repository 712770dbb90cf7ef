#include "app/tablet/state/plan_page.h"

#include "app/tablet/state/state.h"

namespace state {
namespace {
struct Act {
  AppState& state;
  Effects& out;
  void operator()(const OpenPlan& c) const { go(state, Place{.screen = Screen::Plan, .person = c.person, .subject = c.plan}, out); }
};
}  // namespace

void apply_plan(AppState& state, const PlanCommand& command, Effects& out) { std::visit(Act{state, out}, command); }

void plan_on_event(AppState& state, Event& event, Effects&) {
  (void)state;
  (void)event;
}

void arrive_plan(AppState& state, Effects& out) {
  if (state.person.person != state.place().person) out.push_back(LoadPerson{state.place().person});
}

}  // namespace state
