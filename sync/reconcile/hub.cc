#include "sync/reconcile/hub.h"

#include <algorithm>
#include <thread>

#include "platform/crypto/crypto.h"
#include "sync/changeset/parcel.h"
#include "sync/reconcile/feed.h"
#include "sync/reconcile/ingest.h"
#include "sync/reconcile/upgrade.h"

namespace reconcile {
namespace {

constexpr size_t kAnswerKbMin = 4;
constexpr uint64_t kBusyRetryS = 30;

uint64_t id_of(base::ByteView bytes) { return base::Reader(crypto::hash(bytes)).u64(); }

wire::Status status_of(Standing standing) { return standing == Standing::Revoked ? wire::Status::Revoked : wire::Status::Forked; }

wire::Status status_of_ingest(base::Fault fault) {
  if (fault == base::Fault::Full) return wire::Status::Full;
  return fault == base::Fault::TooNew ? wire::Status::TooNew : wire::Status::Busy;
}

}  // namespace

struct TailHash {
  size_t operator()(const changeset::Tail& tail) const { return base::Reader(tail).u32(); }
};

// One request on its way to an answer.
struct Hub::Asking {
  base::ByteView bytes;
  wire::Request request;
  const wire::Exchange* exchange = nullptr;
  DeviceView view;
  base::Bytes run;          // whole, to be prepared
  bool forks = false;       // two speak in this device's name
  bool staged_only = false; // the rest of the run is still to come
  std::unordered_map<changeset::Tail, base::Result<record::RecordId>, TailHash> tails;
  std::optional<Prepared> prepared;
  wire::Status refusal = wire::Status::Ok;
  bool about_blobs = false;
  base::Bytes answer;

