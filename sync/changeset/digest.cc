#include "sync/changeset/digest.h"

#include "platform/crypto/crypto.h"
#include "sync/codec/value.h"

namespace changeset {

std::string digest_of(const std::map<record::RecordId, record::Record>& records) {
  crypto::Hasher hasher;
  for (const auto& [id, record] : records) {
    base::Writer out;
    out.bytes(id.bytes);
    out.u16(uint16_t(record.type));
    for (const auto& [path, field] : record.fields) {
      if (record::is_absent(field.value)) continue;
      out.sized_text(path);
      codec::write_value(out, field.value);
    }
    hasher.update(out.out());
  }
  return base::to_hex(hasher.finish());
}

}  // namespace changeset
