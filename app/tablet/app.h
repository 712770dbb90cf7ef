// app/tablet/app.h: the loop's middle: events in, screen, commands, effects out.
#pragma once
#include <deque>
#include <memory>

#include "app/tablet/effects/runner.h"
#include "app/tablet/options.h"
#include "app/tablet/state/apply.h"
#include "app/tablet/ui/host.h"
#include "platform/os/clock.h"

namespace tablet {

class App final : public ui::App {
 public:
  // Borrows the clock, which must outlive it.
  App(const Options& options, os::Clock& clock);

  void touched() override { touched_ = true; }
  void poll() override;
  void draw() override;
  bool settle() override;
  bool idle() override { return told_.empty() && runner_.idle(); }
  void between_turns() override;
  bool may_close() override;

  // The host that shows this app; set once, before the first turn.
  void set_host(ui::Host* host);
  state::AppState& state() { return state_; }

 private:
  void take(state::Event event);
  void take_told();
  void open_form();
  void follow_invitation();
  void restore_caret();
  void note_caret();
  void save_focus();
  void show_settings();

  os::Clock& clock_;
  ui::Host* host_ = nullptr;
  std::atomic<ui::Host*> wake_target_{nullptr};
  state::AppState state_;
  state::Commands commands_;
  state::Settings shown_;
  std::deque<state::Event> told_;  // by the worker, and not taken yet
  bool touched_ = false;
  bool stack_holds_words_ = false;  // locked, and the calls under way then may have left some below the loop
  std::string form_;  // a Questionnaire file still to be opened
  std::optional<state::JoinHub> invitation_;  // from the command line, until it has been followed
  effects::Runner runner_;  // last: its thread ends before anything it posts to
};

}  // namespace tablet
