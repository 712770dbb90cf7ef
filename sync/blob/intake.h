// sync/blob/intake.h: a blob's stream as it arrives in parts, cut anywhere: each chunk is checked against the manifest, and the manifest against the
// name, before anybody is told of it. Holds at most one manifest and one chunk; what a stream claims to be is never believed for room.
// One thread.
#pragma once
#include <functional>

#include "sync/blob/blob.h"

namespace blob {

class Intake {
 public:
  // From the beginning; `total` is the stream's bytes as its sender states them.
  Intake(const Name& name, uint64_t total) : name_(name), total_(total) {}
  // Goes on after the manifest and so many chunks.
  Intake(const Name& name, Manifest manifest, size_t chunks);

  // What is whole and true, in order: the manifest once, then chunks.
  using TakeManifest = std::function<base::Status(const Manifest&)>;
  using TakeChunk = std::function<base::Status(size_t index, base::ByteView chunk)>;
  // The stream from `offset` on, as far as it came. What is here already is passed over; what leaves a gap is ignored. Errors: BadInput (not what the name
  // says: the part that is not whole is forgotten), as the takers'.
  base::Status take(uint64_t offset, base::ByteView part, const TakeManifest& manifest, const TakeChunk& chunk);

  uint64_t position() const { return settled_ + unit_.size(); }  // bytes of the stream that are here
  uint64_t settled() const { return settled_; }                  // of those, in whole units
  uint64_t total() const { return total_; }
  bool whole() const { return manifest_ && settled_ == total_; }
  const Name& name() const { return name_; }
  const std::optional<Manifest>& manifest() const { return manifest_; }

 private:
  // How many bytes the unit at hand has; absent while that cannot be told. Errors: BadInput.
  base::Result<std::optional<size_t>> unit_bytes() const;
  base::Status end_unit(const TakeManifest& manifest, const TakeChunk& chunk);

  Name name_;
  uint64_t total_ = 0;
  std::optional<Manifest> manifest_;
  size_t chunks_ = 0;
  uint64_t settled_ = 0;
  base::Bytes unit_;
};

}  // namespace blob
