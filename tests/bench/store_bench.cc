// links: sync_store app_effects
// What the store costs, on a real disk: a keystroke made durable beside plain LMDB writing the same keys and bytes, reading an assessment, the index
// at unlock, disk a person. With an argument, only the part of that name.
#include <cstdio>
#include <string_view>

#include "app/tablet/effects/demo_seed.h"
#include "platform/crypto/sealer.h"
#include "platform/kv/env.h"
#include "platform/os/file.h"
#include "sync/store/store.h"
#include "tests/bench/report.h"
#include "tests/support/temp_folder.h"

namespace {

using bench::note;
using bench::report;
using record::RecordId;
using record::RecordType;

constexpr const char* kBench = "store";
constexpr RecordType kPerson{1}, kResponse{3};
constexpr int kPages = 12, kQuestions = 150, kPeople = 10'000;

struct World {
  testing_support::TempFolder folder{testing_support::TempFolder::Where::Disk};
  os::SeededRandom seeded{11};
  crypto::Key key = crypto::Key::random(seeded);
  std::string place = folder / "store";
  store::Store store = std::move(*store::Store::create(place, key, {}));
};

std::string sentence(os::Random& random, size_t words) {
  static constexpr const char* kWords[] = {"help", "with", "washing", "and", "dressing", "every", "morning", "before", "the", "nurse", "comes", "stairs"};
  std::string text;
  for (size_t i = 0; i < words; ++i) text.append(i ? " " : "").append(kWords[random.next_u64() % std::size(kWords)]);
  return text;
}

std::string path_of(int question) { return "a" + std::to_string(question % kPages) + "/q" + std::to_string(question); }

// Four in five answers are coded, one in five is a sentence or two.
record::Record assessment(World& world) {
  record::Record record{record::make_record_id(os::system_clock().now_ms(), world.seeded), kResponse, {}};
  record.fields["head/person"].value = record::atom("0190a3c4-7b7a-7cc3-8a46-5d6e7f8091a2");
  record.fields["head/status"].value = record::atom("in-progress");
  for (int i = 0; i < kQuestions; ++i) {
    record.fields[path_of(i)].value = i % 5 == 0 ? record::text(sentence(world.seeded, 25)) : record::atom(R"([{"valueCoding":{"code":"some"}}])");
  }
  return record;
}

record::Record person(World& world) {
  record::Record record{record::make_record_id(os::system_clock().now_ms(), world.seeded), kPerson, {}};
  for (const char* field : {"head/given", "head/family", "head/address", "head/nhs", "head/born", "head/team"}) {
    record.fields[field].value = record::atom(sentence(world.seeded, 2));
  }
  for (const char* field : {"about/matters", "about/getting_in", "contact/phone", "contact/email", "contact/next_of_kin"}) {
    record.fields[field].value = record::text(sentence(world.seeded, 12));
  }
  return record;
}

// Somebody types into one box of an assessment. Every letter is a commit of its own with the caret's place, as the app makes them.
class Typist {
 public:
  explicit Typist(World& world) : world_(world), form_(assessment(world)) { (void)world.store.import({&form_, 1}); }

  void types_a_letter() {
    if (said_.size() == 300) said_.clear(), ++box_;
    said_ += "help with washing and dressing every morning "[said_.size() % 45];
    store::Commit commit;
    commit.edits.push_back({form_.id, kResponse, path_of(5 * (box_ % 30)), record::text(said_)});
    commit.author = "0190a3c4-7b7a-7cc3-8a46-5d6e7f8091a2";
    commit.group = "0190a3c4-7b7a-7cc3-8a46-5d6e7f8091a3";
    commit.continues_typing = true;
    commit.place = base::Bytes(120, uint8_t(said_.size()));
    if (!world_.store.commit(commit)) std::abort();
  }

