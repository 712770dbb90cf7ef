#include "tests/app/screens/tablet.h"

#include <filesystem>
#include <fstream>

namespace screens_test {

std::string Tablet::unlock_lines() const {
  const std::string pin = std::string("pin pin ") + kPin + "\n";
  const bool enrolled = std::filesystem::exists(data() + "/keys");
  return "wait\n" + pin + (enrolled ? "" : pin) + "wait\n";
}

std::string Tablet::write_script(const std::string& script) const {
  const std::string path = folder_ / "play.script";
  std::ofstream(path) << script;
  return path;
}

std::vector<std::string> Tablet::command(const std::string& script_path, std::vector<std::string> more) const {
  std::vector<std::string> out = {support::program_folder() + "/doorstep", "--data", data(), "--assets", DOORSTEP_SOURCE_DIR "/assets", "--headless",
                                  "--pin-memory-mib", "8", "--now", "2026-11-22T10:42:07Z", "--script", script_path};
  out.insert(out.end(), extra_.begin(), extra_.end());
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

support::Finished Tablet::plays_raw(const std::string& script, std::vector<std::string> more) {
  return support::run_child(command(write_script(script), std::move(more)));
}

support::Finished Tablet::plays(const std::string& script, std::vector<std::string> more) {
  return plays_raw(unlock_lines() + script, std::move(more));
}

}  // namespace screens_test
