// What a device that means no good can ask of blobs, and what it is answered.
#include "tests/sync/replica/pair.h"

namespace replica {
namespace {

class HostileBlobs : public testing::Test {
 protected:
  HostileBlobs() {
    ada.syncs();
    mallory.syncs();
    picture = ada.attaches(mair, content);
    ada.syncs();
  }
  std::string asks(uint64_t device, decltype(wire::Request::what) what) {
    const auto answer = wire::decode_answer(world.hub->answer(wire::encode(wire::Request{device, std::move(what)})));
    if (!answer) return "unreadable";
    if (const auto* refusal = std::get_if<wire::Refusal>(&*answer)) return wire::status_name(refusal->status);
    if (const auto* states = std::get_if<wire::BlobStates>(&*answer)) return "standing " + std::to_string(int(states->blobs[0].standing)) + " at " + std::to_string(states->blobs[0].offset);
    return "bytes";
  }
  std::string brings(uint64_t device, const wire::BlobRef& ref, base::ByteView part, uint64_t total, uint64_t offset = 0) { return asks(device, wire::BlobUp{ref, total, offset, part}); }
  static base::Bytes stream_of(const base::Bytes& content) {
    base::Bytes out = blob::encode(blob::manifest_of(content));
    out.insert(out.end(), content.begin(), content.end());
    return out;
  }

