// sync/reconcile/keys.h: where each value stands in the hub's table. The first byte of a key is its kind; numbers are big-endian, so that keys sort as
// numbers do. Record ids stand back to front: their ends are random, so the last four bytes find a record, and its fields stand beside each other.
#pragma once
#include <algorithm>
#include <array>

#include "platform/base/bytes.h"
#include "platform/base/check.h"
#include "sync/blob/blob.h"
#include "sync/record/record.h"

namespace reconcile {

// Numbers on disk: never reused.
enum class Kind : uint8_t {  // 0x80 and above: the program that runs the hub
  Meta = 0x01,        // one row: MetaRow
  Device = 0x02,      // u64 device: DeviceRow
  WindowOf1 = 0x03,   // formats before 2 kept the last words of a device's chain here: its frames say them (upgrade.h)
  Grant = 0x04,       // u64 device, u64 number: GrantRow
  Granted = 0x05,     // u64 device, 16 bucket: u64 number of the grant in force
  Gap = 0x06,         // u64 hub sequence a start went on from; value: the u64 before it, the last one the table had
  Record = 0x10,      // 16 id: RecordRow
  Field = 0x11,       // 16 id, path: FieldRow
  VersionOf1 = 0x12,  // 16 id, path, 0, u64 sequence: a VersionRow of formats before 2 (upgrade.h)
  Member = 0x13,      // 16 bucket, 16 id; no value: which records a bucket has
  Version = 0x14,     // u64 sequence, 16 id, path: VersionRow, what stood there before, and every edit of a text; new ones beside each other
  Move = 0x15,        // 16 id, u64 sequence: MoveRow, how a record came to a bucket
  Quarantine = 0x20,  // u64 sequence, u32 op: QuarantineRow
  Frame = 0x30,       // u64 device, u64 first: FrameRow, as the device signed it
  Feed = 0x40,        // 16 bucket, u64 sequence: FeedRow
  BlobClaim = 0x50,   // 16 record, 32 name, u64 device; no value: a change of this device named the blob in that record
  Blob = 0x51,        // 16 record, 32 name: BlobRow (shelf.h); this and what follows may stand in a table of their own
  BlobManifest = 0x52,  // 16 record, 32 name: sync/blob/FORMAT.md
  BlobChunk = 0x53,   // 16 record, 32 name, u32 index: its bytes
  BlobUse = 0x54,     // u64 device: u64 bytes of streams it brought
};

// Of a field's path at the hub: its keys have room for no more. A push with a longer one is too large.
inline constexpr size_t kPathHereBytesMax = 480;

// Built in place: the hub makes some ten of them for every change.
class Key {
 public:
  explicit Key(Kind kind) { add8(uint8_t(kind)); }
  Key& add64(uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) add8(uint8_t(value >> shift));
    return *this;
  }
  Key& add32(uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) add8(uint8_t(value >> shift));
    return *this;
  }
  Key& add(const record::RecordId& id) {
    CHECK(size_ + id.bytes.size() <= bytes_.size());
    std::reverse_copy(id.bytes.begin(), id.bytes.end(), bytes_.begin() + std::ptrdiff_t(size_));
    size_ += id.bytes.size();
    return *this;
  }
  Key& add(std::string_view text) { return add(base::view(text)); }
  Key& add(base::ByteView part) {
    CHECK(size_ + part.size() <= bytes_.size());
    std::copy(part.begin(), part.end(), bytes_.begin() + std::ptrdiff_t(size_));
    size_ += part.size();
    return *this;
  }
  Key& add8(uint8_t value) {
    CHECK(size_ < bytes_.size());
    bytes_[size_++] = value;
    return *this;
  }
  operator base::ByteView() const { return {bytes_.data(), size_}; }
  size_t size() const { return size_; }

 private:
  std::array<uint8_t, 511> bytes_;  // LMDB's limit; not cleared
  size_t size_ = 0;
};

inline Key meta_key() { return Key(Kind::Meta); }
inline Key device_key(uint64_t device) { return Key(Kind::Device).add64(device); }
inline Key grant_key(uint64_t device, uint64_t number) { return Key(Kind::Grant).add64(device).add64(number); }
inline Key granted_key(uint64_t device, const record::RecordId& bucket) { return Key(Kind::Granted).add64(device).add(bucket); }
inline Key gap_key(uint64_t after) { return Key(Kind::Gap).add64(after); }
inline Key record_key(const record::RecordId& id) { return Key(Kind::Record).add(id); }
inline Key field_key(const record::RecordId& id, std::string_view path) { return Key(Kind::Field).add(id).add(path); }
inline Key version_key(const record::RecordId& id, std::string_view path, uint64_t sequence) { return Key(Kind::Version).add64(sequence).add(id).add(path); }
inline Key member_key(const record::RecordId& bucket, const record::RecordId& id) { return Key(Kind::Member).add(bucket).add(id); }
inline Key move_key(const record::RecordId& id, uint64_t since) { return Key(Kind::Move).add(id).add64(since); }
inline Key quarantine_key(uint64_t sequence, uint32_t op) { return Key(Kind::Quarantine).add64(sequence).add32(op); }
inline Key frame_key(uint64_t device, uint64_t first) { return Key(Kind::Frame).add64(device).add64(first); }
inline Key feed_key(const record::RecordId& bucket, uint64_t sequence) { return Key(Kind::Feed).add(bucket).add64(sequence); }

inline Key blob_key(Kind kind, const record::RecordId& id, const blob::Name& name) { return Key(kind).add(id).add(base::ByteView(name.bytes)); }
inline Key blob_claim_key(const record::RecordId& id, const blob::Name& name, uint64_t device) { return blob_key(Kind::BlobClaim, id, name).add64(device); }
inline Key blob_row_key(const record::RecordId& id, const blob::Name& name) { return blob_key(Kind::Blob, id, name); }
inline Key blob_manifest_key(const record::RecordId& id, const blob::Name& name) { return blob_key(Kind::BlobManifest, id, name); }
inline Key blob_chunk_key(const record::RecordId& id, const blob::Name& name, uint32_t index) { return blob_key(Kind::BlobChunk, id, name).add32(index); }
inline Key blob_use_key(uint64_t device) { return Key(Kind::BlobUse).add64(device); }

// The number a key ends with.
inline uint64_t number_at_end(base::ByteView key) {
  uint64_t value = 0;
  for (const uint8_t byte : key.last(8)) value = value << 8 | byte;
  return value;
}
// The record id that stands at `at`.
inline record::RecordId id_at(base::ByteView key, size_t at) {
  record::RecordId id;
  std::reverse_copy(key.begin() + std::ptrdiff_t(at), key.begin() + std::ptrdiff_t(at + id.bytes.size()), id.bytes.begin());
  return id;
}
inline std::string_view path_at(base::ByteView key, size_t at) { return base::text_view(key.subspan(at)); }

// What only one device is told: its own bucket.
inline record::RecordId private_bucket(uint64_t device) {
  record::RecordId id;
  id.bytes = {'d', 'e', 'v', 'i', 'c', 'e', 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  for (int i = 0; i < 8; ++i) id.bytes[size_t(8 + i)] = uint8_t(device >> (56 - 8 * i));
  return id;
}

}  // namespace reconcile
