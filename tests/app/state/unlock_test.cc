#include <gtest/gtest.h>

#include "app/tablet/state/apply.h"

namespace state {
namespace {

class Unlocking : public ::testing::Test {
 protected:
  os::SeededRandom random_{11};
  AppState state_{random_};

  Effects type(std::string_view pin) {
    Effects last;
    for (const char digit : pin) last = state::apply(state_, Command(UnlockCommand(TypeSecret{digit})));
    return last;
  }
  void keys(bool enrolled, int tries_left = 10, int64_t wait_until_ms = 0) {
    KeysRead read;
    read.enrolled = enrolled;
    read.tries_left = tries_left;
    read.wait_until_ms = wait_until_ms;
    state::apply(state_, Event(read));
  }
  void refuse(base::Fault fault, int tries_left) {
    KeysRead read;
    read.enrolled = true;
    read.tries_left = tries_left;
    state::apply(state_, Event(UnlockFailed{{fault, "test"}, read}));
  }
};

TEST_F(Unlocking, TheSixthDigitTriesThePinWithoutAnotherTap) {
  keys(true);
  EXPECT_TRUE(type("48271").empty());
  const Effects effects = type("5");
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_EQ(std::get<Unlock>(effects[0]).secret.view(), "482715");
  EXPECT_EQ(state_.phase, Phase::Opening);
  EXPECT_TRUE(state_.unlock.typed.empty());
}

TEST_F(Unlocking, NothingCanBeTypedWhileAWaitIsRunning) {
  state_.now_ms = 1'000;
  keys(true, 6, 31'000);
  EXPECT_TRUE(type("482715").empty());
  EXPECT_EQ(state_.phase, Phase::Locked);
  EXPECT_TRUE(state_.unlock.typed.empty());
}

TEST_F(Unlocking, FirstRunAsksForThePinTwiceAndStartsAgainWhenTheyDiffer) {
  keys(false);
  EXPECT_EQ(state_.phase, Phase::Enrolling);
  EXPECT_TRUE(type("482715").empty());
  EXPECT_TRUE(state_.unlock.confirming);
  EXPECT_TRUE(type("482716").empty());
  EXPECT_EQ(state_.unlock.message, "unlock.not_the_same");
  type("482715");
  const Effects effects = type("482715");
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_EQ(std::get<Enrol>(effects[0]).secret.view(), "482715");
}

TEST_F(Unlocking, APinAGuesserTriesFirstIsRefused) {
  keys(false);
  for (const char* pin : {"111111", "123456", "987654"}) {
    EXPECT_TRUE(type(pin).empty()) << pin;
    EXPECT_EQ(state_.unlock.message, "unlock.pin_obvious") << pin;
    EXPECT_FALSE(state_.unlock.confirming) << pin;
  }
}

TEST_F(Unlocking, AWrongPinSaysHowManyTriesAreLeft) {
  keys(true);
  type("482715");
  refuse(base::Fault::Denied, 7);
  EXPECT_EQ(state_.phase, Phase::Locked);
  EXPECT_EQ(state_.unlock.message, "unlock.wrong_pin");
  EXPECT_EQ(state_.unlock.message_arg, "7");
}

TEST_F(Unlocking, EachWayOfNotOpeningHasItsOwnWords) {
  const std::pair<base::Fault, const char*> ways[] = {{base::Fault::TooNew, "unlock.store_too_new"},
                                                      {base::Fault::Busy, "unlock.second_copy"},
                                                      {base::Fault::Full, "unlock.disk_full"},
                                                      {base::Fault::Corrupt, "unlock.store_damaged"}};
  for (const auto& [fault, words] : ways) {
    keys(true);
    type("482715");
    refuse(fault, 10);
    EXPECT_EQ(state_.unlock.message, words);
  }
}

TEST_F(Unlocking, TheHubIsAskedAfterTheLeaseAndWhatCameOfItIsSaid) {
  keys(true);
  type("482715");
  session::Course course;
  course.up_total = 90;
  state::apply(state_, Event(HubAsked{course}));
  EXPECT_EQ(state_.phase, Phase::Asking);
  EXPECT_EQ(state_.unlock.course.up_total, 90u);
  EXPECT_TRUE(type("4").empty()) << "nothing is typed meanwhile";
  state::apply(state_, Event(UnlockFailed{{base::Fault::Offline, "test"}, {.enrolled = true, .asks_hub_days = 14}, session::Why::HubDown}));
  EXPECT_EQ(state_.phase, Phase::Locked);
  EXPECT_EQ(state_.unlock.why, session::Why::HubDown);
  type("482715");
  EXPECT_EQ(state_.unlock.why, session::Why::None) << "gone with the next try";
}

TEST_F(Unlocking, AskingTheHubCanBeGivenUp) {
  keys(true);
  EXPECT_TRUE(state::apply(state_, Command(UnlockCommand(StopAsking{}))).empty());
  type("482715");
  state::apply(state_, Event(HubAsked{}));
  const Effects effects = state::apply(state_, Command(UnlockCommand(StopAsking{})));
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<Lock>(effects[0]));
  state::apply(state_, Event(Locked{}));
  state::apply(state_, Event(HubAsked{}));
  EXPECT_EQ(state_.phase, Phase::Locked) << "told before it was given up";
}

TEST_F(Unlocking, AnHourWithoutATouchLocks) {
  state::apply(state_, Event(Unlocked{std::make_unique<care::Caseload>(), {}, {}, {}}));
  EXPECT_EQ(state_.phase, Phase::Ready);
  state_.monotonic_ms = state_.last_input_ms + 4 * 60'000;
  EXPECT_TRUE(state::apply(state_, Command(NavCommand(Tick{}))).empty());
  state_.monotonic_ms = state_.last_input_ms + 5 * 60'000;
  const Effects effects = state::apply(state_, Command(NavCommand(Tick{})));
  ASSERT_FALSE(effects.empty());
  EXPECT_TRUE(std::holds_alternative<Lock>(effects.back()));
}

TEST_F(Unlocking, WhatIsFoundUnreadableAfterwardsIsSaidToo) {
  state::apply(state_, Event(Unlocked{std::make_unique<care::Caseload>(), {}, {}, {"store.salvaged"}}));
  state::apply(state_, Event(Noticed{"store.some_unreadable"}));
  EXPECT_EQ(state_.notices, (std::vector<std::string>{"store.salvaged", "store.some_unreadable"}));
}

TEST_F(Unlocking, ItReopensAtTheSameQuestionWithTheCaretInPlace) {
  os::SeededRandom random(3);
  Place place{.screen = Screen::Assessment, .person = record::make_record_id(1, random), .subject = record::make_record_id(2, random)};
  place.part = "outcomes/a3";
  place.focus = "a3-help";
  place.caret = 41;
  state::apply(state_, Event(Unlocked{std::make_unique<care::Caseload>(), encode_whereabouts({{Place{}, place}, {}}), {}, {}}));
  EXPECT_EQ(state_.place(), place);
}

}  // namespace
}  // namespace state
