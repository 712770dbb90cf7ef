#include "app/hub/options.h"

#include <charconv>
#include <string_view>

#include "app/hub/ask.h"

namespace hub {
namespace {

// "127.0.0.1:8443"; port 0: any free one.
base::Status take_listen(const std::string& text, Options& out) {
  const size_t colon = text.rfind(':');
  const std::string_view digits = std::string_view(text).substr(colon == std::string::npos ? text.size() : colon + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return base::fail(base::Fault::BadInput, "--listen takes ADDRESS:PORT");
  out.address = text.substr(0, colon);
  return {};
}

}  // namespace

const char* usage() {
  return "doorstep-hub --data DIR [--listen 127.0.0.1:8443] [--host NAME]... [--demo] [--assets DIR]\n"
         "doorstep-hub COMMAND --data DIR      for the hub that runs on that folder, or the folder itself\n"
         "  code --worker ID [--minutes N]     a one-time code that enrols one tablet of that worker\n"
         "  revoke --device N                  that tablet gets nothing more\n"
         "  grant --device N --bucket ID|all   that tablet is sent a person's file\n"
         "  drop --device N --bucket ID        and told to drop it\n"
         "  devices | digest\n"
         "  --demo   who enrols is sent everybody on file\n";
}

base::Result<Options> parse_options(int argc, const char* const* argv) {
  Options out;
  out.assets_dir = find_assets();
  std::string verb, worker, minutes, device, bucket;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--help") out.help = true;
    else if (name == "--demo") out.demo = true;
    else if (i == 1 && !name.starts_with("--")) verb = name;
    else if (i + 1 == argc) return base::fail(base::Fault::BadInput, name + " is not known, or lacks its value");
    else if (const std::string value = argv[++i]; name == "--data") out.data_dir = value;
    else if (name == "--assets") out.assets_dir = value;
    else if (name == "--host") out.hosts.push_back(value);
    else if (name == "--worker") worker = value;
    else if (name == "--minutes") minutes = value;
    else if (name == "--device") device = value;
    else if (name == "--bucket") bucket = value;
    else if (name != "--listen") return base::fail(base::Fault::BadInput, name + " is not known");
    else TRY_DO(take_listen(value, out));
  }
  if (!out.help && out.data_dir.empty()) return base::fail(base::Fault::BadInput, "--data is needed");
  if (!out.help && out.assets_dir.empty()) return base::fail(base::Fault::BadInput, "the assets are not found: --assets is needed");
  for (const std::string* word : {&verb, &worker, &minutes, &device, &bucket}) {
    if (word->find_first_of(" \n") != std::string::npos) return base::fail(base::Fault::BadInput, "no spaces in a command's values");
    if (!word->empty()) out.command += (out.command.empty() ? "" : " ") + *word;
  }
  return out;
}

}  // namespace hub
