// What must hold in the simulation: while it runs, of every answer and of what a tablet shows; and once everything has healed.
#include <algorithm>

#include "platform/base/check.h"
#include "sync/changeset/parcel.h"
#include "sync/reconcile/store.h"
#include "sync/record/sync_types.h"
#include "tests/sim/world.h"

namespace sim {
namespace {

using Content = std::map<record::RecordId, std::map<record::FieldPath, record::Value>>;

Content content_of(const std::vector<record::Record>& records) {
  Content out;
  for (const record::Record& record : records)
    for (const auto& [path, field] : record.fields)
      if (!record::is_absent(field.value)) out[record.id][path] = field.value;
  return out;
}

std::string difference(const Content& a, const Content& b) {
  for (const auto& [id, fields] : a) {
    const auto other = b.find(id);
    if (other == b.end()) return "record " + record::to_string(id) + " is missing";
    for (const auto& [path, value] : fields) {
      const auto there = other->second.find(path);
      if (there == other->second.end() || there->second != value)
        return "field " + record::to_string(id) + " " + path + ": " + std::string(record::utf8_of(value)) + " against " +
               (there == other->second.end() ? "nothing" : std::string(record::utf8_of(there->second)));
    }
  }
  return {};
}

std::vector<changeset::Entry> entries_in(const base::Bytes& parcel) {
  if (parcel.empty()) return {};
  auto entries = changeset::unpack_parcel(parcel, changeset::Library());
  CHECK(entries);
  return std::move(*entries);
}

}  // namespace

bool World::in_scope(const Tablet& tablet, const record::RecordId& id) const {
  const auto row = disk_.content().find(base::ByteView(reconcile::record_key(id)));
  if (row == disk_.content().end()) return false;
  const record::RecordId bucket = reconcile::decode<reconcile::RecordRow>(row->second).value().bucket;
  return tablet.granted.count(bucket) || bucket == reconcile::private_bucket_of(tablet.device);
}

// Nothing for who may have nothing; nothing from outside the device's scope; the feed in the hub's order, between the cursor that was and the one that will be.
void World::watch_answer(const Tablet& tablet, base::ByteView request, base::ByteView bytes) {
  const auto asked = wire::decode_request(request, true);
  if (wire::is_long(bytes)) {
    const auto part = wire::decode_long(bytes);
    if (!part || !*part || (*part)->offset != 0) return;
    return watch_answer(tablet, request, (*part)->body);
  }
  const auto answer = wire::decode_answer(bytes);
  if (!answer) return complain("an answer nobody can read");
  const auto* reply = std::get_if<wire::Reply>(&*answer);
  if (tablet.revoked && !std::holds_alternative<wire::Refusal>(*answer)) return complain(tablet.name() + " is revoked and was answered");
  if (!reply || !asked) return;
  const auto* exchange = std::get_if<wire::Exchange>(&asked->what);
  if (!exchange) return;
  const std::vector<changeset::Entry> feed = entries_in(reply->feed);
  for (const record::RecordId& id : reply->drops) say("  " + tablet.name() + " is told to drop " + record::to_string(id));
  uint64_t before = exchange->cursor;
  for (const changeset::Entry& entry : feed) {
    if (entry.sequence <= exchange->cursor || entry.sequence < before || entry.sequence > reply->cursor) complain("the feed is out of order at " + std::to_string(entry.sequence));
    before = entry.sequence;
  }
  uint64_t own = 0, hub = exchange->cursor;
  for (const wire::Settled& run : reply->settled) {
    if (run.hub_first <= hub || run.first <= own || run.hub_first + run.count - 1 > reply->cursor) complain("places are out of order at " + std::to_string(run.hub_first));
    hub = run.hub_first + run.count - 1;
    own = run.first + run.count - 1;
  }
  const auto look = [&](const changeset::Entry& entry) {
    for (const changeset::Op& op : entry.ops) {
      if (plan_.verbose) say("  " + tablet.name() + " is told " + std::to_string(entry.sequence) + " of " + std::to_string(entry.device) + ": " + record::to_string(op.id) + " " + op.path);
      const auto* value = std::get_if<record::Value>(&op.what);
      const bool says_nothing = entry.device == tablet.device && value && record::is_absent(*value);
      if (!says_nothing && !in_scope(tablet, op.id)) complain(tablet.name() + " was told of " + record::to_string(op.id) + ", which is not in its scope");
    }
  };
  for (const changeset::Entry& entry : feed) look(entry);
  for (const changeset::Entry& entry : entries_in(reply->snapshot)) look(entry);
}

// What a tablet says is at the hub, or has its place there, is and has.
void World::check_what_is_shown(const Tablet& tablet) {
  const auto row = hub_->device(tablet.device);
  CHECK(row);
  const uint64_t held = *row ? (*row)->held : 0, applied = *row ? (*row)->applied : 0;
  const auto figures = tablet.store->figures();
  const auto replication = tablet.store->replication();
  CHECK(replication);
  if (tablet.replica->state().epoch == wire::Epoch{}) return;  // told, and not yet begun
  if (tablet.replica->state().held > held) complain(tablet.name() + " says the hub holds " + std::to_string(tablet.replica->state().held) + ", it holds " + std::to_string(held));
  if (figures.last_sequence - figures.waiting > held) complain(tablet.name() + " shows entry " + std::to_string(figures.last_sequence - figures.waiting) + " as sent, the hub holds " + std::to_string(held));
  if (replication->settled > applied) complain(tablet.name() + " shows entry " + std::to_string(replication->settled) + " as accepted, the hub has applied " + std::to_string(applied));
}

std::string World::check() {
  for (const auto& tablet : tablets_)
    if (std::string trouble = check(*tablet); !trouble.empty()) return trouble;
  for (const auto& tablet : replaced_tablets_) {
    const auto verified = tablet->store->verify();
    if (!verified || !verified->sound()) return tablet->name() + ", replaced: the store is not sound";
    if (const auto chain = hub_->verify_chain(tablet->device); !chain) return tablet->name() + ": " + chain.error().detail;
  }
  return {};
}

std::string World::check(const Tablet& tablet) {
  std::vector<record::Record> scope;
  std::set<record::RecordId> buckets = tablet.granted;
  buckets.insert(reconcile::private_bucket_of(tablet.device));
  const auto row = hub_->device(tablet.device);
  for (const record::RecordId& bucket : buckets) {
    auto some = hub_->read_bucket(bucket);
    if (!some) return "hub reads: " + some.error().detail;
    scope.insert(scope.end(), some->begin(), some->end());
  }
  const Content hub = content_of(scope), here = content_of(tablet.records());
  if (const std::string what = difference(hub, here); !what.empty()) return tablet.name() + " lacks: " + what;
  if (const std::string what = difference(here, hub); !what.empty()) return tablet.name() + " has beyond the hub: " + what;
  if (tablet.store->last_sequence() != (*row)->held || (*row)->held != (*row)->applied)
    return tablet.name() + ": entries " + std::to_string(tablet.store->last_sequence()) + ", held " + std::to_string((*row)->held) + ", applied " + std::to_string((*row)->applied);
  const auto replication = tablet.store->replication();
  if (!replication || replication->settled != tablet.store->last_sequence()) return tablet.name() + ": entries without a place";
  if (const auto chain = hub_->verify_chain(tablet.device); !chain) return tablet.name() + ": " + chain.error().detail;
  const auto verified = tablet.store->verify();
  if (!verified || !verified->sound()) return tablet.name() + ": the store is not sound";
  return {};
}

// Nothing in a sealed note is younger than its seal.
// Started once more, a tablet's own log says nothing of a record it has not any more.
std::string World::check_forgotten() {
  for (const auto& tablet : tablets_) {
    if (tablet->revoked || tablet->may_be_forked) continue;
    tablet->die();
    std::set<record::RecordId> here;
    for (const record::Record& record : tablet->records()) here.insert(record.id);
    const auto log = tablet->store->entries_after(0, size_t(tablet->store->last_sequence()));
    CHECK(log);
    for (const store::LogEntry& entry : *log)
      for (const store::Change& change : entry.changes)
        if (!here.count(change.edit.id)) return tablet->name() + " still has what entry " + std::to_string(entry.sequence) + " said of " + record::to_string(change.edit.id);
  }
  return heal();
}

std::string World::check_seals() {
  for (const Thing& thing : things_) {
    const base::Bytes prefix = base::copy(reconcile::field_key(thing.id, ""));
    std::map<std::string, uint64_t> written;
    uint64_t sealed = 0;
    for (auto at = disk_.content().lower_bound(base::ByteView(prefix)); at != disk_.content().end() && at->first.size() > prefix.size() && std::equal(prefix.begin(), prefix.end(), at->first.begin()); ++at) {
      const auto row = reconcile::decode<reconcile::FieldRow>(at->second);
      CHECK(row);
      const std::string path(reconcile::path_at(at->first, prefix.size()));
      if (path == "head/state" && record::utf8_of(row->value) == "sealed") sealed = row->sequence;
      else written[path] = row->sequence;
    }
    for (const auto& [path, sequence] : written)
      if (sealed != 0 && sequence > sealed) return "sealed record " + record::to_string(thing.id) + " was changed at " + path;
  }
  return {};
}

namespace {

std::set<std::string> words_on(const Tablet& tablet) {
  std::set<std::string> out;
  const auto log = tablet.store->entries_after(0, SIZE_MAX);
  CHECK(log);
  for (const store::LogEntry& entry : *log)
    for (const store::Change& change : entry.changes)
      for (std::string& word : words_in(record::utf8_of(change.edit.to))) out.insert(std::move(word));
  return out;
}

}  // namespace

// Every word said and not knowingly taken away is shown, or kept where somebody will look at it: in a conflict, in a verdict, on a tablet that was put aside.
std::string World::check_words() {
  std::set<std::string> kept;
  const auto buckets = hub_->buckets();
  if (!buckets) return "hub reads: " + buckets.error().detail;
  for (const record::RecordId& bucket : *buckets) {
    const auto records = hub_->read_bucket(bucket);
    if (!records) return "hub reads: " + records.error().detail;
    for (const record::Record& record : *records)
      for (const auto& [path, field] : record.fields) {
        if (plan_.verbose) say(record::to_string(record.id) + " " + std::to_string(int(record.type)) + " " + path + " = " + std::string(record::utf8_of(field.value)));
        for (std::string& word : words_in(record::utf8_of(field.value))) kept.insert(std::move(word));
      }
  }
  std::map<const Tablet*, std::set<std::string>> aside;
  for (const auto& tablet : replaced_tablets_) aside[tablet.get()] = words_on(*tablet);
  for (const auto& [word, said] : said_) {
    const auto tablet = aside.find(said.by);
    const bool on_tablet = tablet != aside.end() && tablet->second.count(word);
    if (apart_.count(word) && !on_tablet && !replaced_.count(word)) return "word " + word + " is not on " + said.by->name() + ", which was replaced";
    // What the hub's disk lost again after the tablet that said it was put aside, or set back itself, nobody can bring. And while a tablet takes in another history, a
    // person can write over a value of which an older one is shown; the word is then at least in what the tablet signed and the hub holds, as check() has seen.
    const bool is_value = said.path.find("/q") != std::string::npos || said.path == "head/title";
    const bool nobody_brings = set_back_ && (on_tablet || !said.by || is_value);
    if (!kept.count(word) && !replaced_.count(word) && !excused_.count(word) && !apart_.count(word) && !nobody_brings) return "word " + word + " of " + record::to_string(said.id) + " " + said.path + " is lost";
  }
  return {};
}

void World::count_conflicts() {
  const auto buckets = hub_->buckets();
  for (const record::RecordId& bucket : buckets.value_or(std::vector<record::RecordId>()))
    for (const record::Record& record : hub_->read_bucket(bucket).value_or(std::vector<record::Record>())) {
      counts_.conflicts += record.type == record::kConflictType;
      counts_.refused += record.type == record::kVerdictType;
    }
}

}  // namespace sim
