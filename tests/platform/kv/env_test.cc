#include "platform/kv/env.h"

#include <gtest/gtest.h>
#include <lmdb.h>

#include <atomic>
#include <new>
#include <thread>

#include "tests/support/temp_folder.h"

namespace kv {
namespace {

using testing_support::TempFolder;

base::Status put(Env& env, std::string_view key, std::string_view value) {
  return env.write([&](WriteTxn& txn) { return txn.put(base::view(key), base::view(value)); });
}

std::string get(const Env& env, std::string_view key) {
  std::string value = "(none)";
  EXPECT_TRUE(env.read([&](const ReadTxn& txn) -> base::Status {
    TRY(const auto found, txn.find(base::view(key)));
    if (found) value = base::text_view(*found);
    return {};
  }));
  return value;
}

std::vector<std::string> keys(const Env& env, std::string_view prefix, bool back) {
  std::vector<std::string> keys;
  EXPECT_TRUE(env.read([&](const ReadTxn& txn) {
    const auto visit = [&](base::ByteView key, base::ByteView) -> base::Result<bool> {
      keys.emplace_back(base::text_view(key));
      return true;
    };
    return back ? txn.scan_back(base::view(prefix), visit) : txn.scan(base::view(prefix), visit);
  }));
  return keys;
}

TEST(Env, UsesNoneOfTheFlagsThatLoseOrRuinWhatWasCommitted) {
  TempFolder folder;
  Env env = std::move(*Env::open(folder.path()));
  constexpr unsigned kForbidden = MDB_NOSYNC | MDB_NOMETASYNC | MDB_MAPASYNC | MDB_WRITEMAP | MDB_NOMEMINIT | MDB_NOLOCK;
  EXPECT_EQ(env.flags() & kForbidden, 0u);
}

TEST(Env, KeepsWhatAWriteDidAndNothingOfAWriteThatFailed) {
  TempFolder folder;
  {
    Env env = std::move(*Env::open(folder.path()));
    ASSERT_TRUE(put(env, "a", "1"));
    const base::Status refused = env.write([&](WriteTxn& txn) -> base::Status {
      TRY_DO(txn.put(base::view("a"), base::view("2")));
      TRY_DO(txn.erase(base::view("a")));
      return base::fail(base::Fault::BadInput, "changed my mind");
    });
    EXPECT_EQ(refused.error().detail, "changed my mind");
    EXPECT_THROW((void)env.write([&](WriteTxn& txn) -> base::Status {
      (void)txn.put(base::view("a"), base::view("3"));
      throw std::bad_alloc();
    }), std::bad_alloc);
    EXPECT_FALSE(env.failed());
  }
  EXPECT_EQ(get(*Env::open(folder.path()), "a"), "1");
}

TEST(Env, ScansAPrefixBothWays) {
  TempFolder folder;
  Env env = std::move(*Env::open(folder.path()));
  for (const char* key : {"a", "b1", "b2", "b\xFF", "c", "\xFF\xFF"}) ASSERT_TRUE(put(env, key, key));
  EXPECT_EQ(keys(env, "b", false), (std::vector<std::string>{"b1", "b2", "b\xFF"}));
  EXPECT_EQ(keys(env, "b", true), (std::vector<std::string>{"b\xFF", "b2", "b1"}));
  EXPECT_EQ(keys(env, "", false).size(), 6u);
  EXPECT_EQ(keys(env, "", true).front(), "\xFF\xFF");
  EXPECT_EQ(keys(env, "\xFF", true), (std::vector<std::string>{"\xFF\xFF"}));
  EXPECT_TRUE(keys(env, "x", true).empty());
  EXPECT_TRUE(keys(env, "0", false).empty());
}

TEST(Env, GrowsItsMapByItself) {
  TempFolder folder;
  Options options;
  options.map_bytes = 256 * 1024;
  Env env = std::move(*Env::open(folder.path(), options));
  const std::string value(3000, 'v');
  int written = 0;
  for (int round = 0; round < 40; ++round) {
    int tries = 0;
    ASSERT_TRUE(env.write([&](WriteTxn& txn) -> base::Status {
      ++tries;
      for (int i = 0; i < 100; ++i) TRY_DO(txn.put(base::view(std::to_string(round * 100 + i)), base::view(value)));
      return {};
    }));
    written += 100;
    EXPECT_LE(env.figures()->used_bytes, env.figures()->map_bytes);
    EXPECT_LE(tries, 4);
  }
  EXPECT_EQ(env.figures()->entries, uint64_t(written));
  EXPECT_GT(env.figures()->map_bytes, 12u << 20);
}

TEST(Env, GrowsBeforeAFifthIsLeft) {
  TempFolder folder;
  Options options;
  options.map_bytes = 1 << 20;
  Env env = std::move(*Env::open(folder.path(), options));
  for (int i = 0; i < 2000; ++i) {
    ASSERT_TRUE(put(env, std::to_string(i), std::string(1000, 'v')));
    ASSERT_LE(double(env.figures()->used_bytes), 0.85 * double(env.figures()->map_bytes)) << i;
  }
}

TEST(Env, RefusesKeysThatAreEmptyOrTooLong) {
  TempFolder folder;
  Env env = std::move(*Env::open(folder.path()));
  EXPECT_EQ(put(env, "", "x").error().fault, base::Fault::BadInput);
  EXPECT_EQ(put(env, std::string(kKeyBytesMax + 1, 'k'), "x").error().fault, base::Fault::BadInput);
  EXPECT_TRUE(put(env, std::string(kKeyBytesMax, 'k'), "x"));
  EXPECT_EQ(Env::open(folder / "none").error().fault, base::Fault::NotFound);
}

TEST(Env, ShowsEachOfManyReadersOneMomentWhileAWriterGrowsTheMap) {
  const TempFolder folder;
  Env env = std::move(Env::open(folder.path(), {.map_bytes = 1 << 20}).value());
  ASSERT_TRUE(put(env, "a", "0"));
  ASSERT_TRUE(put(env, "z", "0"));
  std::atomic<bool> ends = false;
  std::atomic<uint64_t> torn = 0, reads = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      while (!ends) {
        ++reads;
        torn += env.read([&](const ReadTxn& txn) -> base::Status {
          TRY(const auto first, txn.find(base::view("a")));
          const std::string before(base::text_view(*first));
          TRY(const auto last, txn.find(base::view("z")));
          return before == base::text_view(*last) ? base::Status() : base::fail(base::Fault::Corrupt, "two moments");
        }) ? 0 : 1;
      }
    });
  const std::string large(20'000, 'x');
  for (int i = 1; i <= 400; ++i)
    ASSERT_TRUE(env.write([&](WriteTxn& txn) -> base::Status {
      const std::string number = std::to_string(i);
      TRY_DO(txn.put(base::view("a"), base::view(number)));
      TRY_DO(txn.put(base::view("m" + number), base::view(large)));
      return txn.put(base::view("z"), base::view(number));
    }));
  while (reads < 1000) std::this_thread::yield();
  ends = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(torn, 0u);
  EXPECT_GT(env.figures()->map_bytes, 8u << 20);
}

TEST(Env, ReadsWithinARead) {
  TempFolder folder;
  Env env = std::move(*Env::open(folder.path()));
  ASSERT_TRUE(put(env, "a", "1"));
  for (int i = 0; i < 300; ++i) {  // more than LMDB has room for readers
    EXPECT_TRUE(env.read([&](const ReadTxn&) -> base::Status {
      EXPECT_EQ(get(env, "a"), "1");
      return {};
    }));
  }
}

}  // namespace
}  // namespace kv