  void refuse(wire::Status status) { refusal = status; }
  void fork() { refuse(wire::Status::Forked), forks = true; }
  bool going() const { return refusal == wire::Status::Ok && answer.empty() && !about_blobs; }
};

Hub::Hub(Table& table, const Policy& policy, changeset::Library library, changeset::Vocabulary vocabulary, const HubOptions& options)
    : table_(table), policy_(policy), library_(std::move(library)), vocabulary_(std::move(vocabulary)), options_(options) {
  library_.add(vocabulary_);
  shelf_ = std::make_unique<Shelf>(options.blobs ? *options.blobs : table, options.blob_bytes_per_device_max);
}
Hub::~Hub() = default;

base::Result<std::unique_ptr<Hub>> Hub::open(Table& table, const Policy& policy, changeset::Library library, changeset::Vocabulary vocabulary,
                                             const HubOptions& options) {
  std::unique_ptr<Hub> hub(new Hub(table, policy, std::move(library), std::move(vocabulary), options));
  TRY_DO(hub->load());
  return hub;
}

base::Status Hub::load() {
  std::optional<MetaRow> found;
  TRY_DO(table_.read([&](const TableReader& table) -> base::Status {
    TRY(found, find_row<MetaRow>(table, meta_key()));
    return table.scan(Key(Kind::Gap), [&](base::ByteView key, base::ByteView value) -> base::Result<bool> {
      gaps_[number_at_end(key)] = base::Reader(value).u64();
      return true;
    });
  }));
  if (found) {
    meta_ = *found;
    TRY_DO(upgrade(table_, meta_));
    return leave_gap();
  }
  options_.random->fill(meta_.epoch);
  return table_.write([&](TableWriter& table) { return put_row(table, meta_key(), meta_); });
}

void Hub::stage(uint64_t device, Staging staging) {
  if (const auto held = staged_.find(device); held != staged_.end()) figures_.staged_bytes -= held->second.bytes.size();
  else staged_order_.push_back(device);
  figures_.staged_bytes += staging.bytes.size();
  staged_[device] = std::move(staging);
  while (figures_.staged_bytes > options_.staged_bytes_max && staged_order_.size() > 1) {
    const auto oldest = staged_.find(staged_order_.front());
    staged_order_.pop_front();
    if (oldest == staged_.end()) continue;
    figures_.staged_bytes -= oldest->second.bytes.size();
    staged_.erase(oldest);
  }
}

// Puts what came beside what came before. What does not go on where that ends is a new beginning, or nothing.
void Hub::take_upload(Asking& asking, const wire::Upload& upload) {
  Staging staging;
  if (const auto held = staged_.find(asking.request.device); held != staged_.end()) staging = held->second;
  if (staging.id != upload.id || staging.total != upload.total) staging = {upload.id, upload.total, {}};
  if (upload.offset <= staging.bytes.size()) {
    const size_t known = std::min<size_t>(staging.bytes.size() - upload.offset, upload.part.size());
    staging.bytes.insert(staging.bytes.end(), upload.part.begin() + std::ptrdiff_t(known), upload.part.end());
  }
  if (staging.bytes.size() < upload.total) {
    asking.staged_only = true;
    return stage(asking.request.device, std::move(staging));
  }
  stage(asking.request.device, {});
  if (id_of(staging.bytes) != upload.id) return asking.refuse(wire::Status::Corrupt);
  asking.run = std::move(staging.bytes);
}

void Hub::read_request(Asking& asking) {
  auto request = wire::decode_request(asking.bytes, true);
  if (!request) return asking.refuse(request.error().fault == base::Fault::TooNew ? wire::Status::TooNew : wire::Status::Corrupt);
  asking.request = std::move(*request);
  asking.exchange = std::get_if<wire::Exchange>(&asking.request.what);
  asking.about_blobs = is_for_the_shelf(asking.request);
}

base::Status Hub::look_at(Asking& asking, const TableReader& table, const MetaRow& meta) {
  const uint64_t number = asking.request.device;
  TRY(std::optional<DeviceRow> row, find_row<DeviceRow>(table, device_key(number)));
  if (!row) return asking.refuse(wire::Status::Stranger), base::Status();
  if (row->standing != Standing::Enrolled) return asking.refuse(status_of(row->standing)), base::Status();
  asking.view.row = std::move(*row);
  if (const auto* probe = std::get_if<wire::Probe>(&asking.request.what)) {
    const auto held = staged_.find(number);
    const bool same = held != staged_.end() && held->second.id == probe->upload_id;
    asking.answer = wire::encode(wire::Answer(wire::Staged{asking.view.row.held, wire::check_of(asking.view.row.chain), same ? held->second.bytes.size() : 0}));
  } else if (const auto* going_on = std::get_if<wire::Resume>(&asking.request.what)) {
    asking.answer = resume(number, *going_on);
  } else if (std::holds_alternative<wire::ForkReport>(asking.request.what)) {
    asking.fork();
  }
  if (!asking.exchange) return {};
  const wire::Exchange& exchange = *asking.exchange;
  const DeviceRow& device = asking.view.row;
  if (exchange.epoch != wire::Epoch{} && exchange.epoch != meta.epoch) return asking.refuse(wire::Status::OtherEpoch), base::Status();
  if (knows_what_was_lost(exchange, device, meta)) return asking.refuse(wire::Status::OtherEpoch), base::Status();
  TRY(const bool same, same_chain(table, number, device, exchange.held, exchange.chain));
  if (!same) return asking.fork(), base::Status();
  if (exchange.upload.total == 0) return {};
  take_upload(asking, exchange.upload);
  if (asking.run.empty()) return {};
  TRY(asking.view.window, window_of(table, number));
  auto run = changeset::RunReader::open(asking.run);
  for (;;) {
    auto packed = run ? run->next() : base::Result<std::optional<changeset::PackedFrame>>(std::nullopt);
    if (!packed || !*packed) break;
    for (const auto& [whole, bytes] : (*packed)->ids) {
      if (whole) continue;
      changeset::Tail tail;
      std::copy(bytes.begin(), bytes.end(), tail.begin());
      if (!asking.tails.count(tail)) asking.tails.emplace(tail, find_by_tail(table, tail, number));
    }
  }
  return {};
}

// Needs no transaction, so several threads share the work.
void Hub::prepare_all(std::span<Asking> all) {
  const auto prepare_one = [this](Asking& asking) {
    if (!asking.going() || asking.run.empty()) return;
    const changeset::FindByTail find = [&](const changeset::Tail& tail) -> base::Result<record::RecordId> {
      const auto found = asking.tails.find(tail);
      return found == asking.tails.end() ? base::fail(base::Fault::NotFound, "tail") : found->second;
    };
    asking.prepared = prepare(asking.request.device, asking.view, asking.run, library_, find);
    if (asking.prepared->status != wire::Status::Ok) asking.refuse(asking.prepared->status);
  };
  const size_t threads = std::min<size_t>(size_t(std::max(options_.threads, 1)), all.size());
  std::vector<std::thread> others;
  const auto share = [&](size_t at) {
    for (size_t i = at; i < all.size(); i += threads) prepare_one(all[i]);
  };
  for (size_t i = 1; i < threads; ++i) others.emplace_back(share, i);
  share(0);
  for (std::thread& other : others) other.join();
}

base::Status Hub::apply_all(std::span<Asking> all) {
  const auto brings = [](const Asking& each) { return each.going() && each.prepared; };
  const auto has_grants = [](const Asking& each) {
    const DeviceRow& row = each.view.row;
    return each.going() && each.exchange && (row.grants > row.asked || each.exchange->grants > row.filled);
  };
  if (std::none_of(all.begin(), all.end(), [&](const Asking& each) { return brings(each) || has_grants(each); })) return {};
  const std::lock_guard lock(writing_);
  return change([&](Ingest& ingest) -> base::Status {
    for (const Asking& asking : all) {
      if (has_grants(asking)) TRY_DO(ingest.note_grants(asking.request.device, asking.exchange->grants, asking.exchange->cursor));
      if (brings(asking)) TRY_DO(ingest.take(*asking.prepared));
    }
    return {};
  });
}

base::Status Hub::change(const std::function<base::Status(Ingest&)>& work) {
  MetaRow written = meta_;
  size_t conflicts = 0, quarantined = 0;
  TRY_DO(table_.write([&](TableWriter& table) -> base::Status {
    MetaRow meta = meta_;
    Ingest ingest(table, policy_, library_, meta, now_ms());
    TRY_DO(work(ingest));
    TRY_DO(ingest.finish());
    written = meta;
    conflicts = ingest.conflicts();
    quarantined = ingest.quarantined();
    return {};
  }));
  const std::lock_guard lock(state_);
  meta_ = written;
  figures_.conflicts += conflicts;
  figures_.quarantined += quarantined;
  return {};
}

base::Status Hub::tell(Asking& asking, const TableReader& table, const MetaRow& meta) {
  const wire::Exchange& exchange = *asking.exchange;
  TRY(const DeviceRow row, need_row<DeviceRow>(table, device_key(asking.request.device), "device"));
  if (row.standing != Standing::Enrolled) return asking.refuse(status_of(row.standing)), base::Status();  // since it was looked at
  if (asking.staged_only) {
    const std::lock_guard lock(state_);
    const auto held = staged_.find(asking.request.device);
    asking.answer = wire::encode(wire::Answer(wire::Staged{row.held, wire::check_of(row.chain), held == staged_.end() ? 0 : held->second.bytes.size()}));
    return {};
  }
  const size_t kb = std::clamp<size_t>(size_t(std::min<uint64_t>(exchange.answer_kb_max, 1 << 20)), kAnswerKbMin, wire::kAnswerBytesMax / 2048);
  TRY(Told told, collect(table, policy_, row, {asking.request.device, exchange.cursor, exchange.grants, exchange.refetch, kb * 1024}, library_, meta.last_sequence));
  wire::Reply reply;
  reply.epoch = meta.epoch;
  reply.unix_s = now_ms() / 1000;
  reply.clock_wrong = std::abs(exchange.unix_s - reply.unix_s) > options_.clock_off_s_max;
  reply.held = row.held;
  reply.chain = wire::check_of(row.chain);
  reply.cursor = told.cursor;
  reply.grants = told.grants;
  reply.more = told.more;
  if (exchange.reads >= wire::kAheadVersion) reply.ahead = told.ahead;
  reply.settled = std::move(told.settled);
  // The newest words came after the tablets that read no more than version 2: those are told under none, which costs bytes and never an answer.
  const changeset::Vocabulary words = exchange.reads >= wire::kNewestWordsVersion ? vocabulary_ : changeset::Vocabulary();
  if (!told.feed.empty()) reply.feed = changeset::pack_parcel(told.feed, words, options_.level);
  if (!told.snapshot.empty()) reply.snapshot = changeset::pack_parcel(told.snapshot, words, options_.level);
  reply.drops = std::move(told.drops);
  asking.answer = envelope(asking.request.device, wire::encode(wire::Answer(std::move(reply))));
  return {};
}

void Hub::keep_answer(uint64_t device, LongAnswer answer) {
  if (const auto held = answers_.find(device); held != answers_.end()) figures_.answers_bytes -= held->second.body.size();
  else answers_order_.push_back(device);
  figures_.answers_bytes += answer.body.size();
  answers_[device] = std::move(answer);
  while (figures_.answers_bytes > options_.answers_bytes_max && answers_order_.size() > 1) {
    const auto oldest = answers_.find(answers_order_.front());
    answers_order_.pop_front();
    if (oldest == answers_.end()) continue;
    figures_.answers_bytes -= oldest->second.body.size();
    answers_.erase(oldest);
  }
}

base::Bytes Hub::envelope(uint64_t device, base::Bytes answer) {
  if (answer.size() <= wire::kLongAnswerBytes) return answer;
  const uint64_t id = id_of(answer);
  base::Bytes out = wire::encode_long({id, answer.size(), 0, answer});
  const std::lock_guard lock(state_);
  keep_answer(device, {id, std::move(answer)});
  return out;
}

base::Bytes Hub::resume(uint64_t device, const wire::Resume& resume) {
  const auto held = answers_.find(device);
  if (held == answers_.end() || held->second.id != resume.answer_id || resume.offset > held->second.body.size())
    return wire::encode(wire::Answer(wire::Refusal{wire::Status::Gone, 0}));
  const base::Bytes& body = held->second.body;
  return wire::encode_long({held->second.id, body.size(), resume.offset, base::ByteView(body).subspan(size_t(resume.offset))});
}

void Hub::answer_blobs_of(std::span<Asking> all) {
  std::vector<BlobAsking> blobs;
  for (const Asking& each : all)
    if (each.about_blobs) blobs.push_back({&each.request, {}, {}});
  if (blobs.empty()) return;
  const std::lock_guard lock(writing_);
  const base::Status done = answer_blobs(blobs);
  auto next = blobs.begin();
  for (Asking& each : all) {
    if (!each.about_blobs) continue;
    if (done) each.answer = wire::encode(*(next++)->answer);
    else each.refuse(status_of_ingest(done.error().fault));
  }
}

// All of it of one moment of the table.
base::Status Hub::each_going(std::span<Asking> all, const std::function<base::Status(Asking&, const TableReader&, const MetaRow&)>& work) {
  return table_.read([&](const TableReader& table) -> base::Status {
    TRY(const MetaRow meta, need_row<MetaRow>(table, meta_key(), "meta"));
    for (Asking& each : all)
      if (each.going()) TRY_DO(work(each, table, meta));
    return {};
  });
}

base::Status Hub::look_at_all(std::span<Asking> all) {
  std::vector<uint64_t> forks;
  {
    const std::lock_guard lock(state_);
    TRY_DO(each_going(all, [this](Asking& each, const TableReader& table, const MetaRow& meta) { return look_at(each, table, meta); }));
  }
  for (const Asking& each : all)
    if (each.forks) forks.push_back(each.request.device);
  return note_forks(forks);
}

std::vector<base::Bytes> Hub::answer(std::span<const base::ByteView> requests) {
  std::vector<Asking> all(requests.size());
  for (size_t i = 0; i < all.size(); ++i) {
    all[i].bytes = requests[i];
    read_request(all[i]);
  }
  base::Status done = look_at_all(all);
  if (done) prepare_all(all);
  if (done) done = apply_all(all);
  if (done) done = each_going(all, [this](Asking& each, const TableReader& table, const MetaRow& meta) { return tell(each, table, meta); });
  answer_blobs_of(all);  // after the words: a record that names one may have come with them
  std::vector<base::Bytes> out;
  for (Asking& each : all) {
    if (!done && each.going()) each.refuse(status_of_ingest(done.error().fault));
    if (each.answer.empty()) each.answer = wire::encode(wire::Answer(wire::Refusal{each.refusal, each.refusal == wire::Status::Busy ? kBusyRetryS : 0}));
    out.push_back(std::move(each.answer));
  }
  note(all);
  return out;
}

void Hub::note(std::span<const Asking> all) {
  const std::lock_guard lock(state_);
  figures_.requests += all.size();
  figures_.last_sequence = meta_.last_sequence;
  for (const Asking& each : all) {
    if (!each.prepared) continue;
    figures_.frames += each.prepared->frames.size();
    for (const changeset::Unpacked& frame : each.prepared->frames) {
      figures_.entries += frame.entries.size();
      for (const changeset::Entry& entry : frame.entries) figures_.ops += entry.ops.size();
    }
  }
}

}  // namespace reconcile
