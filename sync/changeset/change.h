// sync/changeset/change.h: what travels between a tablet and the hub: field changes, in the groups they were saved in. Values only.
#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "sync/record/record.h"
#include "sync/record/splice.h"

namespace changeset {

// An edit of a free text. `check` is text_check() of the text it was typed over, so that a reader who holds another text does not guess.
struct TextEdit {
  record::Splices splices;
  uint16_t check = 0;
  bool operator==(const TextEdit&) const = default;
};

// One field's change.
struct Op {
  record::RecordId id;
  record::RecordType type{};
  record::FieldPath path;
  std::variant<record::Value, TextEdit> what;  // a value replaces what was there
  bool operator==(const Op&) const = default;
};

// Changes saved together: they appear together or not at all.
struct Entry {
  uint64_t sequence = 0;  // its maker's, contiguous; in a feed the hub's
  uint64_t device = 0;
  int64_t unix_s = 0;     // when it was saved, whole seconds of the maker's clock, for people
  std::string author;     // a worker's record id
  std::string group;      // what it belongs to; may be empty
  std::vector<Op> ops;
  bool operator==(const Entry&) const = default;
};

uint16_t text_check(std::string_view text);
// The op that leads from one value to the next: splices where free text stays free text (or begins), else the value.
Op op_between(const record::RecordId& id, record::RecordType type, record::FieldPath path, const record::Value& from, const record::Value& to);

}  // namespace changeset