  World world;
  Tablet ada{world, 11}, mallory{world, 13};
  const record::RecordId mair = record::make_record_id(1'763'769'600'000, world.random), own = record::make_record_id(1'763'769'600'000, world.random);
  const base::Bytes content = photo(100'000);
  wire::BlobRef picture;
};

TEST_F(HostileBlobs, KnowingARecordAndANameGivesNobodyTheBytes) {
  EXPECT_EQ(asks(ada.device, wire::BlobDown{picture, 0, 100}), "bytes");
  EXPECT_EQ(asks(mallory.device, wire::BlobDown{picture, 0, 100}), "unnamed");
  EXPECT_EQ(asks(mallory.device, wire::AskBlobs{{picture}}), "standing 0 at 0");
  EXPECT_EQ(asks(99, wire::BlobDown{picture, 0, 100}), "stranger");
}

TEST_F(HostileBlobs, NamingSomebodyElsesBlobInARecordOfOnesOwnGivesNothing) {
  const wire::BlobRef forged{record::make_record_id(1'763'769'600'000, world.random), picture.name};
  mallory.names(forged, own);
  mallory.says_words();
  EXPECT_EQ(asks(mallory.device, wire::AskBlobs{{forged}}), "standing 1 at 0") << "it may be brought, and is not there";
  EXPECT_EQ(asks(mallory.device, wire::BlobDown{forged, 0, 100}), "standing 1 at 0");
  EXPECT_EQ(asks(mallory.device, wire::BlobDown{picture, 0, 100}), "unnamed");
}

TEST_F(HostileBlobs, AWorkerWhoLostThePersonReadsNothingMore) {
  ASSERT_TRUE(world.hub->grant(mallory.device, mair, true));
  EXPECT_EQ(asks(mallory.device, wire::BlobDown{picture, 0, 100}), "bytes");
  ASSERT_TRUE(world.hub->grant(mallory.device, mair, false));
  EXPECT_EQ(asks(mallory.device, wire::BlobDown{picture, 0, 100}), "unnamed");
  ASSERT_TRUE(world.hub->revoke(ada.device));
  EXPECT_EQ(asks(ada.device, wire::BlobDown{picture, 0, 100}), "revoked");
}

TEST_F(HostileBlobs, SwappedOrInventedBytesAreNotKept) {
  const base::Bytes true_content = photo(150'000, 7);
  base::Bytes stream = stream_of(true_content);
  const wire::BlobRef ref{record::make_record_id(1'763'769'600'000, world.random), blob::name_of(true_content)};
  mallory.names(ref, own);
  mallory.says_words();
  const size_t head = stream.size() - true_content.size();
  EXPECT_EQ(brings(mallory.device, ref, stream_of(content), content.size() + 75), "mismatch") << "another blob's stream";
  EXPECT_EQ(brings(mallory.device, ref, base::ByteView(stream).first(head + 65'536), stream.size()), "standing 1 at " + std::to_string(head + 65'536));
  base::Bytes swapped(stream.begin() + std::ptrdiff_t(head), stream.begin() + std::ptrdiff_t(head + 65'536));  // the first chunk once more
  EXPECT_EQ(brings(mallory.device, ref, swapped, stream.size(), head + 65'536), "mismatch");
  EXPECT_EQ(brings(mallory.device, ref, swapped, stream.size() + 1, head + 65'536), "mismatch") << "and suddenly longer";
  EXPECT_EQ(asks(mallory.device, wire::AskBlobs{{ref}}), "standing 1 at " + std::to_string(head + 65'536)) << "what was right is still there";
  EXPECT_EQ(brings(mallory.device, ref, base::ByteView(stream).subspan(head + 65'536), stream.size(), head + 65'536), "standing 2 at " + std::to_string(stream.size()));
  EXPECT_EQ(world.hub->read_blob(ref).value(), true_content);
}

TEST_F(HostileBlobs, WhatNoRecordNamesIsNotTaken) {
  const base::Bytes junk = photo(1000, 9);
  EXPECT_EQ(brings(mallory.device, {own, blob::name_of(junk)}, stream_of(junk), stream_of(junk).size()), "unnamed");
  EXPECT_EQ(brings(mallory.device, picture, stream_of(content), stream_of(content).size()), "unnamed") << "of a record that is not in scope";
}

TEST_F(HostileBlobs, ADeviceBringsNoMoreThanItsShareAndWhatItClaimsCounts) {
  world.options.blob_bytes_per_device_max = 300'000;
  world.open_hub();
  const auto bring = [&](size_t bytes, uint64_t seed) {
    const base::Bytes some = photo(bytes, seed);
    const wire::BlobRef ref{record::make_record_id(1'763'769'600'000, world.random), blob::name_of(some)};
    mallory.names(ref, own);
    mallory.says_words();
    const base::Bytes stream = stream_of(some);
    return brings(mallory.device, ref, base::ByteView(stream).first(std::min<size_t>(stream.size(), 40'000)), stream.size());
  };
  EXPECT_EQ(bring(200'000, 1), "standing 1 at 40000") << "most of it is still to come, and counts";
  EXPECT_EQ(bring(200'000, 2), "over_quota");
  EXPECT_EQ(bring(50'000, 3), "standing 1 at 40000");
  EXPECT_EQ(ada.syncs(), wire::Status::Ok) << "others are not concerned";
}

TEST_F(HostileBlobs, AStreamThatClaimsToBeEndlessIsRefusedBeforeRoomIsMadeForIt) {
  const wire::BlobRef ref{record::make_record_id(1'763'769'600'000, world.random), picture.name};
  mallory.names(ref, own);
  mallory.says_words();
  base::Writer huge;
  huge.u8(1);
  huge.varint(blob::kBytesMax + 1);
  huge.bytes(base::Bytes(100));
  EXPECT_EQ(brings(mallory.device, ref, huge.out(), uint64_t{1} << 40), "corrupt");
  EXPECT_EQ(brings(mallory.device, ref, huge.out(), 60'000'000), "mismatch");
  EXPECT_EQ(brings(mallory.device, ref, base::Bytes(300'000), 60'000'000), "corrupt");
  EXPECT_EQ(asks(mallory.device, wire::AskBlobs{{ref}}), "standing 1 at 0");
}

TEST_F(HostileBlobs, AHubThatSendsOtherBytesIsNotBelieved) {
  Tablet ben(world, 12);
  ASSERT_TRUE(world.hub->grant(ben.device, mair, true));
  ben.says_words();
  (void)ben.replica->answer(world.hub->answer(ben.replica->blob_request().value().value()));
  int parts = 0;
  for (auto next = ben.replica->blob_request().value(); next && parts < 10; next = ben.replica->blob_request().value(), ++parts) {
    base::Bytes answer = world.hub->answer(*next);
    if (wire::is_blob_part(answer)) answer.back() ^= 1;
    const auto outcome = ben.replica->answer(answer);
    ASSERT_TRUE(outcome);
  }
  EXPECT_LT(parts, 10) << "it gives up for this session";
  EXPECT_FALSE(ben.store->get_blob(picture.name));
  EXPECT_EQ(ben.syncs(), wire::Status::Ok);
  EXPECT_EQ(ben.store->get_blob(picture.name).value(), content);
}

}  // namespace
}  // namespace replica