 private:
  World& world_;
  record::Record form_;
  std::string said_;
  int box_ = 0;
};

// Plain LMDB that begins as a copy of the store's file and puts under the same keys as many bytes as a letter does.
class Peer {
 public:
  explicit Peer(World& world) : folder_(world.folder / "plain") {
    (void)os::make_folders(folder_);
    (void)os::replace_file(folder_ + "/data.mdb", *os::read_file(world.place + "/data.mdb", 1u << 30));
    env_.emplace(std::move(*kv::Env::open(folder_)));
  }
  // What differs from the copy after one letter more is what a letter writes.
  void learn(World& world) {
    (void)os::make_folders(world.folder / "after");
    (void)os::replace_file(world.folder / "after/data.mdb", *os::read_file(world.place + "/data.mdb", 1u << 30));
    kv::Env after = std::move(*kv::Env::open(world.folder / "after"));
    (void)after.read([&](const kv::ReadTxn& now) {
      return env_->read([&](const kv::ReadTxn& before) {
        return now.scan({}, [&](base::ByteView key, base::ByteView value) -> base::Result<bool> {
          TRY(const auto old, before.find(key));
          if (!old || !std::ranges::equal(*old, value)) puts_.emplace_back(base::copy(key), base::copy(value));
          return true;
        });
      });
    });
  }
  size_t cells() const { return puts_.size(); }
  size_t bytes() const {
    size_t bytes = 0;
    for (const auto& [key, value] : puts_) bytes += key.size() + value.size();
    return bytes;
  }
  // Sealing each of those values once: what encryption adds to a letter. Nothing need be opened: the store knows what it sealed last.
  void seals_the_same(os::Random& random, crypto::Sealer& sealer) {
    sealer.begin_run(random);
    for (const auto& [name, value] : puts_) {
      if (value.size() <= crypto::kSealBytes) continue;
      sealed_.clear();
      sealer.seal_onto(sealed_, base::ByteView(value).subspan(crypto::kSealBytes), name);
    }
  }
  void puts_the_same() {
    const bool done = env_->write([&](kv::WriteTxn& txn) -> base::Status {
      for (auto& [key, value] : puts_) {
        if (!value.empty()) ++value[0];
        TRY_DO(txn.put(key, value));
      }
      return {};
    }).has_value();
    if (!done) std::abort();
  }

