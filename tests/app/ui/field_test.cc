#include "tests/app/ui/driven.h"

#include "app/tablet/ui/kit.h"
#include "platform/window/window.h"

namespace {
struct FieldsPage : Driven {
  FieldsPage() { RUNS(*this, "tap nav/fields"); }
};
}  // namespace

TEST(Field, TakesWordsWhereTheCaretIs) {
  FieldsPage page;
  RUNS(page, "tap name\ntype \"Margaret Whitlock\"\nkey home\ntype \"Mrs \"\nexpect-value name \"Mrs Margaret Whitlock\"\nkey ctrl+right\nkey ctrl+backspace");
  EXPECT_EQ(page.app.name, "Mrs Whitlock");
}

TEST(Field, SelectsCutsCopiesAndPastes) {
  FieldsPage page;
  RUNS(page, "tap name\ntype \"one two\"\nkey ctrl+shift+left\nkey ctrl+x\nkey home\nkey ctrl+v\ntype \" \"");
  EXPECT_EQ(page.app.name, "two one ");
  RUNS(page, "key ctrl+a\nkey ctrl+c\nkey end\nkey ctrl+v");
  EXPECT_EQ(page.app.name, "two one two one ");
}

TEST(Field, UndoesAndRedoesWithTheKeyboard) {
  FieldsPage page;
  RUNS(page, "tap name\ntype \"one two\"\nkey ctrl+z\nexpect-value name \"one \"\nkey ctrl+shift+z\nexpect-value name \"one two\"\nkey ctrl+z 9\nexpect-value name \"\"");
}

TEST(Field, CleansWhatIsPastedAndKeepsEveryLetter) {
  FieldsPage page;
  RUNS(page, "tap note\nkey ctrl+a\npaste \"line\\u{d}\\nbell\\u{7} שלום 👩‍👩‍👧\"");
  EXPECT_EQ(page.app.note, "line\nbell שלום 👩‍👩‍👧");
  RUNS(page, "tap name\npaste \"two\\nlines\"");
  EXPECT_EQ(page.app.name, "two lines");
}

TEST(Field, ErasesAFamilyAsOneLetter) {
  FieldsPage page;
  RUNS(page, "tap name\ntype \"a\"\npaste \"👨‍👩‍👧‍👦\"\ntype \"b\"\nkey backspace\nkey backspace");
  EXPECT_EQ(page.app.name, "a");
}

TEST(Field, GrowsWithItsWords) {
  FieldsPage page;
  RUNS(page, "tap note\nkey ctrl+end");
  const auto height = [&] {
    for (const ui::Item& item : ui::kit().items)
      if (item.name == "note") return item.rect.h();
    return 0.0f;
  };
  const float before = height();
  RUNS(page, "type \"\\none\\ntwo\\nthree\\nfour\"");
  EXPECT_GT(height(), before + 60);
  EXPECT_NE(page.app.note.find("\none\ntwo"), std::string::npos);
}

TEST(Field, MovesUpAndDownByWrappedLines) {
  FieldsPage page;
  RUNS(page, "tap note\nkey ctrl+a\ntype \"first line\\nsecond line\\nthird line\"\nkey up\nkey home\ntype \">\"\nkey up\nkey end\ntype \"<\"\nkey down 2\nkey home\ntype \"!\"");
  EXPECT_EQ(page.app.note, "first line<\n>second line\n!third line");
}

TEST(Field, PlacesTheCaretWhereItIsTapped) {
  FieldsPage page;
  RUNS(page, "tap note\nkey ctrl+a\ntype \"iiiiiiiiii\"\ntap-at note 0.0205 0.25\ntype \"X\"");
  EXPECT_EQ(page.app.note.front(), 'X');
  RUNS(page, "tap-at note 0.9 0.25\ntype \"Y\"");
  EXPECT_EQ(page.app.note.back(), 'Y');
}

TEST(Field, SelectsAWordByADoubleTap) {
  FieldsPage page;
  RUNS(page, "tap note\nkey ctrl+a\ntype \"wordy\"\ntap-at note 0.04 0.25\nwait 1000\ntap-at note 0.04 0.25\ntap-at note 0.04 0.25\ntype \"new\"");
  EXPECT_EQ(page.app.note, "new");
}

