// A photo made on one tablet, seen on another: what is said until its bytes are there, and then the picture.
#include <gtest/gtest.h>

#include <fstream>

#include "platform/image/image.h"
#include "platform/os/file.h"
#include "tests/app/sync/joined.h"
#include "tests/support/proxy.h"

namespace sync_test {
namespace {

const std::string kToDocuments = opens_person("Turner") + "tap tab/documents\n";

TEST(Photo, SaysThatItIsNotHereYetAndShowsItselfOnceItIs) {
  hub::HubProcess hub;
  hub::Tablet ben(hub, 1, kAda);
  const auto person = ben.begins_person("Turner");
  const auto picture = image::import_photo(os::read_file("assets/pictures/assessment.png", 8 << 20).value());
  ASSERT_TRUE(picture);
  ben.attaches(person, picture->bytes);
  ASSERT_EQ(ben.sync_words(), wire::Status::Ok) << "its words have gone, its bytes not yet";
  App ada(hub, kAda);
  const std::string go = ada.folder() / "go";
  support::Child looking(ada.command(kAllSent + kToDocuments + "tap-text \"Kitchen step\"\nawait-text \"Not on this tablet yet\"\nsay looking\nawait-file " + go +
                                     "\ntap photo/done\ntap nav/sync\ntap sync_now\n" + kToDocuments + "tap-text \"Kitchen step\"\nawait photo/picture\n" +
                                     "expect-text \"At the hub and on this tablet\"\n"));
  while (looking.output().find("say looking") == std::string::npos && looking.listen(5)) {}
  ASSERT_EQ(ben.sync(), wire::Status::Ok);
  std::ofstream(go) << "go";
  EXPECT_EQ(looking.wait(), 0) << looking.output();
}

TEST(Photo, OfThisTabletReachesTheHubByItself) {
  hub::HubProcess hub;
  App ada(hub, kAda);
  const std::string picture = "assets/pictures/assessment.png";
  const auto taken = ada.plays(kAllSent + adds_person("Ivy", "Turner") + "tap tab/documents\ntap add_photo\ntap photo/path\ntype \"" + picture + "\"\ntap photo/add\nawait photo/picture\n" +
                               "tap photo/title\nkey ctrl+a\ntype \"Broken step\"\nawait-text \"At the hub and on this tablet\"\ntap photo/done\n" + kAllSent);
  ASSERT_EQ(taken.status, 0) << taken.output;
  App second(hub, kAda);
  const auto seen = second.plays(kAllSent + kToDocuments + "tap-text \"Broken step\"\nawait photo/picture\n");
  EXPECT_EQ(seen.status, 0) << seen.output;
}

TEST(Photo, OnItsWayStandsOnTheSyncPageAndNothingIsCalledSentBeforeItIs) {
  hub::HubProcess hub;
  App ada(hub, kAda);
  const std::string take = "tap tab/documents\ntap add_photo\ntap photo/path\ntype \"assets/pictures/assessment.png\"\ntap photo/add\nawait photo/picture\ntap photo/done\n";
  const auto joined = ada.plays(kAllSent + adds_person("Ivy", "Turner") + "tap nav/sync\ntap sync_now\n" + kAllSent);
  ASSERT_EQ(joined.status, 0) << joined.output;
  hub.kill_now();
  const auto taken = ada.plays("await signal \"Hub is down\"\n" + opens_person("Ivy Turner") + take + "tap nav/sync\nawait blobs:0 \"Ivy Turner · 1 photo\"\nexpect blobs:0 \"0 of \"\n");
  ASSERT_EQ(taken.status, 0) << taken.output;
  hub.start();
  support::Proxy slow(hub.port(), {.bytes_per_s = 20'000});
  const auto sent = ada.plays("tap nav/sync\nawait blobs_here \"1 photo or document is not at the hub yet\"\nawait signal \"Sending\"\nexpect blobs:0 \"Ivy Turner · 1 photo\"\nexpect bar\n" + kAllSent +
                                  "await just_sent\nexpect-none blobs:0\n",
                              {"--hub", "https://127.0.0.1:" + std::to_string(slow.port())});
  EXPECT_EQ(sent.status, 0) << sent.output;
}

}  // namespace
}  // namespace sync_test
