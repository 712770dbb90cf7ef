// sync/codec/section.h: a section (the fields of one record that share the first part of their path) as bytes: what the store seals as one
// value. FORMAT.md, section 3. Equal sections have equal bytes. Pure functions, any thread.
#pragma once
#include <map>
#include <string>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "sync/record/record.h"

namespace codec {

struct SectionField {
  record::Field field;
  uint64_t version = 0;  // sequence of the log entry that wrote it last; 0: not written on this device
  bool operator==(const SectionField&) const = default;
};

struct Section {
  record::RecordType type{};
  std::string name;
  std::map<record::FieldPath, SectionField, std::less<>> fields;  // whole paths, "<name>/..."
  bool operator==(const Section&) const = default;
};

inline constexpr size_t kSectionBytesMax = 64 * 1024 * 1024;

base::Bytes encode_section(const Section& section);
// Errors: Corrupt, TooNew.
base::Result<Section> decode_section(base::ByteView bytes);
// Only the values, straight into `fields`: what reading a whole record needs. Errors: as above; Corrupt also when the type is another.
base::Status decode_section_into(record::FieldMap& fields, record::RecordType type, base::ByteView bytes);
// The same, and nothing but them: what `fields` held goes, its memory is used again. For reading many sections alike one after another.
base::Status decode_section_over(record::FieldMap& fields, record::RecordType type, base::ByteView bytes);

}  // namespace codec
