// sync/reconcile/lmdb_table.h: the hub's table in a folder, over LMDB. Any number of threads read while one writes; writes follow each other, guarded here. One a folder.
#pragma once
#include <memory>
#include <mutex>
#include <string>

#include "platform/kv/env.h"
#include "sync/reconcile/table.h"

namespace reconcile {

class LmdbTable final : public Table {
 public:
  // `folder` must be there. Errors: as kv::Env::open.
  static base::Result<std::unique_ptr<LmdbTable>> open(const std::string& folder);
  base::Status read(const std::function<base::Status(const TableReader&)>& work) override;
  base::Status write(const std::function<base::Status(TableWriter&)>& work) override;

 private:
  explicit LmdbTable(kv::Env env) : env_(std::move(env)) {}
  std::mutex writing_;
  kv::Env env_;
};

}  // namespace reconcile
