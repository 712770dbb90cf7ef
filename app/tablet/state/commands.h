// app/tablet/state/commands.h: what a screen may ask for. Each area declares its own commands beside its state; a screen pushes the plain
// struct and Commands files it under its area.
#pragma once
#include <memory>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "app/tablet/state/state.h"

namespace state {

// One command of one area, and the function that carries it out (apply.cc). Held by pointer, so that the files that push commands do not each compile
// the moves of every area's.
class Command {
 public:
  explicit Command(NavCommand command);
  explicit Command(UnlockCommand command);
  explicit Command(PreferencesCommand command);
  explicit Command(CaseloadCommand command);
  explicit Command(PersonCommand command);
  explicit Command(AssessmentCommand command);
  explicit Command(PlanCommand command);
  explicit Command(NotesCommand command);
  explicit Command(CaptureCommand command);
  explicit Command(CopiesCommand command);
  explicit Command(SyncCommand command);
  explicit Command(SettleCommand command);
  explicit Command(ApprovalsCommand command);
  explicit Command(TakeOverCommand command);

  void apply(AppState& state, Effects& out) const { apply_(state, command_.get(), out); }

 private:
  std::shared_ptr<const void> command_;
  void (*apply_)(AppState&, const void*, Effects&) = nullptr;
};

namespace detail {
template <class C, class Variant>
struct is_alternative : std::false_type {};
template <class C, class... Ts>
struct is_alternative<C, std::variant<Ts...>> : std::disjunction<std::is_same<C, Ts>...> {};

// The area that C is a command of.
template <class C, class Area, class... Rest>
struct area_of : std::conditional_t<is_alternative<C, Area>::value, std::type_identity<Area>, area_of<C, Rest...>> {};
template <class C, class Area>
struct area_of<C, Area> : std::type_identity<Area> {};
template <class C>
using AreaOf = typename area_of<C, NavCommand, UnlockCommand, PreferencesCommand, CaseloadCommand, PersonCommand, AssessmentCommand, PlanCommand, NotesCommand,
                                CaptureCommand, CopiesCommand, SyncCommand, SettleCommand, ApprovalsCommand, TakeOverCommand>::type;
}  // namespace detail

class Commands {
 public:
  template <class C>
  void push(C command) {
    list_.push_back(Command(detail::AreaOf<C>(std::move(command))));
  }
  bool empty() const { return list_.empty(); }
  std::vector<Command> take() { return std::exchange(list_, {}); }

 private:
  std::vector<Command> list_;
};

}  // namespace state
