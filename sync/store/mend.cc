#include "sync/store/mend.h"

#include <set>

#include "sync/codec/set_aside.h"

namespace store {
namespace {

bool is_older(const codec::SectionField& field, const Change& change, Sequence sequence) {
  return field.version < sequence || (field.version == sequence && field.field.stamp < change.stamp);
}

}  // namespace

base::Status set_aside(CellTxn& cells, base::ByteView key, base::ByteView stored, bool rebuilt, int64_t now_ms) {
  const codec::SetAside value{now_ms, rebuilt, base::copy(key), base::copy(stored)};
  const CellKey place = CellKey(Table::Quarantine).add64(++cells.root.quarantined);
  TRY_DO(cells.put(place, codec::encode_set_aside(value)));
  return cells.erase(key);
}

base::Result<uint64_t> restore_fields(Sections& sections, const LogEntry& entry) {
  uint64_t restored = 0;
  for (const Change& change : entry.changes) {
    TRY(codec::Section* section, sections.load(change.edit.type, change.edit.id, record::section_of(change.edit.path)));
    codec::SectionField& field = section->fields[change.edit.path];
    if (!is_older(field, change, entry.sequence)) continue;
    field = {{change.edit.to, change.stamp}, entry.sequence};
    sections.touch(change.edit);
    ++restored;
  }
  return restored;
}

base::Result<Retold> retell(const CellTxn& cells, record::RecordType type, const record::RecordId& id, std::string_view name) {
  Retold retold;
  retold.section.type = type;
  retold.section.name = name;
  std::vector<Sequence> sequences;
  TRY_DO(cells.txn().scan(CellKey(Table::Touched).add(id.bytes), [&](base::ByteView key, base::ByteView) -> base::Result<bool> {
    sequences.push_back(number_at_end(key));
    return true;
  }));
  for (const Sequence sequence : sequences) {
    const auto entry = read_entry(cells.txn(), cells.cells(), cells.root, sequence);
    retold.whole = retold.whole && entry && !entry->lost;
    if (!entry) continue;
    for (const Change& change : entry->changes) {
      if (change.edit.id != id || record::section_of(change.edit.path) != name) continue;
      // Typed over something no entry of this device wrote: the section once held more than the log tells.
      retold.whole = retold.whole && (change.base != 0 || record::is_absent(change.from));
      retold.section.fields[change.edit.path] = {{change.edit.to, change.stamp}, sequence};
    }
  }
  retold.whole = retold.whole && !retold.section.fields.empty();
  return retold;
}

namespace {

// A damaged section's name is inside what does not open any more; the log names every section it ever wrote.
base::Result<std::set<std::string>> section_names(const CellTxn& cells, const record::RecordId& id) {
  std::set<std::string> names{std::string(record::kHeadSection)};
  TRY_DO(cells.txn().scan(CellKey(Table::Touched).add(id.bytes), [&](base::ByteView key, base::ByteView) -> base::Result<bool> {
    const auto entry = read_entry(cells.txn(), cells.cells(), cells.root, number_at_end(key));
    if (!entry) return true;
    for (const Change& change : entry->changes) {
      if (change.edit.id == id) names.emplace(record::section_of(change.edit.path));
    }
    return true;
  }));
  return names;
}

}  // namespace

base::Status mend_record(CellTxn& cells, record::RecordType type, const record::RecordId& id, const std::vector<CellKey>& damaged, int64_t now_ms) {
  Sections sections(cells, now_ms);
  TRY(const std::set<std::string> names, section_names(cells, id));
  std::set<CellKey> left(damaged.begin(), damaged.end());
  for (const std::string& name : names) {
    if (left.erase(cells.cells().section_key(type, id, name)) != 0) TRY_DO(sections.load(type, id, name));
  }
  TRY_DO(sections.put_touched());
  for (const CellKey& key : left) {
    TRY(const auto stored, cells.txn().find(key));
    if (stored) TRY_DO(set_aside(cells, key, base::copy(*stored), false, now_ms));
  }
  return {};
}

}  // namespace store
