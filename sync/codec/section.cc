#include "sync/codec/section.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "platform/base/utf8.h"
#include "sync/codec/layout.h"
#include "sync/codec/value.h"

namespace codec {
namespace {

// Section, layout 1. Source: FORMAT.md, section 3. Integers little-endian; "varint" is LEB128.
//  u8 layout · u16 type · sized name · varint devices, u64 each ascending · varint lowest clock · varint fields, each:
//  varint bytes shared with the path before · sized rest of the path (both below "<name>/") · varint version · varint device index
//  · varint clock above lowest · value
constexpr uint8_t kSectionLayout = 1;

struct SectionHeader {
  record::RecordType type{};
  std::string_view name;
  std::vector<uint64_t> devices;
  uint64_t clock = 0;
  uint64_t count = 0;
};

base::Result<SectionHeader> read_header(base::Reader& in) {
  TRY_DO(check_layout(in, kSectionLayout, "section"));
  SectionHeader header;
  header.type = record::RecordType{in.u16()};
  header.name = base::text_view(in.sized(record::kPathBytesMax));
  const uint64_t devices = in.varint();
  if (devices > in.left() / 8) return in.fail(), header;
  for (uint64_t i = 0; i < devices; ++i) header.devices.push_back(in.u64());
  header.clock = in.varint();
  header.count = in.varint();
  return header;
}

bool well_formed(const SectionHeader& header) {
  return !header.name.empty() && header.name.find('/') == std::string_view::npos && base::is_utf8(header.name) &&
         std::is_sorted(header.devices.begin(), header.devices.end(), std::less_equal<>());
}

// Rebuilds one path from the one before, both below `base` bytes; fails `in` unless it is a path and comes after.
void read_path(base::Reader& in, std::string& path, size_t base) {
  const uint64_t shared = in.varint();
  const std::string_view rest = base::text_view(in.sized(record::kPathBytesMax));
  if (shared > path.size() - base) return in.fail();
  if (rest <= std::string_view(path).substr(base + size_t(shared))) in.fail();
  path.resize(base + size_t(shared));
  path.append(rest);
  if (!record::is_path(path)) in.fail();
}

struct Slot {
  record::Field* field;
  uint64_t* version = nullptr;  // where it is wanted
};

// `slot(header, path)` says where the field is to be read to.
template <class SlotOf>
base::Status decode(base::ByteView bytes, const SlotOf& slot_of) {
  base::Reader in(bytes);
  TRY(const SectionHeader header, read_header(in));
  if (!in.ok() || !well_formed(header)) return base::fail(base::Fault::Corrupt, "section");
  std::string path(header.name);
  path += '/';
  const size_t base = path.size();
  for (uint64_t i = 0; i < header.count && in.ok(); ++i) {
    read_path(in, path, base);
    const uint64_t version = in.varint();
    const uint64_t device = in.varint();
    const uint64_t clock = in.varint();
    if (device >= header.devices.size() || clock > std::numeric_limits<uint64_t>::max() - header.clock) in.fail();
    if (!in.ok()) break;
    const Slot slot = slot_of(header, path);
    if (slot.version) *slot.version = version;
    slot.field->stamp = {header.clock + clock, header.devices[size_t(device)]};
    read_value_into(in, slot.field->value);
  }
  if (!in.done()) return base::fail(base::Fault::Corrupt, "section");
  return {};
}

size_t shared_bytes(std::string_view a, std::string_view b) {
  return size_t(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

}  // namespace

base::Bytes encode_section(const Section& section) {
  std::vector<uint64_t> devices;
  uint64_t lowest = std::numeric_limits<uint64_t>::max();
  for (const auto& [path, each] : section.fields) {
    devices.push_back(each.field.stamp.device);
    lowest = std::min(lowest, each.field.stamp.clock);
  }
  if (section.fields.empty()) lowest = 0;
  std::sort(devices.begin(), devices.end());
  devices.erase(std::unique(devices.begin(), devices.end()), devices.end());

  base::Writer out;
  out.u8(kSectionLayout);
  out.u16(uint16_t(section.type));
  out.sized_text(section.name);
  out.varint(devices.size());
  for (const uint64_t device : devices) out.u64(device);
  out.varint(lowest);
  out.varint(section.fields.size());
  std::string_view before;
  for (const auto& [path, each] : section.fields) {
    const std::string_view below = std::string_view(path).substr(section.name.size() + 1);
    const size_t shared = shared_bytes(before, below);
    out.varint(shared);
    out.sized_text(below.substr(shared));
    out.varint(each.version);
    out.varint(uint64_t(std::lower_bound(devices.begin(), devices.end(), each.field.stamp.device) - devices.begin()));
    out.varint(each.field.stamp.clock - lowest);
    write_value(out, each.field.value);
    before = below;
  }
  return out.take();
}

base::Result<Section> decode_section(base::ByteView bytes) {
  Section section;
  base::Reader in(bytes);
  TRY(const SectionHeader header, read_header(in));
  section.type = header.type;
  section.name = header.name;
  TRY_DO(decode(bytes, [&](const SectionHeader&, const std::string& path) {
    SectionField& made = section.fields.try_emplace(section.fields.end(), path)->second;
    return Slot{&made.field, &made.version};
  }));
  return section;
}

base::Status decode_section_into(record::FieldMap& fields, record::RecordType type, base::ByteView bytes) {
  bool same_type = true, placed = false;
  auto hint = fields.end();
  TRY_DO(decode(bytes, [&](const SectionHeader& header, const std::string& path) {
    same_type &= header.type == type;
    if (!placed) hint = fields.lower_bound(path);
    placed = true;
    const auto at = fields.try_emplace(hint, path);
    hint = std::next(at);
    return Slot{&at->second};
  }));
  if (!same_type) return base::fail(base::Fault::Corrupt, "section type");
  return {};
}

base::Status decode_section_over(record::FieldMap& fields, record::RecordType type, base::ByteView bytes) {
  bool same_type = true;
  auto at = fields.begin();
  TRY_DO(decode(bytes, [&](const SectionHeader& header, const std::string& path) {
    same_type &= header.type == type;
    while (at != fields.end() && at->first < path) at = fields.erase(at);
    if (at == fields.end() || at->first != path) at = fields.try_emplace(at, path);
    return Slot{&(at++)->second};
  }));
  fields.erase(at, fields.end());
  if (!same_type) return base::fail(base::Fault::Corrupt, "section type");
  return {};
}

}  // namespace codec
