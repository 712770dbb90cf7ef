// platform/base/log.h: the log. Lines hold ids, counts, durations and fault names; never a name, an answer or a path below the
// data folder's own root (tests/app greps the log for canaries). Thread-safe.
#pragma once
#include <string_view>

namespace base {
enum class Level { Debug, Info, Warning, Error };
// Writes one line to standard error, or to the sink below. Newlines in `line` become spaces.
void log(Level level, std::string_view line);
// Lines below `level` are dropped. The default is Warning.
void set_log_level(Level level);
}  // namespace base
