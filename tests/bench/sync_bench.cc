// links: tests_sync_replay
// What synchronisation costs: a week of work on the wire beside the same as JSON, a day, an empty session, a link that is cut, a first download, 2,000 tablets' days at one
// hub beside plain LMDB commits of as many rows, what 500 connected tablets cost the hub's memory, and pulling ten changes from hubs of any size. With an argument, only the part of that name. The workload comes from the
// generator beside the checkout (../shared/workload); where there is none, its figures are skipped.
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "platform/kv/env.h"
#include "platform/os/file.h"
#include "platform/pack/pack.h"
#include "sync/reconcile/store.h"
#include "tests/bench/report.h"
#include "tests/tools/sync_replay/fanin.h"
#include "tests/tools/sync_replay/tls_road.h"
#include "tests/tools/sync_replay/week.h"

namespace {

using bench::note;
using bench::report;
namespace json = boost::json;

constexpr const char* kBench = "sync";
constexpr double kKB = 1000;
const std::string kGenerator = std::string(DOORSTEP_SOURCE_DIR) + "/../shared/workload/gen.mjs";
const std::string kShipped = std::string(DOORSTEP_SOURCE_DIR) + "/assets/dictionaries/words-2.dictionary";

class Workload {
 public:
  // The file with what the generator prints; made once.
  std::string file(const std::string& what) {
    const std::string path = folder_ / (std::to_string(std::hash<std::string>()(what)) + ".jsonl");
    if (os::exists(path)) return path;
    const char* const seed = std::getenv("DOORSTEP_BENCH_SEED");
    const std::string command = "node " + kGenerator + " " + what + (seed ? std::string(" --seed ") + seed : "") + " > " + path;
    return std::system(command.c_str()) == 0 ? path : "";
  }

