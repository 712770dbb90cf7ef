#include "platform/kv/env.h"
#include "tests/rig/child.h"
#include "tests/rig/rig.h"

namespace rig {
namespace {

constexpr int kReaders = 1'000;

class Readers : public RigTest {
 protected:
  uint64_t file_bytes() const { return os::ReadFile::open(place() + "/data.mdb")->size(); }
};

// A reader that dies with its snapshot open would keep every page written since from being used again.
TEST_F(Readers, KilledInALoopDoNotMakeTheFileGrow) {
  auto store = make();
  Workload workload(random_.next_u64(), false);
  base::Bytes photo(700'000);
  random_.fill(photo);
  ASSERT_TRUE(store.put_blob(photo));
  const auto save = [&](int i) {
    store::Commit commit;  // the same words again and again: nothing to grow for
    commit.edits.push_back({workload.ids()[0], kPerson, "a1/q" + std::to_string(i % 7), record::text(std::string(500, char('a' + i % 26)))});
    commit.continues_typing = true;
    ASSERT_TRUE(store.commit(commit));
  };
  for (int i = 0; i < 600; ++i) save(i % 7 == 0 ? i : i * 7);
  const uint64_t before = file_bytes();
  const int readers = support::scaled(kReaders);
  for (int i = 0; i < readers; ++i) {
    Child reader([&](const Child::Say& say) {
      kv::Options options;
      options.read_only = true;
      auto env = kv::Env::open(place(), options);
      if (!env) return 1;
      (void)env->read([&](const kv::ReadTxn& txn) -> base::Status {
        (void)txn.find(base::view("k"));
        say(1);
        for (;;) ::pause();
      });
      return 0;
    });
    uint64_t ready = 0;
    ASSERT_TRUE(reader.hear(ready));
    save(i * 7);
    reader.kill();
    reader.wait();
    save(i * 7 + 7);
  }
  std::printf("%d readers killed: %llu bytes, then %llu\n", readers, static_cast<unsigned long long>(before),
              static_cast<unsigned long long>(file_bytes()));
  EXPECT_LT(double(file_bytes()), double(before) * 1.1);
}

}  // namespace
}  // namespace rig
