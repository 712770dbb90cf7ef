// tests/app/sync_drawn/desk.h: the app's screens in a headless window over a state that a test sets: how tablet and hub stand, as only a network, a hub's bad
// day or IT could bring it about. The people are the invented council's; commands are collected and not followed. The clock stands at 2026-11-22 10:42:07.
#pragma once
#include <memory>
#include <string>

#include "app/tablet/screens/screens.h"
#include "app/tablet/ui/host.h"
#include "platform/os/clock.h"
#include "tests/support/temp_folder.h"

namespace sync_drawn_test {

inline constexpr os::UnixMs kNow = 1'795'344'127'000;
inline constexpr int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;

class Desk final : public ui::App {
 public:
  explicit Desk(state::Screen screen = state::Screen::Sync);
  ~Desk() override;
  void draw() override { screens::draw(state, commands); }
  bool settle() override { return commands.take(), false; }

  // Lines of a script; the error, or "" when all could be done.
  std::string run(const std::string& script);
  // As it was when somebody last looked at it (tests/app/screens/golden.h).
  void expect_golden(const std::string& name, bool picture = false);

  // What the invented worker did without a signal: the rows of the Sync page.
  const state::WaitingLoaded& waits() const { return waits_; }
  // Whoever comes first in that list.
  record::RecordId somebody() const { return waits_.rows.front().person; }

  os::SeededRandom random{1};
  state::AppState state{random};
  state::Commands commands;

 private:
  void fill();

  os::ManualClock clock_{kNow};
  state::WaitingLoaded waits_;
  testing_support::TempFolder folder_;
  std::unique_ptr<ui::Host> host_;
};

}  // namespace sync_drawn_test
