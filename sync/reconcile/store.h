// sync/reconcile/store.h: rows read and written by their keys, inside a transaction. For this folder's own use.
#pragma once
#include "sync/reconcile/keys.h"
#include "sync/reconcile/rows.h"
#include "sync/reconcile/table.h"

namespace reconcile {

// Absent when there is none. Errors: Corrupt, TooNew.
template <class Row>
base::Result<std::optional<Row>> find_row(const TableReader& table, base::ByteView key) {
  TRY(const std::optional<base::ByteView> bytes, table.find(key));
  if (!bytes) return std::nullopt;
  TRY(Row row, decode<Row>(*bytes));
  return std::optional<Row>(std::move(row));
}

template <class Row>
base::Status put_row(TableWriter& table, base::ByteView key, const Row& row) {
  return table.put(key, encode(row));
}

// Errors: Corrupt when there is none: it was written with the rows that name it.
template <class Row>
base::Result<Row> need_row(const TableReader& table, base::ByteView key, const char* name) {
  TRY(std::optional<Row> row, find_row<Row>(table, key));
  if (!row) return base::fail(base::Fault::Corrupt, std::string("no ") + name);
  return std::move(*row);
}

inline base::Result<uint64_t> find_number(const TableReader& table, base::ByteView key) {
  TRY(const std::optional<base::ByteView> bytes, table.find(key));
  return bytes ? base::Reader(*bytes).u64() : uint64_t(0);
}
inline base::Status put_number(TableWriter& table, base::ByteView key, uint64_t number) {
  base::Writer out;
  out.u64(number);
  return table.put(key, out.out());
}

}  // namespace reconcile
