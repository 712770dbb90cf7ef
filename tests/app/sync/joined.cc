#include "tests/app/sync/joined.h"

#include <fstream>

namespace sync_test {

void App::invite(const hub::HubProcess& hub, const std::string& code) {
  invitation_ = {"--hub", hub.url(), "--hub-ca", hub.data_dir() + "/authority.crt", "--enrol-code", code};
}

std::vector<std::string> App::command(const std::string& script, std::vector<std::string> more) const {
  const std::string path = folder_ / "play.script";
  std::ofstream(path) << "unlock pin " << kPin << "\n" << script;
  std::vector<std::string> out = {support::program_folder() + "/doorstep", "--data", data(), "--assets", DOORSTEP_SOURCE_DIR "/assets", "--headless",
                                  "--pin-memory-mib", "8", "--script", path};
  out.insert(out.end(), invitation_.begin(), invitation_.end());
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

support::Finished App::plays(const std::string& script, std::vector<std::string> more) { return support::run_child(command(script, std::move(more))); }

std::string adds_person(const std::string& given, const std::string& family) {
  return "tap nav/caseload\ntap new_person\ntap given\ntype \"" + given + "\"\ntap family\ntype \"" + family + "\"\ntap add\nexpect title \"" + given + " " + family + "\"\n";
}

std::string writes_note(const std::string& words) { return "tap tab/notes\ntap new_note\ntap note/text\ntype \"" + words + "\"\nkey escape\nkey escape\n"; }

std::string opens_person(const std::string& name) { return "tap nav/caseload\ntap-text \"" + name + "\"\n"; }

}  // namespace sync_test
