#include "app/tablet/ui/editor.h"

#include <gtest/gtest.h>

#include <vector>

#include "app/tablet/ui/grapheme.h"
#include "platform/base/utf8.h"
#include "platform/os/clock.h"

using ui::Editor;

namespace {

// The model: graphemes in a vector, a caret and an anchor between them, and every text there ever was.
struct Model {
  std::vector<std::string> letters;
  size_t caret = 0, anchor = 0;

  size_t low() const { return std::min(caret, anchor); }
  size_t high() const { return std::max(caret, anchor); }
  std::string text() const {
    std::string out;
    for (const std::string& one : letters) out += one;
    return out;
  }
  size_t bytes(size_t place) const {
    size_t out = 0;
    for (size_t i = 0; i < place; ++i) out += letters[i].size();
    return out;
  }
  void take_out() {
    letters.erase(letters.begin() + ptrdiff_t(low()), letters.begin() + ptrdiff_t(high()));
    caret = anchor = low();
  }
};

// Letters that never join their neighbours, so that the model's idea of a grapheme is right wherever they land.
const char* const kLetters[] = {"a", "b", " ", "é", "ŵ", "ж", "ש", "ب", "€", "🙂", "\n", "Z", "ł", "中", "👩‍👩‍👧", "e\u0301", "🏴󠁧󠁢󠁷󠁬󠁳󠁿"};

}  // namespace

TEST(Editor, AgreesWithAVectorOfLettersOverThousandsOfRandomSteps) {
  constexpr uint64_t kSeed = 20261122;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  os::SeededRandom random(kSeed);
  const auto any = [&](uint64_t below) { return random.next_u64() % below; };
  for (int round = 0; round < 40; ++round) {
    Editor editor;
    std::string text;
    Model model;
    editor.sync(text);
    for (int step = 0; step < 250; ++step) {
      switch (any(8)) {
        case 0:
        case 1:
        case 2: {
          const std::string letter = kLetters[any(std::size(kLetters))];
          editor.insert(text, letter, 1 << 20, true);
          model.take_out();
          model.letters.insert(model.letters.begin() + ptrdiff_t(model.caret), letter);
          model.anchor = ++model.caret;
          break;
        }
        case 3:
          editor.erase(text, Editor::Step::Left);
          if (model.caret == model.anchor && model.caret > 0) --model.anchor;
          model.take_out();
          break;
        case 4:
          editor.erase(text, Editor::Step::Right);
          if (model.caret == model.anchor && model.caret < model.letters.size()) ++model.anchor;
          model.take_out();
          break;
        case 5: {
          const bool extend = any(2) == 0;
          editor.move(text, Editor::Step::Left, extend);
          if (!extend && model.caret != model.anchor) model.caret = model.low();
          else if (model.caret > 0) --model.caret;
          if (!extend) model.anchor = model.caret;
          break;
        }
        case 6: {
          const bool extend = any(2) == 0;
          editor.move(text, Editor::Step::Right, extend);
          if (!extend && model.caret != model.anchor) model.caret = model.high();
          else if (model.caret < model.letters.size()) ++model.caret;
          if (!extend) model.anchor = model.caret;
          break;
        }
        default: {
          const size_t to = any(model.letters.size() + 1);
          const bool extend = any(2) == 0;
          editor.place(text, model.bytes(to), extend);
          model.caret = to;
          if (!extend) model.anchor = to;
        }
      }
      ASSERT_EQ(text, model.text()) << "round " << round << " step " << step;
      ASSERT_EQ(editor.caret(), model.bytes(model.caret)) << "round " << round << " step " << step;
      ASSERT_EQ(editor.anchor(), model.bytes(model.anchor)) << "round " << round << " step " << step;
    }
  }
}

