// sync/reconcile/look.h: the hub's records as a rule sees them while an entry waits to be applied. For this folder's own use.
#pragma once
#include "sync/reconcile/policy.h"
#include "sync/reconcile/store.h"

namespace reconcile {

// Borrows both; good for one entry.
class EntryLook final : public Look {
 public:
  EntryLook(const TableReader& table, const changeset::Entry& entry) : table_(table), entry_(entry) {}
  record::Value before(const record::RecordId& id, std::string_view path) const override;
  record::Value after(const record::RecordId& id, std::string_view path) const override;
  record::Record whole(const record::RecordId& id) const override;
  std::map<record::FieldPath, std::string> writers(const record::RecordId& id) const override;

 private:
  std::string worker_of(uint64_t device) const;
  const TableReader& table_;
  const changeset::Entry& entry_;
};

}  // namespace reconcile
