#include "tests/sim/tablet_disk.h"

#include <filesystem>

struct MDB_txn;
extern "C" {
int __real_mdb_txn_commit(MDB_txn* txn);
int __wrap_mdb_txn_commit(MDB_txn* txn);
void mdb_txn_abort(MDB_txn* txn);
}

namespace sim {
namespace {

namespace fs = std::filesystem;

thread_local TabletDisk* at_work = nullptr;

// All but LMDB's table of readers, which no reboot keeps.
void copy_folder(const fs::path& from, const fs::path& to) {
  fs::remove_all(to);
  fs::create_directories(to);
  for (const fs::directory_entry& each : fs::directory_iterator(from))
    if (each.path().filename() != "lock.mdb") fs::copy(each.path(), to / each.path().filename(), fs::copy_options::recursive);
}

}  // namespace

TabletDisk::~TabletDisk() {
  if (at_work == this) at_work = nullptr;
}

void TabletDisk::use(TabletDisk* disk) { at_work = disk; }

void TabletDisk::die_after(int writes, bool written) {
  left_ = writes;
  written_ = written;
}

void TabletDisk::end_here() {
  copy_folder(store(), folder_ + "/end");
  died_ = true;
}

void TabletDisk::come_back() {
  if (died_) {
    fs::remove_all(store());
    fs::rename(folder_ + "/end", store());
  }
  left_ = -1;
  died_ = false;
}

void TabletDisk::take_image() { copy_folder(store(), folder_ + "/image"); }
bool TabletDisk::has_image() const { return fs::exists(folder_ + "/image"); }

void TabletDisk::go_back() {
  fs::remove_all(store());
  fs::rename(folder_ + "/image", store());
}

void TabletDisk::copy_to(const TabletDisk& other) const { copy_folder(store(), other.store()); }

}  // namespace sim

extern "C" int __wrap_mdb_txn_commit(MDB_txn* txn) {
  sim::TabletDisk* const disk = sim::at_work;
  if (!disk) return __real_mdb_txn_commit(txn);
  return disk->on_commit([txn] { return __real_mdb_txn_commit(txn); }, [txn] { mdb_txn_abort(txn); });
}
