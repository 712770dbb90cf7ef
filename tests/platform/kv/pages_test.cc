#include "platform/kv/pages.h"

#include <gtest/gtest.h>

#include <map>

#include "platform/kv/env.h"
#include "platform/os/clock.h"
#include "platform/os/file.h"
#include "tests/support/temp_folder.h"

namespace kv {
namespace {

using testing_support::TempFolder;

// Puts and takes away at random, big values and small, and keeps what should be there.
class Pages : public testing::Test {
 protected:
  uint64_t below(uint64_t bound) { return random_.next_u64() % bound; }

  void work(int writes) {
    Env env = std::move(*Env::open(folder_.path()));
    for (int i = 0; i < writes; ++i) {
      ASSERT_TRUE(env.write([&](WriteTxn& txn) -> base::Status {
        for (uint64_t j = below(12); j > 0; --j) {
          const std::string key = "key " + std::to_string(below(3000)) + std::string(size_t(below(40)), 'k');
          if (below(4) == 0) {
            entries_.erase(key);
            TRY_DO(txn.erase(base::view(key)));
            continue;
          }
          entries_[key] = std::string(size_t(below(10) == 0 ? below(20'000) : below(300)), char('a' + below(26)));
          TRY_DO(txn.put(base::view(key), base::view(entries_[key])));
        }
        return {};
      }));
    }
  }

  TempFolder folder_;
  os::SeededRandom random_{5};
  std::map<std::string, std::string> entries_;
};

TEST_F(Pages, AgreesWithLmdbAfterAnyWork) {
  for (int round = 0; round < 25; ++round) {
    work(30);
    const auto shape = check_pages(folder_.path());
    ASSERT_TRUE(shape) << "round " << round << ": " << shape.error().detail;
    EXPECT_EQ(shape->entries, entries_.size());
    EXPECT_EQ(last_commit(folder_.path())->transaction, shape->transaction);
  }
  EXPECT_GT(check_pages(folder_.path())->free_pages, 0u);
}

TEST_F(Pages, FindsEveryLiveEntryByLookingAtPagesAlone) {
  work(200);
  std::map<std::string, std::string> missing = entries_;
  ASSERT_TRUE(scan_entries(folder_.path(), [&](base::ByteView key, base::ByteView value) -> base::Status {
    const auto at = missing.find(std::string(base::text_view(key)));
    if (at != missing.end() && at->second == base::text_view(value)) missing.erase(at);
    return {};
  }));
  EXPECT_TRUE(missing.empty()) << missing.size();
}

TEST_F(Pages, AreRefusedWhenOneOfTheTreeIsZeroedAndTheFileIsCut) {
  work(200);
  base::Bytes whole = *os::read_file(folder_ / "data.mdb", 64 << 20);
  int refused = 0;
  for (size_t page = 0; page < whole.size() / 4096; ++page) {
    base::Bytes damaged = whole;
    std::fill_n(damaged.begin() + ptrdiff_t(page * 4096), 4096, uint8_t(0));
    ASSERT_TRUE(os::overwrite_file(folder_ / "data.mdb", damaged));
    refused += !check_pages(folder_.path());
  }
  EXPECT_GT(refused, int(whole.size() / 4096 / 3));
  for (const size_t size : {size_t(0), size_t(100), size_t(4096), size_t(8192), whole.size() / 2}) {
    ASSERT_TRUE(os::replace_file(folder_ / "data.mdb", base::ByteView(whole).first(size)));
    EXPECT_FALSE(check_pages(folder_.path())) << size;
  }
  EXPECT_EQ(check_pages(folder_ / "none").error().fault, base::Fault::NotFound);
}

TEST_F(Pages, OfAnotherLmdbAreTooNew) {
  work(3);
  base::Bytes bytes = *os::read_file(folder_ / "data.mdb", 64 << 20);
  bytes[20] = bytes[4096 + 20] = 2;
  ASSERT_TRUE(os::overwrite_file(folder_ / "data.mdb", bytes));
  EXPECT_EQ(check_pages(folder_.path()).error().fault, base::Fault::TooNew);
}

}  // namespace
}  // namespace kv
