#include "sync/store/sections.h"

namespace store {

base::Result<codec::Section*> Sections::load(record::RecordType type, const record::RecordId& id, std::string_view name) {
  const CellKey key = cells_->cells().section_key(type, id, name);
  const auto [at, fresh] = held_.try_emplace(key);
  codec::Section& section = at->second.section;
  if (!fresh) return &section;
  TRY(const auto plain, cells_->get(key));
  at->second.is_new = !plain;
  if (plain) {
    TRY(section, codec::decode_section(*plain));
  } else {
    section.type = type;
    section.name = name;
  }
  return &section;
}

void Sections::touch(const record::Edit& edit) { held(edit.type, edit.id, record::section_of(edit.path)).touched = true; }

base::Status Sections::merge(const record::Record& record) {
  for (const auto& [path, field] : record.fields) {
    TRY(codec::Section* section, load(record.type, record.id, record::section_of(path)));
    codec::SectionField& mine = section->fields[path];
    if (mine.version != 0 || mine.field == field) continue;
    mine.field = field;
    held(record.type, record.id, section->name).touched = true;
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
