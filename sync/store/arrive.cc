// What the hub tells becomes part of the tablet's records.
#include <algorithm>

#include "sync/record/hlc.h"
#include "sync/store/arriving_blobs.h"
#include "sync/store/dropped.h"
#include "sync/store/impl.h"
#include "sync/store/lanes.h"

namespace store {
namespace {

using changeset::Op;
using record::RecordId;

class Arriving {
 public:
  Arriving(CellTxn& cells, const Options& options, const HubMark& hub)
      : cells_(cells), now_ms_(options.clock->now_ms()), sections_(cells, now_ms_), fields_(options.blobs), blobs_(cells, options.blobs, hub, now_ms_) {}

  base::Status take(const Arrivals& arrivals) {
    TRY_DO(load());
    if (arrivals.began_anew) TRY_DO(begin_anew(arrivals.acknowledged));
    for (const Arrivals::Step& step : arrivals.steps) {
      if (step.own != 0) TRY_DO(settle(step.own, step.entry));
      else for (const Op& op : step.entry.ops) TRY_DO(remote(op, stamp_of(step.entry)));
    }
    for (const changeset::Entry& record : arrivals.records) TRY_DO(take_whole(record));
    TRY_DO(put_lanes());
    TRY_DO(sections_.put_touched());
    for (const BlobId& name : named_) TRY_DO(blobs_.ask_anew(name));
    for (const RecordId& id : arrivals.drops) TRY_DO(drop(id));
    if (arrivals.keep_only) TRY_DO(sweep(*arrivals.keep_only));
    TRY_DO(blobs_.erase_unnamed());
    return note(arrivals);
  }

  Arrived done;

 private:
  struct HeldLane {
    Lane lane;
    bool stored = false;
  };
  using Place = std::pair<RecordId, record::FieldPath>;

  static record::Stamp stamp_of(const changeset::Entry& entry) { return {record::clock_at(entry.unix_s * 1000), entry.device}; }

  base::Status load() {
    TRY(const auto replication, cells_.get(replica_key()));
    if (replication) TRY_DO(decode_replication(*replication, replication_));
    return cells_.txn().scan(CellKey(Table::Lanes), [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
      TRY(const base::ByteView plain, cells_.cells().open(key, stored));
      TRY(Lane lane, decode_lane(plain));
      const Place place{lane.id, lane.path};
      lanes_.emplace(place, HeldLane{std::move(lane), true});
      return true;
    });
  }

  base::Status begin_anew(Sequence acknowledged) {
    for (const auto& [place, held] : lanes_) TRY_DO(cells_.erase(cells_.cells().lane_key(place.first, place.second)));
    lanes_.clear();
    replication_.settled = std::min(replication_.settled, acknowledged);
    cells_.root.acknowledged = std::min(cells_.root.acknowledged, acknowledged);
    return {};
  }

  // All there is of a record: what it does not have is not there, but for what was typed here and has no place yet.
  base::Status take_whole(const changeset::Entry& record) {
    std::set<std::pair<RecordId, record::FieldPath>> there;
    for (const Op& op : record.ops) {
      TRY_DO(remote(op, stamp_of(record)));
      there.emplace(op.id, op.path);
    }
    if (record.ops.empty()) return {};
    const RecordId id = record.ops.front().id;
    const record::RecordType type = record.ops.front().type;
    std::vector<std::string> names{std::string(record::kHeadSection)};
    TRY_DO(cells_.txn().scan(CellKey(Table::Sections).add(id.bytes), [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
      const auto plain = cells_.cells().open(key, stored);
      if (!plain) return true;
      if (const auto section = codec::decode_section(*plain)) names.push_back(section->name);
      return true;
    }));
    for (const std::string& name : names) {
      TRY(codec::Section* const section, sections_.load(type, id, name));
      for (auto& [path, field] : section->fields)
        if (!there.count({id, path}) && field.version <= replication_.settled && !record::is_absent(field.field.value)) show({id, type, path, {}}, field, {}, stamp_of(record));
    }
    return {};
  }

  base::Result<codec::SectionField*> field_of(const Op& op) {
    TRY(codec::Section* const section, sections_.load(op.type, op.id, record::section_of(op.path)));
    return &section->fields[op.path];
  }

  void show(const Op& op, codec::SectionField& field, record::Value value, const record::Stamp& stamp) {
    if (field.field.value == value && field.field.stamp == stamp) return;
    if (field.field.value != value) {
      done.changed.insert_or_assign(op.id, op.type);
      if (const auto blob = blob::named_by(fields_, op.type, op.path, value)) named_.insert(*blob);
    }
    field.field = {std::move(value), stamp};
    sections_.touch({op.id, op.type, op.path, {}});
  }

