// What was taken from this tablet stays away: from whoever asks, from a salvage, and after a while from anybody who has the file and the key.
#include <unistd.h>

#include <filesystem>

#include "platform/kv/pages.h"
#include "platform/os/file.h"
#include "sync/store/header_file.h"
#include "sync/store/impl.h"
#include "tests/sync/store/store_world.h"

namespace store {
namespace {

namespace fs = std::filesystem;
constexpr RecordType kPhotoRecord{8};
constexpr size_t kFileBytesMax = 64 << 20;
const HubMark kThatHub{1, 2, 3, 4, 5, 6, 7, 8};
const std::string kSecret = "cellar key under the blue pot";

class DroppedTest : public StoreTest {
 protected:
  DroppedTest() { options_.blobs = {{kPhotoRecord, "head/blob"}}; }

  // Looks at every value that is anywhere in the file and holds the words, and remembers how it can be told again: by its tag.
  void look_for_secrets() {
    const Cells cells(key_, find_header(place())->store, random_);
    ASSERT_TRUE(kv::scan_entries(place(), [&](base::ByteView key, base::ByteView stored) -> base::Status {
      if (key.empty() || stored.size() < 32) return {};
      const auto plain = cells.open(key, stored);
      if (plain && holds_secret(*plain)) secrets_.insert(base::copy(stored.last(16)));
      return {};
    }));
  }
  static bool holds_secret(base::ByteView plain) { return base::text_view(plain).find(kSecret) != std::string::npos || (plain.size() > 64 && plain[plain.size() - 1] == 0xA5 && plain[plain.size() - 2] == 0xA5); }
  // Files under the folder in which one of those tags still is, or a value that opens and holds the words.
  std::vector<std::string> where_secrets_are() {
    std::vector<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(place())) {
      if (!entry.is_regular_file()) continue;
      const base::Bytes bytes = *os::read_file(entry.path().string(), kFileBytesMax);
      for (const base::Bytes& tag : secrets_)
        if (base::text_view(bytes).find(base::text_view(tag)) != std::string::npos) {
          out.push_back(entry.path().filename().string());
          break;
        }
    }
    return out;
  }

