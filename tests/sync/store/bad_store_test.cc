// What a store meets that is not as it should be: another key, another version, a cut file, a folder it may not write, no room, a second owner,
// damage. Each is a plain error or an answer, and once its cause is gone every word is there.
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>

#include "platform/os/file.h"
#include "platform/os/process.h"
#include "sync/codec/header.h"
#include "sync/store/header_file.h"
#include "sync/store/verify_child.h"
#include "tests/sync/store/store_world.h"

namespace store {
namespace {

namespace fs = std::filesystem;
constexpr size_t kPlenty = 64 << 20;

class BadStore : public StoreTest {
 protected:
  // Three people with a note each, closed.
  std::vector<RecordId> filled() {
    Store store = made();
    std::vector<RecordId> ids;
    for (int i = 0; i < 3; ++i) {
      ids.push_back(new_id());
      EXPECT_TRUE(store.commit(says(ids.back(), "head/name", record::text("Person " + std::to_string(i)))));
      EXPECT_TRUE(store.commit(says(ids.back(), "notes/said", record::text("said by person " + std::to_string(i)))));
    }
    return ids;
  }

  void has_every_word(const std::vector<RecordId>& ids) {
    const auto store = opened();
    ASSERT_TRUE(store) << store.error().detail;
    EXPECT_TRUE(store->verify()->sound());
    for (size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(store->read(kPerson, ids[i])->utf8("notes/said"), "said by person " + std::to_string(i));
  }

  // What somebody else's process makes of the store: 0 when it opened, else the fault.
  int opened_by_another(uid_t user = 0) {
    const pid_t child = ::fork();
    if (child == 0) {
      if (user != 0 && ::getuid() == 0 && ::setuid(user) != 0) ::_exit(100);
      const auto store = opened();
      ::_exit(store ? 0 : 1 + int(store.error().fault));
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 101;
  }
  static constexpr int refused_as(base::Fault fault) { return 1 + int(fault); }

  // Changes one byte of the sealed value of a section, leaving its tag (and with it the tally) alone.
  void spoil(const RecordId& id, std::string_view section) {
    const codec::Header header = *find_header(place());
    const Cells cells(key_, header.store, random_);
    kv::Env env = std::move(*kv::Env::open(place()));
    ASSERT_TRUE(env.write([&](kv::WriteTxn& txn) -> base::Status {
      const CellKey key = cells.section_key(kPerson, id, section);
      TRY(const auto stored, txn.find(key));
      base::Bytes spoiled = base::copy(*stored);
      spoiled[40] ^= 1;
      return txn.put(key, spoiled);
    }));
  }

  std::map<std::string, base::Bytes> bytes_of_folder() {
    std::map<std::string, base::Bytes> all;
    for (const auto& entry : fs::recursive_directory_iterator(place())) {
      if (entry.is_regular_file()) all[entry.path().string()] = *os::read_file(entry.path().string(), kPlenty);
    }
    return all;
  }
};

TEST_F(BadStore, OfANewerVersionIsRefusedAndNotTouched) {
  const auto ids = filled();
  const codec::Header header = *find_header(place());
  codec::Header newer = header;
  newer.reader_min = codec::kFormat + 1;
  ASSERT_TRUE(write_header_file(place(), newer));
  const auto before = bytes_of_folder();
  EXPECT_EQ(opened().error().fault, base::Fault::TooNew);
  EXPECT_EQ(bytes_of_folder(), before);
  ASSERT_TRUE(write_header_file(place(), header));
  has_every_word(ids);
}

TEST_F(BadStore, KeepsItsWordsWhenAWrongKeyWasTried) {
  const auto ids = filled();
  const auto before = bytes_of_folder();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Store::open(place(), crypto::Key::random(random_), options_).error().fault, base::Fault::Denied);
  EXPECT_EQ(bytes_of_folder(), before);
  has_every_word(ids);
}

// At every page: what is left is sound, or is called damaged beyond salvage; nothing is invented, and the whole file opens again.
TEST_F(BadStore, CutShortGivesWhatItStillHoldsOrSaysSo) {
  const auto ids = filled();
  const base::Bytes whole = *os::read_file(place() + "/data.mdb", kPlenty);
  const auto puts_back = [&](size_t bytes) {
    ASSERT_TRUE(os::replace_file(place() + "/data.mdb", base::ByteView(whole).first(bytes)));
    fs::remove_all(place() + "/quarantine");
  };
  int corrupt = 0, with_losses = 0;
  for (size_t page = 0; page < whole.size() / 4096; ++page) {
    puts_back(page * 4096 + (page % 2) * 512);
    const auto store = opened();
    if (!store) {
      EXPECT_EQ(store.error().fault, base::Fault::Corrupt) << page;
      ++corrupt;
      continue;
    }
    EXPECT_TRUE(store->verify()->sound()) << page;
    const OpenReport& report = store->open_report();
    const bool whole_again = report.damaged + report.lost_entries == 0;
    with_losses += !whole_again;
    for (size_t i = 0; i < ids.size(); ++i) {
      const auto person = store->read(kPerson, ids[i]);
      if (!whole_again && !person) continue;
      EXPECT_EQ(person->utf8("notes/said"), "said by person " + std::to_string(i)) << page;
    }
  }
  EXPECT_GT(corrupt, 0);
  EXPECT_GT(with_losses, 0);
  puts_back(whole.size());
  has_every_word(ids);
}

TEST_F(BadStore, KeepsTheDamagedFileAsItWas) {
  filled();
  const base::Bytes whole = *os::read_file(place() + "/data.mdb", kPlenty);
  int salvaged = 0;
  for (size_t page = 2; page < whole.size() / 4096; ++page) {
    base::Bytes damaged = whole;
    std::fill_n(damaged.begin() + ptrdiff_t(4096 * page), 4096, uint8_t(0xEE));
    ASSERT_TRUE(os::replace_file(place() + "/data.mdb", damaged));
    fs::remove_all(place() + "/quarantine");
    if (const auto store = opened(); !store || !store->open_report().salvaged) continue;
    ++salvaged;
    int same = 0;
    for (const auto& entry : fs::directory_iterator(place() + "/quarantine")) same += *os::read_file(entry.path().string(), kPlenty) == damaged;
    EXPECT_EQ(same, 1) << page;
  }
  EXPECT_GT(salvaged, 0);
}

TEST_F(BadStore, InAFolderItMayNotWriteIsDeniedUntilItMay) {
  const auto ids = filled();
  for (const auto& entry : fs::recursive_directory_iterator(place())) ASSERT_EQ(::chmod(entry.path().c_str(), 0444), 0);
  ASSERT_EQ(::chmod(place().c_str(), 0555), 0);
  ASSERT_EQ(::chmod(folder_.path().c_str(), 0755), 0);
  constexpr uid_t kNobody = 65534;  // root may write everywhere, so somebody else has to try
  EXPECT_EQ(opened_by_another(kNobody), refused_as(base::Fault::Denied));
  ASSERT_EQ(::chmod(place().c_str(), 0755), 0);
  for (const auto& entry : fs::recursive_directory_iterator(place())) ASSERT_EQ(::chmod(entry.path().c_str(), 0600), 0);
  has_every_word(ids);
}

TEST_F(BadStore, IsForOneProcessAtATime) {
  const auto ids = filled();
  {
    const auto mine = opened();
    EXPECT_EQ(opened_by_another(), refused_as(base::Fault::Busy));
    EXPECT_EQ(mine->read(kPerson, ids[0])->utf8("notes/said"), "said by person 0");
  }
  EXPECT_EQ(opened_by_another(), 0);
  has_every_word(ids);
}

// A limit on the size of files, which strikes in the middle of a write: LMDB calls that an input/output error. The rig has a really full disk. In a
// child, because the limit is the process's.
TEST_F(BadStore, WhoseFileMayNotGrowSavesNothingHalfAndGoesOnWhenItMay) {
  const auto ids = filled();
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    options_.reserve_bytes = 0;
    auto store = opened();
    const auto limit_files = [&](rlim_t bytes) { return ::setrlimit(RLIMIT_FSIZE, std::array{rlimit{bytes, RLIM_INFINITY}}.data()) == 0; };
    if (!store || !limit_files(fs::file_size(place() + "/data.mdb") + 16 * 4096)) ::_exit(1);
    size_t saved = 0;
    base::Status last;
    while (last && saved < 2000) {
      const auto done = store->commit(says(ids[0], "long/" + std::to_string(saved), record::text(std::string(500, 'x'))));
      if (done) ++saved;
      else last = base::fail(done.error());
    }
    if (last || saved == 0) ::_exit(2);
    if (last.error().fault != base::Fault::Full && last.error().fault != base::Fault::Corrupt) ::_exit(7);
    if (store->read_section(kPerson, ids[0], "long")->size() != saved) ::_exit(3);
    if (!limit_files(RLIM_INFINITY)) ::_exit(4);
    if (!store->commit(says(ids[0], "long/last", record::text("there is room")))) ::_exit(5);
    ::_exit(store->read_section(kPerson, ids[0], "long")->size() == saved + 1 ? 0 : 6);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  has_every_word(ids);
  EXPECT_EQ(opened()->read(kPerson, ids[0])->utf8("long/last"), "there is room");
}

TEST_F(BadStore, SectionIsSetAsideAndToldAnewFromTheLogWhenItIsRead) {
  const auto ids = filled();
  spoil(ids[1], "notes");
  spoil(ids[2], "head");
  auto store = opened();
  ASSERT_TRUE(store);
  EXPECT_FALSE(store->open_report().salvaged);  // after a clean shutdown values are looked into when they are read
  EXPECT_FALSE(store->verify()->sound());
  EXPECT_EQ(store->read(kPerson, ids[1])->utf8("notes/said"), "said by person 1");
  int heads = 0;
  ASSERT_TRUE(store->each_head(kPerson, [&](const RecordId&, const record::FieldMap& head) { heads += !head.empty(); }));
  EXPECT_EQ(heads, 3);
  EXPECT_EQ(store->figures().quarantined, 2u);
  const auto set_aside = store->quarantine();
  ASSERT_EQ(set_aside->size(), 2u);
  EXPECT_EQ((*set_aside)[0].id, ids[1]);
  EXPECT_TRUE((*set_aside)[0].rebuilt);
  EXPECT_TRUE(store->verify()->sound());
}

TEST_F(BadStore, SectionDoesNotKeepAnybodyFromWriting) {
  const auto ids = filled();
  spoil(ids[1], "notes");
  auto store = opened();
  ASSERT_TRUE(store->commit(says(ids[1], "notes/more", record::text("and more"))));
  EXPECT_EQ(store->read(kPerson, ids[1])->utf8("notes/said"), "said by person 1");
  EXPECT_EQ(store->read(kPerson, ids[1])->utf8("notes/more"), "and more");
  EXPECT_TRUE(store->verify()->sound());
}

TEST_F(BadStore, IsCheckedWholeWhenAskedTo) {
  const auto ids = filled();
  spoil(ids[1], "notes");
  options_.thorough = true;
  auto store = opened();
  ASSERT_TRUE(store);
  EXPECT_TRUE(store->open_report().salvaged);
  EXPECT_EQ(store->read(kPerson, ids[1])->utf8("notes/said"), "said by person 1");
}

// What only the hub can give again: it was never typed here. What is set aside says so.
TEST_F(BadStore, SaysWhatItCouldNotRebuild) {
  record::Record imported{new_id(), kPerson, {}};
  imported.fields["about/her"] = {record::text("from the hub"), {1, 9}};
  {
    Store store = made();
    ASSERT_TRUE(store.import({&imported, 1}));
  }
  spoil(imported.id, "about");
  auto store = opened();
  EXPECT_EQ(store->read_section(kPerson, imported.id, "about").error().fault, base::Fault::NotFound);
  ASSERT_EQ(store->quarantine()->size(), 1u);
  EXPECT_FALSE(store->quarantine()->front().rebuilt);
  EXPECT_TRUE(store->verify()->sound());
}

TEST_F(BadStore, IsVerifiedInAChildAfterAShutdownThatWasNotClean) {
  const auto ids = filled();
  options_.verify_program = os::own_program();
  ASSERT_TRUE(os::remove_file(place() + "/clean"));
  {
    auto store = opened();
    ASSERT_TRUE(store) << store.error().detail;
    EXPECT_FALSE(store->open_report().was_clean);
    EXPECT_FALSE(store->open_report().salvaged);
  }
  spoil(ids[0], "notes");
  ASSERT_TRUE(os::remove_file(place() + "/clean"));
  {
    auto store = opened();
    ASSERT_TRUE(store);
    EXPECT_TRUE(store->open_report().salvaged);
    EXPECT_EQ(store->read(kPerson, ids[0])->utf8("notes/said"), "said by person 0");
  }
  // A program that cannot be run leaves the check to this process; one that ends badly means the worst.
  options_.verify_program = "/no/such/program";
  ASSERT_TRUE(os::remove_file(place() + "/clean"));
  EXPECT_FALSE(opened()->open_report().salvaged);
  options_.verify_program = "/bin/false";
  ASSERT_TRUE(os::remove_file(place() + "/clean"));
  auto store = opened();
  EXPECT_TRUE(store->open_report().salvaged);
  EXPECT_EQ(store->open_report().damaged, 0u);
  EXPECT_EQ(store->read(kPerson, ids[0])->utf8("notes/said"), "said by person 0");
}

TEST_F(BadStore, HoldsNoWordAnybodyCouldRead) {
  filled();
  for (const auto& [name, bytes] : bytes_of_folder()) {
    const std::string_view text = base::text_view(bytes);
    for (const char* word : {"Person", "said by", "notes", "head/", "worker", "visit"}) {
      EXPECT_EQ(text.find(word), std::string_view::npos) << name << ": " << word;
    }
  }
}

}  // namespace
}  // namespace store

// This program is its own verifier, as the app is.
int main(int count, char** arguments) {
  if (const auto status = store::child_main(count, arguments)) return *status;
  testing::InitGoogleTest(&count, arguments);
  return RUN_ALL_TESTS();
}