 private:
  testing_support::TempFolder folder_;
};

double shell_number(const std::string& command) {
  double number = 0;
  FILE* const out = ::popen(command.c_str(), "r");
  if (out && std::fscanf(out, "%lf", &number) != 1) number = 0;
  if (out) ::pclose(out);
  return number;
}

double at(const json::value& from, std::initializer_list<const char*> names) {
  const json::value* value = &from;
  for (const char* name : names) value = &value->at(name);
  return value->to_number<double>();
}

// Plays a week; ends the program when an edit is hidden or two replicas differ.
json::value play(Workload& workload, const changeset::Vocabulary& vocabulary, uint64_t cut, bool daily) {
  const auto played = replay::play_week({workload.file("base"), workload.file("week"), workload.file("lead"), cut, daily}, vocabulary);
  if (!played) std::printf("{\"bench\":\"%s\",\"failed\":\"%s\"}\n", kBench, played.error().detail.c_str()), std::exit(1);
  json::value out = json::parse(*played);
  if (!out.at("replicas_equal").as_bool() || !out.at("every_edit_kept").as_bool()) std::puts("{\"bench\":\"sync\",\"failed\":\"an edit is missing\"}"), std::exit(1);
  return out;
}

// Without a limit the mean is only told.
void report_days(const json::value& daily, const std::string& with, std::optional<double> limit = std::nullopt) {
  std::vector<double> days;
  double sum = 0;
  for (const json::value& day : daily.at("days").as_array()) days.push_back(at(day, {"bytes"}) / kKB), sum += days.back();
  const std::string mean = "a day on the wire, the mean of a week's, " + with;
  if (limit) report(kBench, mean.c_str(), sum / double(days.size()), "KB", *limit);
  else note(kBench, mean.c_str(), sum / double(days.size()), "KB");
  note(kBench, ("a day on the wire, the longest of a week's, " + with).c_str(), bench::percentile(days, 100), "KB");
}

void bytes(Workload& workload) {
  const auto trained = replay::trained_on(workload.file("fanin --from 5000 --to 5400"), 32768);
  const auto shipped = replay::shipped(workload.file("base"), kShipped);
  const auto bare = replay::shipped(workload.file("base"), "");
  if (!trained || !shipped || !bare) return void(std::puts("{\"bench\":\"sync\",\"failed\":\"vocabulary\"}"));
  const std::string week = workload.file("week");
  const double gzip = shell_number("grep -v '\"schema\"' " + week + " | gzip -9 -c | wc -c") / kKB;
  const base::Bytes ops = os::read_file(week, 64 << 20).value();
  const double zstd = double(pack::compress(ops, 19).size()) / kKB;
  note(kBench, "a week as JSON, gzip", gzip, "KB");
  note(kBench, "a week as JSON, zstd", zstd, "KB");
  const json::value plain = play(workload, *trained, 0, false), product = play(workload, *shipped, 0, false);
  const double with_trained = at(plain, {"week", "bytes"}) / kKB, with_shipped = at(product, {"week", "bytes"}) / kKB;
  report(kBench, "a week, a frame a visit, dictionary of other tablets", with_trained, "KB", 22);
  report(kBench, "a week, a frame a visit, the product's dictionary", with_shipped, "KB", 24);
  note(kBench, "a week, a frame a visit, without a dictionary", at(play(workload, *bare, 0, false), {"week", "bytes"}) / kKB, "KB");
  report(kBench, "a week beside JSON and zstd", with_shipped / zstd, "x", 1);
  report_days(play(workload, *trained, 0, true), "dictionary of other tablets", 4.3);
  report_days(play(workload, *shipped, 0, true), "the product's dictionary", 4.3);
  report_days(play(workload, *bare, 0, true), "without a dictionary");
  report(kBench, "an empty session", at(product, {"empty_session", "bytes"}), "bytes", 200);
  report(kBench, "an empty session, round trips", at(product, {"empty_session", "round_trips"}), "", 1);
  report(kBench, "edits hidden", at(product, {"hidden_edits"}) + at(product, {"lost_words"}), "", 0);
  report(kBench, "first download of 3,800 documents", at(product, {"first_download", "bytes"}) / kKB / kKB, "MB", 1.5);
  report(kBench, "first download, chunks", at(product, {"first_download", "round_trips"}), "", 10);
  report(kBench, "first download, records after the first chunk", at(product, {"first_download", "records_after_first"}) > 0 ? 0 : 1, "none", 0);
  const json::value cut = play(workload, *shipped, 16 * 1024, false);
  const double cuts = std::max(1.0, at(cut, {"week", "cuts"}) + at(cut, {"first_download", "cuts"}));
  const double again = at(cut, {"week", "bytes"}) + at(cut, {"first_download", "bytes"}) - at(product, {"week", "bytes"}) - at(product, {"first_download", "bytes"});
  report(kBench, "link cut every 16 KB: sent again for each cut", again / cuts / kKB, "KB", 16);
}

// What a tablet's day of this workload writes at the hub, counted: rows of fields of its records, written over; versions, which are new and stand beside each other;
// frames and what buckets are told of them.
constexpr uint64_t kRecordsEach = 26, kFieldsEach = 97, kFieldPuts = 291, kVersionPuts = 195, kFramePuts = 8, kFeedPuts = 16;
constexpr size_t kFieldBytes = 70, kVersionBytes = 50, kFrameBytes = 1400, kFeedBytes = 20;

base::Bytes plain_key(uint8_t kind, uint64_t group, uint64_t number) {
  base::Writer out;
  out.u8(kind);
  out.u64(group * 0x9E3779B97F4A7C15ull);  // records lie anywhere
  out.bytes(base::view("a part of a path"));
  for (int shift = 56; shift >= 0; shift -= 8) out.u8(uint8_t(number >> shift));
  return out.take();
}

base::Status plain_day(kv::WriteTxn& txn, uint64_t tablet, os::Random& random, uint64_t& sequence) {
  const auto any = [&](uint64_t below) {
    base::Bytes bytes(8);
    random.fill(bytes);
    return base::Reader(bytes).u64() % below;
  };
  const base::Bytes field(kFieldBytes, 'f'), version(kVersionBytes, 'v'), frame(kFrameBytes, 'w'), feed(kFeedBytes, 't');
  for (uint64_t i = 0; i < kFieldPuts; ++i) TRY_DO(txn.put(plain_key(1, tablet * kRecordsEach + any(kRecordsEach), any(kFieldsEach)), field));
  for (uint64_t i = 0; i < kVersionPuts; ++i) TRY_DO(txn.put(plain_key(2, 0, ++sequence), version));
  for (uint64_t i = 0; i < kFramePuts; ++i) TRY_DO(txn.put(plain_key(3, tablet, i), frame));
  for (uint64_t i = 0; i < kFeedPuts; ++i) TRY_DO(txn.put(plain_key(4, i % 2 == 0 ? tablet : any(1'000'000), ++sequence), feed));
  return {};
}

// As many rows of the same sizes in a table of the same size, without a thought of what they mean; a commit for each batch of 64 tablets: what no hub over LMDB can be faster than.
double plain_commits_ms(uint64_t tablets) {
  const testing_support::TempFolder folder(testing_support::TempFolder::Where::Disk);
  auto env = kv::Env::open(folder.path(), {.map_bytes = 4ull << 30});
  const base::Bytes field(kFieldBytes, 'e');
  for (uint64_t tablet = 0; tablet < tablets; tablet += 64)
    (void)env->write([&](kv::WriteTxn& txn) -> base::Status {
      for (uint64_t record = tablet * kRecordsEach; record < std::min(tablet + 64, tablets) * kRecordsEach; ++record)
        for (uint64_t i = 0; i < kFieldsEach; ++i) TRY_DO(txn.put(plain_key(1, record, i), field));
      return {};
    });
  os::SeededRandom random(1);
  uint64_t sequence = 0;
  const auto start = bench::Time::now();
  for (uint64_t from = 0; from < tablets; from += 64)
    (void)env->write([&](kv::WriteTxn& txn) -> base::Status {
      for (uint64_t tablet = from; tablet < std::min(from + 64, tablets); ++tablet) TRY_DO(plain_day(txn, tablet, random, sequence));
      return {};
    });
  return bench::ms_since(start);
}

void fan_in(Workload& workload) {
  const auto trained = replay::trained_on(workload.file("fanin --from 5000 --to 5400"), 32768);
  const auto played = replay::play_fanin({workload.file("fanin --from 0 --to 2000")}, *trained);
  if (!played) return void(std::printf("{\"bench\":\"%s\",\"failed\":\"%s\"}\n", kBench, played.error().detail.c_str()));
  const json::value out = json::parse(*played);
  report(kBench, "2,000 tablets' days accepted durably", at(out, {"wall_s"}), "s", 5);
  report(kBench, "one of those, the hub's processor", at(out, {"ms_cpu_per_day"}), "ms", 2.5);
  report(kBench, "edits missing after them", out.at("every_edit_kept").as_bool() ? 0 : 1, "", 0);
  const double plain_s = plain_commits_ms(2000) / 1000;
  note(kBench, "plain LMDB, as many rows of the same sizes in as many commits", plain_s, "s");
  note(kBench, "2,000 tablets' days beside those", at(out, {"wall_s"}) / plain_s, "x");
}

void read_assessment(Workload& workload) {
  std::vector<record::Record> base;
  workload::Visitor visitor;
  visitor.base = [&](record::Record record) { base.push_back(std::move(record)); };
  workload::Reader reader;
  if (!reader.read(workload.file("base"), visitor)) return;
  const testing_support::TempFolder folder(testing_support::TempFolder::Where::Disk);
  os::SeededRandom random(3);
  auto store = std::move(*store::Store::create(folder / "store", crypto::Key::random(random), {}));
  (void)store.import(base);
  std::vector<record::RecordId> ids;
  for (const record::Record& record : base)
    if (record.type == workload::kAssessment) ids.push_back(record.id);
  const auto read = [&](int i) { (void)store.read(workload::kAssessment, ids[size_t(i) % 20]); };
  (void)bench::cpu_times_ms(100, read);
  report(kBench, "opening an assessment of 150 questions, warm", bench::median(bench::cpu_times_ms(2000, read)), "ms", 0.05);
}

record::RecordId id_of(uint64_t number) {
  record::RecordId id;
  for (int i = 0; i < 8; ++i) id.bytes[size_t(8 + i)] = id.bytes[size_t(i)] = uint8_t(number * 0x9E3779B97F4A7C15ull >> (8 * i));
  id.bytes[6] = 0x70;
  return id;
}

// Other people's changes, as rows of the hub's table: records of twenty fields, each with its place in the feed of its bucket.
void fill(reconcile::Table& table, uint64_t changes) {
  constexpr uint64_t kFields = 20, kRecordsAtOnce = 5'000;
  const reconcile::FieldRow field{record::atom("another-coded-answer"), 1, 0, {7, 1'700'000'000'000ull << 16, "worker"}, {}};
  const base::Bytes value = reconcile::encode(field);
  for (uint64_t from = 0; from < changes / kFields; from += kRecordsAtOnce) {
    (void)table.write([&](reconcile::TableWriter& out) -> base::Status {
      for (uint64_t i = from; i < std::min(from + kRecordsAtOnce, changes / kFields); ++i) {
        const record::RecordId id = id_of(i), bucket = id_of(1'000'000'000 + i / 20);
        TRY_DO(put_row(out, reconcile::record_key(id), reconcile::RecordRow{record::RecordType(3), bucket, i + 1}));
        TRY_DO(out.put(reconcile::member_key(bucket, id), {}));
        TRY_DO(put_row(out, reconcile::feed_key(bucket, i + 1), reconcile::FeedRow{reconcile::FeedRow::Form::Frame, 7, i + 1, 1, {}, {}}));
        for (uint64_t path = 0; path < kFields; ++path) TRY_DO(out.put(reconcile::field_key(id, "page/q" + std::to_string(path)), value));
      }
      return {};
    });
  }
  (void)table.write([&](reconcile::TableWriter& out) { return put_row(out, reconcile::meta_key(), reconcile::MetaRow{reconcile::MetaRow().format, {1, 2, 3, 4, 5, 6, 7, 8}, changes}); });
}

// Processor time to tell one tablet of ten changes, from a hub that holds `changes` of others.
double pull_ms(uint64_t changes) {
  const testing_support::TempFolder folder(testing_support::TempFolder::Where::Disk);
  const auto table = std::move(*reconcile::LmdbTable::open(folder.path()));
  fill(*table, changes);
  const reconcile::OwnedBy policy("head/person");
  const auto hub = std::move(*reconcile::Hub::open(*table, policy, {}, {}));
  os::SeededRandom random(5);
  const crypto::SigningKey key = crypto::SigningKey::random(random);
  store::Options options;
  options.device = 1;
  options.reserve_bytes = 0;
  const testing_support::TempFolder desk;
  auto store = std::move(*store::Store::create(desk / "store", crypto::Key::random(random), options));
  auto writer = std::move(*replica::Replica::open(store, 1, key, {}, {}));
  (void)hub->enrol(1, key.verify_key(), "writer");
  (void)hub->enrol(2, crypto::SigningKey::random(random).verify_key(), "reader");
  const uint64_t before = reconcile::MetaRow().last_sequence + changes;
  for (int i = 0; i < 10; ++i) {
    const record::RecordId person = id_of(2'000'000'000 + uint64_t(i));
    (void)store.commit({.edits = {{person, record::RecordType(1), "head/person", record::atom(record::to_string(person))}, {person, record::RecordType(1), "about/words", record::text("ten words that somebody wrote about what matters to them most")}}, .author = "writer"});
    (void)hub->grant(2, person, true);
  }
  for (bool more = true; more;) more = writer.answer(hub->answer(*writer.request()))->more;
  wire::Exchange exchange;
  exchange.epoch = hub->epoch();
  exchange.grants = 10;
  exchange.cursor = before;
  exchange.answer_kb_max = 256;
  const base::Bytes request = wire::encode(wire::Request{2, exchange});
  const auto answer = wire::decode_answer(hub->answer(request));
  if (!answer || !std::holds_alternative<wire::Reply>(*answer) || std::get<wire::Reply>(*answer).feed.empty()) std::puts("{\"bench\":\"sync\",\"failed\":\"the pull brought nothing\"}");
  return bench::median(bench::cpu_times_ms(301, [&](int) { (void)hub->answer(request); }));
}

void pull() {
  std::vector<double> each;
  for (const auto& [name, changes] : {std::pair("10 thousand", 10'000ull), std::pair("100 thousand", 100'000ull), std::pair("1 million", 1'000'000ull), std::pair("10 million", 10'000'000ull)}) {
    each.push_back(pull_ms(changes));
    note(kBench, (std::string("pulling 10 changes from a hub of ") + name).c_str(), each.back(), "ms");
  }
  report(kBench, "pulling 10 changes: a hub of 10 million beside one of 10 thousand", each.back() / each.front(), "x", 1.5);
}

size_t resident_bytes() {
  size_t whole = 0, resident = 0;
  if (FILE* const in = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(in, "%zu %zu", &whole, &resident) != 2) resident = 0;
    std::fclose(in);
  }
  return resident * size_t(::sysconf(_SC_PAGESIZE));
}

// In a process of their own, so that what they need is not counted: each connects, says something, is answered, and holds its connection until `stay` ends.
void be_tablets(const replay::TlsRoad& road, const wire::Epoch& epoch, uint64_t count, int say, int stay) {
  std::vector<std::unique_ptr<net::Client>> clients;
  char connected = 1;
  for (uint64_t device = 1; device <= count && connected; ++device) {
    wire::Exchange exchange;
    exchange.epoch = epoch;
    exchange.answer_kb_max = 16;
    auto client = road.client_of(device);
    connected = client && replay::TlsRoad::send(**client, wire::encode(wire::Request{device, exchange}));
    if (connected) clients.push_back(std::move(*client));
  }
  if (::write(say, &connected, 1) == 1) connected = char(::read(stay, &connected, 1));
  ::_exit(0);
}

void memory() {
  constexpr uint64_t kTablets = 500;
  const testing_support::TempFolder folder;
  const auto table = std::move(*reconcile::LmdbTable::open(folder.path()));
  const reconcile::OwnedBy policy("head/person");
  const auto hub = std::move(*reconcile::Hub::open(*table, policy, {}, {}));
  os::SeededRandom random(7);
  for (uint64_t device = 1; device <= kTablets; ++device) (void)hub->enrol(device, crypto::SigningKey::random(random).verify_key(), "worker");
  const auto road = std::move(*replay::TlsRoad::open(*hub, 2));
  int say[2], stay[2];
  if (::pipe(say) != 0 || ::pipe(stay) != 0) return;
  const size_t before = resident_bytes();
  const pid_t tablets = ::fork();
  if (tablets == 0) {
    ::close(stay[1]);
    be_tablets(*road, hub->epoch(), kTablets, say[1], stay[0]);
  }
  char connected = 0;
  const bool told = ::read(say[0], &connected, 1) == 1 && connected;
  const size_t with = resident_bytes();
  for (const int end : {say[0], say[1], stay[0], stay[1]}) ::close(end);
  ::waitpid(tablets, nullptr, 0);
  if (!told) return void(std::puts("{\"bench\":\"sync\",\"failed\":\"not every tablet was answered\"}"));
  report(kBench, "the hub's memory for one of 500 tablets connected over TLS", double(with - std::min(before, with)) / 1024 / kTablets, "KiB", 100);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string only = argc > 1 ? argv[1] : "";
  const auto wanted = [&](const char* part) { return only.empty() || only == part; };
  if (os::exists(kGenerator)) {
    Workload workload;
    if (wanted("bytes")) bytes(workload);
    if (wanted("fanin")) fan_in(workload);
    if (wanted("read")) read_assessment(workload);
  } else {
    std::puts("{\"bench\":\"sync\",\"skipped\":\"the workload's generator is not beside the checkout\"}");
  }
  if (wanted("memory")) memory();
  if (wanted("pull")) pull();
}