  // Two people, of whom the first has the secret in every place a store has: sections, a head, log entries that were rewritten while it was typed, one that speaks of
  // both, a photo, a lane.
  void write_two(Store& store) {
    first_ = new_id(), second_ = new_id(), photo_ = new_id();
    ASSERT_TRUE(store.commit(says(first_, "head/name", record::text("Ada, " + kSecret))));
    for (size_t i = 1; i <= kSecret.size(); ++i) {
      ASSERT_TRUE(store.commit(types(first_, kSecret.substr(0, i))));
      if (i % 8 == 0) look_for_secrets();
    }
    Commit both = says(first_, "notes/more", record::text("again: " + kSecret));
    both.edits.push_back({second_, kPerson, "notes/said", record::text("Ben's own words")});
    ASSERT_TRUE(store.commit(both));
    ASSERT_TRUE(store.commit(says(second_, "head/name", record::text("Ben"))));
    base::Bytes content(70'000, 0xA5);
    photo_blob_ = *store.put_blob(content);
    Commit picture;
    picture.edits = {{photo_, kPhotoRecord, "head/blob", record::atom(blob::to_string(photo_blob_))}};
    ASSERT_TRUE(store.commit(picture));
    ASSERT_TRUE(store.claim_blob(photo_blob_, photo_));
    ASSERT_TRUE(store.mark_blob(photo_blob_, kThatHub));
    look_for_secrets();
    ASSERT_GT(secrets_.size(), 4u);
  }
  void settle_all(Store& store, std::vector<RecordId> drops) {
    ASSERT_TRUE(store.close_entry());
    Arrivals arrivals;
    for (Sequence own = store.replication()->settled + 1; own <= store.last_sequence(); ++own) arrivals.steps.push_back({{}, own});
    arrivals.acknowledged = store.last_sequence();
    arrivals.drops = std::move(drops);
    arrivals.hub = kThatHub;
    const auto arrived = store.arrive(arrivals);
    ASSERT_TRUE(arrived) << arrived.error().detail;
    EXPECT_TRUE(arrived->kept.empty());
    look_for_secrets();
  }
  void expect_first_gone_second_there(Store& store) {
    EXPECT_EQ(store.read(kPerson, first_).error().fault, base::Fault::NotFound);
    EXPECT_TRUE(store.history(first_)->empty());
    EXPECT_EQ(store.read(kPhotoRecord, photo_).error().fault, base::Fault::NotFound);
    EXPECT_EQ(store.get_blob(photo_blob_).error().fault, base::Fault::NotFound);
    EXPECT_EQ(store.read(kPerson, second_)->utf8("notes/said"), "Ben's own words");
    EXPECT_EQ(store.read(kPerson, second_)->utf8("head/name"), "Ben");
    EXPECT_EQ(store.history(second_)->size(), 2u);
    EXPECT_EQ(store.figures().records[kPerson], 1u);
    EXPECT_TRUE(store.verify()->sound());
  }
  bool log_says_secret(const Store& store) {
    const auto log = store.entries_after(0, 1000).value();
    for (const LogEntry& entry : log)
      for (const Change& change : entry.changes)
        if (record::utf8_of(change.edit.to).find(kSecret) != std::string::npos) return true;
    return false;
  }
  // One byte of the value that stands under a key.
  void spoil(const CellKey& key) {
    kv::Env env = std::move(*kv::Env::open(place()));
    ASSERT_TRUE(env.write([&](kv::WriteTxn& txn) -> base::Status {
      TRY(const auto stored, txn.find(key));
      base::Bytes spoiled = base::copy(*stored);
      spoiled[40] ^= 1;
      return txn.put(key, spoiled);
    }));
    (void)os::remove_file(place() + kCleanFile);
  }
  CellKey section_of_second() {
    const Cells cells(key_, find_header(place())->store, random_);
    return cells.section_key(kPerson, second_, "notes");
  }

  RecordId first_, second_, photo_;
  BlobId photo_blob_;
  std::set<base::Bytes> secrets_;
};

TEST_F(DroppedTest, AfterAWhileNothingOfItIsAnywhereInTheFolder) {
  {
    Store store = made();
    write_two(store);
    settle_all(store, {first_, photo_});
    expect_first_gone_second_there(store);
  }
  EXPECT_FALSE(where_secrets_are().empty()) << "or this test looks in the wrong place";
  clock_.advance_ms(kKeepDroppedMs - 1);
  {
    Store store = *opened();
    EXPECT_EQ(store.open_report().forgotten, 0u);
    EXPECT_TRUE(log_says_secret(store)) << "kept for a hub that is set back";
    expect_first_gone_second_there(store);
  }
  clock_.advance_ms(1);
  for (int round = 0; round < 2; ++round) {
    Store store = *opened();
    EXPECT_EQ(store.open_report().forgotten, round == 0 ? 2u : 0u);
    EXPECT_FALSE(store.open_report().salvaged);
    EXPECT_FALSE(log_says_secret(store));
    expect_first_gone_second_there(store);
    EXPECT_EQ(where_secrets_are(), std::vector<std::string>{});
    const auto log = store.entries_after(0, 100).value();
    EXPECT_TRUE(log[0].cleared && log[0].changes.empty());
    EXPECT_TRUE(log[2].cleared && log[2].changes.size() == 1);
    EXPECT_FALSE(log[3].cleared);
    if (round == 1) {
      EXPECT_TRUE(store.commit(says(second_, "notes/later", record::text("written on"))));
    }
  }
}

TEST_F(DroppedTest, ASalvageDoesNotBringItBackWhileItIsStillInTheFileNorAfter) {
  {
    Store store = made();
    write_two(store);
    settle_all(store, {first_, photo_});
  }
  spoil(section_of_second());
  {
    Store store = *opened();
    EXPECT_TRUE(store.open_report().salvaged);
    expect_first_gone_second_there(store);
  }
  EXPECT_FALSE(where_secrets_are().empty()) << "the damaged file in quarantine";
  spoil(log_key(1));  // an entry of the first one's: what is set aside of it could be anybody's
  {
    Store store = *opened();
    EXPECT_TRUE(store.open_report().salvaged);
    expect_first_gone_second_there(store);
    look_for_secrets();
  }
  clock_.advance_ms(kKeepDroppedMs);
  {
    Store store = *opened();
    EXPECT_EQ(store.open_report().forgotten, 2u);
    expect_first_gone_second_there(store);
    EXPECT_EQ(where_secrets_are(), std::vector<std::string>{}) << "neither there nor in what was set aside";
  }
  spoil(section_of_second());
  {
    Store store = *opened();
    EXPECT_TRUE(store.open_report().salvaged) << "and what its log tells brings the other one's words back";
    expect_first_gone_second_there(store);
    EXPECT_FALSE(log_says_secret(store));
  }
  EXPECT_EQ(where_secrets_are(), std::vector<std::string>{});
}

TEST_F(DroppedTest, OneThatIsGivenBackKeepsWhatIsNewAndLosesWhatWasTypedBefore) {
  {
    Store store = made();
    write_two(store);
    settle_all(store, {first_, photo_});
    Arrivals back;
    changeset::Entry whole;
    whole.device = 7;
    whole.ops = {{first_, kPerson, "head/name", record::Value(record::text("Ada"))}, {first_, kPerson, "notes/said", record::Value(record::text("told anew"))}};
    back.records = {whole};
    back.acknowledged = store.last_sequence();
    ASSERT_TRUE(store.arrive(back));
    ASSERT_TRUE(store.commit(says(first_, "notes/mine", record::text("typed after"))));
  }
  clock_.advance_ms(kKeepDroppedMs);
  for (int round = 0; round < 2; ++round) {
    Store store = *opened();
    const auto ada = store.read(kPerson, first_);
    ASSERT_TRUE(ada);
    EXPECT_EQ(ada->utf8("notes/said"), "told anew");
    EXPECT_EQ(ada->utf8("notes/mine"), "typed after");
    EXPECT_EQ(store.history(first_)->size(), 1u);
    EXPECT_EQ(where_secrets_are(), std::vector<std::string>{});
  }
  {
    Store store = *opened();
    settle_all(store, {first_});
  }
  clock_.advance_ms(kKeepDroppedMs);
  Store store = *opened();
  EXPECT_EQ(store.read(kPerson, first_).error().fault, base::Fault::NotFound);
  const auto log = store.entries_after(0, 100).value();
  for (const LogEntry& entry : log)
    for (const Change& change : entry.changes) EXPECT_NE(change.edit.id, first_);
}

TEST_F(DroppedTest, IsKeptWhileAHubThatLostItIsToBeBroughtItAgain) {
  {
    Store store = made();
    write_two(store);
    settle_all(store, {first_, photo_});
    Arrivals set_back;
    set_back.began_anew = true;
    set_back.acknowledged = 1;
    ASSERT_TRUE(store.arrive(set_back));
  }
  clock_.advance_ms(2 * kKeepDroppedMs);
  {
    Store store = *opened();
    EXPECT_TRUE(log_says_secret(store));
    settle_all(store, {});
  }
  Store store = *opened();
  EXPECT_FALSE(log_says_secret(store));
}

TEST_F(DroppedTest, ForgettingThatWasCutShortIsBegunAgain) {
  {
    Store store = made();
    write_two(store);
    settle_all(store, {first_, photo_});
  }
  clock_.advance_ms(kKeepDroppedMs);
  // Before the fresh file took its place: a second name of the one there is, and half a fresh one.
  ASSERT_TRUE(os::link_or_copy(place() + kDataFile, place() + "/forgotten.mdb"));
  ASSERT_TRUE(os::make_folders(place() + kFreshFolder));
  ASSERT_TRUE(os::replace_file(place() + kFreshFolder + kDataFile, base::Bytes(10'000, 1)));
  const base::Bytes before = *os::read_file(place() + kDataFile, kFileBytesMax);
  {
    Store store = *opened();
    expect_first_gone_second_there(store);
    EXPECT_EQ(where_secrets_are(), std::vector<std::string>{});
  }
  // And after: the old file under that name alone.
  ASSERT_TRUE(os::replace_file(place() + "/forgotten.mdb", before));
  Store store = *opened();
  expect_first_gone_second_there(store);
  EXPECT_EQ(where_secrets_are(), std::vector<std::string>{});
}

TEST_F(DroppedTest, AFullDiskLeavesTheStoreAsItIsUntilThereIsRoom) {
  {
    Store store = made();
    write_two(store);
    settle_all(store, {first_, photo_});
  }
  clock_.advance_ms(kKeepDroppedMs);
  ASSERT_TRUE(os::replace_file(place() + kFreshFolder, base::view("in the way")));
  {
    auto store = opened();
    ASSERT_TRUE(store) << store.error().detail;
    EXPECT_EQ(store->open_report().forgotten, 0u);
    expect_first_gone_second_there(*store);
  }
  ASSERT_TRUE(os::remove_file(place() + kFreshFolder));
  EXPECT_EQ(opened()->open_report().forgotten, 2u);
}

}  // namespace
}  // namespace store
