#include "app/tablet/options.h"

#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <string_view>
#include <vector>

#include "app/care/date.h"

namespace tablet {
namespace {

namespace fs = std::filesystem;

// Installed: ../share/doorstep/assets. Built: the tree's own assets, two folders above build/<kind>/bin.
std::string find_assets() {
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (fs::path at = program; !at.empty() && at != at.root_path(); at = at.parent_path())
    for (const char* name : {"share/doorstep/assets", "assets"})
      if (fs::exists(at / name / "words", ignored)) return (at / name).string();
  return {};
}

bool number(std::string_view text, uint64_t low, uint64_t high, uint64_t& out) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < low || value > high) return false;
  out = value;
  return true;
}

base::Status take_number(const std::string& option, const std::string& text, uint64_t low, uint64_t high, auto& out) {
  uint64_t value = 0;
  if (!number(text, low, high, value))
    return base::fail(base::Fault::BadInput, option + " takes a whole number from " + std::to_string(low) + " to " + std::to_string(high));
  out = static_cast<std::remove_reference_t<decltype(out)>>(value);
  return {};
}

base::Status take_size(const std::string& text, Options& out) {
  const size_t cross = text.find('x');
  uint64_t width = 0, height = 0;
  if (cross == std::string::npos || !number(text.substr(0, cross), 320, 8192, width) || !number(text.substr(cross + 1), 320, 8192, height))
    return base::fail(base::Fault::BadInput, "--size takes WIDTHxHEIGHT, for example 1280x800");
  out.width = int(width);
  out.height = int(height);
  return {};
}

// "2026-11-22T10:42:00Z"
std::optional<int64_t> parse_utc(std::string_view text) {
  care::Date date;
  uint64_t hour = 0, minute = 0, second = 0;
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') return std::nullopt;
  if (!care::parse_iso(text.substr(0, 10), date) || !number(text.substr(11, 2), 0, 23, hour) || !number(text.substr(14, 2), 0, 59, minute) ||
      !number(text.substr(17, 2), 0, 59, second))
    return std::nullopt;
  return ((care::day_number(date) * 24 + int64_t(hour)) * 60 + int64_t(minute)) * 60'000 + int64_t(second) * 1'000;
}

base::Status take_value(const std::string& option, const std::string& value, Options& out) {
  if (option == "--data") out.data_dir = value;
  else if (option == "--assets") out.assets_dir = value;
  else if (option == "--script") out.script = value;
  else if (option == "--photos") out.photos = value;
  else if (option == "--camera") out.camera = value;
  else if (option == "--hub") out.hub_url = value;
  else if (option == "--hub-ca") out.hub_authority = value;
  else if (option == "--enrol-code") out.enrol_code = value;
  else if (option == "--install-forms") out.install_forms = value;
  else if (option == "--forms-key") out.forms_key = value;
  else if (option == "--form") out.form = std::filesystem::absolute(value).string();
  else if (option == "--size") return take_size(value, out);
  else if (option == "--people") return take_number(option, value, 0, 1'000'000, out.demo_people);
  else if (option == "--pin-memory-mib") return take_number(option, value, 8, 1024, out.pin_memory_mib);
  else if (option == "--now") {
    const auto when = parse_utc(value);
    if (!when) return base::fail(base::Fault::BadInput, "--now takes a UTC time such as 2026-11-22T10:42:00Z");
    out.now_ms = *when;
  } else return base::fail(base::Fault::BadInput, "there is no option " + option);
  return {};
}

bool take_flag(const std::string& option, Options& out) {
  if (option == "--headless") out.headless = true;
  else if (option == "--demo") out.demo = true;
  else if (option == "--demo-lead") out.demo = out.demo_as_leader = true;
  else if (option == "--software") out.software = true;
  else if (option == "--help") out.help = true;
  else return false;
  return true;
}

}  // namespace

base::Result<Options> parse_options(int argc, char** argv) {
  Options out;
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    if (take_flag(option, out)) continue;
    if (i + 1 >= argc) return base::fail(base::Fault::BadInput, option + " is not an option, or its value is missing");
    TRY_DO(take_value(option, argv[++i], out));
  }
  if (out.help) return out;
  if (out.data_dir.empty()) return base::fail(base::Fault::BadInput, "--data DIR is needed: the folder the encrypted store lives in");
  if (out.assets_dir.empty()) out.assets_dir = find_assets();
  if (out.assets_dir.empty()) return base::fail(base::Fault::BadInput, "the assets folder was not found beside the program; give --assets DIR");
  return out;
}

const char* usage() {
  return "doorstep --data DIR [options]\n"
         "  --demo               on first run, fill the store with an invented council's caseload\n"
         "  --demo-lead          the same, as the tablet of the team's leader\n"
         "  --people N           how many people that caseload has (34)\n"
         "  --form FILE          open a FHIR R4 Questionnaire from a file\n"
         "  --hub URL            join this hub, https://host:port; for a tablet that has joined, its address now\n"
         "  --hub-ca FILE        the certificate of the hub's authority, from IT\n"
         "  --enrol-code CODE    the one-time code from IT\n"
         "  --install-forms DIR  put a signed forms pack onto this tablet, and end (--forms-key FILE the first time)\n"
         "  --photos DIR         where to look for photos to take in (your Pictures, and what is plugged in)\n"
         "  --camera DEVICE      the camera (the first that takes pictures); a file stands for one\n"
         "  --size WxH           window size (1280x800)\n"
         "  --headless           no display: SDL's dummy driver and the software renderer\n"
         "  --software           the software renderer in a window\n"
         "  --script FILE        play taps and keys from FILE, then end (app/tablet/README.md)\n"
         "  --now TIME           a clock that stands still, for tests: 2026-11-22T10:42:00Z\n"
         "  --pin-memory-mib N   memory one PIN try takes, chosen at enrolment (measured: up to 256)\n"
         "  --assets DIR         forms, words and code lists\n";
}

}  // namespace tablet
