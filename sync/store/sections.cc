#include "sync/store/sections.h"

#include "sync/store/mend.h"

namespace store {

base::Result<codec::Section*> Sections::load(record::RecordType type, const record::RecordId& id, std::string_view name) {
  const CellKey key = cells_->cells().section_key(type, id, name);
  const auto [at, fresh] = held_.try_emplace(key);
  if (!fresh) return &at->second.section;
  base::Status loaded = load_into(at->second, key, type, id, name);
  if (!loaded) {
    held_.erase(at);
    return base::fail(std::move(loaded).error());
  }
  return &at->second.section;
}

base::Status Sections::load_into(Held& held, const CellKey& key, record::RecordType type, const record::RecordId& id, std::string_view name) {
  TRY(const auto stored, cells_->txn().find(key));
  if (!stored) {
    held.is_new = true;
    held.section.type = type;
    held.section.name = name;
    return {};
  }
  const auto plain = cells_->cells().open(key, *stored);
  auto section = plain ? codec::decode_section(*plain) : base::fail(plain.error());
  if (section) {
    held.section = std::move(*section);
    return {};
  }
  if (section.error().fault != base::Fault::Corrupt) return base::fail(std::move(section).error());
  TRY(Retold retold, retell(*cells_, type, id, name));
  held.section = std::move(retold.section);
  held.touched = true;
  return set_aside(*cells_, key, base::copy(*stored), retold.whole, now_ms_);
}

void Sections::touch(const record::Edit& edit) {
  held_[cells_->cells().section_key(edit.type, edit.id, record::section_of(edit.path))].touched = true;
}

base::Status Sections::merge(const record::Record& record) {
  for (const auto& [path, field] : record.fields) {
    TRY(codec::Section* section, load(record.type, record.id, record::section_of(path)));
    codec::SectionField& mine = section->fields[path];
    if (mine.version != 0 || mine.field == field) continue;
    mine.field = field;
    touch({record.id, record.type, path, {}});
  }
  return {};
}

base::Status Sections::put_touched() {
  for (auto& [key, each] : held_) {
    if (!each.touched) continue;
    TRY_DO(cells_->put(key, codec::encode_section(each.section)));
    if (each.is_new && each.section.name == record::kHeadSection) ++cells_->root.records[each.section.type];
    each.is_new = each.touched = false;
  }
  return {};
}

}  // namespace store
