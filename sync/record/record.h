// sync/record/record.h: a record is a type, an id and fields; a field is a path, a value and the stamp of the change that wrote it.
// Values and pure functions only.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sync/record/record_id.h"
#include "sync/record/value.h"

namespace record {

// Numbers are given out by app/care/record_types.h and never reused. sync/ only carries them.
enum class RecordType : uint16_t {};

// A hybrid logical clock (Kulkarni et al. 2014): 48 bits of UTC milliseconds, 16 bits of counter, and the device that made it.
// Times are shown to people; the order of changes comes from sequences, never from this (a tablet's clock may be days wrong).
struct Stamp {
  uint64_t clock = 0;
  uint64_t device = 0;
  auto operator<=>(const Stamp&) const = default;
  int64_t unix_ms() const { return int64_t(clock >> 16); }
};

// UTF-8, '/'-separated, at most kPathBytesMax bytes, no empty part. The first part names the section: the group of fields that is
// sealed and written together (about a page of a form). "head/..." is the section an index is built from. A part that stands for one item
// of a repeating group is '#' and the item's own key; its place among its siblings is the field "<item>/@order" (a fractional index, order_key.h).
using FieldPath = std::string;
inline constexpr size_t kPathBytesMax = 1024;
inline constexpr size_t kValueBytesMax = 4 * 1024 * 1024;
inline constexpr std::string_view kHeadSection = "head";
std::string_view section_of(std::string_view path);
bool is_path(std::string_view path);

struct Field {
  Value value;
  Stamp stamp;
  bool operator==(const Field&) const = default;
};

// Ordered, so that equal records have equal bytes.
using FieldMap = std::map<FieldPath, Field, std::less<>>;

struct Record {
  RecordId id;
  RecordType type{};
  FieldMap fields;
  bool operator==(const Record&) const = default;
  // The value at `path`; absent when there is none.
  const Value& value(std::string_view path) const;
  std::string_view utf8(std::string_view path) const { return utf8_of(value(path)); }
};

// One field's new value as the app asks for it. The store adds what it was, the version it was based on and the stamp.
struct Edit {
  RecordId id;
  RecordType type{};
  FieldPath path;
  Value to;
  bool operator==(const Edit&) const = default;
};

// A whole record as the edits that write it.
std::vector<Edit> edits_of(const Record& record);

}  // namespace record
