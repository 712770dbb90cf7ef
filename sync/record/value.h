// sync/record/value.h: what one field of a record holds. Knows nothing of what the field means.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "platform/base/bytes.h"

namespace record {

// Free text that people write and edit: UTF-8, merged by splices (sync/codec/FORMAT.md).
struct Text {
  std::string utf8;
  bool operator==(const Text&) const = default;
};

// A short value replaced as a whole: a code, a date, a decimal kept as it was typed, an id, compact JSON. UTF-8.
struct Atom {
  std::string utf8;
  bool operator==(const Atom&) const = default;
};

// std::monostate: the field has no value (it was cleared, or never written).
using Value = std::variant<std::monostate, bool, int64_t, Text, Atom, base::Bytes>;

inline bool is_absent(const Value& value) { return std::holds_alternative<std::monostate>(value); }
inline Value text(std::string utf8) { return Text{std::move(utf8)}; }
inline Value atom(std::string utf8) { return Atom{std::move(utf8)}; }
// The characters of a Text or an Atom; empty for every other kind.
std::string_view utf8_of(const Value& value);
// The number of an Int; `otherwise` for every other kind.
int64_t int_of(const Value& value, int64_t otherwise = 0);
bool bool_of(const Value& value, bool otherwise = false);

}  // namespace record
