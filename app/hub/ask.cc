#include "app/hub/ask.h"

#include <filesystem>

#include "platform/net/local.h"
#include "platform/os/process.h"

namespace hub {

base::Result<std::string> ask(const ServiceOptions& options, const std::string& line) {
  auto answer = net::ask_local(options.data_dir + "/control", line);
  if (answer || answer.error().fault != base::Fault::NotFound) return answer;
  TRY(const auto service, Service::open(options));
  return service->command(line);
}

// Installed: ../share/doorstep/assets. Built: the tree's own assets, above build/<kind>/bin.
std::string find_assets() {
  namespace fs = std::filesystem;
  std::error_code ignored;
  for (fs::path at = fs::path(os::own_program()).parent_path(); !at.empty() && at != at.root_path(); at = at.parent_path())
    for (const char* name : {"share/doorstep/assets", "assets"})
      if (fs::exists(at / name / "dictionaries", ignored)) return (at / name).string();
  return {};
}

}  // namespace hub
