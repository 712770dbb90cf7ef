// tests/app/sync/joined.h: the real app in a folder of its own, joined to a hub by a one-time code as IT would do it, driven by scripts. Its clock is the
// machine's: what a network does takes the time it takes, and scripts `await` it.
#pragma once
#include <string>
#include <vector>

#include "tests/app/hub/town.h"
#include "tests/support/child.h"
#include "tests/support/temp_folder.h"

namespace sync_test {

inline constexpr char kPin[] = "482715";
inline const std::string kAda = "0190a3c4-7b7a-7cc3-8a46-5d6e7f809101", kBen = "0190a3c4-7b7a-7cc3-8a46-5d6e7f809102";
inline const std::string kAllSent = "await signal \"All sent\"\n";

class App {
 public:
  // Not joined yet: a script joins it, or join().
  App() = default;
  // Joined at its first start.
  App(const hub::HubProcess& hub, const std::string& worker) { invite(hub, hub.code(worker)); }
  void invite(const hub::HubProcess& hub, const std::string& code);

  // Unlocks, then plays; the exit status is 0 when every line did what it said.
  support::Finished plays(const std::string& script, std::vector<std::string> more = {});
  std::vector<std::string> command(const std::string& script, std::vector<std::string> more = {}) const;
  std::string data() const { return folder_ / "data"; }
  const testing_support::TempFolder& folder() const { return folder_; }

 private:
  testing_support::TempFolder folder_;
  std::vector<std::string> invitation_;
};

// Lines of a script.
std::string adds_person(const std::string& given, const std::string& family);
// Of the person on screen.
std::string writes_note(const std::string& words);
std::string opens_person(const std::string& name);
// A concern about the person on screen, filled in and sent as form_safeguarding.script does it; its days are yesterday and today.
std::string sends_concern();

}  // namespace sync_test
