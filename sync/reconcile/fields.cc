#include "sync/reconcile/fields.h"

#include "sync/record/planted.h"
#include "sync/record/sync_types.h"

namespace reconcile {
namespace {

using changeset::Op;
using changeset::TextEdit;

const std::string kNoText;

// Null when the field holds something that is not text.
const std::string* text_of(const std::optional<FieldRow>& row) {
  if (!row || record::is_absent(row->value)) return &kNoText;
  const record::Text* const text = std::get_if<record::Text>(&row->value);
  return text ? &text->utf8 : nullptr;
}

FieldRow written_over(const std::optional<FieldRow>& row, record::Value value, const Write& write) {
  FieldRow next{std::move(value), write.sequence, 0, write.author, {}};
  if (!row) return next;
  next.other_sequence = row->author.device == write.author.device ? row->other_sequence : row->sequence;
  next.conflict = row->conflict;
  return next;
}

base::Status replace(TableWriter& table, const Op& op, const std::optional<FieldRow>& row, record::Value value, const Write& write) {
  if (row) {
    VersionRow version;
    version.device = write.author.device;
    version.base = write.base;
    version.replaced_sequence = row->sequence;
    version.replaced_author = row->author;
    version.replaced = row->value;
    TRY_DO(put_row(table, version_key(op.id, op.path, write.sequence), version));
  }
  return put_row(table, field_key(op.id, op.path), written_over(row, std::move(value), write));
}

base::Status edit(TableWriter& table, const Op& op, const std::optional<FieldRow>& row, const record::Splices& splices, const record::Splices* typed, const Write& write) {
  const std::string& before = *text_of(row);
  auto after = record::apply_splices(before, splices);
  if (!after) return base::fail(base::Fault::Corrupt, "splices do not fit");
  if (row && record::is_absent(row->value)) return replace(table, op, row, record::text(std::move(*after)), write);
  if (row) {
    VersionRow version;
    version.device = write.author.device;
    version.base = write.base;
    version.replaced_sequence = row->sequence;
    version.replaced_author = row->author;
    version.splices = splices;
    for (const record::Splice& splice : splices) version.erased.push_back(before.substr(splice.at, splice.erase));
    if (typed && *typed != splices) version.typed = *typed;
    TRY_DO(put_row(table, version_key(op.id, op.path, write.sequence), version));
  }
  return put_row(table, field_key(op.id, op.path), written_over(row, record::text(std::move(*after)), write));
}

// Edits of a text since some hub sequence, and the text there.
struct Since {
  std::vector<record::TextStep> steps;
  std::optional<std::string> text;
};

// Goes back to a point that no edit of `device` since is based before. Absent when the text was replaced as a whole since: there is no way back.
base::Result<std::optional<Since>> edits_since(const TableReader& table, const Op& op, const FieldRow& row, uint64_t device, uint64_t base) {
  Since since{{}, *text_of(row)};
  uint64_t start = base, at = row.sequence, by = row.author.device;
  while (at > start) {
    TRY(const std::optional<VersionRow> version, find_row<VersionRow>(table, version_key(op.id, op.path, at)));
    if (!version) {  // it began here
      since.steps.push_back({at, by == device, 0, {{0, 0, *since.text}}});
      since.text = std::string();
      break;
    }
    if (version->replaced) return std::nullopt;
    const bool own = by == device;
    since.steps.push_back({at, own, version->base, own && version->typed ? *version->typed : version->splices});
    since.text = record::apply_splices(*since.text, undo_of(version->splices, version->erased));
    if (!since.text) return base::fail(base::Fault::Corrupt, "versions of a text");
    if (own) start = std::min(start, version->base);
    at = version->replaced_sequence;
    by = version->replaced_author.device;
  }
  std::reverse(since.steps.begin(), since.steps.end());
  return since;
}

// What its author saw: of a text that others' edits were joined into, the text without those they had not seen.
base::Result<record::Value> seen_by(const TableReader& table, const Op& op, const FieldRow& row, uint64_t device, uint64_t base) {
  if (std::holds_alternative<record::Text>(row.value)) {
    TRY(std::optional<Since> since, edits_since(table, op, row, device, base));
    if (since) record::place(since->steps, base, {}, &since->text);
    if (since && since->text) return record::text(std::move(*since->text));
  }
  return value_seen(table, op.id, op.path, row, device, base);
}

struct Other {
  Author author;
  uint64_t sequence = 0;
};
// Who wrote the field last, other than that device.
base::Result<Other> last_other(const TableReader& table, const Op& op, const FieldRow& row, uint64_t device) {
  Other other{row.author, row.sequence};
  while (other.author.device == device) {
    TRY(const std::optional<VersionRow> version, find_row<VersionRow>(table, version_key(op.id, op.path, other.sequence)));
    if (!version) break;
    other = {version->replaced_author, version->replaced_sequence};
  }
  return other;
}

base::Result<Applied> apply_value(TableWriter& table, const Op& op, const record::Value& value, const std::optional<FieldRow>& row, const Write& write) {
  if (row && row->value == value) return Applied{Fate::Same, {}, {}};
  const uint64_t device = write.author.device;
  if (row && row->last_by_others(device) > write.base) {
    TRY(record::Value seen, seen_by(table, op, *row, device, write.base));
    if (seen != row->value) {
      TRY(Other other, last_other(table, op, *row, device));
      const bool mine = record::shown_before({write.author.clock, device}, {other.author.clock, other.author.device});
      Applied out{mine ? Fate::Applied : Fate::Superseded, row->value, Dispute{record::kKindValue, std::move(seen), value, row->value, std::move(other.author), other.sequence, mine}};
      if (mine) TRY_DO(replace(table, op, row, value, write));
      return out;
    }
  }
  TRY_DO(replace(table, op, row, value, write));
  return Applied{};
}

// The words put in, without their place.
record::Value loose_words(const TextEdit& typed) {
  std::string words;
  for (const record::Splice& splice : typed.splices) {
    if (!words.empty()) words += '\n';
    words += splice.insert;
  }
  return record::text(std::move(words));
}

// The text it was typed over, where that can be found again: what stood there when its author last looked, or what they last said in an open conflict.
base::Result<std::optional<record::Value>> typed_over(const TableReader& table, const Op& op, const TextEdit& typed, const FieldRow& row, const Write& write) {
  const auto fits = [&](const record::Value& text) { return changeset::text_check(record::utf8_of(text)) == typed.check && record::fits(typed.splices, record::utf8_of(text)); };
  TRY(const record::Value seen, value_seen(table, op.id, op.path, row, write.author.device, write.base));
  if (fits(seen)) return std::optional(seen);
  const std::string said_path = conflict_side(write.author.device) + "/value";
  TRY(const std::optional<FieldRow> said, find_row<FieldRow>(table, field_key(row.conflict, said_path)));
  if (said && fits(said->value)) return std::optional(said->value);
  return std::nullopt;
}

// Theirs stands. Beside it the whole text as its author had it; without that, the words alone.
base::Result<Applied> keep_apart(const TableReader& table, const Op& op, const TextEdit& typed, const std::optional<FieldRow>& row, const Write& write) {
  Applied out{Fate::Superseded, row ? row->value : record::Value(), {}};
  if (row) {
    TRY(std::optional<record::Value> before, typed_over(table, op, typed, *row, write));
    if (before) {
      record::Value mine = record::text(*record::apply_splices(record::utf8_of(*before), typed.splices));
      if (mine != row->value) out.dispute = Dispute{record::kKindValue, std::move(*before), std::move(mine), row->value, row->author, row->sequence, false};
      return out;
    }
  }
  if (record::utf8_of(loose_words(typed)).empty()) return out;  // nothing was put in
  out.dispute = Dispute{record::kKindLoose, {}, loose_words(typed), row ? row->value : record::Value(), row ? row->author : Author(), row ? row->sequence : 0, false};
  return out;
}

base::Result<Applied> apply_text(TableWriter& table, const Op& op, const TextEdit& typed, const std::optional<FieldRow>& row, const Write& write) {
  const std::string* const text = text_of(row);
  if (!text) return keep_apart(table, op, typed, row, write);
  const uint64_t device = write.author.device;
  if (!row || row->last_by_others(device) <= write.base) {
    if (changeset::text_check(*text) != typed.check || !record::fits(typed.splices, *text)) return keep_apart(table, op, typed, row, write);
    TRY_DO(edit(table, op, row, typed.splices, nullptr, write));
    return Applied{};
  }
  TRY(std::optional<Since> since, edits_since(table, op, *row, device, write.base));
  if (!since) return keep_apart(table, op, typed, row, write);
  record::Placed placed = record::place(since->steps, write.base, typed.splices, &since->text);
  const std::optional<std::string>& seen = since->text;
  if (!seen || changeset::text_check(*seen) != typed.check || !record::fits(typed.splices, *seen)) return keep_apart(table, op, typed, row, write);
  if (planted::has(planted::Bug::EditNotCarried) && record::fits(typed.splices, *text)) placed.splices = typed.splices;
  Applied out{Fate::Changed, TextEdit{placed.splices, changeset::text_check(*text)}, {}};
  if (placed.touched)
    out.dispute = Dispute{record::kKindOverlap, record::text(*seen), record::text(*record::apply_splices(*seen, typed.splices)), row->value, row->author, row->sequence, false};
  TRY_DO(edit(table, op, row, placed.splices, &typed.splices, write));
  return out;
}

}  // namespace

std::string conflict_side(uint64_t device) {
  base::Bytes bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(uint8_t(device >> shift));
  return std::string(record::kConflictSides) + "/#" + base::to_hex(bytes);
}

record::Splices undo_of(const record::Splices& applied, const std::vector<std::string>& erased) {
  record::Splices undo;
  size_t put_in = 0, taken_out = 0;
  for (size_t i = 0; i < applied.size(); ++i) {
    undo.push_back({applied[i].at + put_in - taken_out, applied[i].insert.size(), i < erased.size() ? erased[i] : std::string()});
    put_in += applied[i].insert.size();
    taken_out += applied[i].erase;
  }
  return undo;
}

base::Result<record::Value> value_seen(const TableReader& table, const record::RecordId& id, std::string_view path, FieldRow row, uint64_t device, uint64_t base) {
  while (row.author.device != device && row.sequence > base) {
    TRY(std::optional<VersionRow> version, find_row<VersionRow>(table, version_key(id, path, row.sequence)));
    if (!version) return record::Value();
    if (version->replaced) {
      row.value = std::move(*version->replaced);
    } else {
      auto text = record::apply_splices(record::utf8_of(row.value), undo_of(version->splices, version->erased));
      if (!text) return base::fail(base::Fault::Corrupt, "versions of a text");
      row.value = record::text(std::move(*text));
    }
    row.sequence = version->replaced_sequence;
    row.author = version->replaced_author;
  }
  return row.value;
}

base::Result<Applied> apply_op(TableWriter& table, const Op& op, const Write& write) {
  TRY(const std::optional<FieldRow> row, find_row<FieldRow>(table, field_key(op.id, op.path)));
  const TextEdit* const typed = std::get_if<TextEdit>(&op.what);
  TRY(Applied out, typed ? apply_text(table, op, *typed, row, write) : apply_value(table, op, std::get<record::Value>(op.what), row, write));
  out.open = row && !row->conflict.is_nil();
  return out;
}

}  // namespace reconcile
