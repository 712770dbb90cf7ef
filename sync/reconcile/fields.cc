#include "sync/reconcile/fields.h"

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

base::Result<Applied> apply_value(TableWriter& table, const Op& op, const record::Value& value, const std::optional<FieldRow>& row, const Write& write) {
  if (row && row->value == value) return Applied{Fate::Same, {}, {}};
  const uint64_t device = write.author.device;
  if (row && row->last_by_others(device) > write.base) {
    TRY(record::Value seen, value_seen(table, op.id, op.path, *row, device, write.base));
    if (seen != row->value) {
      const bool mine = record::shown_before({write.author.clock, device}, {row->author.clock, row->author.device});
      Applied out{mine ? Fate::Applied : Fate::Superseded, row->value, Dispute{record::kKindValue, std::move(seen), value, row->value, row->author, row->sequence, mine}};
      if (mine) TRY_DO(replace(table, op, row, value, write));
      return out;
    }
  }
  TRY_DO(replace(table, op, row, value, write));
  return Applied{};
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

// The words put in, without their place.
record::Value loose_words(const TextEdit& typed) {
  std::string words;
  for (const record::Splice& splice : typed.splices) {
    if (!words.empty()) words += '\n';
    words += splice.insert;
  }
  return record::text(std::move(words));
}

Applied keep_apart(const TextEdit& typed, const std::optional<FieldRow>& row) {
  Applied out{Fate::Superseded, row ? row->value : record::Value(), {}};
  if (record::utf8_of(loose_words(typed)).empty()) return out;  // nothing was put in
  out.dispute = Dispute{record::kKindLoose, {}, loose_words(typed), row ? row->value : record::Value(), row ? row->author : Author(), row ? row->sequence : 0, false};
  return out;
}

base::Result<Applied> apply_text(TableWriter& table, const Op& op, const TextEdit& typed, const std::optional<FieldRow>& row, const Write& write) {
  const std::string* const text = text_of(row);
  if (!text) return keep_apart(typed, row);
  const uint64_t device = write.author.device;
  if (!row || row->last_by_others(device) <= write.base) {
    if (changeset::text_check(*text) != typed.check || !record::fits(typed.splices, *text)) return keep_apart(typed, row);
    TRY_DO(edit(table, op, row, typed.splices, nullptr, write));
    return Applied{};
  }
  TRY(std::optional<Since> since, edits_since(table, op, *row, device, write.base));
  if (!since) return keep_apart(typed, row);
  const record::Placed placed = record::place(since->steps, write.base, typed.splices, &since->text);
  const std::optional<std::string>& seen = since->text;
  if (!seen || changeset::text_check(*seen) != typed.check || !record::fits(typed.splices, *seen)) return keep_apart(typed, row);
  Applied out{Fate::Changed, TextEdit{placed.splices, changeset::text_check(*text)}, {}};
  if (placed.touched)
    out.dispute = Dispute{record::kKindOverlap, record::text(*seen), record::text(*record::apply_splices(*seen, typed.splices)), row->value, row->author, row->sequence, false};
  TRY_DO(edit(table, op, row, placed.splices, &typed.splices, write));
  return out;
}

}  // namespace

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
  if (const TextEdit* const typed = std::get_if<TextEdit>(&op.what)) return apply_text(table, op, *typed, row, write);
  return apply_value(table, op, std::get<record::Value>(op.what), row, write);
}

}  // namespace reconcile
