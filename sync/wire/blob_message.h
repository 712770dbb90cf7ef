// sync/wire/blob_message.h: what is said of blobs: how much is where, parts of their streams up and down. PROTOCOL.md, section 11. Version 2 of the
// protocol: who knows only version 1 refuses them as too new and goes on with the words. Values, any thread; message.h encodes and decodes them.
#pragma once
#include <vector>

#include "sync/blob/blob.h"

namespace wire {

inline constexpr uint8_t kBlobVersion = 2;
inline constexpr size_t kBlobsAskedMax = 64;
inline constexpr size_t kBlobPartBytesMax = 256 * 1024;

// A blob is asked for under the record that names it: the hub looks whether the device has that in scope.
struct BlobRef {
  record::RecordId record;
  blob::Name name;
  auto operator<=>(const BlobRef&) const = default;
};

// How much of these is at the hub?
struct AskBlobs {
  std::vector<BlobRef> blobs;
  bool operator==(const AskBlobs&) const = default;
};
// Part of a stream on its way up.
struct BlobUp {
  BlobRef blob;
  uint64_t total = 0;   // bytes of the whole stream
  uint64_t offset = 0;  // of this part
  base::ByteView part;  // to the end of the request
  bool operator==(const BlobUp& other) const {
    return blob == other.blob && total == other.total && offset == other.offset && std::equal(part.begin(), part.end(), other.part.begin(), other.part.end());
  }
};
// A part of a stream, to be sent down.
struct BlobDown {
  BlobRef blob;
  uint64_t offset = 0;
  uint64_t bytes_max = kBlobPartBytesMax;
  bool operator==(const BlobDown&) const = default;
};

// Numbers on the wire: never reused.
enum class BlobStanding : uint8_t {
  Unnamed = 0,  // no record the device may speak of names it
  Partly = 1,   // so many bytes of its stream are here, maybe none
  Whole = 2,
};
struct BlobState {
  BlobStanding standing = BlobStanding::Unnamed;
  uint64_t offset = 0;
  bool operator==(const BlobState&) const = default;
};
// In the order asked; to a part that came up and to an ask for what is not whole here, one.
struct BlobStates {
  std::vector<BlobState> blobs;
  bool operator==(const BlobStates&) const = default;
};
struct BlobPart {
  uint64_t total = 0;
  uint64_t offset = 0;
  base::Bytes part;  // to the end of the answer
  bool operator==(const BlobPart&) const = default;
};

// The bodies of those messages, after the head. For message.cc's use.
void write(base::Writer& out, const AskBlobs& ask);
void write(base::Writer& out, const BlobUp& up);
void write(base::Writer& out, const BlobDown& down);
void write(base::Writer& out, const BlobStates& states);
void write(base::Writer& out, const BlobPart& part);
AskBlobs read_ask_blobs(base::Reader& in);
// Views point into `bytes`, which end where `in` does.
BlobUp read_blob_up(base::Reader& in, base::ByteView bytes, bool cut);
BlobDown read_blob_down(base::Reader& in);
BlobStates read_blob_states(base::Reader& in);
BlobPart read_blob_part(base::Reader& in, bool cut);

}  // namespace wire
