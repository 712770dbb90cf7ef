#include "sync/reconcile/upgrade.h"

namespace reconcile {
namespace {

constexpr size_t kBytesAtOnce = 4 << 20;

struct OldRow {
  base::Bytes key, value;
};

base::Result<std::vector<OldRow>> some_of(const TableReader& table, Kind kind) {
  std::vector<OldRow> rows;
  size_t bytes = 0;
  TRY_DO(table.scan(Key(kind), [&](base::ByteView key, base::ByteView value) -> base::Result<bool> {
    rows.push_back({base::copy(key), base::copy(value)});
    bytes += key.size() + value.size();
    return bytes < kBytesAtOnce;
  }));
  return rows;
}

// Each row of the kind goes, once `keep` has put what is to stand for it.
base::Status empty_out(Table& table, Kind kind, const std::function<base::Status(TableWriter&, const OldRow&)>& keep) {
  for (bool more = true; more;) {
    TRY_DO(table.write([&](TableWriter& out) -> base::Status {
      TRY(const std::vector<OldRow> rows, some_of(out, kind));
      for (const OldRow& row : rows) {
        TRY_DO(keep(out, row));
        TRY_DO(out.erase(row.key));
      }
      more = !rows.empty();
      return {};
    }));
  }
  return {};
}

// 16 id, path, 0, u64 sequence became u64 sequence, 16 id, path.
base::Status put_version(TableWriter& table, const OldRow& row) {
  constexpr size_t kIdAt = 1, kIdBytes = 16, kPathAt = kIdAt + kIdBytes, kEndBytes = 1 + 8;
  const base::ByteView key = row.key;
  if (key.size() < kPathAt + kEndBytes) return base::fail(base::Fault::Corrupt, "key of a version");
  Key next(Kind::Version);
  next.add(key.last(8)).add(key.subspan(kIdAt, kIdBytes)).add(key.subspan(kPathAt, key.size() - kPathAt - kEndBytes));
  return table.put(next, row.value);
}

}  // namespace

base::Status upgrade(Table& table, MetaRow& meta) {
  const uint16_t present = MetaRow().format;
  if (meta.format == present) return {};
  if (meta.format > present || meta.format == 0) return base::fail(base::Fault::TooNew, "hub format");
  TRY_DO(empty_out(table, Kind::VersionOf1, put_version));
  TRY_DO(empty_out(table, Kind::WindowOf1, [](TableWriter&, const OldRow&) { return base::Status(); }));
  meta.format = present;
  return table.write([&](TableWriter& out) { return put_row(out, meta_key(), meta); });
}

}  // namespace reconcile
