#include "tests/tools/sync_replay/fanin.h"

#include <atomic>
#include <chrono>
#include <thread>

#include "platform/crypto/crypto.h"
#include "platform/os/file.h"
#include "sync/changeset/run.h"
#include "sync/reconcile/hub.h"
#include "sync/reconcile/lmdb_table.h"
#include "tests/support/temp_folder.h"
#include "tests/tools/sync_replay/expected.h"
#include "tests/tools/sync_replay/json_text.h"
#include "tests/tools/sync_replay/tls_road.h"
#include "tests/tools/sync_replay/town.h"

namespace replay {
namespace {

using changeset::Entry;

constexpr size_t kBaseFrameEntries = 10;
constexpr int kClients = 16;

// One tablet's chain, kept in memory.
struct Sender {
  uint64_t device = 0;
  crypto::SigningKey key;
  wire::Epoch epoch{};
  changeset::FrameHead head;
  changeset::Window window;
  crypto::Hash last{};

  // A request that pushes the frames.
  base::Bytes push(const std::vector<std::vector<Entry>>& frames, const changeset::Vocabulary& vocabulary, const changeset::IsKnown& is_known) {
    changeset::RunWriter run({changeset::kVersion, device, head.first, head.cursor, head.unix_s, {}, {}}, vocabulary, window, true, is_known);
    const uint64_t held = head.first - 1;
    const crypto::Hash chain = last;
    for (size_t i = 0; i < frames.size(); ++i) {
      const changeset::Frame frame = changeset::make_frame(head, frames[i], *vocabulary.schema);
      run.add(frame, i + 1 == frames.size() ? std::optional(changeset::sign(key, frame.hash)) : std::nullopt);
      head.first += frames[i].size();
      head.unix_s = frames[i].back().unix_s;
      head.previous = last = frame.hash;
    }
    window = run.window();
    wire::Exchange exchange;
    exchange.epoch = epoch;
    exchange.held = held;
    exchange.cursor = head.cursor;
    exchange.unix_s = head.unix_s;
    exchange.answer_kb_max = 16;
    if (held > 0) std::copy_n(chain.begin(), exchange.chain.size(), exchange.chain.begin());
    exchange.upload = {base::Reader(crypto::hash(run.bytes())).u64(), run.bytes().size(), 0, run.bytes()};
    return wire::encode(wire::Request{device, exchange});
  }
};

std::vector<std::vector<Entry>> base_frames(const Day& day, uint64_t device) {
  std::vector<std::vector<Entry>> frames;
  uint64_t sequence = 0;
  for (const record::Record& record : day.base) {
    if (sequence % kBaseFrameEntries == 0) frames.emplace_back();
    Entry entry{++sequence, device, 1'756'000'000, "office", "", {}};
    for (const auto& [path, field] : record.fields) entry.ops.push_back(changeset::op_between(record.id, record.type, path, {}, field.value));
    frames.back().push_back(std::move(entry));
  }
  return frames;
}

// What the days' requests cost.
struct Cost {
  std::atomic<uint64_t> down = 0, tls_up = 0, tls_down = 0;
  std::atomic<double> clients_s = 0;  // of CPU
};

base::Status read_answers(const std::vector<base::Bytes>& answers, Cost& cost) {
  for (const base::Bytes& answer : answers) {
    cost.down += answer.size();
    if (wire::is_long(answer)) continue;
    TRY(const wire::Answer read, wire::decode_answer(answer));
    if (const auto* refusal = std::get_if<wire::Refusal>(&read)) return base::fail(base::Fault::Denied, wire::status_name(refusal->status));
  }
  return {};
}

// `work` of every beginning of so many, until one fails.
base::Status share(int threads, size_t count, size_t at_once, const std::function<base::Status(size_t from, size_t to)>& work) {
  std::atomic<size_t> next = 0;
  std::vector<base::Status> done(size_t(std::max(threads, 1)));
  const auto call = [&](base::Status& status) {
    for (size_t at; status && (at = next.fetch_add(at_once)) < count;) status = work(at, std::min(at + at_once, count));
  };
  std::vector<std::thread> others;
  for (size_t i = 1; i < done.size(); ++i) others.emplace_back(call, std::ref(done[i]));
  call(done[0]);
  for (std::thread& other : others) other.join();
  for (const base::Status& status : done) TRY_DO(status);
  return {};
}

// As the hub's server gives it what came, from several threads.
base::Status answer_all(reconcile::Hub& hub, const std::vector<base::Bytes>& requests, const FaninPlan& plan, Cost& cost) {
  const std::vector<base::ByteView> all(requests.begin(), requests.end());
  return share(plan.callers, all.size(), plan.batch, [&](size_t from, size_t to) { return read_answers(hub.answer(std::span(all).subspan(from, to - from)), cost); });
}

// What a client does is not the hub's work.
base::Status send_all(const TlsRoad& road, const std::vector<Sender>& senders, const std::vector<base::Bytes>& requests, Cost& cost) {
  return share(kClients, requests.size(), 1, [&](size_t at, size_t) -> base::Status {
    const double from = thread_cpu_s();
    TRY(const auto client, road.client_of(senders[at].device));
    TRY(Sent sent, TlsRoad::send(*client, requests[at]));
    cost.tls_up += sent.up;
    cost.tls_down += sent.down;
    cost.clients_s += thread_cpu_s() - from;
    return read_answers({std::move(sent.answer)}, cost);
  });
}

}  // namespace

base::Result<std::string> play_fanin(const FaninPlan& plan, const changeset::Vocabulary& vocabulary) {
  TRY(const std::vector<Day> days, read_days(plan.file, nullptr, nullptr));
  const testing_support::TempFolder folder(plan.on_disk ? testing_support::TempFolder::Where::Disk : testing_support::TempFolder::Where::Memory);
  TRY_DO(os::make_folders(folder / "hub"));
  TRY(const auto table, reconcile::LmdbTable::open(folder / "hub"));
  const reconcile::OwnedBy policy(workload::kPersonPath);
  reconcile::HubOptions options;
  options.threads = plan.threads;
  TRY(const auto hub, reconcile::Hub::open(*table, policy, {}, vocabulary, options));

  os::SeededRandom random(3);
  std::vector<Sender> senders;
  std::vector<base::Bytes> requests;
  Records expected;
  for (size_t i = 0; i < days.size(); ++i) {
    senders.push_back({1000 + i, crypto::SigningKey::random(random), hub->epoch(), {}, {}, {}});
    senders.back().head.device = 1000 + i;
    TRY_DO(hub->enrol(1000 + i, senders.back().key.verify_key(), "worker"));
    requests.push_back(senders.back().push(base_frames(days[i], 1000 + i), vocabulary, [](const record::RecordId&) { return false; }));
    for (const record::Record& record : days[i].base) expected[record.id] = record;
    for (const workload::Op& op : days[i].ops) TRY_DO(apply(expected, op));
  }
  uint64_t up = 0, ops = 0, entries = 0;
  std::unique_ptr<TlsRoad> road;
  if (plan.tls) {
    TRY(road, TlsRoad::open(*hub, plan.callers));
  }
  Cost seeding, cost;
  TRY_DO(road ? send_all(*road, senders, requests, seeding) : answer_all(*hub, requests, plan, seeding));
  const uint64_t cursor = hub->figures().last_sequence;
  requests.clear();
  for (size_t i = 0; i < days.size(); ++i) {
    std::set<record::RecordId> known;
    for (const record::Record& record : days[i].base) known.insert(record.id);
    senders[i].head.cursor = cursor;
    auto frames = frames_of(days[i], 1000 + i);
    uint64_t sequence = senders[i].head.first;
    for (auto& frame : frames)
      for (Entry& entry : frame) entry.sequence = sequence++, ++entries, ops += entry.ops.size();
    requests.push_back(senders[i].push(frames, vocabulary, [&](const record::RecordId& id) { return known.count(id) > 0; }));
    up += requests.back().size();
  }
  const auto from = std::chrono::steady_clock::now();
  const double cpu_from = cpu_s();
  TRY_DO(road ? send_all(*road, senders, requests, cost) : answer_all(*hub, requests, plan, cost));
  const double cpu = cpu_s() - cpu_from - cost.clients_s, wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();

  std::vector<record::Record> at_hub, wanted;
  TRY(const auto buckets, hub->buckets());
  for (const record::RecordId& bucket : buckets) {
    TRY(auto some, hub->read_bucket(bucket));
    at_hub.insert(at_hub.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  }
  for (auto& [id, record] : expected) wanted.push_back(std::move(record));
  const auto figures = hub->figures();
  const double each = days.empty() ? 1 : double(days.size());
  Json out;
  out.add("tablets", uint64_t(days.size())).add("entries", entries).add("ops", ops).add("bytes_up", up).add("bytes_down", cost.down.load()).add("bytes_up_per_day", double(up) / each);
  out.add("round_trips", uint64_t(requests.size())).add("wall_s", wall).add("cpu_hub_s", cpu).add("ms_cpu_per_day", cpu * 1000 / each).add("threads", plan.threads).add("callers", plan.callers).add("tls", plan.tls);
  if (plan.tls) out.add("tls_bytes", cost.tls_up + cost.tls_down).add("cpu_clients_s", cost.clients_s.load());
  out.add("batch", uint64_t(plan.batch)).add("conflicts_raised", figures.conflicts).add("quarantined", figures.quarantined).add("records", uint64_t(at_hub.size()));
  out.add("digests", Json().add("hub", digest_of(at_hub)).add("workload", digest_of(wanted)));
  out.add("every_edit_kept", digest_of(at_hub) == digest_of(wanted));
  return out.text();
}

}  // namespace replay
