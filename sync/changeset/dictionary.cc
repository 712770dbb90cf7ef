#include "sync/changeset/dictionary.h"

#include <algorithm>

#include "platform/crypto/crypto.h"

namespace changeset {
namespace {

constexpr std::string_view kDictionaryMagic = "DSWORDS";
constexpr uint8_t kDictionaryVersion = 1;

}  // namespace

Dictionary::Dictionary(const ContextId& schema, pack::Primer ops, base::Bytes words) : schema_(schema), ops_(std::move(ops)), words_(std::move(words)) {
  const crypto::Hash hash = crypto::hash(encode());
  std::copy_n(hash.begin(), id_.size(), id_.begin());
}

base::Bytes Dictionary::encode() const {
  base::Writer out;
  out.bytes(base::view(kDictionaryMagic));
  out.u8(kDictionaryVersion);
  out.bytes(schema_);
  out.sized(ops_.encode());
  out.sized(words_);
  return out.take();
}

base::Result<Dictionary> Dictionary::decode(base::ByteView bytes) {
  base::Reader in(bytes);
  if (base::text_view(in.bytes(kDictionaryMagic.size())) != kDictionaryMagic) return base::fail(base::Fault::Corrupt, "dictionary magic");
  if (in.u8() != kDictionaryVersion) return base::fail(base::Fault::TooNew, "dictionary version");
  const ContextId schema = in.array<8>();
  const base::ByteView ops = in.sized(kDictionaryBytesMax);
  base::Bytes words = base::copy(in.sized(kDictionaryBytesMax));
  if (!in.done()) return base::fail(base::Fault::Corrupt, "dictionary");
  TRY(pack::Primer primer, pack::Primer::decode(ops));
  return Dictionary(schema, std::move(primer), std::move(words));
}

std::optional<Vocabulary> Library::find(const ContextId& schema, const ContextId& dictionary) const {
  const auto names = schemas_.find(number_of(schema));
  const auto words = dictionaries_.find(number_of(dictionary));
  if (names == schemas_.end() || words == dictionaries_.end()) return std::nullopt;
  return Vocabulary{names->second, words->second};
}

}  // namespace changeset
