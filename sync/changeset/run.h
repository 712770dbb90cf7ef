// sync/changeset/run.h: frames packed for the road, one after the other: what a tablet pushes. FORMAT.md, section 6. A run can be cut anywhere and
// goes on where it was cut. Pure values, one thread each.
#pragma once
#include <optional>

#include "sync/changeset/frame.h"

namespace changeset {

struct RunHead {
  uint8_t version = kVersion;
  uint64_t device = 0;
  uint64_t first = 1;
  uint64_t cursor = 0;
  int64_t unix_s = 0;
  ContextId schema{}, dictionary{};
  bool operator==(const RunHead&) const = default;
};

// How a record is named on the road: whole, or by the last four bytes of its id when the reader is sure to find it.
using IsKnown = std::function<bool(const record::RecordId&)>;
inline constexpr size_t kTailBytes = 4;
using Tail = std::array<uint8_t, kTailBytes>;
Tail tail_of(const record::RecordId& id);
// Errors: NotFound (none, or more than one).
using FindByTail = std::function<base::Result<record::RecordId>(const Tail&)>;

class RunWriter {
 public:
  // Borrows all but the window, which follows the frames added. `with_window`: the reader has it.
  RunWriter(const RunHead& head, const Vocabulary& vocabulary, Window window, bool with_window, IsKnown is_known);
  // Frames in order, the first beginning at head.first. A signature covers every frame before it too.
  void add(const Frame& frame, const std::optional<crypto::Signature>& signature);
  const base::Bytes& bytes() const { return out_.out(); }
  const Window& window() const { return window_; }

 private:
  RunHead head_;
  const Vocabulary* vocabulary_;
  Habits habits_;
  Window window_;
  bool with_window_;
  IsKnown is_known_;
  base::Writer out_;
};

// A frame as it stands in a run. Views into the run's bytes.
struct PackedFrame {
  uint32_t count = 0;
  uint64_t cursor = 0;
  bool goes_on = false;
  bool with_window = false;
  bool prose = false;  // the words are among the ops
  std::vector<std::pair<bool, base::ByteView>> ids;  // whole?, bytes
  base::ByteView ops, words;
  std::optional<crypto::Signature> signature;
};

class RunReader {
 public:
  // `bytes` may end anywhere. Errors: Corrupt, TooNew.
  static base::Result<RunReader> open(base::ByteView bytes);
  // Absent when the rest is not a whole frame (yet). Errors: Corrupt.
  base::Result<std::optional<PackedFrame>> next();
  const RunHead& head() const { return head_; }
  bool head_whole() const { return head_whole_; }
  // How much of the bytes has been read as whole frames, the head included.
  size_t used() const { return used_; }

 private:
  base::ByteView bytes_;
  RunHead head_;
  bool head_whole_ = false;
  uint64_t cursor_ = 0;
  size_t used_ = 0;
};

struct Unpacked {
  Frame frame;
  std::vector<Entry> entries;
};
// The frame a packed one stands for. `head` says what the chain says: device, first, unix_s, previous. What it gives is to be believed once a
// signature over its hash, or over that of a frame after it, is. Errors: Corrupt, BadInput (too large), NotFound (an id's tail).
// `habits` are those of the run so far.
base::Result<Unpacked> unpack(const PackedFrame& packed, FrameHead head, const Vocabulary& vocabulary, Habits& habits, const Window& window, const FindByTail& find);

}  // namespace changeset
