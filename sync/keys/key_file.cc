#include "sync/keys/key_file.h"

#include <algorithm>

namespace keys {
namespace {

constexpr std::string_view kKeyFileMagic = "DSTPKEY1";
constexpr uint8_t kVersion = 1;
constexpr size_t kHeaderBytes = 36;
constexpr size_t kBodyBytes = kKeyFileBytes - kHeaderBytes - crypto::kSealBytes;
constexpr size_t kWrapsMax = 4;
constexpr uint64_t kMemoryBytesMax = 4ull << 30;
constexpr uint32_t kOpsMax = 1000;

void write_header(base::Writer& out, const KeyFile& file) {
  out.bytes(base::view(kKeyFileMagic));
  out.u8(kVersion);
  out.u8(kVersion);  // the oldest version able to read this one
  out.u16(0);
  out.bytes(file.device.bytes);
  out.u64(file.generation);
}

void write_wrap(base::Writer& out, const Wrap& wrap) {
  out.u8(uint8_t(wrap.kind));
  out.u8(wrap.live ? 1 : 0);
  out.u32(wrap.cost.ops);
  out.u64(wrap.cost.memory_bytes);
  out.bytes(wrap.salt);
  out.u32(wrap.tries);
  out.u64(uint64_t(wrap.tried_seen_ms));
  out.bytes(wrap.sealed);
}

Wrap read_wrap(base::Reader& in) {
  Wrap wrap;
  wrap.kind = Kind{in.u8()};
  wrap.live = in.u8() == 1;
  wrap.cost.ops = in.u32();
  wrap.cost.memory_bytes = in.u64();
  wrap.salt = in.array<crypto::kSaltBytes>();
  wrap.tries = in.u32();
  wrap.tried_seen_ms = int64_t(in.u64());
  wrap.sealed = in.array<kWrappedBytes>();
  if (wrap.cost.ops > kOpsMax || wrap.cost.memory_bytes > kMemoryBytesMax) in.fail();
  return wrap;
}

void write_body(base::Writer& out, const KeyFile& file) {
  out.u64(uint64_t(file.seen.seen_ms));
  out.u64(uint64_t(file.seen.offset_ms));
  out.u64(uint64_t(file.contact_seen_ms));
  out.u64(uint64_t(file.contact_hub_ms));
  out.u32(file.lease_days);
  out.sized_text(file.profile.name);
  out.sized_text(file.profile.initials);
  out.sized_text(file.profile.team);
  out.u32(file.profile.visits_waiting);
  out.bytes(file.key_check);
  out.u8(uint8_t(file.wraps.size()));
  for (const Wrap& wrap : file.wraps) write_wrap(out, wrap);
  out.sized(file.newer);
}

void read_body(base::Reader& in, KeyFile& file) {
  file.seen.seen_ms = int64_t(in.u64());
  file.seen.offset_ms = int64_t(in.u64());
  file.contact_seen_ms = int64_t(in.u64());
  file.contact_hub_ms = int64_t(in.u64());
  file.lease_days = in.u32();
  file.profile.name = in.sized_text(kProfileTextBytesMax);
  file.profile.initials = in.sized_text(kProfileTextBytesMax);
  file.profile.team = in.sized_text(kProfileTextBytesMax);
  file.profile.visits_waiting = in.u32();
  file.key_check = in.array<sizeof(crypto::Hash)>();
  const uint8_t wraps = in.u8();
  if (wraps > kWrapsMax) in.fail();
  for (uint8_t i = 0; i < wraps && in.ok(); ++i) file.wraps.push_back(read_wrap(in));
  file.newer = base::copy(in.sized(kBodyBytes));
}

bool texts_fit(const Profile& profile) {
  return std::max({profile.name.size(), profile.initials.size(), profile.team.size()}) <= kProfileTextBytesMax;
}

}  // namespace

base::Result<base::Bytes> encode_key_file(const KeyFile& file, const crypto::Key& body_key, os::Random& random) {
  base::Writer body;
  write_body(body, file);
  if (!texts_fit(file.profile) || file.wraps.size() > kWrapsMax || body.size() > kBodyBytes) {
    return base::fail(base::Fault::BadInput, "key file body bytes " + std::to_string(body.size()));
  }
  base::Bytes plain = body.take();
  plain.resize(kBodyBytes);
  base::Writer header;
  write_header(header, file);
  base::Bytes out = header.take();
  const base::Bytes bound = out;
  crypto::seal_onto(out, body_key, plain, bound, random);
  crypto::wipe(plain);
  return out;
}

base::Result<KeyFile> decode_key_file(base::ByteView bytes, const crypto::Key& body_key) {
  if (bytes.size() < kHeaderBytes + crypto::kSealBytes) return base::fail(base::Fault::Corrupt, "key file bytes " + std::to_string(bytes.size()));
  base::Reader header(bytes.first(kHeaderBytes));
  if (base::text_view(header.bytes(kKeyFileMagic.size())) != kKeyFileMagic) return base::fail(base::Fault::Corrupt, "key file magic");
  header.u8();
  if (header.u8() > kVersion) return base::fail(base::Fault::TooNew, "key file");
  header.u16();
  KeyFile file;
  file.device.bytes = header.array<16>();
  file.generation = header.u64();
  auto plain = crypto::open(body_key, bytes.subspan(kHeaderBytes), bytes.first(kHeaderBytes));
  if (!plain) return base::fail(base::Fault::Corrupt, "key file seal");
  base::Reader body(*plain);
  read_body(body, file);
  crypto::wipe(*plain);
  if (!body.ok()) return base::fail(base::Fault::Corrupt, "key file body");
  return file;
}

}  // namespace keys
