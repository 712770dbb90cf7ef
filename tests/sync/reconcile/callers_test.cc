// Several threads give the hub requests at once: it is as if they had come one after the other.
#include <thread>

#include "tests/sync/replica/pair.h"

namespace reconcile {
namespace {

using replica::kPerson;
using replica::Tablet;
using replica::World;

constexpr size_t kCallers = 4, kTabletsEach = 3;
constexpr int kRounds = 12;

class HubCallers : public testing::Test {
 protected:
  HubCallers() {
    for (uint64_t i = 0; i < kCallers * kTabletsEach; ++i) tablets.push_back(std::make_unique<Tablet>(world, 11 + i));
  }
  void types(Tablet& tablet, const std::string& path, const std::string& words) {
    store::Commit commit;
    commit.author = "worker";
    commit.edits = {{mair, kPerson, "head/person", record::atom(record::to_string(mair))}, {mair, kPerson, path, record::text(words)}};
    ASSERT_TRUE(tablet.store->commit(commit));
  }
  static std::string own_path(const Tablet& tablet, int round) { return "page/by-" + std::to_string(tablet.device) + "-" + std::to_string(round); }
  // One request of each tablet, those of a caller in one call; then everybody reads what they were answered. Was anybody told to ask again?
  bool one_round() {
    std::vector<base::Bytes> requests;
    for (const auto& tablet : tablets) requests.push_back(tablet->replica->request().value());
    std::vector<std::vector<base::Bytes>> answers(kCallers);
    std::vector<std::thread> callers;
    for (size_t i = 0; i < kCallers; ++i)
      callers.emplace_back([&, i] {
        const std::vector<base::ByteView> some(requests.begin() + std::ptrdiff_t(i * kTabletsEach), requests.begin() + std::ptrdiff_t((i + 1) * kTabletsEach));
        answers[i] = world.hub->answer(some);
      });
    for (std::thread& caller : callers) caller.join();
    bool more = false;
    for (size_t i = 0; i < tablets.size(); ++i) {
      const auto outcome = tablets[i]->replica->answer(answers[i / kTabletsEach][i % kTabletsEach]);
      EXPECT_TRUE(outcome) << outcome.error().detail;
      EXPECT_EQ(outcome->status, wire::Status::Ok);
      more = more || outcome->more;
    }
    return more;
  }
  World world;
  const record::RecordId mair = record::make_record_id(world.clock.now_ms(), world.random);
  std::vector<std::unique_ptr<Tablet>> tablets;
};

TEST_F(HubCallers, AreAnsweredAsIfOneAfterTheOther) {
  types(*tablets[0], "page/shared", "Words.");
  tablets[0]->says_words();
  for (const auto& tablet : tablets) ASSERT_TRUE(world.hub->grant(tablet->device, mair, true));
  while (one_round()) {
  }
  for (int round = 0; round < kRounds; ++round) {
    for (const auto& tablet : tablets) {
      const std::string shared(tablet->store->read(kPerson, mair)->utf8("page/shared"));
      types(*tablet, own_path(*tablet, round), "said");
      types(*tablet, "page/shared", shared + " " + std::to_string(tablet->device) + "." + std::to_string(round));
    }
    one_round();
  }
  while (one_round()) {
  }
  one_round();  // everybody hears of the last
  const record::Record at_hub = world.hub->read(mair).value();
  for (const auto& tablet : tablets) {
    const record::Record here = tablet->store->read(kPerson, mair).value();
    for (const auto& [path, field] : at_hub.fields) EXPECT_EQ(here.value(path), field.value) << path << " on " << tablet->device;
    for (int round = 0; round < kRounds; ++round) EXPECT_EQ(at_hub.utf8(own_path(*tablet, round)), "said") << tablet->device << " in round " << round;
    EXPECT_TRUE(world.hub->verify_chain(tablet->device));
  }
}

}  // namespace
}  // namespace reconcile
