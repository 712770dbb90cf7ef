#include "sync/reconcile/look.h"

#include "sync/reconcile/ingest.h"

namespace reconcile {
namespace {

using record::RecordId;
using record::Value;

// What a text would say with the edit; where it does not fit, the words alone.
Value with_edit(const Value& text, const changeset::TextEdit& typed) {
  if (auto whole = record::apply_splices(std::string(record::utf8_of(text)), typed.splices)) return record::text(std::move(*whole));
  std::string words;
  for (const record::Splice& splice : typed.splices) words += splice.insert;
  return record::text(std::move(words));
}

}  // namespace

// A row that cannot be read reads as none here; applying the entry reads it again and fails.
Value EntryLook::before(const RecordId& id, std::string_view path) const {
  auto row = find_row<FieldRow>(table_, field_key(id, path));
  return row && *row ? std::move((*row)->value) : Value();
}

Value EntryLook::after(const RecordId& id, std::string_view path) const {
  Value value = before(id, path);
  for (const changeset::Op& op : entry_.ops) {
    if (op.id != id || op.path != path) continue;
    if (const Value* const replaced = std::get_if<Value>(&op.what)) value = *replaced;
    else value = with_edit(value, std::get<changeset::TextEdit>(op.what));
  }
  return value;
}

record::Record EntryLook::whole(const RecordId& id) const {
  record::Record out{id, {}, {}};
  auto ops = whole_record(table_, id, {});
  if (!ops) return out;
  for (changeset::Op& op : *ops) out.fields[op.path].value = std::move(std::get<Value>(op.what));
  return out;
}

std::string EntryLook::worker_of(uint64_t device) const {
  auto row = find_row<DeviceRow>(table_, device_key(device));
  return row && *row ? std::move((*row)->worker) : std::string();
}

std::map<record::FieldPath, std::string> EntryLook::writers(const RecordId& id) const {
  std::map<record::FieldPath, std::string> out;
  std::map<uint64_t, std::string> known;
  const Key prefix = field_key(id, "");
  (void)table_.scan(prefix, [&](base::ByteView key, base::ByteView bytes) -> base::Result<bool> {
    TRY(const FieldRow row, decode<FieldRow>(bytes));
    auto found = known.find(row.author.device);
    if (found == known.end()) found = known.emplace(row.author.device, worker_of(row.author.device)).first;
    out.emplace(path_at(key, prefix.size()), found->second);
    return true;
  });
  return out;
}

}  // namespace reconcile
