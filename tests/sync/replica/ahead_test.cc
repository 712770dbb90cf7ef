// A tablet that is given many people at once is told how many are still to come, until none is.
#include "sync/changeset/parcel.h"
#include "sync/wire/message.h"
#include "tests/sync/replica/pair.h"

namespace replica {
namespace {

constexpr int kPeople = 40, kPictures = 30;

class Ahead : public testing::Test {
 protected:
  // So much of each that an answer of 4 KiB holds a few of them.
  void SetUp() override {
    for (int i = 0; i < kPeople; ++i) {
      buckets.push_back(record::make_record_id(world.clock.now_ms(), world.random));
      for (int k = 0; k < kPictures; ++k) ada.names({record::make_record_id(world.clock.now_ms(), world.random), blob::name_of(photo(8, uint64_t(i * kPictures + k)))}, buckets.back());
    }
    ada.says_words();
    ASSERT_TRUE(world.hub->grant_all(ben.device, buckets));
  }
  wire::Reply asks(uint64_t grants, uint8_t reads, uint64_t cursor = 0) {
    wire::Exchange exchange;
    exchange.grants = grants;
    exchange.cursor = cursor;
    exchange.answer_kb_max = 4;
    exchange.reads = reads;
    base::Bytes bytes = world.hub->answer(wire::encode(wire::Request{ben.device, exchange}));
    if (const auto part = wire::is_long(bytes) ? wire::decode_long(bytes).value() : std::nullopt) bytes = base::copy(part->body);
    return std::get<wire::Reply>(wire::decode_answer(bytes).value());
  }
  World world;
  Tablet ada{world, 11}, ben{world, 12};
  std::vector<record::RecordId> buckets;
};

TEST_F(Ahead, IsToldWithEachAnswerAndIsNoneWhenEverybodyIsHere) {
  uint64_t grants = 0, cursor = 0, before = kPeople;
  int answers = 0;
  for (bool more = true; more; ++answers) {
    const wire::Reply reply = asks(grants, wire::kVersion, cursor);
    EXPECT_EQ(reply.ahead, kPeople - reply.grants);
    EXPECT_LT(reply.ahead, before);
    before = reply.ahead;
    grants = reply.grants;
    cursor = reply.cursor;
    more = reply.more;
  }
  EXPECT_EQ(before, 0u);
  EXPECT_GT(answers, 3);
}

TEST_F(Ahead, DoesNotCountWhoWasTakenAwayAgain) {
  ASSERT_TRUE(world.hub->grant(ben.device, buckets[20], false));
  EXPECT_EQ(asks(0, wire::kVersion).ahead + asks(0, wire::kVersion).grants, uint64_t{kPeople} - 1);
}

TEST_F(Ahead, IsNotToldToATabletThatWouldNotReadIt) {
  const wire::Reply reply = asks(0, wire::kWordsVersion);
  EXPECT_EQ(reply.ahead, 0u);
  EXPECT_TRUE(reply.more);
}

TEST_F(Ahead, ReachesTheTabletsOwnEndAndGoesDownWhileItFetches) {
  ben.open(4);
  std::vector<uint64_t> ahead;
  for (Outcome outcome; outcome.more;) {
    outcome = ben.replica->answer(world.hub->answer(ben.replica->request().value())).value();
    if (!outcome.changed.empty()) ahead.push_back(outcome.ahead);
  }
  ASSERT_GT(ahead.size(), 3u);
  EXPECT_TRUE(std::is_sorted(ahead.rbegin(), ahead.rend()));
  EXPECT_GT(ahead.front(), 0u);
  EXPECT_EQ(ahead.back(), 0u);
}

TEST_F(Ahead, IsSaidUnderWordsOnlyToATabletThatHasThem) {
  world.vocabulary.dictionary = std::make_shared<const changeset::Dictionary>(changeset::ContextId(), pack::Primer(), base::Bytes(), "words of a later day");
  world.open_hub();
  const wire::Reply to_new = asks(0, wire::kNewestWordsVersion), to_old = asks(0, wire::kNewestWordsVersion - 1);
  const changeset::Library of_before;
  const auto by_new = changeset::unpack_parcel(to_new.snapshot, of_before), by_old = changeset::unpack_parcel(to_old.snapshot, of_before);
  ASSERT_FALSE(by_new);
  EXPECT_EQ(by_new.error().fault, base::Fault::NotFound);
  ASSERT_TRUE(by_old) << "a tablet in the field reads on when the hub is new";
  EXPECT_FALSE(by_old->empty());
}

}  // namespace
}  // namespace replica
