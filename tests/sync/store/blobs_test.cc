// Blobs: whole, in parts, of the format before, and gone with the records that name them.
#include "platform/os/file.h"
#include "sync/codec/header.h"
#include "tests/sync/store/store_world.h"

namespace store {
namespace {

constexpr RecordType kPicture{8};
const HubMark kHub{1, 2, 3, 4, 5, 6, 7, 8}, kOtherHub{8, 7, 6, 5, 4, 3, 2, 1};

class Blobs : public StoreTest {
 protected:
  Blobs() { options_.blobs = {{kPicture, "head/blob"}}; }
  base::Bytes photo(size_t bytes, uint64_t seed = 1) {
    os::SeededRandom random(seed);
    base::Bytes out(bytes);
    random.fill(out);
    return out;
  }
  RecordId names(Store& store, const BlobId& blob) {
    const RecordId id = new_id();
    Commit commit;
    commit.author = "worker";
    commit.edits.push_back({id, kPicture, "head/blob", record::atom(blob::to_string(blob))});
    EXPECT_TRUE(store.commit(commit));
    if (const auto here = *store.find_blob(blob); here->hub == HubMark{}) {
      EXPECT_TRUE(store.claim_blob(blob, id));
    }
    return id;
  }
  // The hub has all that was typed, and takes these records away.
  Arrived drops(Store& store, std::vector<RecordId> ids, const HubMark& hub) {
    EXPECT_TRUE(store.close_entry());
    Arrivals arrivals;
    for (Sequence own = store.replication()->settled + 1; own <= store.last_sequence(); ++own) arrivals.steps.push_back({{}, own});
    arrivals.acknowledged = store.last_sequence();
    arrivals.drops = std::move(ids);
    arrivals.hub = hub;
    auto arrived = store.arrive(arrivals);
    EXPECT_TRUE(arrived) << arrived.error().detail;
    return std::move(*arrived);
  }
};

TEST_F(Blobs, AreReadFromAnyOffsetAsTheirStream) {
  Store store = made();
  const base::Bytes content = photo(200'000);
  const BlobId id = *store.put_blob(content);
  base::Bytes stream = blob::encode(blob::manifest_of(content));
  stream.insert(stream.end(), content.begin(), content.end());
  for (const size_t offset : {size_t(0), size_t(7), stream.size() - content.size(), size_t(65'536), size_t(100'001), stream.size() - 1, stream.size()})
    for (const size_t count : {size_t(1), size_t(70'000), size_t(1'000'000)}) {
      const auto part = store.read_blob(id, offset, count);
      ASSERT_TRUE(part);
      EXPECT_EQ(*part, base::Bytes(stream.begin() + ptrdiff_t(offset), stream.begin() + ptrdiff_t(std::min(stream.size(), offset + count)))) << offset << " " << count;
    }
  EXPECT_EQ(store.read_blob(id, stream.size() + 1, 1).error().fault, base::Fault::NotFound);
}

TEST_F(Blobs, ComePieceByPieceAndAreWholeOnlyAtTheEndAlsoAfterARestart) {
  const base::Bytes content = photo(150'000);
  const blob::Manifest manifest = blob::manifest_of(content);
  const BlobId id = blob::name_of(manifest);
  {
    Store store = made();
    ASSERT_TRUE(store.begin_blob(manifest, kHub));
    ASSERT_TRUE(store.add_chunk(id, 0, base::ByteView(content).first(blob::kChunkBytes)));
  }
  Store store = *opened();
  EXPECT_EQ(store.get_blob(id).error().fault, base::Fault::NotFound);
  EXPECT_EQ((*store.find_blob(id))->chunks, 1u);
  for (size_t index = 1; index < 3; ++index) ASSERT_TRUE(store.add_chunk(id, index, base::ByteView(content).subspan(index * blob::kChunkBytes, manifest.chunk_bytes(index))));
  EXPECT_TRUE((*store.find_blob(id))->whole);
  EXPECT_EQ((*store.find_blob(id))->hub, kHub);
  EXPECT_EQ(*store.get_blob(id), content);
  EXPECT_TRUE(store.verify()->sound());
}

TEST_F(Blobs, GoWithTheLastRecordThatNamesThemOnceTheHubHasThem) {
  Store store = made();
  const BlobId shared = *store.put_blob(photo(100'000)), other = *store.put_blob(photo(10'000, 2));
  const BlobId elsewhere = blob::name_of(photo(10, 3));
  ASSERT_TRUE(store.begin_blob(blob::manifest_of(photo(10, 3)), kOtherHub));
  ASSERT_TRUE(store.add_chunk(elsewhere, 0, photo(10, 3)));
  EXPECT_TRUE(drops(store, {names(store, elsewhere)}, kHub).kept.empty()) << "not ours to bring";
  EXPECT_EQ(*store.find_blob(elsewhere), std::nullopt);
  const RecordId second = names(store, shared), first = names(store, shared), third = names(store, other);
  EXPECT_EQ(drops(store, {first, third}, kHub).kept, (std::vector{first, third})) << "the hub has no blob yet";
  ASSERT_TRUE(store.mark_blob(shared, kOtherHub));
  EXPECT_EQ(drops(store, {first}, kHub).kept, std::vector{first}) << "another history of the hub had it";
  ASSERT_TRUE(store.mark_blob(shared, kHub));
  EXPECT_TRUE(drops(store, {first}, kHub).kept.empty());
  EXPECT_TRUE(store.get_blob(shared)) << "the second record still names it";
  EXPECT_TRUE(drops(store, {second}, kHub).kept.empty());
  EXPECT_EQ(*store.find_blob(shared), std::nullopt);
  EXPECT_TRUE(store.get_blob(other));
  EXPECT_TRUE(store.verify()->sound());
}

TEST_F(Blobs, OfFormatOneAreReadAndTheStoreIsRaisedToOurs) {
  const std::string golden = std::string(DOORSTEP_SOURCE_DIR) + "/tests/golden/store/format-1";
  ASSERT_TRUE(os::make_folders(place()));
  for (const char* name : {"/data.mdb", "/header", "/clean"}) ASSERT_TRUE(os::replace_file(place() + name, *os::read_file(golden + name, 1 << 20)));
  const std::array<uint8_t, 32> secret{1, 2, 3};
  key_ = crypto::Key(std::span<const uint8_t, 32>(secret));
  base::Bytes content(140'000);
  for (size_t i = 0; i < content.size(); ++i) content[i] = uint8_t(i / 1000);
  base::Bytes hex;
  ASSERT_TRUE(base::from_hex("9da553abc3673fa9a4007b6c4b3e1cc1", hex));
  OldBlobId old;
  std::copy(hex.begin(), hex.end(), old.begin());
  for (int round = 0; round < 2; ++round) {
    auto store = opened();
    ASSERT_TRUE(store) << store.error().detail;
    EXPECT_FALSE(store->open_report().salvaged);
    EXPECT_EQ(*store->get_old_blob(old), content);
    EXPECT_TRUE(store->verify()->sound());
    const base::Bytes header = *os::read_file(place() + "/header", 4096);
    EXPECT_EQ(header[8], codec::kFormat);
    EXPECT_EQ(header[10], codec::kFormat);
  }
  Store store = *opened();
  ASSERT_TRUE(store.erase_old_blob(old));
  EXPECT_EQ(store.get_old_blob(old).error().fault, base::Fault::NotFound);
  EXPECT_TRUE(store.verify()->sound());
}

}  // namespace
}  // namespace store
