#include "sync/reconcile/ingest.h"

#include "sync/reconcile/look.h"
#include "sync/record/hlc.h"
#include "sync/record/planted.h"
#include "sync/record/sync_types.h"

namespace reconcile {

using changeset::Entry;
using changeset::Op;
using record::RecordId;

base::Result<DeviceRow*> Ingest::device(uint64_t number) {
  if (const auto found = devices_.find(number); found != devices_.end()) return &found->second;
  TRY(DeviceRow row, need_row<DeviceRow>(table_, device_key(number), "device"));
  return &devices_.emplace(number, std::move(row)).first->second;
}

base::Result<Ingest::HeldRecord*> Ingest::record(const RecordId& id) {
  if (const auto found = records_.find(id); found != records_.end()) return &found->second;
  TRY(std::optional<RecordRow> row, find_row<RecordRow>(table_, record_key(id)));
  return &records_.emplace(id, HeldRecord{std::move(row), false}).first->second;
}

base::Result<const GrantRow*> Ingest::grant_in_force(uint64_t number, const RecordId& bucket) {
  const auto key = std::pair(number, bucket);
  if (const auto found = granted_.find(key); found != granted_.end()) return &found->second;
  TRY(const uint64_t grant_number, find_number(table_, granted_key(number, bucket)));
  GrantRow row{bucket, false};
  if (grant_number != 0) {
    TRY(row, need_row<GrantRow>(table_, grant_key(number, grant_number), "grant"));
  }
  return &(granted_[key] = row);
}

base::Result<bool> Ingest::granted(uint64_t number, const RecordId& bucket) {
  if (bucket == private_bucket(number)) return true;
  TRY(const GrantRow* const row, grant_in_force(number, bucket));
  return row->given;
}

base::Result<uint64_t> Ingest::known_of(uint64_t number, const RecordId& bucket, uint64_t cursor) {
  if (bucket == private_bucket(number)) return cursor;
  TRY(const GrantRow* const in_force, grant_in_force(number, bucket));
  for (GrantRow row = *in_force;;) {
    const bool had_it = row.given && (row.begun || row.sequence == 0 || (row.cursor != 0 && cursor >= row.cursor));
    if (had_it) return cursor;
    // The answer to its next request told nothing of the bucket any more. Of one that was made before the taking, what it says still holds.
    if (!row.given && cursor >= row.sequence) cursor = std::min(row.cursor, row.sequence);
    if (row.previous == 0) return 0;
    TRY(row, need_row<GrantRow>(table_, grant_key(number, row.previous), "grant"));
  }
}

base::Result<uint64_t> Ingest::seen_of(const Work& work, const RecordId& id) {
  TRY(const HeldRecord* const held, record(id));
  RecordId bucket = held->row->bucket;
  uint64_t cursor = work.base;
  for (uint64_t since = held->row->moved;;) {
    if (cursor >= since) {
      TRY(const uint64_t known, known_of(work.device, bucket, cursor));
      if (known >= since) return known;
      cursor = since;
    }
    TRY(const MoveRow move, need_row<MoveRow>(table_, move_key(id, since), "move"));
    bucket = move.from;
    since = move.since;
  }
}

base::Status Ingest::note_grants(uint64_t number, uint64_t grants, uint64_t cursor) {
  TRY(DeviceRow* const row, device(number));
  const auto note = [&](uint64_t& upto, uint64_t last, bool given) -> base::Status {
    while (upto < last) {
      const Key key = grant_key(number, ++upto);
      TRY(GrantRow grant, need_row<GrantRow>(table_, key, "grant"));
      if (grant.given != given) continue;
      grant.cursor = cursor;
      TRY_DO(put_row(table_, key, grant));
      granted_.erase({number, grant.bucket});
    }
    return {};
  };
  TRY_DO(note(row->asked, row->grants, false));
  return note(row->filled, grants, true);
}

base::Status Ingest::grant(uint64_t number, const RecordId& bucket, bool given, bool begun) {
  TRY(const bool now, granted(number, bucket));
  if (now == given) return {};
  TRY(DeviceRow* const row, device(number));
  TRY(const uint64_t previous, find_number(table_, granted_key(number, bucket)));
  ++row->grants;
  const GrantRow next{bucket, given, begun, ++meta_.last_sequence, 0, previous};  // who knows of the grant knows of this number
  TRY_DO(put_row(table_, grant_key(number, row->grants), next));
  TRY_DO(put_number(table_, granted_key(number, bucket), row->grants));
  granted_[{number, bucket}] = next;
  return {};
}

base::Result<bool> Ingest::is_empty(const RecordId& bucket) const {
  bool empty = true;
  TRY_DO(table_.scan(Key(Kind::Member).add(bucket), [&](base::ByteView, base::ByteView) -> base::Result<bool> { return empty = false; }));
  return empty;
}

base::Status Ingest::take(const Prepared& prepared) {
  if (prepared.status != wire::Status::Ok || prepared.frames.empty()) return {};
  TRY(DeviceRow* const row, device(prepared.device));
  if (row->standing != Standing::Enrolled || prepared.first != row->held + 1 || prepared.previous != row->chain) return {};
  for (size_t i = 0; i < prepared.frames.size(); ++i) {
    const changeset::Unpacked& unpacked = prepared.frames[i];
    const changeset::FrameHead& head = unpacked.frame.head;
    FrameRow frame{head, unpacked.frame.block, prepared.signatures[i], 0, now_ms_ / 1000};
    const bool waiting = row->applied < row->held || head.goes_on;
    row->held += head.count;
    row->chain = unpacked.frame.hash;
    row->unix_s = unpacked.entries.back().unix_s;
    row->base = head.cursor;
    if (!waiting) {
      TRY_DO(apply(prepared.device, *row, frame, unpacked.entries));
      continue;
    }
    TRY_DO(put_row(table_, frame_key(prepared.device, head.first), frame));
    if (!head.goes_on) TRY_DO(apply_waiting(prepared.device, *row));
  }
  return {};
}

base::Status Ingest::apply_waiting(uint64_t number, DeviceRow& row) {
  while (row.applied < row.held) {
    const uint64_t first = row.applied + 1;
    TRY(FrameRow frame, need_row<FrameRow>(table_, frame_key(number, first), "frame"));
    frame.head.device = number;
    frame.head.first = first;
    const auto vocabulary = library_.find(frame.head.schema, {});
    if (!vocabulary) return base::fail(base::Fault::NotFound, "schema of a waiting frame");
    TRY(const std::vector<Entry> entries, decode_block(frame.block, start_of(frame.head), *vocabulary->schema));
    TRY_DO(apply(number, row, frame, entries));
  }
  return {};
}

base::Status Ingest::apply(uint64_t number, DeviceRow& device, FrameRow& row, const std::vector<Entry>& entries) {
  Work work{number, &device, &entries, meta_.last_sequence + 1, row.head.cursor, {}, {}, {}};
  row.hub_first = work.hub_first;
  meta_.last_sequence += entries.size();
  device.applied += entries.size();
  TRY_DO(put_row(table_, frame_key(number, row.head.first), row));
  for (size_t entry = 0; entry < entries.size(); ++entry) {
    if (!planted::has(planted::Bug::SealNotAsked)) work.refused = policy_.refusal(entries[entry], device, EntryLook(table_, entries[entry]));
    for (size_t op = 0; op < entries[entry].ops.size(); ++op) TRY_DO(apply_one(work, entry, op));
  }
  TRY_DO(tell(work));
  return tell_moves(work);
}

base::Status Ingest::apply_one(Work& work, size_t at, size_t index) {
  const Entry& entry = (*work.entries)[at];
  const Op& op = entry.ops[index];
  const uint64_t clock = record::clamp(record::clock_at(entry.unix_s * 1000), now_ms_);
  Write write{work.hub_first + at, 0, {work.device, clock, entry.author}};
  Told told{{}, at, index, {}};
  // Also of a change that is not accepted: what it names is evidence as the change is.
  if (const auto* value = std::get_if<record::Value>(&op.what))
    if (const auto blob = blob::named_by(policy_.blobs(), op.type, op.path, *value)) TRY_DO(table_.put(blob_claim_key(op.id, *blob, work.device), {}));
  TRY(const std::string reason, admit(work, entry, op, write, told.bucket));
  if (!reason.empty()) {
    TRY_DO(quarantine(work, entry, op, write, reason, told));
    work.told.push_back(std::move(told));
    return {};
  }
  TRY(write.base, seen_of(work, op.id));
  TRY(told.applied, apply_op(table_, op, write));
  if (planted::has(planted::Bug::LoserForgotten)) told.applied.dispute.reset();
  if (told.applied.dispute) TRY_DO(disputed(op, write, told.bucket, *told.applied.dispute));
  else if (told.applied.fate == Fate::Applied && told.applied.open) TRY_DO(follow_up(op, write, told.bucket));
  if (op.type == record::kConflictType) TRY_DO(close_or_reopen(op));
  work.told.push_back(std::move(told));
  return {};
}

base::Result<record::Value> Ingest::value_at(const Entry& entry, const RecordId& id, std::string_view path) const {
  for (const Op& op : entry.ops)
    if (op.id == id && op.path == path)
      if (const record::Value* const value = std::get_if<record::Value>(&op.what)) return *value;
  TRY(std::optional<FieldRow> row, find_row<FieldRow>(table_, field_key(id, path)));
  return row ? std::move(row->value) : record::Value();
}

base::Result<std::string> Ingest::admit_to(Work& work, const RecordId& bucket) {
  TRY(const bool mine, granted(work.device, bucket));
  if (mine) return std::string();
  TRY(const bool empty, is_empty(bucket));
  if (!empty || !policy_.may_begin(*work.row, bucket)) return std::string("scope");
  TRY_DO(grant(work.device, bucket, true, true));
  return std::string();
}

base::Status Ingest::move(Work& work, const RecordId& id, const RecordId& to, uint64_t sequence) {
  TRY(HeldRecord* const held, record(id));
  RecordRow& row = *held->row;
  const uint64_t since = meta_.last_sequence + 1;  // whoever is told of it is told at this number or a later one
  TRY_DO(put_row(table_, move_key(id, since), MoveRow{row.bucket, row.moved}));
  TRY_DO(table_.erase(member_key(row.bucket, id)));
  TRY_DO(table_.put(member_key(to, id), {}));
  work.moves.emplace_back(id, std::exchange(row.bucket, to));
  row.since = sequence;
  row.moved = since;
  held->changed = true;
  return {};
}

base::Result<std::string> Ingest::admit(Work& work, const Entry& entry, const Op& op, const Write& write, RecordId& bucket) {
  const ValueAt value = [&](std::string_view path) { return value_at(entry, op.id, path).value_or(record::Value()); };
  TRY(HeldRecord* const held, record(op.id));
  if (held->row && held->row->type != op.type) return std::string("type");
  const bool ours = uint16_t(op.type) >= 0xFF00;
  if (!held->row || (!ours && policy_.decides_bucket(op.type, op.path))) {
    const auto owner = ours ? std::nullopt : policy_.bucket_of(op.type, op.id, value);
    if (!owner) return std::string("owner");
    bucket = *owner;
  } else {
    bucket = held->row->bucket;
  }
  TRY(std::string reason, admit_to(work, bucket));
  if (reason.empty() && held->row && bucket != held->row->bucket) {
    TRY(reason, admit_to(work, held->row->bucket));
  }
  if (reason.empty()) reason = work.refused;
  if (!reason.empty()) return reason;
  if (!held->row) {
    held->row = RecordRow{op.type, bucket, write.sequence};
    held->changed = true;
    TRY_DO(table_.put(member_key(bucket, op.id), {}));
  } else if (bucket != held->row->bucket) {
    TRY_DO(move(work, op.id, bucket, write.sequence));
  }
  return reason;
}

base::Status Ingest::finish() {
  for (const auto& [id, held] : records_)
    if (held.changed) TRY_DO(put_row(table_, record_key(id), *held.row));
  for (const auto& [number, row] : devices_) TRY_DO(put_row(table_, device_key(number), row));
  return put_row(table_, meta_key(), meta_);
}

}  // namespace reconcile