  // The field's own changes that have no place yet, from the log.
  base::Status extend(Lane& lane) {
    std::vector<Sequence> sequences;
    const CellKey from = touched_key(lane.id, std::max(lane.upto, replication_.settled) + 1);
    TRY_DO(cells_.txn().scan_from(from, CellKey(Table::Touched).add(lane.id.bytes), [&](base::ByteView key, base::ByteView) -> base::Result<bool> {
      sequences.push_back(number_at_end(key));
      return true;
    }));
    for (const Sequence sequence : sequences) {
      TRY(const LogEntry entry, read_entry(cells_.txn(), cells_.cells(), cells_.root, sequence));
      for (const Change& change : entry.changes) {
        if (change.edit.id != lane.id || change.edit.path != lane.path) continue;
        const Op op = changeset::op_between(lane.id, lane.type, lane.path, change.from, change.edit.to);
        const auto* edit = std::get_if<changeset::TextEdit>(&op.what);
        if (lane.upto == 0 && lane.pending.empty()) lane.hub = change.from;
        lane.pending.push_back({sequence, edit ? std::optional(edit->splices) : std::nullopt});
      }
      lane.upto = sequence;
    }
    return {};
  }

  // Null when the field needs none.
  base::Result<Lane*> lane_of(const Op& op, bool begin) {
    const Place place{op.id, op.path};
    auto found = lanes_.find(place);
    if (found == lanes_.end()) {
      if (!begin) return static_cast<Lane*>(nullptr);
      TRY(const codec::SectionField* const field, field_of(op));
      Lane lane;
      lane.type = op.type, lane.id = op.id, lane.path = op.path;
      lane.hub = field->field.value;
      lane.stamp = field->field.stamp;
      found = lanes_.emplace(place, HeldLane{std::move(lane), false}).first;
    }
    TRY_DO(extend(found->second.lane));
    return &found->second.lane;
  }

  base::Status remote(const Op& op, const record::Stamp& stamp) {
    TRY(codec::SectionField* const field, field_of(op));
    TRY(Lane* const lane, lane_of(op, field->version > replication_.settled));
    if (lane) return remote_beside_own(*lane, *field, op, stamp);
    if (const auto* value = std::get_if<record::Value>(&op.what)) return show(op, *field, *value, stamp), base::Status();
    auto after = edited(field->field.value, std::get<changeset::TextEdit>(op.what));
    if (after) show(op, *field, std::move(*after), stamp);
    else done.misfits.insert(op.id);
    return {};
  }

  base::Status remote_beside_own(Lane& lane, codec::SectionField& field, const Op& op, const record::Stamp& stamp) {
    lane.stamp = stamp;
    if (const auto* value = std::get_if<record::Value>(&op.what)) {
      lane.loose = lane.loose || lane.hub != *value;
      lane.hub = *value;
      return {};
    }
    const auto& edit = std::get<changeset::TextEdit>(op.what);
    auto after = edited(lane.hub, edit);
    if (!after) {
      done.misfits.insert(op.id);
      return {};
    }
    lane.hub = std::move(*after);
    record::Value shown = field.field.value;
    carry(lane, edit, shown);
    show(op, field, std::move(shown), field.field.stamp);
    return {};
  }

  base::Status settle(Sequence sequence, const changeset::Entry& told) {
    if (sequence <= replication_.settled) return {};  // told again from the beginning: what stood there then is not what stands there now
    if (!lanes_.empty() || !told.ops.empty()) TRY_DO(settle_fields(sequence, told));
    replication_.settled = std::max(replication_.settled, sequence);
    return {};
  }

  base::Status settle_fields(Sequence sequence, const changeset::Entry& told) {
    TRY(const LogEntry entry, read_entry(cells_.txn(), cells_.cells(), cells_.root, sequence));
    for (const Change& change : entry.changes) {
      const Op op = changeset::op_between(change.edit.id, change.edit.type, change.edit.path, change.from, change.edit.to);
      const auto said = std::find_if(told.ops.begin(), told.ops.end(), [&](const Op& each) { return each.id == op.id && each.path == op.path; });
      TRY(Lane* const lane, lane_of(op, said != told.ops.end()));
      if (!lane) continue;
      settle_field(*lane, sequence, said != told.ops.end() ? *said : op, change.stamp);
      if (!lane->pending.empty()) continue;
      TRY(codec::SectionField* const field, field_of(op));
      show(op, *field, lane->hub, lane->stamp);
      TRY_DO(end_lane(op));
    }
    return {};
  }

  void settle_field(Lane& lane, Sequence sequence, const Op& op, const record::Stamp& stamp) {
    std::erase_if(lane.pending, [&](const Lane::Pending& pending) { return pending.sequence <= sequence; });
    if (const auto* value = std::get_if<record::Value>(&op.what)) {
      if (lane.hub != *value) lane.stamp = stamp;
      lane.hub = *value;
      return;
    }
    auto after = edited(lane.hub, std::get<changeset::TextEdit>(op.what));
    if (!after) {
      done.misfits.insert(op.id);
      return;
    }
    lane.hub = std::move(*after);
    lane.stamp = stamp;
  }

  base::Status end_lane(const Op& op) {
    const auto held = lanes_.find({op.id, op.path});
    if (held->second.stored) TRY_DO(cells_.erase(cells_.cells().lane_key(op.id, op.path)));
    lanes_.erase(held);
    return {};
  }

  base::Status put_lanes() {
    for (const auto& [place, held] : lanes_) TRY_DO(cells_.put(cells_.cells().lane_key(place.first, place.second), encode_lane(held.lane)));
    return {};
  }

