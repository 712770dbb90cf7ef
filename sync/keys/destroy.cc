#include "sync/keys/destroy.h"

#include <filesystem>

#include "platform/os/file.h"

namespace keys {
namespace {
constexpr size_t kFileBytesMax = 1 << 20;  // a key file is 4 KiB
}

// A disk that writes beside what was there keeps a copy for a while; so the device's secret and the key file both go, and either alone opens nothing.
base::Status destroy_file(const std::string& path) {
  const auto there = os::read_file(path, kFileBytesMax);
  if (!there && there.error().fault == base::Fault::NotFound) return {};
  if (there) (void)os::overwrite_file(path, base::Bytes(there->size()));
  return os::remove_file(path);
}

base::Status destroy(const std::string& folder, Device& device) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) TRY_DO(destroy_file(entry.path().string()));
  TRY_DO(device.forget());
  std::filesystem::remove(folder, error);
  return {};
}

}  // namespace keys
