#include "tests/tools/sync_replay/town.h"

#include <algorithm>
#include <ctime>

#include "platform/base/check.h"
#include "platform/crypto/crypto.h"
#include "platform/os/file.h"
#include "sync/changeset/digest.h"
#include "sync/record/sync_types.h"

namespace replay {
namespace {

constexpr size_t kRecordsAtOnce = 50;
const record::RecordType kTypes[] = {workload::kPerson, workload::kAssessment, workload::kPlan, workload::kNote, record::kConflictType};

double clock_s(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

std::string made(const std::string& folder) {
  CHECK(os::make_folders(folder));
  return folder;
}

}  // namespace

double cpu_s() { return clock_s(CLOCK_PROCESS_CPUTIME_ID); }
double thread_cpu_s() { return clock_s(CLOCK_THREAD_CPUTIME_ID); }

Digest digest_of(const std::vector<record::Record>& records) {
  std::map<record::RecordId, record::Record> sorted;
  for (const record::Record& record : records) sorted[record.id] = record;
  return changeset::digest_of(sorted);
}

Town::Town(changeset::Vocabulary vocabulary, int hub_threads, bool tls) : vocabulary_(std::move(vocabulary)) {
  table_ = std::move(*reconcile::LmdbTable::open(made(folder_ / "hub")));
  reconcile::HubOptions options;
  options.clock = &clock_;
  options.random = &random_;
  options.threads = hub_threads;
  options.level = 12;
  hub_ = std::move(*reconcile::Hub::open(*table_, policy_, {}, vocabulary_, options));
  if (tls) road_ = std::move(TlsRoad::open(*hub_, 1).value());
}

Tablet& Town::add_tablet(const std::string& worker) {
  tablets_.push_back(std::make_unique<Tablet>(*this, 100 + tablets_.size(), worker));
  Tablet& tablet = *tablets_.back();
  CHECK(hub_->enrol(tablet.device(), tablet.verify_key(), worker));
  return tablet;
}

base::Status Town::grant_everything(const Tablet& tablet) {
  TRY(const auto buckets, hub_->buckets());
  std::vector<record::RecordId> people;
  for (const record::RecordId& bucket : buckets)
    if (bucket != reconcile::private_bucket_of(tablet.device())) people.push_back(bucket);
  return hub_->grant_all(tablet.device(), people);
}

base::Result<std::vector<record::Record>> Town::records() {
  TRY(const auto buckets, hub_->buckets());
  std::vector<record::Record> out;
  for (const record::RecordId& bucket : buckets) {
    TRY(auto records, hub_->read_bucket(bucket));
    for (record::Record& record : records)
      if (std::find(std::begin(kTypes), std::end(kTypes), record.type) != std::end(kTypes)) out.push_back(std::move(record));
  }
  return out;
}

Tablet::Tablet(Town& town, uint64_t device, std::string worker)
    : town_(town), device_(device), worker_(std::move(worker)), random_(device), data_key_(crypto::Key::random(random_)), key_(crypto::SigningKey::random(random_)) {
  store::Options options;
  options.device = device;
  options.clock = &town.clock();
  options.random = &random_;
  options.reserve_bytes = 0;
  store_.emplace(std::move(*store::Store::create(folder_ / "store", data_key_, options)));
  replica_.emplace(std::move(*replica::Replica::open(*store_, device, key_, {}, town.vocabulary(), {&town.clock(), 256})));
}

base::Status Tablet::save(const workload::Op& op) {
  town_.clock().set_ms(op.unix_ms);
  store::Commit commit;
  commit.author = op.user;
  commit.group = std::to_string(op.visit);
  if (op.kind == workload::Op::Kind::Put) {
    commit.edits = record::edits_of(op.document);
  } else if (op.kind == workload::Op::Kind::Set) {
    commit.edits.push_back({op.id, op.type, op.path, op.value});
  } else {
    TRY(const record::FieldMap section, store_->read_section(op.type, op.id, record::section_of(op.path)));
    const auto field = section.find(op.path);
    std::string text(field == section.end() ? std::string_view() : record::utf8_of(field->second.value));
    for (const record::Splice& splice : op.splices) {
      if (splice.at + splice.erase > text.size()) return base::fail(base::Fault::BadInput, "splice of op " + std::to_string(op.number));
      text.replace(splice.at, splice.erase, splice.insert);
    }
    commit.edits.push_back({op.id, op.type, op.path, record::text(std::move(text))});
  }
  TRY_DO(store_->commit(commit));
  return {};
}

base::Status Tablet::save_all(const std::vector<record::Record>& records) {
  for (size_t at = 0; at < records.size(); at += kRecordsAtOnce) {
    std::vector<store::Commit> commits;
    for (size_t i = at; i < std::min(at + kRecordsAtOnce, records.size()); ++i) {
      store::Commit commit;
      commit.edits = record::edits_of(records[i]);
      commit.author = worker_;
      commits.push_back(std::move(commit));
    }
    TRY_DO(store_->commit_all(commits));
  }
  return {};
}

// Over TLS what this thread does is the tablet's work, and what all others do is the hub's.
base::Result<base::Bytes> Tablet::ask(base::ByteView request, Traffic& traffic) {
  const double all_from = cpu_s(), own_from = thread_cpu_s();
  if (!town_.road()) {
    base::Bytes answer = town_.hub().answer(request);
    traffic.hub_s += cpu_s() - all_from;
    return answer;
  }
  if (!client_) {
    TRY(client_, town_.road()->client_of(device_));
  }
  TRY(Sent sent, TlsRoad::send(*client_, request));
  traffic.tls_up += sent.up;
  traffic.tls_down += sent.down;
  const double own = thread_cpu_s() - own_from;
  traffic.tablet_s += own;
  traffic.hub_s += cpu_s() - all_from - own;
  return std::move(sent.answer);
}

// One request and its answer, or what of them the link lets through.
base::Result<bool> Tablet::exchange(Traffic& traffic, uint64_t cut_every, uint64_t& left) {
  base::Bytes request, answer;
  {
    const Clocked clocked(traffic.tablet_s);
    TRY(request, replica_->request());
  }
  ++traffic.trips;
  const size_t sent = size_t(std::min<uint64_t>(left, request.size()));
  traffic.up += sent;
  left -= sent;
  TRY(answer, ask(base::ByteView(request).first(sent), traffic));
  const size_t came = size_t(std::min<uint64_t>(left, answer.size()));
  traffic.down += came;
  left -= came;
  traffic.wanted += request.size() + answer.size();
  const Clocked clocked(traffic.tablet_s);
  if (sent < request.size() || came < answer.size()) {
    ++traffic.cuts;
    left = cut_every;
    if (came > 0 && sent == request.size() && wire::is_long(base::ByteView(answer).first(came))) {
      const auto part = replica_->answer(base::ByteView(answer).first(came));  // its beginning is worth keeping
      (void)part;
    }
    replica_->link_lost();
    return true;
  }
  TRY(const replica::Outcome outcome, replica_->answer(answer));
  if (outcome.status != wire::Status::Ok) return base::fail(base::Fault::Denied, wire::status_name(outcome.status));
  return outcome.more;
}

base::Result<Traffic> Tablet::sync(uint64_t cut_every) {
  Traffic traffic;
  uint64_t left = cut_every == 0 ? UINT64_MAX : cut_every;
  for (;;) {
    TRY(const bool more, exchange(traffic, cut_every == 0 ? UINT64_MAX : cut_every, left));
    if (traffic.trips == 1)
      for (const auto& [type, count] : store_->figures().records) traffic.records_after_first += count;
    if (!more) return traffic;
    if (traffic.trips > 100'000) return base::fail(base::Fault::Busy, "sync does not end");
  }
}

base::Result<std::vector<record::Record>> Tablet::records() const {
  std::vector<record::Record> out;
  for (const record::RecordType type : kTypes) {
    std::vector<record::RecordId> ids;
    TRY_DO(store_->each_head(type, [&](const record::RecordId& id, const record::FieldMap&) { ids.push_back(id); }));
    for (const record::RecordId& id : ids) {
      TRY(record::Record record, store_->read(type, id));
      out.push_back(std::move(record));
    }
  }
  return out;
}

}  // namespace replay
