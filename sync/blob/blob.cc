#include "sync/blob/blob.h"

#include <algorithm>

namespace blob {
namespace {

// Manifest, layout 1: u8 layout · varint bytes of the content · 32 bytes BLAKE2b-256 of each chunk, in order. Source: FORMAT.md.
constexpr uint8_t kLayout = 1;
constexpr std::string_view kNamed = "doorstep-blob-01";

size_t chunks_of(uint64_t bytes) { return size_t((bytes + kChunkBytes - 1) / kChunkBytes); }

bool is_lower_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

std::string to_string(const Name& name) { return base::to_hex(name.bytes); }

bool parse_name(std::string_view text, Name& out) {
  base::Bytes bytes;
  if (text.size() != 2 * out.bytes.size() || !is_lower_hex(text) || !base::from_hex(text, bytes)) return false;
  std::copy(bytes.begin(), bytes.end(), out.bytes.begin());
  return true;
}

size_t Manifest::chunk_bytes(size_t index) const { return size_t(std::min<uint64_t>(kChunkBytes, bytes - uint64_t(index) * kChunkBytes)); }

Manifest manifest_of(base::ByteView content) {
  Manifest manifest;
  manifest.bytes = content.size();
  manifest.chunks.reserve(chunks_of(content.size()));
  for (size_t at = 0; at < content.size(); at += kChunkBytes) manifest.chunks.push_back(crypto::hash(content.subspan(at, std::min(kChunkBytes, content.size() - at))));
  return manifest;
}

base::Bytes encode(const Manifest& manifest) {
  base::Writer out;
  out.u8(kLayout);
  out.varint(manifest.bytes);
  for (const crypto::Hash& hash : manifest.chunks) out.bytes(hash);
  return out.take();
}

base::Result<Manifest> decode_manifest(base::ByteView bytes) {
  base::Reader in(bytes);
  if (in.u8() > kLayout) return base::fail(base::Fault::TooNew, "manifest");
  Manifest manifest;
  manifest.bytes = in.varint();
  if (bytes.empty() || bytes[0] != kLayout || manifest.bytes > kBytesMax || in.left() != 32 * chunks_of(manifest.bytes)) return base::fail(base::Fault::Corrupt, "manifest");
  for (size_t i = chunks_of(manifest.bytes); i > 0; --i) manifest.chunks.push_back(in.array<32>());
  if (!in.done()) return base::fail(base::Fault::Corrupt, "manifest");
  return manifest;
}

Name name_of(const Manifest& manifest) {
  crypto::Hasher hasher;
  hasher.update(base::view(kNamed));
  hasher.update(encode(manifest));
  return {hasher.finish()};
}

Name name_of(base::ByteView content) { return name_of(manifest_of(content)); }

uint64_t stream_bytes(const Manifest& manifest) { return encode(manifest).size() + manifest.bytes; }

base::Result<base::Bytes> content_of(base::Bytes stream) {
  base::Reader in(stream);
  in.u8();
  const uint64_t bytes = in.varint();
  if (!in.ok() || bytes > stream.size()) return base::fail(base::Fault::Corrupt, "stream");
  stream.erase(stream.begin(), stream.end() - std::ptrdiff_t(bytes));
  return stream;
}

std::optional<Name> named_by(const Fields& fields, record::RecordType type, std::string_view path, const record::Value& value) {
  Name name;
  for (const Field& field : fields)
    if (field.type == type && field.path == path && parse_name(record::utf8_of(value), name)) return name;
  return std::nullopt;
}

std::vector<Name> names_in(const Fields& fields, record::RecordType type, const record::FieldMap& head) {
  std::vector<Name> out;
  for (const Field& field : fields) {
    if (field.type != type) continue;
    const auto there = head.find(field.path);
    Name name;
    if (there != head.end() && parse_name(record::utf8_of(there->second.value), name)) out.push_back(name);
  }
  return out;
}

}  // namespace blob
