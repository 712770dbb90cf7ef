// A tablet that IT orders wiped: the real app and the real hub.
#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include "app/care/record_types.h"
#include "app/formpack/pack.h"
#include "platform/crypto/sign.h"
#include "platform/os/file.h"
#include "sync/store/store.h"
#include "tests/app/sync/joined.h"

namespace sync_test {
namespace {

namespace fs = std::filesystem;

support::Finished orders(const hub::HubProcess& hub, std::vector<std::string> words) {
  words.insert(words.begin(), {support::program_folder() + "/doorstep-admin", "devices"});
  words.insert(words.end(), {"--data", hub.data_dir()});
  return support::run_child(words);
}

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(folder)) out.push_back(entry.path().filename().string());
  return out;
}

TEST(Wipe, WhatWasNotSentIsSentThenEverythingIsDestroyedAndTheScreenSaysSo) {
  hub::HubProcess hub;
  App ada(hub, kAda);
  ASSERT_EQ(ada.plays(kAllSent + adds_person("Ivy", "Turner") + writes_note("The gate sticks.") + "tap nav/sync\n" + kAllSent).status, 0);
  hub.kill_now();
  ASSERT_EQ(ada.plays(opens_person("Ivy Turner") + writes_note("Typed without a signal.")).status, 0);
  hub.start();
  ASSERT_EQ(orders(hub, {"wipe", "1"}).status, 0);
  const auto closed = ada.plays("await closed \"IT has closed this tablet\"\nexpect-text \"What you had saved was sent first\"\nwait\n");
  ASSERT_EQ(closed.status, 0) << closed.output;
  EXPECT_EQ(names_in(ada.data()), std::vector<std::string>{"closed"});
  EXPECT_NE(orders(hub, {"list"}).output.find("wiped just now"), std::string::npos) << orders(hub, {"list"}).output;
  hub::Tablet second(hub, 1, kAda);
  EXPECT_EQ(second.sync(), wire::Status::Ok);
  EXPECT_NE(second.digest().find(" records 3"), std::string::npos) << "a person and two notes: " << second.digest();
}

TEST(Wipe, APhotoThatWasNotSentIsSentBeforeItGoes) {
  hub::HubProcess hub;
  App ada(hub, kAda);
  ASSERT_EQ(ada.plays(kAllSent + adds_person("Ivy", "Turner") + "tap nav/sync\n" + kAllSent).status, 0);
  hub.kill_now();
  const std::string picture = "assets/pictures/assessment.png";
  const auto taken = ada.plays(opens_person("Ivy Turner") + "tap tab/documents\ntap add_photo\ntap photo/path\ntype \"" + picture + "\"\ntap photo/add\nawait photo/picture\ntap photo/title\nkey ctrl+a\ntype \"Broken step\"\ntap photo/done\n");
  ASSERT_EQ(taken.status, 0) << taken.output;
  hub.start();
  ASSERT_EQ(orders(hub, {"wipe", "1"}).status, 0);
  const auto closed = ada.plays("await closed \"IT has closed this tablet\"\nwait\n");
  ASSERT_EQ(closed.status, 0) << closed.output;
  App second(hub, kAda);
  const auto seen = second.plays(kAllSent + opens_person("Turner") + "tap tab/documents\ntap-text \"Broken step\"\nawait photo/picture\n");
  EXPECT_EQ(seen.status, 0) << seen.output;
}

TEST(Wipe, IsSaidAtEveryStartAndTheTabletCanBeSetUpAgain) {
  hub::HubProcess hub;
  App ada(hub, kAda);
  ASSERT_EQ(ada.plays(kAllSent).status, 0);
  ASSERT_EQ(orders(hub, {"wipe", "1"}).status, 0);
  ASSERT_EQ(ada.plays("await closed\nwait\n").status, 0);
  const auto again = ada.plays("expect closed \"IT has closed this tablet\"\ntap set_up_again\nwait\nunlock pin 482715\nexpect nav/today\n");
  EXPECT_EQ(again.status, 0) << again.output;
}

TEST(Wipe, CutShortItIsFinishedAtTheNextStart) {
  hub::HubProcess hub;
  App ada(hub, kAda);
  ASSERT_EQ(ada.plays(kAllSent + adds_person("Ivy", "Turner") + "tap nav/sync\n" + kAllSent).status, 0);
  ASSERT_TRUE(os::replace_file(ada.data() + "/closed", base::view("wiping 1763769600000\n")));
  const auto next = ada.plays("expect closed\n");
  EXPECT_EQ(next.status, 0) << next.output;
  EXPECT_EQ(names_in(ada.data()), std::vector<std::string>{"closed"});
}

TEST(Wipe, KilledAtAnyMomentItLosesNoWordAndIsFinishedAtTheNextStart) {
  constexpr uint64_t kSeed = 5, kYieldsMax = 12'000;  // from before it speaks to the hub until it is done
  std::printf("seed %llu\n", static_cast<unsigned long long>(kSeed));
  os::SeededRandom chance(kSeed);
  int cut = 0;
  for (int round = 0; round < 4; ++round) {
    hub::HubProcess hub;
    App ada(hub, kAda);
    ASSERT_EQ(ada.plays(kAllSent + adds_person("Ivy", "Turner") + "tap nav/sync\n" + kAllSent).status, 0);
    hub.kill_now();
    ASSERT_EQ(ada.plays(opens_person("Ivy Turner") + writes_note("Typed without a signal.")).status, 0);
    hub.start();
    ASSERT_EQ(orders(hub, {"wipe", "1"}).status, 0);
    {
      support::Child app(ada.command("say in\nawait closed\nwait\n"));
      while (app.output().find("say in") == std::string::npos && app.listen(5)) {}
      for (uint64_t yields = chance.next_u64() % kYieldsMax; yields > 0; --yields) std::this_thread::yield();
      app.kill_now();
    }
    cut += names_in(ada.data()).size() > 1;
    const auto next = ada.plays("await closed \"IT has closed this tablet\"\nwait\n");
    ASSERT_EQ(next.status, 0) << "round " << round << ": " << next.output;
    EXPECT_EQ(names_in(ada.data()), std::vector<std::string>{"closed"}) << "round " << round;
    hub::Tablet second(hub, 1, kAda);
    EXPECT_EQ(second.sync(), wire::Status::Ok);
    EXPECT_NE(second.digest().find(" records 2"), std::string::npos) << "round " << round << ", a person and a note: " << second.digest();
  }
  std::printf("%d of 4 cut short\n", cut);
}

