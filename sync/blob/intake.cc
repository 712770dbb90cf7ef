#include "sync/blob/intake.h"

#include <algorithm>

namespace blob {
namespace {

constexpr size_t kManifestHeadMax = 11;  // layout and a varint

base::Error not_as_named(const char* what) { return {base::Fault::BadInput, std::string("blob ") + what}; }

}  // namespace

Intake::Intake(const Name& name, Manifest manifest, size_t chunks) : name_(name), total_(stream_bytes(manifest)), manifest_(std::move(manifest)), chunks_(chunks) {
  settled_ = total_ - manifest_->bytes + std::min<uint64_t>(uint64_t(chunks) * kChunkBytes, manifest_->bytes);
}

base::Result<std::optional<size_t>> Intake::unit_bytes() const {
  if (manifest_) return std::optional(manifest_->chunk_bytes(chunks_));
  if (unit_.size() < std::min<uint64_t>(kManifestHeadMax, total_)) return std::optional<size_t>();
  base::Reader in(unit_);
  in.u8();
  const uint64_t bytes = in.varint();
  if (!in.ok() || bytes > kBytesMax || bytes > total_ || total_ - bytes > kManifestBytesMax) return base::fail(not_as_named("size"));
  return std::optional(size_t(total_ - bytes));
}

base::Status Intake::end_unit(const TakeManifest& take_manifest, const TakeChunk& take_chunk) {
  if (manifest_) {
    if (crypto::hash(unit_) != manifest_->chunks[chunks_]) return base::fail(not_as_named("chunk"));
    TRY_DO(take_chunk(chunks_, unit_));
    ++chunks_;
  } else {
    auto manifest = decode_manifest(unit_);
    if (!manifest || name_of(*manifest) != name_ || stream_bytes(*manifest) != total_) return base::fail(not_as_named("manifest"));
    TRY_DO(take_manifest(*manifest));
    manifest_ = std::move(*manifest);
  }
  settled_ += unit_.size();
  unit_.clear();
  return {};
}

base::Status Intake::take(uint64_t offset, base::ByteView part, const TakeManifest& take_manifest, const TakeChunk& take_chunk) {
  if (offset > position() || position() - offset >= part.size()) return {};
  part = part.subspan(size_t(position() - offset));
  while (!part.empty() && !whole()) {
    auto wanted = unit_bytes();
    // Until the manifest's head is here a few bytes tell no more.
    const size_t want = wanted && *wanted ? **wanted : size_t(std::min<uint64_t>(kManifestHeadMax, total_));
    if (wanted && want > unit_.size()) {
      const size_t some = std::min(part.size(), want - unit_.size());
      unit_.insert(unit_.end(), part.begin(), part.begin() + std::ptrdiff_t(some));
      part = part.subspan(some);
      wanted = unit_bytes();
    }
    base::Status done = wanted ? base::Status() : base::fail(wanted.error());
    if (done && *wanted && unit_.size() >= **wanted) done = unit_.size() == **wanted ? end_unit(take_manifest, take_chunk) : base::fail(not_as_named("size"));
    if (!done) return unit_.clear(), done;
  }
  return part.empty() ? base::Status() : base::fail(not_as_named("length"));
}

}  // namespace blob