TEST(Field, SelectsByDraggingTheMouse) {
  FieldsPage page;
  RUNS(page, "tap note\nkey ctrl+a\ntype \"all of it\"");
  ui::Rect box;
  for (const ui::Item& item : ui::kit().items)
    if (item.name == "note") box = item.rect;
  window::Event event;
  event.kind = window::Event::Kind::PointerDown, event.x = box.x0 + 10, event.y = box.y0 + 25;
  window::push(event);
  event.kind = window::Event::Kind::PointerMove, event.x = box.x1 - 10;
  window::push(event);
  event.kind = window::Event::Kind::PointerUp;
  window::push(event);
  page.host->turn(0);
  RUNS(page, "type \"x\"");
  EXPECT_EQ(page.app.note, "x");
}

TEST(Field, RestoresACaretThatWasKept) {
  FieldsPage page;
  RUNS(page, "tap note\nkey ctrl+home\nkey right 5\nkey shift+right 3");
  ui::Caret kept;
  ASSERT_TRUE(ui::caret_of("note", kept));
  EXPECT_EQ(kept.at, 8u);
  EXPECT_EQ(kept.anchor, 5u);
  RUNS(page, "tap name");
  ui::focus("note");
  ui::set_caret("note", kept);
  RUNS(page, "wait\nkey f12\nexpect-focus note");
  ui::Caret back;
  ASSERT_TRUE(ui::caret_of("note", back));
  EXPECT_EQ(back.at, 8u);
  EXPECT_EQ(back.anchor, 5u);
}

TEST(Field, ReadsADateAsItIsTypedAndKeepsWhatItCannotRead) {
  FieldsPage page;
  RUNS(page, "tap born\nkey ctrl+a\ntype \"22 nov 2026\"");
  EXPECT_EQ(page.app.date, "2026-11-22");
  RUNS(page, "tap name\nexpect-value born \"22/11/2026\"\ntap born\nkey ctrl+a\ntype \"about Easter\"");
  EXPECT_EQ(page.app.date, "about Easter");
  RUNS(page, "tap name\nexpect-value born \"about Easter\"");
}

TEST(Field, PicksADayFromTheCalendarAndATimeFromTheClock) {
  FieldsPage page;
  RUNS(page, "tap born/open\nexpect born/month \"February 1942\"\ntap born/month_next\nexpect born/month \"March 1942\"\ntap born/17\nexpect-none born/17");
  EXPECT_EQ(page.app.date, "1942-03-17");
  RUNS(page, "tap seen/open\ntap seen/h14\ntap seen/m45");
  EXPECT_EQ(page.app.time, "14:45");
}

TEST(Field, StepsANumberAndKeepsWordsThatAreNone) {
  FieldsPage page;
  RUNS(page, "tap weight/more\nexpect-value weight 63.0\ntap weight/less\ntap weight/less\nexpect-value weight 62.0\ntap weight\nkey ctrl+a\ntype \"heavy\"\ntap weight/more");
  EXPECT_EQ(page.app.weight, "heavy");
}

TEST(Field, NeverPutsASecretInTheTree) {
  FieldsPage page;
  RUNS(page, "tap password\ntype \"correct horse\"");
  EXPECT_EQ(page.app.secret, "correct horse");
  EXPECT_EQ(page.host->tree().find("correct"), std::string::npos);
}

TEST(Field, LeavesAReadOnlyFieldAsItIs) {
  FieldsPage page;
  RUNS(page, "tap shut\ntype \"x\"\nkey backspace\nexpect-value shut \"Cannot be changed here\"");
}

TEST(Field, ShowsWhatAnInputMethodComposesWithoutKeepingIt) {
  FieldsPage page;
  RUNS(page, "tap name\ntype \"a\"");
  const window::Image before = page.host->window().capture();
  ui::kit().composing = "ありがとう";
  page.host->wake();
  page.host->turn(0);
  EXPECT_NE(page.host->window().capture().rgba, before.rgba);
  EXPECT_EQ(page.app.name, "a");
}

TEST(Field, TypesTwentyThousandLettersAndEachIsStillQuick) {
  FieldsPage page;
  std::string note;
  while (note.size() < 20'000) note += "She manages the stairs with a rail and somebody behind her. ";
  page.app.note = note;
  RUNS(page, "tap note\nkey ctrl+end\ntype \"last words\"");
  EXPECT_TRUE(page.app.note.ends_with("last words"));
  EXPECT_EQ(page.app.note.size(), note.size() + 10);
}