 private:
  std::string folder_;
  std::optional<kv::Env> env_;
  std::vector<std::pair<base::Bytes, base::Bytes>> puts_;
  base::Bytes sealed_;
};

// Turn and turn about, so that a busy disk is busy for both.
bool typing(World& world) {
  constexpr int kLetters = 3000;
  Typist typist(world);
  for (int i = 0; i < 150; ++i) typist.types_a_letter();
  Peer peer(world);
  typist.types_a_letter();
  peer.learn(world);
  std::vector<double> sealed, plain, seals, sealed_cpu, plain_cpu;
  double in_sealed = 0;
  crypto::Sealer sealer(world.key.clone());
  for (int i = 0; i < kLetters; ++i) {
    const double cpu = bench::cpu_ms();
    sealed.push_back(bench::times_ms(1, [&](int) { typist.types_a_letter(); })[0]);
    const double cpu_between = bench::cpu_ms();
    plain.push_back(bench::times_ms(1, [&](int) { peer.puts_the_same(); })[0]);
    sealed_cpu.push_back(cpu_between - cpu), plain_cpu.push_back(bench::cpu_ms() - cpu_between);
    in_sealed += sealed.back();
    seals.push_back(bench::times_ms(1, [&](int) { peer.seals_the_same(os::system_random(), sealer); })[0]);
  }
  note(kBench, "a letter writes", double(peer.bytes()), "bytes");
  note(kBench, "a letter writes", double(peer.cells()), "values");
  note(kBench, "plain LMDB, same keys and bytes, p50", bench::median(plain), "ms");
  note(kBench, "plain LMDB, same keys and bytes, p99", bench::percentile(plain, 99), "ms");
  note(kBench, "plain LMDB, same keys and bytes, processor, p50", bench::median(plain_cpu), "ms");
  note(kBench, "keystroke to durable, processor, p50", bench::median(sealed_cpu), "ms");
  note(kBench, "commits a second, one letter each", kLetters / in_sealed * 1000, "1/s");
  bool ok = report(kBench, "keystroke to durable, p50", bench::median(sealed), "ms", 20);
  ok = report(kBench, "keystroke to durable, p99", bench::percentile(sealed, 99), "ms", 100) && ok;
  note(kBench, "keystroke over plain LMDB, p50", bench::median(sealed) / bench::median(plain), "ratio");
  note(kBench, "sealing a letter's values, p50", bench::median(seals), "ms");
  return report(kBench, "encryption over plain LMDB, p50", 1 + bench::median(seals) / bench::median(plain), "ratio", 1.05) && ok;
}

bool reading(World& world) {
  const record::Record form = assessment(world);
  (void)world.store.import({&form, 1});
  for (int i = 0; i < 100; ++i) (void)world.store.read(kResponse, form.id);
  const auto times = bench::cpu_times_ms(3000, [&](int) {
    if (world.store.read(kResponse, form.id)->fields.size() != form.fields.size()) std::abort();
  });
  const auto copies = bench::cpu_times_ms(3000, [&](int) {
    if (record::Record(form).fields.size() != form.fields.size()) std::abort();
  });
  note(kBench, "copy the same record in memory, p50", bench::median(copies), "ms");
  return report(kBench, "read an assessment of 150 questions, sealed, warm, p50", bench::median(times), "ms", 0.05);
}

bool people(World& world) {
  const uint64_t before = world.store.figures().bytes_used;
  const auto start = bench::Time::now();
  for (int i = 0; i < kPeople;) {
    std::vector<record::Record> some;
    for (int j = 0; j < 2500; ++j, ++i) some.push_back(person(world));
    (void)world.store.import(some);
  }
  note(kBench, "import of 10,000 people", bench::ms_since(start), "ms");
  const double a_person = double(world.store.figures().bytes_used - before) / kPeople;
  bool ok = report(kBench, "disk a person, head and two sections", a_person, "bytes", 4096);
  size_t seen = 0;
  const auto times = bench::cpu_times_ms(20, [&](int) {
    seen = 0;
    (void)world.store.each_head(kPerson, [&](const RecordId&, const record::FieldMap&) { ++seen; });
  });
  ok = report(kBench, "heads of 10,000 people, p50", bench::median(times), "ms", 60) && ok && seen == kPeople;
  const auto checks = bench::cpu_times_ms(5, [&](int) { (void)world.store.verify(); });
  note(kBench, "verify everything, 10,000 people, p50", bench::median(checks), "ms");
  return ok;
}

// A caseload as the demo council has it: visits, filled assessments, plans, notes, photos, and the log of what this tablet wrote.
bool demo_people(World& world) {
  const std::string place = world.folder / "demo";
  const effects::DemoSeed seed{std::string(DOORSTEP_SOURCE_DIR) + "/assets", 34, 1'763'000'000'000};
  if (!effects::seed_demo(place, world.key, {}, seed)) return false;
  const auto store = store::Store::open(place, world.key, {});
  if (!store) return false;
  return report(kBench, "disk a person of the demo caseload, everything", double(store->figures().bytes_used) / 34, "bytes", 65'536);
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view only = count > 1 ? arguments[1] : "";
  World world;
  bool ok = true;
  if (only.empty() || only == "typing") ok = typing(world) && ok;
  if (only.empty() || only == "reading") ok = reading(world) && ok;
  if (only.empty() || only == "people") ok = people(world) && ok;
  if (only.empty() || only == "demo") ok = demo_people(world) && ok;
  return ok ? 0 : 1;
}
