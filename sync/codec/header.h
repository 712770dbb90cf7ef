// sync/codec/header.h: the store's header, readable without a key: which format this is and who may read it. FORMAT.md, section 6.
// Pure functions, any thread.
#pragma once
#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "sync/codec/envelope.h"

namespace codec {

inline constexpr uint16_t kFormat = 3;     // what we write
inline constexpr size_t kHeaderBytesMax = 4096;

struct Header {
  uint16_t format = kFormat;
  uint16_t reader_min = kFormat;  // oldest format whose readers may open it
  StoreId store{};
  uint64_t generation_base = 0;  // the number of a write is this and its transaction's number in the file; rises with every fresh file
  base::Bytes key_check;  // a sealed constant: opens under the right key only
  bool operator==(const Header&) const = default;
};

// Ends in `checksum(everything before it)`, 32 bytes: damage shows without a key.
using Checksum = std::array<uint8_t, 32> (*)(base::ByteView);
base::Bytes encode_header(const Header& header, Checksum checksum);
// Errors: Corrupt; TooNew (needs a newer reader: decided before anything else in it is believed).
base::Result<Header> decode_header(base::ByteView bytes, Checksum checksum);

}  // namespace codec
