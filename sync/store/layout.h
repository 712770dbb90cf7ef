// sync/store/layout.h: where each value stands. One ordered map; the first byte of a key is its table. FORMAT.md, section 7.
// Keys stand on disk in clear, so they hold random ids, numbers and keyed hashes, nothing else.
#pragma once
#include <array>
#include <compare>

#include "platform/base/bytes.h"
#include "sync/record/record.h"

namespace store {

// Numbers on disk: never reused. The log is last, so that it grows at the end of the map.
enum class Table : uint8_t {
  Header = 0x01,      // plain: the header, a second copy
  Root = 0x02,
  State = 0x03,       // u8 which
  Quarantine = 0x08,  // u64 number: damaged values, as they were found
  Heads = 0x10,       // u16 type, 16 bytes id: section "head"
  Sections = 0x11,    // 16 bytes id, 8 bytes keyed hash of id and name: every other section
  Blobs = 0x20,       // 16 bytes place, a keyed hash of the name: what is kept of a blob
  Chunks = 0x21,      // 16 bytes place, u32 index
  Touched = 0x30,     // 16 bytes id, u64 sequence; no value: which entries changed a record
  Lanes = 0x31,       // 16 bytes id, 8 bytes keyed hash of id and path: a field the hub and this device both have news of
  Dropped = 0x32,     // 16 bytes id: a record that was taken away, while anything of it may still be in the file
  DroppedBlobs = 0x33,  // 16 bytes place: the same of a blob
  Log = 0x40,         // u64 sequence
};
inline constexpr uint8_t kPlaceState = 1;
inline constexpr uint8_t kReplicaState = 2;

class CellKey {
 public:
  explicit CellKey(Table table) { add8(uint8_t(table)); }
  // A key read back; at most 31 bytes, as all of ours are.
  static CellKey from(base::ByteView key) { return CellKey(Table{key[0]}).add(key.subspan(1)); }
  // Numbers are big-endian, so that keys sort as numbers do.
  CellKey& add8(uint8_t value) { bytes_[size_++] = value; return *this; }
  CellKey& add16(uint16_t value) { return add8(uint8_t(value >> 8)).add8(uint8_t(value)); }
  CellKey& add32(uint32_t value) { return add16(uint16_t(value >> 16)).add16(uint16_t(value)); }
  CellKey& add64(uint64_t value) { return add32(uint32_t(value >> 32)).add32(uint32_t(value)); }
  CellKey& add(base::ByteView part) {
    for (const uint8_t byte : part) add8(byte);
    return *this;
  }
  base::ByteView view() const { return {bytes_.data(), size_}; }
  operator base::ByteView() const { return view(); }
  auto operator<=>(const CellKey&) const = default;

 private:
  std::array<uint8_t, 31> bytes_{};
  uint8_t size_ = 0;
};

inline CellKey head_key(record::RecordType type, const record::RecordId& id) {
  return CellKey(Table::Heads).add16(uint16_t(type)).add(id.bytes);
}
inline CellKey log_key(uint64_t sequence) { return CellKey(Table::Log).add64(sequence); }
inline CellKey touched_key(const record::RecordId& id, uint64_t sequence) { return CellKey(Table::Touched).add(id.bytes).add64(sequence); }
inline CellKey dropped_key(const record::RecordId& id) { return CellKey(Table::Dropped).add(id.bytes); }
inline CellKey place_key() { return CellKey(Table::State).add8(kPlaceState); }
inline CellKey replica_key() { return CellKey(Table::State).add8(kReplicaState); }

// The number a key ends with; `key` has at least eight bytes after its table.
inline uint64_t number_at_end(base::ByteView key) {
  uint64_t value = 0;
  for (const uint8_t byte : key.last(8)) value = value << 8 | byte;
  return value;
}

}  // namespace store
