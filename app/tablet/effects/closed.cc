#include "app/tablet/effects/closed.h"

#include <cstdlib>
#include <filesystem>

#include "platform/os/file.h"

namespace effects {
namespace {

namespace fs = std::filesystem;

constexpr const char* kName = "closed";
constexpr size_t kClosedBytesMax = 256;
constexpr std::string_view kWords[] = {"wiping", "wiped", "sealed"};

std::string file_in(const std::string& data_dir) { return data_dir + "/" + kName; }

}  // namespace

std::optional<Closed> read_closed(const std::string& data_dir) {
  const auto bytes = os::read_file(file_in(data_dir), kClosedBytesMax);
  if (!bytes && bytes.error().fault == base::Fault::NotFound) return std::nullopt;
  Closed closed;
  if (!bytes) return closed;
  const std::string text(base::text_view(*bytes));
  const std::string_view word = std::string_view(text).substr(0, text.find(' '));
  for (size_t i = 0; i < std::size(kWords); ++i)
    if (word == kWords[i]) closed.how = ClosedHow(i);
  closed.at_ms = std::strtoll(text.c_str() + word.size(), nullptr, 10);
  return closed;
}

base::Status write_closed(const std::string& data_dir, const Closed& closed) {
  return os::replace_file(file_in(data_dir), base::view(std::string(kWords[size_t(closed.how)]) + " " + std::to_string(closed.at_ms) + "\n"));
}

base::Status remove_closed(const std::string& data_dir) { return os::remove_file(file_in(data_dir)); }

base::Status remove_all_but_closed(const std::string& data_dir) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(data_dir, error)) {
    if (entry.path().filename() == kName) continue;
    fs::remove_all(entry.path(), error);
    if (error) return base::fail(base::Fault::Denied, "not removed: errno " + std::to_string(error.value()));
  }
  return os::sync_folder(data_dir);
}

}  // namespace effects
