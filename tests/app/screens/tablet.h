// tests/app/screens/tablet.h: the real app in a folder of its own, driven by scripts, for tests that act as a worker would.
#pragma once
#include <string>
#include <vector>

#include "tests/support/child.h"
#include "tests/support/temp_folder.h"

namespace screens_test {

// The PIN every script enrols and unlocks with.
inline constexpr char kPin[] = "482715";
// Unlocks a tablet that has been enrolled.
inline std::string pin_line() { return std::string("wait\npin pin ") + kPin + "\nwait\n"; }

class Tablet {
 public:
  // The clock stands still at domain time 2026-11-22 10:42 unless the extra options say otherwise.
  explicit Tablet(std::vector<std::string> extra = {"--demo"}) : extra_(std::move(extra)) {}

  // Plays `script` from the lock screen on: first run enrols, later runs unlock. Status 0 when every line did what it said.
  support::Finished plays(const std::string& script, std::vector<std::string> more = {});
  // The same without touching the lock screen.
  support::Finished plays_raw(const std::string& script, std::vector<std::string> more = {});
  std::vector<std::string> command(const std::string& script_path, std::vector<std::string> more = {}) const;
  std::string data() const { return folder_ / "data"; }
  const testing_support::TempFolder& folder() const { return folder_; }
  std::string unlock_lines() const;
  std::string write_script(const std::string& script) const;

 private:
  std::vector<std::string> extra_;
  testing_support::TempFolder folder_;
};

}  // namespace screens_test
