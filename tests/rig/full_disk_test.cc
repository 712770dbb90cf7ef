#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include "platform/os/disk.h"
#include "tests/rig/child.h"
#include "tests/rig/rig.h"

namespace rig {
namespace {

// A disk of two megabytes, really full. Mounted in a child with a mount table of its own, so that nothing is left behind.
class FullDisk : public RigTest {
 protected:
  FullDisk() { options_.reserve_bytes = 256 * 1024; }

  static bool mount_small(const std::string& at) {
    return ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           ::mount("none", at.c_str(), "tmpfs", 0, "size=2m") == 0;
  }

  void fill_disk() {
    const int fd = ::open((folder_ / "filler").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    base::Bytes some(64 * 1024, 0xAA);
    while (::write(fd, some.data(), some.size()) > 0 || (some.resize(some.size() / 2), !some.empty())) {
    }
    ::close(fd);
  }

  // In the child. Answers the line that was not as it should be, or 0.
  int work() {
#define EXPECT_HERE(what) \
  if (!(what)) return __LINE__ - kFirstLine
    constexpr int kFirstLine = __LINE__;
    if (!mount_small(folder_.path())) return kNoMount;
    Workload workload(random_.next_u64(), false);
    Model model;
    {
      store::Store store = make();
      for (int i = 0; i < 20; ++i) {
        const Step next = workload.next();
        EXPECT_HERE(run(store, next));
        model.apply(next);
      }
      fill_disk();
      int saved = 0, refused = 0;
      for (int i = 0; i < 4000 && refused < 3; ++i) {  // the reserve is spent in the end
        store::Commit commit;
        commit.edits.push_back({workload.ids()[0], type_of(workload.ids()[0]), "a1/said", record::text(std::string(size_t(20 + i % 400), 'x') + std::to_string(i))});
        const auto done = store.commit(commit);
        if (done) ++saved, model.apply(commit);
        else ++refused;
        EXPECT_HERE(done || done.error().fault == base::Fault::Full);
        EXPECT_HERE(*digest(store, workload.ids(), {}) == model.digest());
      }
      EXPECT_HERE(saved > 100);
      EXPECT_HERE(store.figures().saving == store::Saving::Tight);
      EXPECT_HERE(store.put_blob(base::Bytes(50'000, 7)).error().fault == base::Fault::Full);
      EXPECT_HERE(store.import({}).error().fault == base::Fault::Full);
    }
    {
      auto store = open();  // on the full disk
      EXPECT_HERE(store);
      EXPECT_HERE(*digest(*store, workload.ids(), {}) == model.digest());
      EXPECT_HERE(store->figures().saving == store::Saving::Tight);
      ::unlink((folder_ / "filler").c_str());
      EXPECT_HERE(store->put_blob(base::Bytes(50'000, 7)));
      EXPECT_HERE(store->figures().saving == store::Saving::Safe);
    }
    auto store = open();
    EXPECT_HERE(store && store->verify()->sound());
    return 0;
#undef EXPECT_HERE
  }
  static constexpr int kNoMount = 120;
};

TEST_F(FullDisk, StillSavesTheOpenWorkFromTheReserveAndThenSaysItIsFull) {
  Child child([&](const Child::Say&) { return work(); });
  const int status = child.wait();
  if (status == kNoMount) GTEST_SKIP() << "no right to mount a small disk here; the failing calls cover a full one";
  EXPECT_EQ(status, 0) << "line " << status << " of work()";
}

}  // namespace
}  // namespace rig
