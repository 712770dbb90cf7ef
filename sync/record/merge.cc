#include "sync/record/merge.h"

#include <algorithm>

namespace record {
namespace {

const std::string& text_or_empty(const Value& value) {
  static const std::string kEmpty;
  const Text* text = std::get_if<Text>(&value);
  return text ? text->utf8 : kEmpty;
}

bool is_text_or_absent(const Value& value) { return std::holds_alternative<Text>(value) || is_absent(value); }

Merged merge_text(const Value& base, const Side& mine, const Side& theirs) {
  const bool mine_later = shown_before(mine.stamp, theirs.stamp);
  const Side& first = mine_later ? theirs : mine;
  const Side& second = mine_later ? mine : theirs;
  const Splices early = diff(text_or_empty(base), text_or_empty(first.value));
  const Splices late = diff(text_or_empty(base), text_or_empty(second.value));
  auto joined = apply_splices(text_or_empty(first.value), transform(late, early, Tie::TheirsFirst));
  return {overlap(early, late) ? Agreement::Overlap : Agreement::Joined, text(std::move(*joined)), mine_later};
}

struct Unseen {
  uint64_t sequence;
  Splices splices;
};

// `mine` restated after everything in `others`; they become what they would be after `mine`.
bool carry_over(std::vector<Unseen>& others, Splices& mine) {
  bool touched = false;
  for (Unseen& other : others) {
    touched |= overlap(mine, other.splices);
    Splices moved = transform(mine, other.splices, Tie::TheirsFirst);
    other.splices = transform(other.splices, mine, Tie::MineFirst);
    mine = std::move(moved);
  }
  return touched;
}

void apply_to(std::optional<std::string>* text, const Splices& splices) {
  if (text && *text) *text = apply_splices(**text, splices);
}

// What the author had seen is part of the text they typed over.
void forget_seen(std::vector<Unseen>& others, uint64_t base, std::optional<std::string>* text) {
  const auto unseen = std::find_if(others.begin(), others.end(), [&](const Unseen& other) { return other.sequence > base; });
  for (auto seen = others.begin(); seen != unseen; ++seen) apply_to(text, seen->splices);
  others.erase(others.begin(), unseen);
}

}  // namespace

bool shown_before(const Stamp& a, const Stamp& b) { return a > b; }

Merged merge_field(const Value& base, const Side& mine, const Side& theirs) {
  if (mine.value == theirs.value || theirs.value == base) return {Agreement::Same, mine.value, true};
  if (mine.value == base) return {Agreement::Same, theirs.value, false};
  const bool both_text = std::holds_alternative<Text>(mine.value) && std::holds_alternative<Text>(theirs.value);
  if (both_text && is_text_or_absent(base)) return merge_text(base, mine, theirs);
  const bool mine_shown = shown_before(mine.stamp, theirs.stamp);
  return {Agreement::Conflict, mine_shown ? mine.value : theirs.value, mine_shown};
}

Placed place(const std::vector<TextStep>& steps, uint64_t base, Splices mine, std::optional<std::string>* text) {
  std::vector<Unseen> others;
  for (const TextStep& step : steps) {
    if (!step.own) {
      others.push_back({step.sequence, step.splices});
      continue;
    }
    forget_seen(others, step.base, text);
    apply_to(text, step.splices);
    Splices own = step.splices;
    carry_over(others, own);
  }
  forget_seen(others, base, text);
  const bool touched = carry_over(others, mine);
  return {std::move(mine), touched};
}

}  // namespace record
