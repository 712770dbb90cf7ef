#include "sync/record/value.h"

namespace record {

std::string_view utf8_of(const Value& value) {
  if (const Text* text = std::get_if<Text>(&value)) return text->utf8;
  if (const Atom* atom = std::get_if<Atom>(&value)) return atom->utf8;
  return {};
}

int64_t int_of(const Value& value, int64_t otherwise) {
  const int64_t* number = std::get_if<int64_t>(&value);
  return number ? *number : otherwise;
}

bool bool_of(const Value& value, bool otherwise) {
  const bool* flag = std::get_if<bool>(&value);
  return flag ? *flag : otherwise;
}

}  // namespace record
