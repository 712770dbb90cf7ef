#include "sync/changeset/dictionary.h"

#include <algorithm>

#include "platform/crypto/crypto.h"
#include "platform/pack/pack.h"

namespace changeset {
namespace {

constexpr std::string_view kDictionaryMagic = "DSWORDS";
constexpr uint8_t kDictionaryVersion = 1, kDictionaryVersionWithText = 2;

}  // namespace

Dictionary::Dictionary(const ContextId& schema, pack::Primer ops, base::Bytes words, std::string_view text)
    : schema_(schema), ops_(std::move(ops)), words_(std::move(words)) {
  if (!text.empty()) text_ = pack::compress(base::view(text), pack::kSmall);
  if (!text.empty()) prose_ = std::make_shared<const Prose>(text);
  const crypto::Hash hash = crypto::hash(encode());
  std::copy_n(hash.begin(), id_.size(), id_.begin());
}

base::Bytes Dictionary::encode() const {
  base::Writer out;
  out.bytes(base::view(kDictionaryMagic));
  out.u8(text_.empty() ? kDictionaryVersion : kDictionaryVersionWithText);
  out.bytes(schema_);
  out.sized(ops_.encode());
  out.sized(words_);
  if (!text_.empty()) out.sized(text_);
  return out.take();
}

base::Result<Dictionary> Dictionary::decode(base::ByteView bytes) {
  base::Reader in(bytes);
  if (base::text_view(in.bytes(kDictionaryMagic.size())) != kDictionaryMagic) return base::fail(base::Fault::Corrupt, "dictionary magic");
  const uint8_t version = in.u8();
  if (version != kDictionaryVersion && version != kDictionaryVersionWithText) return base::fail(base::Fault::TooNew, "dictionary version");
  Dictionary out;
  out.schema_ = in.array<8>();
  const base::ByteView ops = in.sized(kDictionaryBytesMax);
  out.words_ = base::copy(in.sized(kDictionaryBytesMax));
  if (version == kDictionaryVersionWithText) out.text_ = base::copy(in.sized(kDictionaryBytesMax));
  if (!in.done()) return base::fail(base::Fault::Corrupt, "dictionary");
  TRY(out.ops_, pack::Primer::decode(ops));
  if (version == kDictionaryVersionWithText) {
    TRY(const base::Bytes text, pack::decompress(out.text_, kDictionaryBytesMax));
    if (text.empty()) return base::fail(base::Fault::Corrupt, "dictionary text");
    out.prose_ = std::make_shared<const Prose>(base::text_view(text));
  }
  const crypto::Hash hash = crypto::hash(bytes);
  std::copy_n(hash.begin(), out.id_.size(), out.id_.begin());
  return out;
}

std::optional<Vocabulary> Library::find(const ContextId& schema, const ContextId& dictionary) const {
  const auto names = schemas_.find(number_of(schema));
  const auto words = dictionaries_.find(number_of(dictionary));
  if (names == schemas_.end() || words == dictionaries_.end()) return std::nullopt;
  return Vocabulary{names->second, words->second};
}

}  // namespace changeset
