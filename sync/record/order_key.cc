#include "sync/record/order_key.h"

#include <algorithm>

namespace record {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr int kBase = 62;

// A byte that is no digit (another writer's) counts as the nearest one below it.
int digit_at(std::string_view text, size_t at) {
  if (at >= text.size()) return 0;
  const auto above = std::upper_bound(kDigits.begin(), kDigits.end(), text[at]);
  return std::max(0, int(above - kDigits.begin()) - 1);
}

}  // namespace

std::string order_between(std::string_view after, std::string_view before) {
  bool open = before.empty() || before <= after;
  const bool at_end = open;
  std::string out;
  for (size_t at = 0;; ++at) {
    const int low = digit_at(after, at), high = open ? kBase : digit_at(before, at);
    if (high - low > 1) {
      // At the end small steps leave room for many more; between two neighbours the middle does.
      const int step = at_end && !after.empty() ? std::max(1, (high - low) / 8) : (high - low) / 2;
      return out += kDigits[size_t(low + step)];
    }
    out += kDigits[size_t(low)];
    open |= high > low;
  }
}

}  // namespace record
