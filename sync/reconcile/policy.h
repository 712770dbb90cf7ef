// sync/reconcile/policy.h: what the hub has to be told about the records it keeps: whose they are and what may be done to them. sync/ carries records
// without knowing what they mean; the program that runs the hub knows.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "sync/blob/blob.h"
#include "sync/reconcile/rows.h"

namespace reconcile {

// The value of another field of the record, as it would stand after the change.
using ValueAt = std::function<record::Value(std::string_view path)>;

// Any record as it stands in the hub's order before an entry is applied, and as it would with it.
class Look {
 public:
  virtual ~Look() = default;
  virtual record::Value before(const record::RecordId& id, std::string_view path) const = 0;
  virtual record::Value after(const record::RecordId& id, std::string_view path) const = 0;
  // Before the entry; its type is not told.
  virtual record::Record whole(const record::RecordId& id) const = 0;
  // Whose devices wrote what stands in each field of it: the worker the device was enrolled for, whatever its entries claim.
  virtual std::map<record::FieldPath, std::string> writers(const record::RecordId& id) const = 0;
};

class Policy {
 public:
  virtual ~Policy() = default;
  // The bucket a record belongs to: who is granted the bucket has the record. Absent: cannot be told; the change is quarantined.
  virtual std::optional<record::RecordId> bucket_of(record::RecordType type, const record::RecordId& id, const ValueAt& value_at) const = 0;
  // May a change of this field change the answer of bucket_of?
  virtual bool decides_bucket(record::RecordType type, std::string_view path) const = 0;
  // May this device begin a bucket nobody has yet? It is granted it.
  virtual bool may_begin(const DeviceRow& device, const record::RecordId& bucket) const = 0;
  // Is it one that every device has? Then it is not counted among those that are still to come.
  virtual bool is_everybodys(const record::RecordId& /*bucket*/) const { return false; }
  // Bookkeeping that nobody typed (a counter, when it was last saved): of two values the later save stands, and nobody is asked.
  virtual bool settles_itself(record::RecordType, std::string_view /*path*/) const { return false; }
  // Which fields name blobs.
  virtual const blob::Fields& blobs() const {
    static const blob::Fields none;
    return none;
  }
  // A word for why an entry cannot be accepted (it goes to its author with it); empty: it can. An entry was saved as one act, so it is accepted or refused whole.
  virtual std::string refusal(const changeset::Entry& entry, const DeviceRow& device, const Look& look) const = 0;
};

// Every record names its owner in one field; any enrolled device may begin a bucket and nothing is refused.
class OwnedBy : public Policy {
 public:
  explicit OwnedBy(std::string path) : path_(std::move(path)) {}
  std::optional<record::RecordId> bucket_of(record::RecordType type, const record::RecordId& id, const ValueAt& value_at) const override;
  bool decides_bucket(record::RecordType, std::string_view path) const override { return path == path_; }
  bool may_begin(const DeviceRow&, const record::RecordId&) const override { return true; }
  std::string refusal(const changeset::Entry&, const DeviceRow&, const Look&) const override { return {}; }

 private:
  std::string path_;
};

}  // namespace reconcile
