// sync/blob/blob.h: bytes beside records: a photo, a document. A blob is cut into chunks, a manifest lists their hashes, and the hash of the manifest is
// its name: equal content, equal name, and a name proves every chunk. FORMAT.md beside this is normative. Pure functions, any thread.
#pragma once
#include <array>
#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "platform/crypto/crypto.h"
#include "sync/record/record.h"

namespace blob {

inline constexpr size_t kChunkBytes = 64 * 1024;  // the last one is shorter
inline constexpr size_t kBytesMax = 64 * 1024 * 1024;
inline constexpr size_t kChunksMax = kBytesMax / kChunkBytes;
inline constexpr size_t kManifestBytesMax = 1 + 10 + 32 * kChunksMax;

struct Name {
  std::array<uint8_t, 32> bytes{};
  auto operator<=>(const Name&) const = default;
};

// As it stands in a record: 64 lower-case hex digits.
std::string to_string(const Name& name);
bool parse_name(std::string_view text, Name& out);

struct Manifest {
  uint64_t bytes = 0;                // of the content
  std::vector<crypto::Hash> chunks;  // in order
  bool operator==(const Manifest&) const = default;
  // How many bytes chunk `index` has.
  size_t chunk_bytes(size_t index) const;
};

Manifest manifest_of(base::ByteView content);
base::Bytes encode(const Manifest& manifest);
// Errors: Corrupt, TooNew.
base::Result<Manifest> decode_manifest(base::ByteView bytes);
Name name_of(const Manifest& manifest);
// Of content as a whole.
Name name_of(base::ByteView content);

// What travels is the stream: the manifest's bytes, then the content's.
uint64_t stream_bytes(const Manifest& manifest);
// The content of a whole stream. Errors: Corrupt (too short for its manifest).
base::Result<base::Bytes> content_of(base::Bytes stream);

// A field whose value names a blob. The program says which there are; sync/ carries the bytes without knowing what they are. They stand in heads.
struct Field {
  record::RecordType type{};
  record::FieldPath path;
};
using Fields = std::vector<Field>;
// Does this field name a blob, and which?
std::optional<Name> named_by(const Fields& fields, record::RecordType type, std::string_view path, const record::Value& value);
// Those a head names.
std::vector<Name> names_in(const Fields& fields, record::RecordType type, const record::FieldMap& head);

}  // namespace blob

template <>
struct std::hash<blob::Name> {
  size_t operator()(const blob::Name& name) const { return size_t(base::Reader(name.bytes).u64()); }
};
