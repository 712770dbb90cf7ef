// app/tablet/ui/editor.h: editing one piece of text: caret, selection, undo. Knows no pixels, so it is tested against a simple model.
// Positions are UTF-8 byte offsets and always stand between graphemes.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ui {

class Editor {
 public:
  size_t caret() const { return caret_; }
  size_t anchor() const { return anchor_; }
  size_t begin() const { return caret_ < anchor_ ? caret_ : anchor_; }
  size_t end() const { return caret_ < anchor_ ? anchor_ : caret_; }
  bool selected() const { return caret_ != anchor_; }
  std::string_view selection(std::string_view text) const { return text.substr(begin(), end() - begin()); }

  // The text is the caller's and may have changed since: undo is dropped if it did, and the caret stays between the letters it stood between.
  void sync(std::string_view text);
  // Puts the caret at `at`; `extend` keeps the other end of the selection.
  void place(std::string_view text, size_t at, bool extend);
  void select(std::string_view text, size_t begin, size_t end);
  void select_all(std::string_view text) { select(text, 0, text.size()); }

  enum class Step { Left, Right, WordLeft, WordRight, LineStart, LineEnd, Start, End };
  void move(std::string_view text, Step step, bool extend);

  // Edits; true when the text changed. Typing a word is one undo step.
  bool insert(std::string& text, std::string_view words, size_t bytes_max, bool typed);
  bool erase(std::string& text, Step step);  // the selection, else from the caret by `step`
  bool undo(std::string& text);
  bool redo(std::string& text);
  bool can_undo() const { return !done_.empty(); }
  // The next edit is a step of its own.
  void close_step() { open_ = false; }
  void forget();

 private:
  struct Change {
    size_t at = 0;
    std::string out, in;           // taken out and put in at `at`
    size_t caret = 0, anchor = 0;  // before
  };
  void apply(std::string& text, size_t at, size_t bytes, std::string_view words, bool joins);
  void remember(std::string_view text);
  static size_t carried(std::string_view was, std::string_view is, size_t at);

  size_t caret_ = 0, anchor_ = 0;
  std::vector<Change> done_, undone_;
  bool open_ = false;
  std::string seen_text_;
  bool seen_ = false;
};

}  // namespace ui
