// sync/changeset/frame.h: a change-set: a run of one device's entries, chained to the one before by hash. What it says is fixed by its hash; how it is
// packed for the road (dictionary, window, short ids) is not, so that it can be packed again for a reader who knows less. FORMAT.md, sections 5 and 6.
#pragma once
#include <functional>
#include <memory>

#include "platform/crypto/sign.h"
#include "platform/crypto/crypto.h"
#include "sync/changeset/block.h"
#include "sync/changeset/dictionary.h"

namespace changeset {

inline constexpr uint8_t kVersion = 2;          // the newest we read; written where there is prose
inline constexpr uint8_t kVersionPlain = 1;     // written where there is none; any reader may read it
inline constexpr size_t kFrameBytesAim = 16 * 1024;         // packed; a frame of several entries is not made larger
inline constexpr size_t kFrameBytesMax = 8 * 1024 * 1024;   // packed; one entry may be that large
inline constexpr size_t kWindowBytes = 32 * 1024;
inline constexpr size_t kFrameEntriesMax = 4096;

struct FrameHead {
  uint64_t device = 0;
  uint64_t first = 1;       // sequence of the first entry
  uint32_t count = 0;       // entries
  uint64_t cursor = 0;      // everything up to this hub sequence had been seen when these were made
  int64_t unix_s = 0;       // time of the entry before the first, or near it
  bool goes_on = false;     // the group of the last entry goes on in the next frame: apply both or neither
  ContextId schema{};
  crypto::Hash previous{};  // hash of the frame before; zeros before the first
  bool operator==(const FrameHead&) const = default;
};

struct Frame {
  FrameHead head;
  Block block;
  crypto::Hash hash{};
  bool operator==(const Frame&) const = default;
};

// `head.count` and `head.schema` are filled in.
Frame make_frame(FrameHead head, std::span<const Entry> entries, const Schema& schema);
crypto::Hash hash_of(const FrameHead& head, const Block& block);
Start start_of(const FrameHead& head);
// One device, sequences without a gap. Errors: Corrupt.
base::Status check_run(std::span<const Entry> entries, const FrameHead& head);
// Errors: Corrupt.
base::Result<std::vector<Entry>> entries_of(const Frame& frame, const Schema& schema);

// The device's word for this frame and, by the chain, for every one before it.
crypto::Signature sign(const crypto::SigningKey& key, const crypto::Hash& hash);
bool verify(const crypto::VerifyKey& key, const crypto::Hash& hash, const crypto::Signature& signature);

// The last words of a chain: both ends keep them, so that they need not be said again.
class Window {
 public:
  Window() = default;
  explicit Window(base::Bytes bytes) : bytes_(std::move(bytes)) {}
  void add(base::ByteView words);
  const base::Bytes& bytes() const { return bytes_; }

 private:
  base::Bytes bytes_;
};

}  // namespace changeset
