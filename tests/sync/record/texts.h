// Invented texts and edits of them, for tests of merging.
#pragma once
#include <rapidcheck.h>

#include "platform/base/utf8.h"
#include "sync/record/splice.h"

namespace record {

inline std::string any_text(size_t words_max = 12) {
  static const std::vector<std::string> kWords = {"gate", "code", "she", "sleeps", "badly", "cŵn", "naïve", "£12", "🙂", "a", ",", "\n", "tŷ", "the", "stairs"};
  std::string out;
  const size_t words = *rc::gen::inRange<size_t>(0, words_max + 1);
  for (size_t i = 0; i < words; ++i) out += (i ? " " : "") + *rc::gen::elementOf(kWords);
  return out;
}

// Any splices that fit `text`.
inline Splices any_splices(const std::string& text) {
  std::vector<size_t> places = {0};
  while (places.back() < text.size()) places.push_back(base::next_boundary(text, places.back()));
  Splices out;
  size_t from = 0;
  const size_t count = *rc::gen::inRange<size_t>(0, 4);
  for (size_t i = 0; i < count && from < places.size(); ++i) {
    const size_t at = *rc::gen::inRange<size_t>(from, places.size());
    const size_t end = *rc::gen::inRange<size_t>(at, std::min(places.size(), at + 12));
    Splice splice{places[at], places[end] - places[at], any_text(3)};
    if (splice.erase == 0 && splice.insert.empty()) continue;
    out.push_back(std::move(splice));
    from = end + 1;
  }
  return out;
}

inline std::string applied(const std::string& text, const Splices& splices) {
  const auto out = apply_splices(text, splices);
  RC_ASSERT(out.has_value());
  return *out;
}

}  // namespace record
