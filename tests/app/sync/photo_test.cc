// A photo made on one tablet, seen on another: what is said until its bytes are there, and then the picture.
#include <gtest/gtest.h>

#include <fstream>

#include "platform/image/image.h"
#include "platform/os/file.h"
#include "tests/app/sync/joined.h"

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

}  // namespace
}  // namespace sync_test
