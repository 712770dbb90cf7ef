#include "sync/record/sync_types.h"

namespace record {

Value settled_as(const Value& value) {
  if (is_absent(value)) return base::Bytes();
  const Text* const text = std::get_if<Text>(&value);
  return text ? Value(Atom{text->utf8}) : value;
}

Value settled_from(const Value& settled, const Value& like) {
  if (const auto* bytes = std::get_if<base::Bytes>(&settled); bytes && bytes->empty()) return {};
  const Atom* const atom = std::get_if<Atom>(&settled);
  return atom && std::holds_alternative<Text>(like) ? Value(Text{atom->utf8}) : settled;
}

}  // namespace record
