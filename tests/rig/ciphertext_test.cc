#include "platform/os/file.h"
#include "sync/codec/header.h"
#include "sync/store/header_file.h"
#include "sync/store/verify.h"
#include "tests/rig/rig.h"

namespace rig {
namespace {

constexpr int kSwapTrials = 10'000;

struct Cell {
  base::Bytes key, stored;
};

// Somebody who can write the file but has no key: changes sealed values, or puts old or other ones in their place.
class Ciphertext : public RigTest {
 protected:
  void prepare() {
    {
      auto store = make();
      Workload workload(random_.next_u64());
      for (int i = 0; i < 80; ++i) ASSERT_TRUE(run(store, workload.next()));
    }
    header_ = *store::find_header(place());
    before_ = read_cells();
    {
      auto store = open();
      Workload workload(random_.next_u64());
      for (int i = 0; i < 80; ++i) ASSERT_TRUE(run(*store, workload.next()));
    }
    now_ = read_cells();
  }

  std::vector<Cell> read_cells() {
    std::vector<Cell> cells;
    const auto env = kv::Env::open(place());
    EXPECT_TRUE(env->read([&](const kv::ReadTxn& txn) {
      return txn.scan({}, [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
        cells.push_back({base::copy(key), base::copy(stored)});
        return true;
      });
    }));
    return cells;
  }

  const Cell& any(const std::vector<Cell>& cells) { return cells[size_t(random_.next_u64() % cells.size())]; }

  base::Status flip(kv::WriteTxn& txn) {
    const Cell& cell = any(now_);
    if (cell.stored.empty()) return txn.erase(cell.key);
    base::Bytes stored = cell.stored;
    stored[size_t(random_.next_u64() % stored.size())] ^= uint8_t(1u << random_.next_u64() % 8);
    return txn.put(cell.key, stored);
  }

  base::Status swap(kv::WriteTxn& txn) {
    const Cell& a = any(now_);
    const Cell* b = &any(now_);
    while (b->stored == a.stored) b = &any(now_);
    TRY_DO(txn.put(a.key, b->stored));
    return txn.put(b->key, a.stored);
  }

  // A value as it once stood there; where none did, the value goes.
  base::Status replay(kv::WriteTxn& txn) {
    for (int tries = 0; tries < 100; ++tries) {
      const Cell& old = any(before_);
      TRY(const auto now, txn.find(old.key));
      if (now && !std::ranges::equal(*now, old.stored)) return txn.put(old.key, old.stored);
    }
    return txn.erase(any(now_).key);
  }

  base::Status remove(kv::WriteTxn& txn) {
    const Cell& cell = any(now_);
    return txn.erase(cell.key);
  }

  codec::Header header_;
  std::vector<Cell> before_, now_;
};

TEST_F(Ciphertext, FlippedSwappedReplayedOrTakenAwayIsAlwaysNoticed) {
  prepare();
  const store::Cells cells(key_, header_.store, random_);
  auto env = kv::Env::open(place());
  ASSERT_TRUE(env);
  const base::Bytes header_key = {uint8_t(store::Table::Header)};  // its own checksum guards it
  std::erase_if(now_, [&](const Cell& cell) { return cell.key == header_key; });
  std::erase_if(before_, [&](const Cell& cell) { return cell.key == header_key; });
  const int trials = support::scaled(kSwapTrials);
  int missed = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const base::Status undone = env->write([&](kv::WriteTxn& txn) -> base::Status {
      TRY_DO(trial % 4 == 0 ? flip(txn) : trial % 4 == 1 ? swap(txn) : trial % 4 == 2 ? replay(txn) : remove(txn));
      const auto root = store::read_root(txn, cells);
      if (root) {
        const auto report = store::verify_cells(txn, cells, *root);
        missed += report && report->sound();
      }
      return base::fail(base::Fault::Busy, "undo");
    });
    ASSERT_EQ(undone.error().detail, "undo");
  }
  EXPECT_EQ(missed, 0) << "of " << trials;
  std::printf("%d tamperings\n", trials);
}

// The whole file of an earlier day is a true store; only the hub can tell (it knows which sequences it has seen).
TEST_F(Ciphertext, OfAnotherStoreUnderTheSameKeyDoesNotOpenHere) {
  prepare();
  store::Cells other(key_, codec::StoreId{1, 2, 3}, random_);
  for (const Cell& cell : now_) {
    EXPECT_FALSE(other.open(cell.key, cell.stored));
  }
}

}  // namespace
}  // namespace rig
