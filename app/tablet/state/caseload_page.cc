#include "app/tablet/state/caseload_page.h"

#include "app/tablet/state/state.h"

namespace state {
namespace {
struct Act {
  AppState& state;
  Effects& out;
  void operator()(const SearchPeople& c) const { state.people.search = c.text; }
  void operator()(const FilterPeople& c) const { state.people.filter = c.filter; }
  void operator()(const OpenPerson& c) const { go(state, Place{.screen = Screen::Person, .person = c.person, .part = "overview"}, out); }
};
}  // namespace

void apply_caseload(AppState& state, const CaseloadCommand& command, Effects& out) { std::visit(Act{state, out}, command); }
void caseload_on_event(AppState&, Event&, Effects&) {}
void arrive_caseload(AppState&, Effects&) {}

}  // namespace state
