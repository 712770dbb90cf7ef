#include "tests/app/sync/joined.h"

#include <fstream>

#include "app/care/date.h"
#include "tests/support/text_file.h"

namespace sync_test {
namespace {

std::string with(std::string text, std::string_view from, const std::string& to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

std::string typed_date(const care::Date& date) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d/%02d/%04d", int(date.day), int(date.month), int(date.year));
  return text;
}

}  // namespace

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

std::string sends_concern() {
  std::string script = testing_support::text_of(DOORSTEP_SOURCE_DIR "/tests/app/screens/scripts/form_safeguarding.script");
  const size_t begin = script.find("tap tab/assessments"), end = script.find("expect sealed");
  script = script.substr(begin, end - begin);
  const care::Date today = care::wall_time(os::system_clock().now_ms()).date;
  script = with(script, "21/11/2026", typed_date(care::add_days(today, -1)));
  script = with(script, "22/11/2026", typed_date(care::add_days(today, -1)));
  return script;
}

}  // namespace sync_test