// A revoked tablet brings nothing any more, so the order does not wait: what only it has is sealed, and IT's recovery key opens it.
TEST(Wipe, WhatCannotBeSentIsSealedForItAlone) {
  hub::HubProcess hub;
  App ada(hub, kAda);
  ASSERT_EQ(ada.plays(kAllSent + adds_person("Ivy", "Turner") + "tap nav/sync\n" + kAllSent).status, 0);
  for (int i = 0; i < 20 && !os::exists(ada.data() + "/keys/recovery.key"); ++i) ASSERT_EQ(ada.plays(kAllSent).status, 0);  // IT's key comes after the words
  hub.kill_now();
  ASSERT_EQ(ada.plays(opens_person("Ivy Turner") + writes_note("Only here.")).status, 0);
  hub.start();
  ASSERT_EQ(orders(hub, {"revoke", "1"}).status, 0);
  ASSERT_EQ(orders(hub, {"wipe", "1"}).status, 0);
  const auto sealed = ada.plays("await closed\nexpect-text \"Take this tablet to IT\"\nexpect-none set_up_again\nwait\n");
  ASSERT_EQ(sealed.status, 0) << sealed.output;
  EXPECT_EQ(ada.plays("expect closed\nexpect-none pin\n").status, 0) << "nor at the next start";

  const auto seed = formpack::read_secret_key(hub.data_dir() + "/recovery.key");
  const base::Bytes file = os::read_file(ada.data() + "/keys/recovery.key", 4096).value();
  const base::ByteView box = base::ByteView(file).subspan(24, file.size() - 24 - 32);  // sync/keys/FORMAT.md, section 5
  const auto opened = crypto::BoxKey::from_seed(*seed).open(box);
  ASSERT_TRUE(opened);
  const crypto::Key data_key{std::span<const uint8_t, crypto::kKeyBytes>(opened->bytes().first(crypto::kKeyBytes))};
  auto store = store::Store::open(ada.data() + "/store", data_key, {});
  ASSERT_TRUE(store) << store.error().detail;
  std::string words;
  ASSERT_TRUE(store->each_head(care::kNoteRecord, [&](const record::RecordId& id, const record::FieldMap&) { words += store->read(care::kNoteRecord, id)->utf8("body/text"); }));
  EXPECT_EQ(words, "Only here.");

  store = base::fail(base::Fault::Busy, "closed");
  const auto reopened = support::run_child({support::program_folder() + "/doorstep-admin", "devices", "reopen", ada.data(), "--data", hub.data_dir()});
  ASSERT_EQ(reopened.status, 0) << reopened.output;
  const std::vector<std::string> command = ada.command("");
  ASSERT_TRUE(os::replace_file(ada.folder() / "play.script", base::view("unlock pin " + reopened.output.substr(4, 6) + "\n" + opens_person("Ivy Turner") + "tap tab/notes\nexpect-text \"Only here.\"\n")));
  hub.kill_now();  // else it is told again
  const auto open_again = support::run_child(command);
  EXPECT_EQ(open_again.status, 0) << open_again.output;
}

// Ten wrong tries destroy the PIN; IT, with the tablet in its hands, gives another, and not a word is lost.
TEST(Reopen, LetsAWorkerInAgainWhoForgotHerPin) {
  hub::HubProcess hub, other;
  App ada(hub, kAda);
  ASSERT_EQ(ada.plays(kAllSent + adds_person("Ivy", "Turner") + writes_note("Still here.")).status, 0);
  for (int i = 0; i < 20 && !os::exists(ada.data() + "/keys/recovery.key"); ++i) ASSERT_EQ(ada.plays(kAllSent).status, 0);
  const auto words = [&](const hub::HubProcess& by) { return std::vector<std::string>{support::program_folder() + "/doorstep-admin", "devices", "reopen", ada.data(), "--data", by.data_dir()}; };
  EXPECT_EQ(support::run_child(words(other)).status, 2) << "another hub's key";
  EXPECT_EQ(ada.plays("say in\n").status, 0) << "and nothing was changed by trying";
  const auto reopened = support::run_child(words(hub));
  ASSERT_EQ(reopened.status, 0) << reopened.output;
  const std::string pin = reopened.output.substr(4, 6);
  const std::vector<std::string> command = ada.command("");
  ASSERT_TRUE(os::replace_file(ada.folder() / "play.script", base::view("unlock pin " + pin + "\n" + opens_person("Ivy Turner") + "tap tab/notes\nexpect-text \"Still here.\"\n")));
  const auto opened = support::run_child(command);
  EXPECT_EQ(opened.status, 0) << opened.output;
}

}  // namespace
}  // namespace sync_test
