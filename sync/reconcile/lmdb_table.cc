#include "sync/reconcile/lmdb_table.h"

namespace reconcile {
namespace {

class Reader final : public TableReader {
 public:
  explicit Reader(const kv::ReadTxn& txn) : txn_(txn) {}
  base::Result<std::optional<base::ByteView>> find(base::ByteView key) const override { return txn_.find(key); }
  base::Status scan_from(base::ByteView from, base::ByteView prefix, const Visit& visit) const override { return txn_.scan_from(from, prefix, visit); }
  base::Status scan_back(base::ByteView prefix, const Visit& visit) const override { return txn_.scan_back(prefix, visit); }

 private:
  const kv::ReadTxn& txn_;
};

class Writer final : public TableWriter {
 public:
  explicit Writer(kv::WriteTxn& txn) : txn_(txn) {}
  base::Result<std::optional<base::ByteView>> find(base::ByteView key) const override { return txn_.find(key); }
  base::Status scan_from(base::ByteView from, base::ByteView prefix, const Visit& visit) const override { return txn_.scan_from(from, prefix, visit); }
  base::Status scan_back(base::ByteView prefix, const Visit& visit) const override { return txn_.scan_back(prefix, visit); }
  base::Status put(base::ByteView key, base::ByteView value) override { return txn_.put(key, value); }
  base::Status erase(base::ByteView key) override { return txn_.erase(key); }

 private:
  kv::WriteTxn& txn_;
};

}  // namespace

base::Result<std::unique_ptr<LmdbTable>> LmdbTable::open(const std::string& folder) {
  TRY(kv::Env env, kv::Env::open(folder, {.map_bytes = 1ull << 30}));
  return std::unique_ptr<LmdbTable>(new LmdbTable(std::move(env)));
}

base::Status LmdbTable::read(const std::function<base::Status(const TableReader&)>& work) {
  return env_.read([&](const kv::ReadTxn& txn) { return work(Reader(txn)); });
}

base::Status LmdbTable::write(const std::function<base::Status(TableWriter&)>& work) {
  const std::lock_guard lock(writing_);
  return env_.write([&](kv::WriteTxn& txn) {
    Writer writer(txn);
    return work(writer);
  });
}

}  // namespace reconcile
