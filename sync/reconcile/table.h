// sync/reconcile/table.h: where the hub keeps what it has: one ordered map from bytes to bytes, written in transactions. Embedded it is LMDB
// (lmdb_table.h); at scale something else may stand behind it.
#pragma once
#include <functional>
#include <optional>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace reconcile {

// Views live until the function that was given the reader returns, or until its next write.
class TableReader {
 public:
  virtual ~TableReader() = default;
  virtual base::Result<std::optional<base::ByteView>> find(base::ByteView key) const = 0;
  using Visit = std::function<base::Result<bool>(base::ByteView key, base::ByteView value)>;  // go on?
  // Every entry whose key begins with `prefix`, ascending, from the first key not below `from`.
  virtual base::Status scan_from(base::ByteView from, base::ByteView prefix, const Visit& visit) const = 0;
  base::Status scan(base::ByteView prefix, const Visit& visit) const { return scan_from(prefix, prefix, visit); }
  // Descending, from the last key that begins with `prefix`.
  virtual base::Status scan_back(base::ByteView prefix, const Visit& visit) const = 0;
};

class TableWriter : public TableReader {
 public:
  virtual base::Status put(base::ByteView key, base::ByteView value) = 0;
  virtual base::Status erase(base::ByteView key) = 0;
};

class Table {
 public:
  virtual ~Table() = default;
  virtual base::Status read(const std::function<base::Status(const TableReader&)>& work) = 0;
  // Durable once it returns without error; after an error nothing of it is there. `work` may run more than once.
  virtual base::Status write(const std::function<base::Status(TableWriter&)>& work) = 0;
};

}  // namespace reconcile
