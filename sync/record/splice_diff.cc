// diff(): common ends first, then the shortest edit over words (Myers 1986), then splices too close to read apart are joined.
#include <algorithm>
#include <cstdint>

#include "sync/record/splice.h"

namespace record {
namespace {

constexpr int kEditsMax = 300;        // words put in and taken out beyond which one splice says it better
constexpr size_t kJoinBytes = 4;      // what stays between two splices must be more than this
using Words = std::vector<std::string_view>;

bool continues(char byte) { return (uint8_t(byte) & 0xC0) == 0x80; }

bool in_word(char byte) {
  const uint8_t b = uint8_t(byte);
  return b >= 0x80 || (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
}

size_t common_prefix(std::string_view a, std::string_view b) {
  const size_t most = std::min(a.size(), b.size());
  size_t at = size_t(std::mismatch(a.begin(), a.begin() + std::ptrdiff_t(most), b.begin()).first - a.begin());
  while (at > 0 && ((at < a.size() && continues(a[at])) || (at < b.size() && continues(b[at])))) --at;
  return at;
}

size_t common_suffix(std::string_view a, std::string_view b) {
  const size_t most = std::min(a.size(), b.size());
  size_t count = 0;
  while (count < most && a[a.size() - 1 - count] == b[b.size() - 1 - count]) ++count;
  while (count > 0 && continues(a[a.size() - count])) --count;
  return count;
}

Words words_of(std::string_view text) {
  Words words;
  for (size_t at = 0; at < text.size();) {
    size_t end = at + 1;
    while (in_word(text[at]) && end < text.size() && in_word(text[end])) ++end;
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

// For every word of `before` and `after`: does it stay? Empty when more than kEditsMax words differ.
struct Kept {
  std::vector<bool> before, after;
};

using Frontier = std::vector<int>;  // furthest x on diagonal k, at index k + offset

Kept trace_back(const Words& before, const Words& after, const std::vector<Frontier>& trace, int edits) {
  Kept kept{std::vector<bool>(before.size()), std::vector<bool>(after.size())};
  int x = int(before.size()), y = int(after.size());
  for (int d = edits; d > 0; --d) {
    const Frontier& furthest = trace[size_t(d - 1)];
    const auto at = [&](int k) { return k < -(d - 1) || k > d - 1 ? -1 : furthest[size_t(k + d - 1)]; };
    const int k = x - y;
    const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
    const int from_k = down ? k + 1 : k - 1, from_x = at(from_k), from_y = from_x - from_k;
    const int mid_x = down ? from_x : from_x + 1;
    while (x > mid_x) kept.before[size_t(--x)] = kept.after[size_t(--y)] = true;
    x = from_x;
    y = from_y;
  }
  while (x > 0) kept.before[size_t(--x)] = kept.after[size_t(--y)] = true;
  return kept;
}

bool shortest(const Words& before, const Words& after, Kept& out) {
  const int n = int(before.size()), m = int(after.size());
  std::vector<Frontier> trace;
  for (int d = 0; d <= std::min(n + m, kEditsMax); ++d) {
    Frontier now(size_t(2 * d + 1), -1);
    const auto last = [&](int k) { return d == 0 || k < -(d - 1) || k > d - 1 ? -1 : trace.back()[size_t(k + d - 1)]; };
    for (int k = -d; k <= d; k += 2) {
      int x = d == 0 ? 0 : k == -d || (k != d && last(k - 1) < last(k + 1)) ? last(k + 1) : last(k - 1) + 1;
      int y = x - k;
      while (x < n && y < m && before[size_t(x)] == after[size_t(y)]) ++x, ++y;
      now[size_t(k + d)] = x;
      if (x >= n && y >= m) {
        out = trace_back(before, after, trace, d);
        return true;
      }
    }
    trace.push_back(std::move(now));
  }
  return false;
}

Splices splices_of(const Words& before, const Words& after, const Kept& kept, size_t offset) {
  Splices out;
  size_t at = offset, i = 0, j = 0;
  const auto here = [&]() -> Splice& {
    if (out.empty() || out.back().at + out.back().erase != at) out.push_back({at, 0, {}});
    return out.back();
  };
  while (i < before.size() || j < after.size()) {
    if (j < after.size() && !kept.after[j]) {
      here().insert += after[j++];
    } else if (i < before.size() && !kept.before[i]) {
      here().erase += before[i].size();
      at += before[i++].size();
    } else {
      at += before[i].size();
      ++i, ++j;
    }
  }
  return out;
}

// Splices with little left between them are one edit to a person, and fewer bytes.
Splices joined(const Splices& splices, std::string_view before) {
  Splices out;
  for (const Splice& splice : splices) {
    const size_t end = out.empty() ? 0 : out.back().at + out.back().erase;
    if (out.empty() || splice.at - end > kJoinBytes) {
      out.push_back(splice);
      continue;
    }
    out.back().insert += before.substr(end, splice.at - end);
    out.back().insert += splice.insert;
    out.back().erase = splice.at + splice.erase - out.back().at;
  }
  return out;
}

}  // namespace

Splices diff(std::string_view before, std::string_view after) {
  if (before == after) return {};
  const size_t front = common_prefix(before, after);
  const size_t back = common_suffix(before.substr(front), after.substr(front));
  const std::string_view taken = before.substr(front, before.size() - front - back), put = after.substr(front, after.size() - front - back);
  if (taken.empty() || put.empty()) return {{front, taken.size(), std::string(put)}};
  const Words old_words = words_of(taken), new_words = words_of(put);
  Kept kept;
  if (!shortest(old_words, new_words, kept)) return {{front, taken.size(), std::string(put)}};
  return joined(splices_of(old_words, new_words, kept, front), before);
}

}  // namespace record
