#include "app/tablet/ui/table.h"

#include "tests/app/ui/driven.h"

namespace {

TEST(Table, HasItsColumnsUnderTheirWordsWhereThereIsRoom) {
  Driven app;
  RUNS(app, "tap nav/controls\nexpect t1 \"Today 12:58, 61 changes, 22 KB\"\nexpect t1 \"Done\"\n");
}

TEST(Table, WithoutRoomForItsColumnsNoWordIsCutAndEachSaysWhatItIs) {
  Driven app;
  RUNS(app, "tap nav/controls\nresize 480x800\ntext 200\nexpect t1 \"Today 12:58, Sent 61 changes · Data 22 KB, Done\"\nexpect t2 \"Resumed\"\n");
}

TEST(Table, IsTheSameForEveryRowWhateverEachSays) {
  Driven app;
  RUNS(app, "tap nav/controls\nresize 480x800\ntext 140\nexpect t1\n");
  const bool stands_alone = app.line("t1").find("Sent") != std::string::npos;
  EXPECT_EQ(stands_alone, app.line("t2").find("Sent") != std::string::npos);
}

}  // namespace
