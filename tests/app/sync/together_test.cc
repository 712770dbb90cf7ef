// Two tablets and a hub, as workers use them.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/app/sync/joined.h"

namespace sync_test {
namespace {

TEST(Together, WhatOneTypesTheOtherReads) {
  hub::HubProcess hub;
  App first(hub, kAda);
  const auto typed = first.plays(kAllSent + adds_person("Ivy", "Turner") + writes_note("The gate sticks.") + "tap nav/sync\n" + kAllSent + "expect-text \"Nothing is saved only here\"\n");
  ASSERT_EQ(typed.status, 0) << typed.output;
  App second(hub, kAda);
  const auto read = second.plays(kAllSent + opens_person("Ivy Turner") + "tap tab/notes\nexpect-text \"The gate sticks.\"\n");
  ASSERT_EQ(read.status, 0) << read.output;
}

TEST(Together, WhatArrivesAppearsWhileSheTypesAndHerWordsAndHerPlaceStay) {
  hub::HubProcess hub;
  hub::Tablet ben(hub, 1, kAda);
  const auto person = ben.begins_person("Turner");
  const auto note = ben.writes_note(person, "The gate sticks.", true);
  ASSERT_EQ(ben.sync(), wire::Status::Ok);
  App ada(hub, kAda);
  const std::string go = ada.folder() / "go";
  support::Child typing(ada.command(kAllSent + opens_person("Turner") + "tap tab/notes\ntap-text \"The gate sticks.\"\ntap note/text\nkey end\ntype \" Push hard.\"\n" +
                                    "say typed\nawait-file " + go + "\ntype \" Really.\"\nawait-text \"Dog is friendly. The gate sticks. Push hard. Really.\"\n" +
                                    "expect-focus note/text\ntype \" Yes.\"\nexpect-text \"Dog is friendly. The gate sticks. Push hard. Really. Yes.\"\n" + kAllSent));
  while (typing.output().find("say typed") == std::string::npos && typing.listen(5)) {}
  ben.rewrites_note(note, "Dog is friendly. The gate sticks.");
  ASSERT_EQ(ben.sync(), wire::Status::Ok);
  std::ofstream(go) << "go";
  ASSERT_EQ(typing.wait(), 0) << typing.output();
  ASSERT_EQ(ben.sync(), wire::Status::Ok);
  EXPECT_EQ(ben.reads_note(note), "Dog is friendly. The gate sticks. Push hard. Really. Yes.");
}

TEST(Together, APersonTakenAwayLeavesTheListAndTheScreen) {
  hub::HubProcess hub;
  hub::Tablet ben(hub, 1, kAda);
  const auto person = ben.begins_person("Turner");
  ASSERT_EQ(ben.sync(), wire::Status::Ok);
  App ada(hub, kAda);
  const std::string go = ada.folder() / "go";
  support::Child open(ada.command(kAllSent + opens_person("Turner") + "say open\nawait-file " + go + "\nkey ctrl+l\nwait\nunlock pin 482715\nawait-text \"no longer on your caseload\"\n" +
                                  "tap nav/caseload\nexpect subtitle \"0 people\"\n"));
  while (open.output().find("say open") == std::string::npos && open.listen(5)) {}
  ASSERT_EQ(hub.command({"drop", "--device", "2", "--bucket", record::to_string(person)}).substr(0, 2), "ok");
  std::ofstream(go) << "go";
  EXPECT_EQ(open.wait(), 0) << open.output();
}

}  // namespace
}  // namespace sync_test
