// sync/store/sections.h: the sections one write has in hand: each loaded once, changed in memory, sealed once. For this folder's own use.
#pragma once
#include <map>

#include "sync/codec/section.h"
#include "sync/store/cells.h"

namespace store {

class Sections {
 public:
  Sections(CellTxn& cells, int64_t now_ms) : cells_(&cells), now_ms_(now_ms) {}
  // Empty when there is none yet. A damaged one is set aside and rebuilt from the log as far as it goes. Borrowed: valid while this lives.
  base::Result<codec::Section*> load(record::RecordType type, const record::RecordId& id, std::string_view name);
  // It changed and must be put.
  void touch(const record::Edit& edit);
  // Every field of `record` that this device has not written itself.
  base::Status merge(const record::Record& record);
  base::Status put_touched();

 private:
  struct Held {
    codec::Section section;
    bool is_new = false;
    bool touched = false;
  };
  base::Status load_into(Held& held, const CellKey& key, record::RecordType type, const record::RecordId& id, std::string_view name);
  CellTxn* cells_;
  int64_t now_ms_;
  std::map<CellKey, Held> held_;
};

}  // namespace store
