// sync/record/splice.h: an edit of a text as what was taken out and put in, where. Free text travels as splices and is merged by them
// (operational transformation; a hub that orders everybody's edits needs the property TP1 only, which the tests hold `transform` to).
// Offsets are UTF-8 bytes on code-point boundaries. Pure functions, any thread.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace record {

struct Splice {
  size_t at = 0;     // in the text before the whole list
  size_t erase = 0;  // bytes taken out there
  std::string insert;
  bool operator==(const Splice&) const = default;
};

// Ascending and apart: a splice begins after the end of the one before it, and none is empty.
using Splices = std::vector<Splice>;

// Is it such a list, and does every offset fall on a code-point boundary inside `text`?
bool fits(const Splices& splices, std::string_view text);
// Absent when it does not fit.
std::optional<std::string> apply_splices(std::string_view text, const Splices& splices);
// What a person did between two versions: few splices over whole words, never more bytes than the new text has.
Splices diff(std::string_view before, std::string_view after);
// One list that does what `first` and then `second` (stated against the result of `first`) do.
Splices compose(const Splices& first, const Splices& second);

// Two people put words in at the same place: whose stand first?
enum class Tie { MineFirst, TheirsFirst };
// `mine` and `theirs` are stated against the same text; the answer is `mine` restated against that text after `theirs`. What both took out is
// taken out once, and what both did alike (the same words for the same words) is done once; what one put in where the other took out stays. For every a, b and text:
//   text, a, transform(b, a, TheirsFirst) == text, b, transform(a, b, MineFirst)                                                (TP1)
Splices transform(const Splices& mine, const Splices& theirs, Tie tie);
// Both worked on the same words: one took out what the other took out or wrote into. Appending at the same end is not that.
bool overlap(const Splices& mine, const Splices& theirs);

}  // namespace record
