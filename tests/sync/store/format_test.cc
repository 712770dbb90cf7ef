// What the codec's FORMAT.md says of what the store itself keeps is what it writes and reads.
#include <gtest/gtest.h>

#include "sync/store/lanes.h"
#include "tests/support/hex_examples.h"

namespace store {
namespace {

TEST(StoreFormat, SaysWhatALaneAndWhatReplicationKeepsAre) {
  auto examples = testing_support::hex_examples(DOORSTEP_SOURCE_DIR "/sync/codec/FORMAT.md");
  Lane lane;
  lane.type = record::RecordType{1};
  ASSERT_TRUE(record::parse_record_id("0190a3c4-7b7a-7cc3-8a46-5d6e7f809101", lane.id));
  lane.path = "page/words";
  lane.stamp = {0x018BCFE568000002, 9};
  lane.upto = 5;
  lane.hub = record::text("Mair");
  lane.pending = {{4, record::Splices{{4, 0, " Rees"}}}, {5, std::nullopt}};
  EXPECT_EQ(base::to_hex(encode_lane(lane)), base::to_hex(examples["lane"]));
  EXPECT_EQ(decode_lane(examples["lane"]).value(), lane);
  const base::Bytes state = base::copy(base::view("state"));
  EXPECT_EQ(base::to_hex(encode_replication(3, state)), base::to_hex(examples["replication"]));
  Replication read;
  ASSERT_TRUE(decode_replication(examples["replication"], read));
  EXPECT_EQ(read.settled, 3u);
  EXPECT_EQ(read.state, state);
}

}  // namespace
}  // namespace store
