// Hub and tablets as processes that are killed at any moment, over TLS and a network that refuses, cuts and slows. Whatever a tablet said was saved must be at the hub in
// the end, and everywhere the same.
#include <gtest/gtest.h>

#include "tests/app/hub/killable.h"
#include "tests/support/counts.h"
#include "tests/support/proxy.h"

namespace hub {
namespace {

const std::string kWorkerOfAll = "0190a3c4-7b7a-7cc3-8a46-5d6e7f809101";
TEST(Killed, NothingThatWasSavedIsLostHoweverOftenHubAndTabletsAreKilled) {
  const int kills = support::scaled(300);
  HubProcess hub;
  Tablet first(hub, 1, kWorkerOfAll);
  const record::RecordId person = first.begins_person("Whitfield"), shared = first.writes_note(person, "Everybody writes here.");
  ASSERT_EQ(first.sync(), wire::Status::Ok);
  support::BadNetwork bad;
  bad.seed = 11;
  bad.refused_percent = 20;
  bad.cut_percent = 50;
  bad.cut_after_bytes_max = 16 * 1024;
  bad.piece_bytes = 700;
  std::printf("seed 11, kills %d\n", kills);
  support::Proxy network(hub.port(), bad);
  std::vector<std::unique_ptr<Killable>> desks;
  for (uint64_t i = 0; i < 3; ++i) {
    desks.push_back(std::make_unique<Killable>(hub, 21 + i, kWorkerOfAll, "notes", network.port()));
    desks.back()->knows(person, shared);
    desks.back()->start();
  }
  os::SeededRandom chance(11);
  int of_the_hub = 0;
  for (int i = 0; i < kills; ++i) {
    Killable& desk = *desks[chance.next_u64() % desks.size()];
    ASSERT_TRUE(desk.works(chance.next_u64() % 6)) << "it ended by itself";
    if (chance.next_u64() % 3 != 0) {
      desk.kill();
      desk.start();
      continue;
    }
    ++of_the_hub;
    hub.kill_now();
    hub.start();
    desk.note();
    ASSERT_GE(hub.held_of(desk.device), desk.held) << "kill " << i;
  }
  for (const auto& desk : desks) desk->kill();
  network.heal();
  for (int round = 0; round < 2; ++round)
    for (const auto& desk : desks) (void)desk->finish();
  for (const auto& desk : desks) {
    EXPECT_EQ(desk->finish(), hub.digest()) << desk->device;
    EXPECT_EQ(desk->complaints, std::set<std::string>{});
  }
  ASSERT_EQ(first.sync(), wire::Status::Ok);
  EXPECT_EQ(first.digest(), hub.digest());
  const std::string all = first.all_words();
  size_t words = 0;
  for (const auto& desk : desks)
    for (const std::string& word : desk->saved) {
      ++words;
      EXPECT_NE(all.find(word), std::string::npos) << word;
    }
  std::printf("%d kills, %d of the hub; %zu words; %llu connections, %llu refused, %llu cut\n", kills, of_the_hub, words, (unsigned long long)network.connections(), (unsigned long long)network.refused(),
              (unsigned long long)network.cut());
  EXPECT_GT(words, size_t(kills) / 2);
  EXPECT_GT(network.cut(), 0u);
}

}  // namespace
}  // namespace hub
