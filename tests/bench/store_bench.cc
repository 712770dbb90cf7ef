// links: sync_store
// What the store costs: one answer made durable beside plain LMDB with the same bytes, reading an assessment, the index at unlock, disk a person.
#include <cstdio>

#include "platform/crypto/crypto.h"
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
  testing_support::TempFolder folder;
  os::SeededRandom seeded{11};
  crypto::Key key = crypto::Key::random(seeded);
  store::Store store = std::move(*store::Store::create(folder / "store", key, {}));
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

// The same number of cells and bytes as one answer's commit, in clear, beside a map of the same size.
std::vector<double> plain_commits(World& world, int count) {
  const std::string place = world.folder / "plain";
  (void)os::make_folders(place);
  kv::Env env = std::move(*kv::Env::open(place));
  base::Bytes value(900);
  world.seeded.fill(value);
  (void)env.write([&](kv::WriteTxn& txn) -> base::Status {
    for (uint64_t i = 0; i < 3 * kPages; ++i) TRY_DO(txn.put(base::ByteView(reinterpret_cast<const uint8_t*>(&i), 8), value));
    return {};
  });
  return bench::times_ms(count, [&](int i) {
    (void)env.write([&](kv::WriteTxn& txn) -> base::Status {
      TRY_DO(txn.put(base::view("11-section-0000000000000"), value));
      TRY_DO(txn.put(base::view("40-log-" + std::to_string(1000 + i)), base::ByteView(value).first(180)));
      TRY_DO(txn.put(base::view("30-touched-00000000-" + std::to_string(1000 + i)), {}));
      return txn.put(base::view("02-root"), base::ByteView(value).first(190));
    });
  });
}

bool commits(World& world) {
  constexpr int kCount = 300;
  const record::Record form = assessment(world);
  (void)world.store.import({&form, 1});
  const auto sealed = bench::times_ms(kCount, [&](int i) {
    store::Commit commit;
    commit.edits.push_back({form.id, kResponse, path_of(1), record::atom("[{\"valueInteger\":" + std::to_string(i) + "}]")});
    commit.author = "0190a3c4-7b7a-7cc3-8a46-5d6e7f8091a2";
    (void)world.store.commit(commit);
  });
  const auto plain = plain_commits(world, kCount);
  note(kBench, "plain LMDB commit of the same bytes, median", bench::median(plain), "ms");
  bool ok = report(kBench, "one answer durable, median", bench::median(sealed), "ms", 100);
  return report(kBench, "sealed commit over plain LMDB, median", bench::median(sealed) / bench::median(plain), "ratio", 1.05) && ok;
}

bool typing(World& world) {
  const RecordId id = assessment(world).id;
  std::string words;
  const auto times = bench::times_ms(200, [&](int) {
    words += sentence(world.seeded, 1) + " ";
    store::Commit commit;
    commit.edits.push_back({id, kResponse, "a1/evidence", record::text(words)});
    commit.continues_typing = true;
    commit.place = base::Bytes(60, 1);
    (void)world.store.commit(commit);
  });
  return report(kBench, "one keystroke durable, median", bench::median(times), "ms", 100);
}

bool reading(World& world) {
  const record::Record form = assessment(world);
  (void)world.store.import({&form, 1});
  for (int i = 0; i < 100; ++i) (void)world.store.read(kResponse, form.id);
  const auto times = bench::cpu_times_ms(2000, [&](int) {
    if (world.store.read(kResponse, form.id)->fields.size() != form.fields.size()) std::abort();
  });
  return report(kBench, "read a record of 150 questions, warm, median", bench::median(times), "ms", 0.05);
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
  bool ok = report(kBench, "disk a person", a_person, "bytes", 4096);
  size_t seen = 0;
  const auto times = bench::cpu_times_ms(20, [&](int) {
    seen = 0;
    (void)world.store.each_head(kPerson, [&](const RecordId&, const record::FieldMap&) { ++seen; });
  });
  ok = report(kBench, "heads of 10,000 people, median", bench::median(times), "ms", 60) && ok && seen == kPeople;
  const auto checks = bench::cpu_times_ms(5, [&](int) { (void)world.store.verify(); });
  note(kBench, "verify everything, 10,000 people", bench::median(checks), "ms");
  return ok;
}

}  // namespace

int main() {
  World world;
  bool ok = commits(world);
  ok = typing(world) && ok;
  ok = reading(world) && ok;
  ok = people(world) && ok;
  return ok ? 0 : 1;
}
