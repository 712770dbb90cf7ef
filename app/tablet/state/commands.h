// app/tablet/state/commands.h: what a screen may ask for. Each area declares its own commands beside its state; a screen pushes the plain
// struct and Commands files it under its area.
#pragma once
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "app/tablet/state/state.h"

namespace state {

using Command = std::variant<NavCommand, UnlockCommand, PreferencesCommand, CaseloadCommand, PersonCommand, AssessmentCommand, PlanCommand,
                             NotesCommand, CaptureCommand, CopiesCommand>;

namespace detail {
template <class C, class Variant>
struct is_alternative : std::false_type {};
template <class C, class... Ts>
struct is_alternative<C, std::variant<Ts...>> : std::disjunction<std::is_same<C, Ts>...> {};

template <class C, class Area, class... Rest>
Command wrap(C command, std::variant<Area, Rest...>*) {
  if constexpr (is_alternative<C, Area>::value) return Command(Area(std::move(command)));
  else return wrap(std::move(command), static_cast<std::variant<Rest...>*>(nullptr));
}
}  // namespace detail

class Commands {
 public:
  template <class C>
  void push(C command) {
    list_.push_back(detail::wrap(std::move(command), static_cast<Command*>(nullptr)));
  }
  bool empty() const { return list_.empty(); }
  std::vector<Command> take() { return std::exchange(list_, {}); }

 private:
  std::vector<Command> list_;
};

}  // namespace state
