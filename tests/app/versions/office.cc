#include "tests/app/versions/office.h"

#include "platform/base/check.h"
#include "sync/changeset/digest.h"
#include "sync/record/sync_types.h"

namespace versions_test {
namespace {

template <class Thing, class Read>
std::vector<Thing> open_ones(const sim::Tablet& tablet, record::RecordType type, Read read) {
  std::vector<record::RecordId> ids;
  CHECK(tablet.store->each_head(type, [&](const record::RecordId& id, const record::FieldMap&) { ids.push_back(id); }));
  std::vector<Thing> out;
  for (const record::RecordId& id : ids) {
    Thing thing = read(tablet.store->read(type, id).value());
    if (thing.is_open) out.push_back(std::move(thing));
  }
  return out;
}

}  // namespace

Desk::Desk(uint64_t device, record::RecordId worker_id, os::Random& random) : worker(worker_id), tablet(device, int(device), random) { tablet.open(); }

void Desk::commits(std::vector<record::Edit> edits) {
  store::Commit commit;
  commit.edits = std::move(edits);
  commit.author = record::to_string(worker);
  CHECK(tablet.store->commit(commit));
}

record::Record Desk::whole(const record::RecordId& id, record::RecordType type) const { return tablet.store->read(type, id).value_or(record::Record()); }

record::Value Desk::reads(const record::RecordId& id, record::RecordType type, const std::string& path) const { return whole(id, type).value(path); }

std::vector<care::Conflict> Desk::conflicts() const { return open_ones<care::Conflict>(tablet, record::kConflictType, care::conflict_from); }

std::vector<care::Verdict> Desk::verdicts() const { return open_ones<care::Verdict>(tablet, record::kVerdictType, care::verdict_from); }

std::string Desk::digest() const {
  std::map<record::RecordId, record::Record> all;
  for (const record::RecordType type : care::kListedRecords)
    CHECK(tablet.store->each_head(type, [&, type](const record::RecordId& id, const record::FieldMap&) { all[id].type = type; }));
  for (auto& [id, held] : all) held = tablet.store->read(held.type, id).value();
  return changeset::digest_of(all);
}

care::Choices Desk::choices(const care::Conflict& conflict, const care::Join& join) const {
  return care::choices_of(conflict, reads(conflict.about, conflict.about_type, conflict.path), reader(), join);
}

void Desk::takes_back_last() {
  std::vector<care::Written> last;
  const auto entries = tablet.store->entries_after(tablet.store->last_sequence() - 1, 1).value();
  for (const store::Change& change : entries.back().changes) last.push_back({change.edit, change.from});
  commits(care::take_back(last));
}

void Desk::settles(const care::Conflict& conflict, const record::Value& chosen) {
  commits(care::settle(conflict, whole(conflict.about, conflict.about_type), chosen, worker, tablet.clock.now_ms()));
}

Office::Office(uint64_t seed) : random_(seed) {
  reconcile::HubOptions options;
  options.clock = &clock_;
  options.random = &random_;
  hub_ = reconcile::Hub::open(table_, scope_, {}, {}, options).value();
  for (int i = 0; i < 2; ++i) enrol(new_id());
}

Desk& Office::enrol(const record::RecordId& worker) {
  desks_.push_back(std::make_unique<Desk>(random_.next_u64() | 1, worker, random_));
  CHECK(hub_->enrol(desks_.back()->tablet.device, desks_.back()->tablet.key.verify_key(), record::to_string(worker)));
  return *desks_.back();
}

record::RecordId Office::person() {
  const record::RecordId id = new_id();
  desk(0).sets(id, care::kPersonRecord, "head/given", record::atom("Samuel"));
  sync(desk(0));
  grant(desk(1), id, true);
  sync_all();
  return id;
}

void Office::grant(Desk& desk, const record::RecordId& person, bool given) { CHECK(hub_->grant(desk.tablet.device, person, given)); }

void Office::sync(Desk& desk) {
  replica::Outcome outcome;
  for (int i = 0; outcome.more && i < 1000; ++i) {
    const auto request = desk.tablet.replica->request();
    CHECK(request);
    auto answered = desk.tablet.replica->answer(hub_->answer(*request));
    CHECK(answered);
    outcome = std::move(*answered);
    CHECK(outcome.status == wire::Status::Ok);
  }
}

void Office::sync_all() {
  for (int round = 0; round < 2; ++round)
    for (const auto& desk : desks_) sync(*desk);
}

void Office::passes(int64_t seconds) {
  clock_.set_ms(clock_.now_ms() + seconds * 1000);
  for (const auto& desk : desks_) desk->tablet.clock.set_ms(clock_.now_ms());
}

}  // namespace versions_test
