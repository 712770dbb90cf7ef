#include "sync/changeset/frame.h"

namespace changeset {
namespace {

constexpr std::string_view kFrameLabel = "doorstep change-set 1";
constexpr std::string_view kSignatureLabel = "doorstep change-set signature 1";

base::Bytes signed_bytes(const crypto::Hash& hash) {
  base::Writer out;
  out.bytes(base::view(kSignatureLabel));
  out.bytes(hash);
  return out.take();
}

}  // namespace

crypto::Hash hash_of(const FrameHead& head, const Block& block) {
  base::Writer out;
  out.bytes(base::view(kFrameLabel));
  out.u64(head.device);
  out.u64(head.first);
  out.u32(head.count);
  out.u64(head.cursor);
  out.u64(uint64_t(head.unix_s));
  out.u8(head.goes_on ? 1 : 0);
  out.bytes(head.schema);
  out.bytes(head.previous);
  out.u32(uint32_t(block.ids.size()));
  out.u32(uint32_t(block.ops.size()));
  for (const record::RecordId& id : block.ids) out.bytes(id.bytes);
  crypto::Hasher hasher;
  hasher.update(out.out());
  hasher.update(block.ops);
  hasher.update(block.words);
  return hasher.finish();
}

Frame make_frame(FrameHead head, std::span<const Entry> entries, const Schema& schema) {
  head.count = uint32_t(entries.size());
  head.schema = schema.id();
  Frame frame{head, encode_block(entries, start_of(head), schema), {}};
  frame.hash = hash_of(frame.head, frame.block);
  return frame;
}

Start start_of(const FrameHead& head) { return {head.first, head.device, head.unix_s}; }

base::Status check_run(std::span<const Entry> entries, const FrameHead& head) {
  for (size_t i = 0; i < entries.size(); ++i)
    if (entries[i].device != head.device || entries[i].sequence != head.first + i) return base::fail(base::Fault::Corrupt, "frame sequence");
  return {};
}

base::Result<std::vector<Entry>> entries_of(const Frame& frame, const Schema& schema) {
  TRY(std::vector<Entry> entries, decode_block(frame.block, start_of(frame.head), schema));
  if (entries.size() != frame.head.count) return base::fail(base::Fault::Corrupt, "frame entries");
  TRY_DO(check_run(entries, frame.head));
  return entries;
}

crypto::Signature sign(const crypto::SigningKey& key, const crypto::Hash& hash) { return key.sign(signed_bytes(hash)); }

bool verify(const crypto::VerifyKey& key, const crypto::Hash& hash, const crypto::Signature& signature) {
  return crypto::verify(key, signed_bytes(hash), signature);
}

void Window::add(base::ByteView words) {
  if (words.size() >= kWindowBytes) {
    bytes_.assign(words.end() - ptrdiff_t(kWindowBytes), words.end());
    return;
  }
  bytes_.insert(bytes_.end(), words.begin(), words.end());
  if (bytes_.size() > kWindowBytes) bytes_.erase(bytes_.begin(), bytes_.end() - ptrdiff_t(kWindowBytes));
}

}  // namespace changeset
