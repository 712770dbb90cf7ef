#include "platform/base/log.h"

#include <atomic>
#include <cstdio>
#include <string>

namespace base {
namespace {
std::atomic<Level> lowest{Level::Warning};
constexpr const char* kNames[] = {"debug", "info", "warning", "error"};
}  // namespace

void set_log_level(Level level) { lowest = level; }

void log(Level level, std::string_view line) {
  if (level < lowest.load()) return;
  std::string out = std::string("doorstep ") + kNames[int(level)] + ": " + std::string(line);
  for (char& c : out)
    if (c == '\n' || c == '\r') c = ' ';
  out += '\n';
  std::fwrite(out.data(), 1, out.size(), stderr);  // one call a line, so that threads do not interleave
}

}  // namespace base
