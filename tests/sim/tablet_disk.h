// tests/sim/tablet_disk.h: the flash under one tablet's real store: its owner can die before or after any write of LMDB's, it can be full, and it can be found to
// have lost its last writes. Stands between the store and LMDB by the linker's --wrap, so that the store is the product's, whole.
#pragma once
#include <string>

namespace sim {

class TabletDisk {
 public:
  explicit TabletDisk(std::string folder) : folder_(std::move(folder)) {}
  ~TabletDisk();
  std::string store() const { return folder_ + "/store"; }

  // Whose store is at work on this thread.
  static void use(TabletDisk* disk);

  // The process ends at the write after so many more, before it or just after it. Negative: it does not.
  void die_after(int writes, bool written);
  bool died() const { return died_; }
  void be_full(bool full) { full_ = full; }
  bool full() const { return full_; }

  // The power goes now.
  void end_here();
  // With the store closed: what is found when the tablet is switched on again. Without a death on the way: what is there now.
  void come_back();
  void take_image();  // of what is there now, with the store open
  bool has_image() const;
  void go_back();     // to that image; it is used up
  void copy_to(const TabletDisk& other) const;

  // 0, or the error LMDB's commit answers with; `commit` does it.
  template <class Commit, class Abort>
  int on_commit(const Commit& commit, const Abort& abort) {
    if (died_ || full_) return abort(), full_ && !died_ ? kNoRoom : kFailed;
    if (left_ < 0 || left_-- > 0) return commit();
    if (!written_) abort();
    else if (const int failed = commit(); failed != 0) return failed;
    end_here();
    return kFailed;
  }

 private:
  static constexpr int kFailed = 5, kNoRoom = 28;  // EIO, ENOSPC
  std::string folder_;
  int left_ = -1;
  bool written_ = false, died_ = false, full_ = false;
};

}  // namespace sim
