// Photos between real tablets and the real hub, over TLS, on links that break and with hubs that die.
#include <gtest/gtest.h>

#include "tests/app/hub/town.h"
#include "tests/support/proxy.h"

namespace hub {
namespace {

const std::string kPhotographer = "0190a3c4-7b7a-7cc3-8a46-5d6e7f809101";

base::Bytes a_photo(size_t bytes, uint64_t seed) {
  os::SeededRandom random(seed);
  base::Bytes out(bytes);
  random.fill(out);
  return out;
}

TEST(HubBlobs, APhotoOfFiveMegabytesGetsThroughALinkThatIsCutAllTheTimeAndLittleIsSentTwice) {
  HubProcess hub;
  Tablet ada(hub, 1, kPhotographer);
  const base::Bytes content = a_photo(5'000'000, 7);
  const wire::BlobRef photo = ada.attaches(ada.begins_person("Whitfield"), content);
  ASSERT_EQ(ada.sync_words(), wire::Status::Ok);
  support::BadNetwork bad;
  bad.cut_percent = 100;
  bad.cut_after_bytes_max = 48 * 1024;  // of which a handshake and what names the device take about five
  support::Proxy between(hub.port(), bad);
  ada.goes_by(between.port());
  uint64_t tries = 0;
  bool more = true;
  for (; more && tries < 20'000; ++tries) (void)ada.carry(more);
  ASSERT_FALSE(more);
  std::printf("%llu requests, %llu connections, %llu cut, %llu bytes for %zu\n", (unsigned long long)tries, (unsigned long long)between.connections(), (unsigned long long)between.cut(),
              (unsigned long long)between.bytes(), content.size());
  // What a cut costs is what was in the air: at most a part, and the handshake.
  EXPECT_LT(between.bytes(), content.size() + between.connections() * (64 * 1024 / 4 + 8 * 1024));
  Tablet second(hub, 2, kPhotographer);
  EXPECT_EQ(second.sync(), wire::Status::Ok);
  EXPECT_EQ(second.store().get_blob(photo.name).value(), content);
}

TEST(HubBlobs, AKilledHubHasEveryChunkItCountedAsItsOwn) {
  HubProcess hub;
  Tablet ada(hub, 1, kPhotographer);
  const base::Bytes content = a_photo(2'000'000, 9);
  const wire::BlobRef photo = ada.attaches(ada.begins_person("Whitfield"), content);
  ASSERT_EQ(ada.sync_words(), wire::Status::Ok);
  uint64_t whole_before = 0;
  bool more = true;
  for (int turn = 0; more && turn < 200; ++turn) {
    (void)ada.carry(more);
    if (turn % 7 != 6) continue;
    const uint64_t told = ada.replica().carried_blobs().front().done;
    hub.kill_now();
    hub.start();
    ada.goes_by(hub.port());
    ada.replica().link_lost();
    (void)ada.carry(more);  // how much is there?
    const uint64_t there = ada.replica().carried_blobs().front().done;
    EXPECT_GE(there + blob::kChunkBytes, told) << "less than a chunk was only in memory";
    EXPECT_GE(there, whole_before);
    whole_before = there;
  }
  ASSERT_FALSE(more);
  Tablet second(hub, 2, kPhotographer);
  EXPECT_EQ(second.sync(), wire::Status::Ok);
  EXPECT_EQ(second.store().get_blob(photo.name).value(), content);
}

}  // namespace
}  // namespace hub