  base::Result<bool> has_unsettled(const RecordId& id) const {
    bool any = false;
    TRY_DO(cells_.txn().scan_from(touched_key(id, replication_.settled + 1), CellKey(Table::Touched).add(id.bytes),
                                  [&](base::ByteView, base::ByteView) -> base::Result<bool> { return any = true, false; }));
    return any;
  }

  base::Status drop(const RecordId& id) {
    TRY(const bool words_wait, has_unsettled(id));
    TRY(const bool bytes_wait, blobs_.hold(id));
    if (words_wait || bytes_wait) return done.kept.push_back(id), base::Status();
    TRY_DO(blobs_.note(id));
    TRY_DO(mark_dropped(cells_, id, now_ms_));
    // Its history is nobody's to read here either.
    for (const Table table : {Table::Sections, Table::Touched}) {
      std::vector<base::Bytes> keys;
      TRY_DO(cells_.txn().scan(CellKey(table).add(id.bytes), [&](base::ByteView key, base::ByteView) -> base::Result<bool> {
        keys.push_back(base::copy(key));
        return true;
      }));
      for (const base::Bytes& key : keys) TRY_DO(cells_.erase(key));
    }
    for (auto& [type, count] : cells_.root.records) {
      const CellKey head = head_key(type, id);
      TRY(const auto there, cells_.txn().find(head));
      if (!there) continue;
      TRY_DO(cells_.erase(head));
      if (count > 0) --count;
      done.changed.insert_or_assign(id, type);
    }
    return {};
  }

  base::Status sweep(const std::set<RecordId>& keep) {
    std::vector<RecordId> others;
    TRY_DO(cells_.txn().scan(CellKey(Table::Heads), [&](base::ByteView key, base::ByteView) -> base::Result<bool> {
      RecordId id;
      std::copy_n(key.begin() + 3, id.bytes.size(), id.bytes.begin());
      if (!keep.count(id)) others.push_back(id);
      return true;
    }));
    for (const RecordId& id : others) TRY_DO(drop(id));  // what is on its way there waits for what becomes of it
    return {};
  }

  base::Status note(const Arrivals& arrivals) {
    codec::Root& root = cells_.root;
    if (arrivals.acknowledged > root.last_sequence) return base::fail(base::Fault::BadInput, "acknowledged " + std::to_string(arrivals.acknowledged));
    root.acknowledged = std::max(root.acknowledged, arrivals.acknowledged);
    root.open_sequence = 0;
    cells_.touch_root();
    return cells_.put(replica_key(), encode_replication(replication_.settled, arrivals.state_after ? arrivals.state_after(done) : arrivals.state));
  }

  CellTxn& cells_;
  const int64_t now_ms_;
  Sections sections_;
  const blob::Fields& fields_;
  ArrivingBlobs blobs_;
  std::set<BlobId> named_;  // by records that did not, before
  Replication replication_;
  std::map<Place, HeldLane> lanes_;
};

}  // namespace

base::Result<Arrived> Store::arrive(const Arrivals& arrivals) {
  return within_memory([&]() -> base::Result<Arrived> {
    Arrived done;
    TRY_DO(impl_->write([&](CellTxn& cells) -> base::Status {
      Arriving arriving(cells, impl_->options, arrivals.hub);
      TRY_DO(arriving.take(arrivals));
      done = std::move(arriving.done);
      return {};
    }));
    return done;
  });
}

base::Result<Replication> Store::replication() const {
  return within_memory([&]() -> base::Result<Replication> {
    Replication out;
    TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
      const CellKey state = replica_key();
      TRY(const auto stored, txn.find(state));
      if (!stored) return {};
      TRY(const base::ByteView plain, impl_->cells.open(state, *stored));
      TRY_DO(decode_replication(plain, out));
      return {};
    }));
    return out;
  });
}

namespace {
bool any_from_hub(base::ByteView plain) {
  const auto section = codec::decode_section(plain);
  if (!section) return false;
  return std::any_of(section->fields.begin(), section->fields.end(), [](const auto& each) { return each.second.version == 0; });
}
}  // namespace

base::Result<bool> Store::came_from_hub(const record::RecordId& id) const {
  return within_memory([&]() -> base::Result<bool> {
    bool known = false;
    TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
      TRY_DO(txn.scan(CellKey(Table::Touched).add(id.bytes), [&](base::ByteView key, base::ByteView) -> base::Result<bool> {
        known = number_at_end(key) <= impl_->root.acknowledged;
        return false;
      }));
      const auto look = [&](base::ByteView key, base::ByteView stored) {
        const auto plain = impl_->cells.open(key, stored);
        known = known || (plain && any_from_hub(*plain));
      };
      for (const auto& [type, count] : impl_->root.records) {
        if (known) return {};
        const CellKey head = head_key(type, id);
        TRY(const auto stored, txn.find(head));
        if (stored) look(head, *stored);
      }
      return txn.scan(CellKey(Table::Sections).add(id.bytes), [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
        if (!known) look(key, stored);
        return !known;
      });
    }));
    return known;
  });
}

}  // namespace store
