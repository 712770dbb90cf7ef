// sync/store/mend.h: damaged values set aside, and fields brought back from the log, which holds every value typed here. For this folder's
// own use.
#pragma once
#include "sync/store/impl.h"
#include "sync/store/sections.h"

namespace store {

// Keeps the raw bytes in the quarantine table and takes the cell away.
base::Status set_aside(CellTxn& cells, base::ByteView key, base::ByteView stored, bool rebuilt, int64_t now_ms);

// Sets every field the entry wrote whose section holds something older. Answers how many.
base::Result<uint64_t> restore_fields(Sections& sections, const LogEntry& entry);

// The section as the log alone tells it. Entries that cannot be read are passed over; `whole` says whether there were none, and whether
// the log knows of the section at all.
struct Retold {
  codec::Section section;
  bool whole = true;
};
base::Result<Retold> retell(const CellTxn& cells, record::RecordType type, const record::RecordId& id, std::string_view name);

// Sets the damaged sections of a record aside and writes them anew as far as the log tells.
base::Status mend_record(CellTxn& cells, record::RecordType type, const record::RecordId& id, const std::vector<CellKey>& damaged, int64_t now_ms);

}  // namespace store
