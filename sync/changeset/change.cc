#include "sync/changeset/change.h"

#include "platform/crypto/crypto.h"

namespace changeset {

uint16_t text_check(std::string_view text) {
  const crypto::Hash hash = crypto::hash(base::view(text));
  return uint16_t(hash[0] | hash[1] << 8);
}

Op op_between(const record::RecordId& id, record::RecordType type, record::FieldPath path, const record::Value& from, const record::Value& to) {
  const record::Text* const was = std::get_if<record::Text>(&from);
  const record::Text* const is = std::get_if<record::Text>(&to);
  if (!is || !(was || record::is_absent(from))) return {id, type, std::move(path), to};
  const std::string_view before = was ? std::string_view(was->utf8) : std::string_view();
  return {id, type, std::move(path), TextEdit{record::diff(before, is->utf8), text_check(before)}};
}

}  // namespace changeset
