// sync/store/lanes.h: a field of which both the hub and this device have news: what the hub has, and this device's changes that have no place in its
// order yet, restated against it. While there is one, the field shows both; then what the hub has. FORMAT.md, section 11. For this folder's own use.
#pragma once
#include <map>
#include <optional>

#include "sync/record/merge.h"
#include "sync/store/sections.h"

namespace store {

struct Lane {
  record::RecordType type{};
  record::RecordId id;
  record::FieldPath path;
  record::Value hub;            // what stands there at the hub, as far as it was told
  record::Stamp stamp;          // of who wrote that
  bool loose = false;           // the shown text is not the hub's with ours carried over: it waits
  Sequence upto = 0;            // own entries looked at
  struct Pending {
    Sequence sequence = 0;
    std::optional<record::Splices> splices;  // absent: a whole value
    bool operator==(const Pending&) const = default;
  };
  std::vector<Pending> pending;
  bool operator==(const Lane&) const = default;
};

base::Bytes encode_lane(const Lane& lane);
// Errors: Corrupt, TooNew.
base::Result<Lane> decode_lane(base::ByteView bytes);

// What replication itself keeps, as one value.
base::Bytes encode_replication(Sequence settled, base::ByteView state);
// Errors: Corrupt, TooNew.
base::Status decode_replication(base::ByteView bytes, Replication& out);

// What a text edit leaves of `value`; absent when it was typed over something else.
std::optional<record::Value> edited(const record::Value& value, const changeset::TextEdit& edit);

// Somebody else's edit reaches the hub's text: the pending ones are restated, and `shown` follows when it can.
void carry(Lane& lane, const changeset::TextEdit& edit, record::Value& shown);

}  // namespace store
