#include "app/tablet/ui/editor.h"

#include <functional>

#include "app/tablet/ui/grapheme.h"
#include "platform/base/utf8.h"

namespace ui {
namespace {

constexpr size_t kStepsMax = 400;

// The nearest place between graphemes at or before `at`.
size_t settled(std::string_view text, size_t at) {
  if (at >= text.size()) return text.size();
  while (at > 0 && (uint8_t(text[at]) & 0xC0) == 0x80) --at;
  if (at == 0 || uint8_t(text[at]) < 0x80) return at;
  const size_t before = previous_grapheme(text, at);
  return next_grapheme(text, before) == at ? at : before;
}

size_t line_start(std::string_view text, size_t at) {
  const size_t newline = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

size_t reached(std::string_view text, size_t at, Editor::Step step) {
  switch (step) {
    case Editor::Step::Left: return previous_grapheme(text, at);
    case Editor::Step::Right: return next_grapheme(text, at);
    case Editor::Step::WordLeft: return previous_word(text, at);
    case Editor::Step::WordRight: return next_word(text, at);
    case Editor::Step::LineStart: return line_start(text, at);
    case Editor::Step::LineEnd: return std::min(text.size(), text.find('\n', at));
    case Editor::Step::Start: return 0;
    case Editor::Step::End: return text.size();
  }
  return at;
}

bool ends_word(std::string_view words) { return !words.empty() && (words.back() == ' ' || words.back() == '\n'); }

}  // namespace

void Editor::remember(std::string_view text) {
  seen_text_ = text;
  seen_ = true;
}

// Where a place in `was` is in `is`: what stands before it and behind it goes with it. Inside what was replaced it is looked for by the letters before it;
// where those are gone too, or there more than once, it is at the end.
size_t Editor::carried(std::string_view was, std::string_view is, size_t at) {
  const size_t most = std::min(was.size(), is.size());
  const size_t same_before = size_t(std::mismatch(was.begin(), was.begin() + std::ptrdiff_t(most), is.begin()).first - was.begin());
  size_t same_behind = 0;
  while (same_behind < most - same_before && was[was.size() - 1 - same_behind] == is[is.size() - 1 - same_behind]) ++same_behind;
  if (at <= same_before) return at;
  if (at >= was.size() - same_behind) return at + is.size() - was.size();
  const std::string_view changed = is.substr(same_before, is.size() - same_behind - same_before);
  for (const size_t letters : {size_t{16}, size_t{8}, size_t{4}}) {
    const size_t from = std::max(same_before, at - std::min(at, letters));
    const std::string_view before = was.substr(from, at - from);
    const size_t found = changed.find(before);
    if (found != changed.npos && changed.find(before, found + 1) == changed.npos) return same_before + found + before.size();
  }
  return is.size() - same_behind;
}

void Editor::sync(std::string_view text) {
  if (seen_ && text == seen_text_) return;
  done_.clear(), undone_.clear();
  open_ = false;
  if (seen_) caret_ = carried(seen_text_, text, caret_), anchor_ = carried(seen_text_, text, anchor_);
  caret_ = settled(text, caret_), anchor_ = settled(text, anchor_);
  remember(text);
}

void Editor::forget() {
  done_.clear(), undone_.clear();
  open_ = seen_ = false;
  seen_text_.clear();
}

void Editor::place(std::string_view text, size_t at, bool extend) {
  caret_ = settled(text, at);
  if (!extend) anchor_ = caret_;
  open_ = false;
}

void Editor::select(std::string_view text, size_t begin, size_t end) {
  anchor_ = settled(text, begin), caret_ = settled(text, end);
  open_ = false;
}

// Left and right out of a selection go to its ends, as everywhere.
void Editor::move(std::string_view text, Step step, bool extend) {
  if (!extend && selected() && (step == Step::Left || step == Step::Right)) return place(text, step == Step::Left ? begin() : end(), false);
  place(text, reached(text, caret_, step), extend);
}

void Editor::apply(std::string& text, size_t at, size_t bytes, std::string_view words, bool joins) {
  Change* last = done_.empty() ? nullptr : &done_.back();
  const bool starts_word = last && ends_word(last->in) && !ends_word(words);
  if (joins && open_ && last && bytes == 0 && last->at + last->in.size() == at && !starts_word) {
    last->in += words;
  } else {
    done_.push_back({at, text.substr(at, bytes), std::string(words), caret_, anchor_});
    if (done_.size() > kStepsMax) done_.erase(done_.begin());
  }
  undone_.clear();
  text.replace(at, bytes, words);
  caret_ = anchor_ = settled(text, at + words.size());
  // A mark typed after its letter belongs to it: the caret stands after both.
  if (caret_ < at + words.size()) caret_ = anchor_ = next_grapheme(text, caret_);
  open_ = joins;
  remember(text);
}

bool Editor::insert(std::string& text, std::string_view words, size_t bytes_max, bool typed) {
  const size_t kept = text.size() - (end() - begin());
  size_t fits = bytes_max > kept ? bytes_max - kept : 0;
  if (words.size() > fits) {
    while (fits > 0 && (uint8_t(words[fits]) & 0xC0) == 0x80) --fits;
    words = words.substr(0, fits);
  }
  if (words.empty() && !selected()) return false;
  apply(text, begin(), end() - begin(), words, typed && !selected());
  return true;
}

bool Editor::erase(std::string& text, Step step) {
  const size_t from = selected() ? begin() : std::min(caret_, reached(text, caret_, step));
  const size_t to = selected() ? end() : std::max(caret_, reached(text, caret_, step));
  if (from == to) return false;
  apply(text, from, to - from, {}, false);
  return true;
}

bool Editor::undo(std::string& text) {
  if (done_.empty()) return false;
  Change change = std::move(done_.back());
  done_.pop_back();
  text.replace(change.at, change.in.size(), change.out);
  caret_ = settled(text, change.caret), anchor_ = settled(text, change.anchor);
  undone_.push_back(std::move(change));
  open_ = false;
  remember(text);
  return true;
}

bool Editor::redo(std::string& text) {
  if (undone_.empty()) return false;
  Change change = std::move(undone_.back());
  undone_.pop_back();
  text.replace(change.at, change.out.size(), change.in);
  caret_ = anchor_ = settled(text, change.at + change.in.size());
  done_.push_back(std::move(change));
  open_ = false;
  remember(text);
  return true;
}

}  // namespace ui
