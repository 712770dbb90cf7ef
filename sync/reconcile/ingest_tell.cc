// What others, the author and the record's bucket are told of a frame; and the records the hub writes about disputes and refusals.
#include "platform/crypto/crypto.h"
#include "sync/record/planted.h"
#include "sync/record/sync_types.h"
#include "sync/reconcile/ingest.h"

namespace reconcile {
namespace {

using changeset::Entry;
using changeset::Op;
using record::RecordId;

RecordId id_from(std::string_view label, const RecordId& about, std::string_view path, uint64_t number) {
  base::Writer out;
  out.sized_text(label);
  out.bytes(about.bytes);
  out.sized_text(path);
  out.u64(number);
  const crypto::Hash hash = crypto::hash(out.out());
  RecordId id;
  std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
  id.bytes[6] = uint8_t(0x80 | (id.bytes[6] & 0x0F));  // RFC 9562, version 8: made of a hash
  id.bytes[8] = uint8_t(0x80 | (id.bytes[8] & 0x3F));
  return id;
}

std::string hex_of(uint64_t number) {
  base::Bytes bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(uint8_t(number >> shift));
  return base::to_hex(bytes);
}

record::Value value_of(const Op& op) {
  if (const record::Value* const value = std::get_if<record::Value>(&op.what)) return *value;
  std::string words;
  for (const record::Splice& splice : std::get<changeset::TextEdit>(op.what).splices) words += (words.empty() ? "" : "\n") + splice.insert;
  return record::text(std::move(words));
}

std::string side_of(const Author& author) { return conflict_side(author.device); }

void write_side(Ingest::Fields& fields, const std::string& side, const record::Value& value, record::Value author, record::Value time, record::Value sequence) {
  fields.emplace_back(side + "/value", value);
  fields.emplace_back(side + "/author", std::move(author));
  fields.emplace_back(side + "/time", std::move(time));
  fields.emplace_back(side + "/sequence", std::move(sequence));
}

// A side of the conflict says `value` now. What it said before is kept beside it, unless that is what its author wrote over.
base::Status add_side(const TableReader& table, Ingest::Fields& fields, const RecordId& conflict, const Author& author, uint64_t sequence, const record::Value& value,
                      const record::Value* written_over) {
  const std::string side = side_of(author);
  TRY(const std::optional<FieldRow> said, find_row<FieldRow>(table, field_key(conflict, side + "/value")));
  if (said && said->value != value && !(written_over && said->value == *written_over)) {
    TRY(const auto who, need_row<FieldRow>(table, field_key(conflict, side + "/author"), "side"));
    TRY(const auto when, need_row<FieldRow>(table, field_key(conflict, side + "/time"), "side"));
    TRY(const auto where, need_row<FieldRow>(table, field_key(conflict, side + "/sequence"), "side"));
    write_side(fields, side + "." + std::to_string(record::int_of(where.value)), said->value, who.value, when.value, where.value);
  }
  write_side(fields, side, value, record::atom(author.worker), record::Stamp{author.clock, 0}.unix_ms() / 1000, int64_t(sequence));
  return {};
}

// Ops of one frame that one bucket is told, gathered into their entries.
struct Part {
  std::vector<Entry> entries;
  void add(const Entry& like, uint64_t sequence, Op op) {
    if (entries.empty() || entries.back().sequence != sequence) {
      entries.push_back({sequence, like.device, like.unix_s, like.author, like.group, {}});
    }
    entries.back().ops.push_back(std::move(op));
  }
};

bool as_typed(Fate fate) { return fate == Fate::Applied || fate == Fate::Same; }

}  // namespace

base::Status Ingest::tell(const Work& work) {
  const std::vector<Entry>& entries = *work.entries;
  std::map<RecordId, Part> buckets;
  Part author;
  bool plain = true;
  for (const Told& told : work.told) plain = plain && as_typed(told.applied.fate) && told.bucket == work.told.front().bucket;
  for (const Told& told : work.told) {
    const Entry& entry = entries[told.entry];
    const uint64_t sequence = work.hub_first + told.entry;
    Op op = entry.ops[told.op];
    if (!as_typed(told.applied.fate)) {
      std::visit([&](const auto& now) { op.what = now; }, told.applied.now);
      author.add(entry, sequence, op);
    }
    if (!plain && (told.applied.fate == Fate::Applied || told.applied.fate == Fate::Changed)) buckets[told.bucket].add(entry, sequence, std::move(op));
  }
  const FeedRow settled{FeedRow::Form::Settled, work.device, entries.front().sequence, entries.size(), std::move(author.entries), {}};
  TRY_DO(put_row(table_, feed_key(private_bucket(work.device), work.hub_first), settled));
  if (plain && !work.told.empty())
    return put_row(table_, feed_key(work.told.front().bucket, work.hub_first),
                   FeedRow{FeedRow::Form::Frame, work.device, entries.front().sequence, entries.size(), {}, {}});
  for (auto& [bucket, part] : buckets)
    TRY_DO(put_row(table_, feed_key(bucket, work.hub_first), FeedRow{FeedRow::Form::Entries, work.device, 0, entries.size(), std::move(part.entries), {}}));
  return {};
}

base::Status Ingest::tell_moves(const Work& work) {
  for (const auto& [id, from] : work.moves) {
    TRY(HeldRecord* const held, record(id));
    TRY(std::vector<Op> ops, whole_record(table_, id, held->row->type));
    const uint64_t sequence = ++meta_.last_sequence;
    TRY_DO(put_row(table_, feed_key(from, sequence), FeedRow{FeedRow::Form::Left, kHub, 0, 1, {}, id}));
    TRY_DO(put_row(table_, feed_key(held->row->bucket, sequence), FeedRow{FeedRow::Form::Entries, kHub, 0, 1, {{sequence, kHub, now_ms_ / 1000, "", "", std::move(ops)}}, {}}));
  }
  return {};
}

base::Status Ingest::write_own(const RecordId& bucket, record::RecordType type, const RecordId& id, const Fields& fields) {
  TRY(HeldRecord* const held, record(id));
  const uint64_t sequence = ++meta_.last_sequence;
  if (!held->row) TRY_DO(table_.put(member_key(bucket, id), {}));
  if (!held->row || held->row->bucket != bucket) {
    held->row = RecordRow{type, bucket, sequence};
    held->changed = true;
  }
  Entry entry{sequence, kHub, now_ms_ / 1000, "", "", {}};
  for (const auto& [path, value] : fields) {
    TRY(const std::optional<FieldRow> before, find_row<FieldRow>(table_, field_key(id, path)));
    const uint64_t other = before ? before->last_by_others(kHub) : 0;
    TRY_DO(put_row(table_, field_key(id, path), FieldRow{value, sequence, other, {kHub, uint64_t(now_ms_) << 16, ""}, {}}));
    entry.ops.push_back({id, type, path, value});
  }
  return put_row(table_, feed_key(bucket, sequence), FeedRow{FeedRow::Form::Entries, kHub, 0, 1, {std::move(entry)}, {}});
}

base::Status Ingest::disputed(const Op& op, const Write& write, const RecordId& bucket, const Dispute& dispute) {
  if (op.type == record::kConflictType) return op.path == record::kConflictSettledOn ? settled_twice(op.id, write, bucket, dispute) : base::Status();
  if (op.type == record::kVerdictType || policy_.settles_itself(op.type, op.path)) return {};
  return raise(op, write, bucket, dispute);
}

base::Status Ingest::settled_twice(const RecordId& conflict, const Write& write, const RecordId& bucket, const Dispute& dispute) {
  TRY(const auto about, field_of_conflict(conflict));
  TRY(const std::optional<FieldRow> type, find_row<FieldRow>(table_, field_key(conflict, record::kConflictRecordType)));
  TRY(const std::optional<FieldRow> base, find_row<FieldRow>(table_, field_key(conflict, record::kConflictBase)));
  if (!about || !type) return {};
  TRY(const std::optional<FieldRow> now, find_row<FieldRow>(table_, field_key(about->first, about->second)));
  const record::Value stands = now ? now->value : record::Value(), began = base ? base->value : record::Value();
  const record::Value& like = record::is_absent(stands) ? began : stands;
  Dispute both{record::kKindValue, began, record::settled_from(dispute.mine, like), record::settled_from(dispute.theirs, like), dispute.their_author, dispute.their_sequence, false};
  both.mine_shown = stands == both.mine;
  if (!both.mine_shown && stands != both.theirs) both.kind = record::kKindOverlap;  // a text that became both
  const Op op{about->first, record::RecordType(record::int_of(type->value)), about->second, record::Value()};
  return raise(op, write, bucket, both);
}

base::Status Ingest::raise(const Op& op, const Write& write, const RecordId& bucket, const Dispute& dispute) {
  TRY(std::optional<FieldRow> row, find_row<FieldRow>(table_, field_key(op.id, op.path)));
  const bool open = row && !row->conflict.is_nil();
  ++conflicts_;
  const RecordId id = open ? row->conflict : id_from("conflict", op.id, op.path, write.sequence);
  Fields fields;
  if (!open) {
    fields.emplace_back(record::kConflictRecord, record::atom(record::to_string(op.id)));
    fields.emplace_back(record::kConflictRecordType, int64_t(op.type));
    fields.emplace_back(record::kConflictPath, record::atom(op.path));
    fields.emplace_back(record::kConflictBucket, record::atom(record::to_string(bucket)));
    fields.emplace_back(record::kConflictKind, record::atom(std::string(dispute.kind)));
    fields.emplace_back(record::kConflictState, record::atom(std::string(record::kOpen)));
    fields.emplace_back(record::kConflictBase, dispute.base);
  }
  const bool joined = dispute.kind == record::kKindOverlap;
  const std::string shown = joined ? "joined" : hex_of(dispute.mine_shown ? write.author.device : dispute.their_author.device);
  fields.emplace_back(record::kConflictShown, record::atom(shown));
  TRY_DO(add_side(table_, fields, id, dispute.their_author, dispute.their_sequence, dispute.theirs, nullptr));
  TRY_DO(add_side(table_, fields, id, write.author, write.sequence, dispute.mine, &dispute.base));
  TRY_DO(write_own(bucket, record::kConflictType, id, fields));
  if (open || !row) return {};
  row->conflict = id;
  return put_row(table_, field_key(op.id, op.path), *row);
}

base::Status Ingest::follow_up(const Op& op, const Write& write, const RecordId& bucket) {
  const record::Value* const value = std::get_if<record::Value>(&op.what);
  if (!value) return {};
  TRY(const std::optional<FieldRow> row, find_row<FieldRow>(table_, field_key(op.id, op.path)));
  if (!row || row->conflict.is_nil()) return {};
  TRY(const std::optional<FieldRow> said, find_row<FieldRow>(table_, field_key(row->conflict, side_of(write.author) + "/value")));
  TRY(const std::optional<VersionRow> version, find_row<VersionRow>(table_, version_key(op.id, op.path, write.sequence)));
  if (!said || !version || !version->replaced || *version->replaced != said->value) return {};
  Fields fields{{std::string(record::kConflictShown), record::atom(hex_of(write.author.device))}};
  TRY_DO(add_side(table_, fields, row->conflict, write.author, write.sequence, *value, &said->value));
  return write_own(bucket, record::kConflictType, row->conflict, fields);
}

base::Result<std::optional<std::pair<RecordId, std::string>>> Ingest::field_of_conflict(const RecordId& conflict) const {
  TRY(const std::optional<FieldRow> about, find_row<FieldRow>(table_, field_key(conflict, record::kConflictRecord)));
  TRY(const std::optional<FieldRow> path, find_row<FieldRow>(table_, field_key(conflict, record::kConflictPath)));
  RecordId id;
  if (!about || !path || !record::parse_record_id(record::utf8_of(about->value), id)) return std::nullopt;
  return std::pair(id, std::string(record::utf8_of(path->value)));
}

base::Status Ingest::close_or_reopen(const Op& op) {
  const record::Value* const value = std::get_if<record::Value>(&op.what);
  if (op.path != record::kConflictState || !value) return {};
  TRY(const auto about, field_of_conflict(op.id));
  if (!about) return {};
  const Key key = field_key(about->first, about->second);
  TRY(std::optional<FieldRow> field, find_row<FieldRow>(table_, key));
  const bool settled = record::utf8_of(*value) == record::kSettled;
  if (!field || field->conflict != (settled ? op.id : RecordId{})) return {};
  field->conflict = settled ? RecordId{} : op.id;
  return put_row(table_, key, *field);
}

base::Status Ingest::quarantine(Work& work, const Entry& entry, const Op& op, const Write& write, const std::string& reason, Told& told) {
  ++quarantined_;
  Entry kept{entry.sequence, work.device, entry.unix_s, entry.author, entry.group, {op}};
  TRY_DO(put_row(table_, quarantine_key(write.sequence, uint32_t(told.op)), QuarantineRow{std::move(kept), reason}));
  const RecordId own = private_bucket(work.device);
  Fields fields = {{std::string(record::kVerdictRecord), record::atom(record::to_string(op.id))},
                   {std::string(record::kVerdictRecordType), int64_t(op.type)},
                   {std::string(record::kVerdictPath), record::atom(op.path)},
                   {std::string(record::kVerdictReason), record::atom(reason)},
                   {std::string(record::kVerdictSequence), int64_t(entry.sequence)},
                   {std::string(record::kVerdictValue), value_of(op)}};
  TRY(const uint64_t ever, find_number(table_, granted_key(work.device, told.bucket)));  // whose a record is, is not for everybody who names one
  if (ever != 0) fields.emplace_back(record::kVerdictBucket, record::atom(record::to_string(told.bucket)));
  if (!planted::has(planted::Bug::RefusedDropped)) TRY_DO(write_own(own, record::kVerdictType, id_from("verdict", op.id, op.path, write.sequence), fields));
  TRY(const std::optional<FieldRow> row, find_row<FieldRow>(table_, field_key(op.id, op.path)));
  told.bucket = own;
  const bool may_see = reason != "scope";  // what stands there is not for everybody who tries
  told.applied = {Fate::Superseded, may_see && row ? row->value : record::Value(), {}};
  return {};
}

}  // namespace reconcile