TEST(Editor, UndoesEveryStepBackToTheStartAndRedoesThemAll) {
  constexpr uint64_t kSeed = 7;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  os::SeededRandom random(kSeed);
  Editor editor;
  std::string text = "before";
  editor.sync(text);
  editor.place(text, text.size(), false);
  for (int i = 0; i < 300; ++i) {
    const uint64_t what = random.next_u64() % 5;
    if (what < 3) editor.insert(text, kLetters[random.next_u64() % std::size(kLetters)], 1 << 20, true);
    else if (what == 3) editor.erase(text, Editor::Step::Left);
    else editor.place(text, random.next_u64() % (text.size() + 1), random.next_u64() % 2 == 0);
  }
  const std::string last = text;
  int steps = 0;
  while (editor.undo(text)) ++steps;
  EXPECT_EQ(text, "before");
  EXPECT_GT(steps, 10);
  while (editor.redo(text)) --steps;
  EXPECT_EQ(text, last);
  EXPECT_EQ(steps, 0);
}

TEST(Editor, UndoesAWordAtATime) {
  Editor editor;
  std::string text;
  editor.sync(text);
  for (const char c : std::string("warm clothing")) editor.insert(text, std::string(1, c), 100, true);
  editor.undo(text);
  EXPECT_EQ(text, "warm ");
  editor.undo(text);
  EXPECT_EQ(text, "");
}

TEST(Editor, ForgetsUndoWhenTheTextWasChangedFromOutside) {
  Editor editor;
  std::string text;
  editor.sync(text);
  editor.insert(text, "mine", 100, true);
  text = "theirs é";
  editor.sync(text);
  EXPECT_FALSE(editor.undo(text));
  EXPECT_EQ(text, "theirs é");
  EXPECT_LE(editor.caret(), text.size());
}

TEST(Editor, StaysBetweenTheSameLettersWhenOthersWriteBeforeAndBehindIt) {
  Editor editor;
  std::string text = "The gate sticks.";
  editor.sync(text);
  editor.place(text, 8, false);  // behind "gate"
  text = "Please note: the gate sticks, push hard.";
  editor.sync(text);
  EXPECT_EQ(text.substr(0, editor.caret()), "Please note: the gate");
  text = "Please note: the gate sticks, push hard. Dog.";
  editor.sync(text);
  EXPECT_EQ(text.substr(0, editor.caret()), "Please note: the gate");
}

TEST(Editor, KeepsTheCaretOutOfTheMiddleOfALetterWhateverItIsTold) {
  const std::string text = "a👩‍👩‍👧b";
  Editor editor;
  for (size_t at = 0; at <= text.size() + 3; ++at) {
    editor.place(text, at, false);
    EXPECT_TRUE(editor.caret() == 0 || editor.caret() == 1 || editor.caret() == text.size() - 1 || editor.caret() == text.size()) << at;
  }
}

TEST(Editor, TakesOnlyWhatFitsAndNeverHalfALetter) {
  Editor editor;
  std::string text = "1234567";
  editor.sync(text);
  editor.place(text, 7, false);
  EXPECT_TRUE(editor.insert(text, "éé", 10, false));
  EXPECT_EQ(text, "1234567é");
  EXPECT_TRUE(base::is_utf8(text));
  EXPECT_FALSE(editor.insert(text, "é", 10, false));
}

TEST(Grapheme, TakesBackwardsThePlacesItFindsForwards) {
  const std::string text = "Łukasz 👨‍👩‍👧‍👦 e\u0301a\u0308 🇬🇧🇵🇱🇬🇧 हिन्दी ‏שָׁלוֹם 👍🏽.\n\nEnd";
  std::vector<size_t> places{0};
  while (places.back() < text.size()) places.push_back(ui::next_grapheme(text, places.back()));
  for (size_t i = places.size() - 1; i > 0; --i) EXPECT_EQ(ui::previous_grapheme(text, places[i]), places[i - 1]) << "from " << places[i];
}

TEST(Grapheme, CountsWhatAPersonWouldCount) {
  EXPECT_EQ(ui::grapheme_count("abc"), 3u);
  EXPECT_EQ(ui::grapheme_count("👨‍👩‍👧‍👦"), 1u);
  EXPECT_EQ(ui::grapheme_count("🇬🇧🇵🇱"), 2u);
  EXPECT_EQ(ui::grapheme_count("e\u0301!"), 2u);
  EXPECT_EQ(ui::grapheme_count(""), 0u);
}
