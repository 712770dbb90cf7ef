#include "sync/store/store.h"

#include <algorithm>
#include <new>

#include "platform/os/file.h"
#include "sync/record/hlc.h"
#include "sync/codec/set_aside.h"
#include "sync/store/header_file.h"
#include "sync/store/impl.h"
#include "sync/store/prepare.h"

namespace store {

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

bool Store::exists(const std::string& folder) { return os::exists(folder + kHeaderFile) || os::exists(folder + kDataFile); }

base::Result<Store> Store::create(const std::string& folder, const crypto::Key& data_key, const Options& options) {
  return within_memory([&]() -> base::Result<Store> {
    if (exists(folder)) return base::fail(base::Fault::BadInput, "a store is there");
    TRY(os::FolderLock lock, build_new(folder, data_key, *options.random));
    TRY(auto impl, open_locked(folder, data_key, options, std::move(lock)));
    return Store(std::move(impl));
  });
}

base::Result<Store> Store::open(const std::string& folder, const crypto::Key& data_key, const Options& options) {
  return within_memory([&]() -> base::Result<Store> {
    if (!exists(folder)) return base::fail(base::Fault::NotFound, "store");
    TRY_DO(refuse_newer(folder));
    TRY(os::FolderLock lock, os::FolderLock::take(folder));
    TRY(auto impl, open_locked(folder, data_key, options, std::move(lock)));
    return Store(std::move(impl));
  });
}

Store::Impl::Impl(std::string folder_path, const crypto::Key& data_key, const codec::Header& read_header, const Options& given,
                  os::FolderLock held)
    : folder(std::move(folder_path)),
      options(given),
      header(read_header),
      lock(std::move(held)),
      cells(data_key, header.store, *given.random),
      reserve(folder + kReserveFile, given.reserve_bytes) {}

// The mark says nothing was on its way when the file was closed; without it the next opening looks harder.
Store::Impl::~Impl() {
  const bool clean = env && !env->failed();
  env.reset();
  if (clean) (void)os::replace_file(folder + kCleanFile, base::view("closed\n"));
}

base::Status Store::Impl::read(const std::function<base::Status(const kv::ReadTxn&)>& work) const {
  if (!env) return base::fail(base::Fault::Busy, "store is down");
  return env->read(work);
}

base::Status Store::Impl::write(const std::function<base::Status(CellTxn&)>& work) {
  base::Status done = write_once(work);
  if (done || done.error().fault != base::Fault::Full || !reserve.release()) return done;
  tight = true;
  return write_once(work);
}

base::Status Store::Impl::write_once(const std::function<base::Status(CellTxn&)>& work) {
  if (!env) TRY_DO(reopen());
  std::optional<codec::Root> written;
  base::Status done = env->write([&](kv::WriteTxn& txn) -> base::Status {
    written.reset();
    CellTxn cell_txn(txn, cells, root, header.generation_base);
    TRY_DO(work(cell_txn));
    TRY_DO(cell_txn.finish());
    if (cell_txn.changed()) written = std::move(cell_txn.root);
    return {};
  });
  if (done && written) root = std::move(*written);  // nothing after the commit may fail, so nothing here asks for memory
  else if (!done && env->failed()) (void)reopen();  // whether or not it opens again, this write has failed
  return done;
}

base::Status Store::Impl::open_env() {
  TRY(env, kv::Env::open(folder));
  return env->read([&](const kv::ReadTxn& txn) -> base::Status {
    TRY(header, read_header_cell(txn));  // the one that was written with the file
    TRY(root, read_root(txn, cells));
    return {};
  });
}

base::Status Store::Impl::reopen() {
  env.reset();
  TRY_DO(kv::settle(folder));
  base::Status opened = open_env();
  if (!opened) env.reset();
  return opened;
}

base::Status Store::Impl::need_room() {
  if (tight && reserve.fill()) tight = false;
  if (tight) return base::fail(base::Fault::Full, "reserve in use");
  return {};
}

// Later than every stamp before it, whatever the clock says.
record::Stamp Store::Impl::next_stamp(CellTxn& cell_txn) const {
  cell_txn.root.clock = record::tick(cell_txn.root.clock, options.clock->now_ms());
  return {cell_txn.root.clock, options.device};
}

Figures Store::figures() const {
  Figures out;
  out.records = impl_->root.records;
  if (impl_->env) {
    if (const auto file = impl_->env->figures()) out.bytes_used = file->used_bytes, out.map_bytes = file->map_bytes;
  }
  if (const auto room = os::free_bytes(impl_->folder)) out.free_disk_bytes = *room;
  out.waiting = impl_->root.last_sequence - impl_->root.acknowledged;
  out.last_sequence = impl_->root.last_sequence;
  out.last_commit_ms = impl_->root.last_commit_ms;
  out.quarantined = impl_->root.quarantined;
  out.lost_entries = impl_->root.lost_entries;
  out.saving = !impl_->env ? Saving::Down : impl_->tight ? Saving::Tight : Saving::Safe;
  return out;
}

Sequence Store::last_sequence() const { return impl_->root.last_sequence; }

const OpenReport& Store::open_report() const { return impl_->report; }

namespace {
// Records' keys hold the record's id; other tables' do not.
record::RecordId record_in(base::ByteView key) {
  record::RecordId id;
  const size_t at = Table{key[0]} == Table::Heads ? 3 : Table{key[0]} == Table::Sections ? 1 : 0;
  if (at != 0 && key.size() >= at + id.bytes.size()) std::copy_n(key.begin() + ptrdiff_t(at), id.bytes.size(), id.bytes.begin());
  return id;
}
}  // namespace

base::Result<std::vector<Quarantined>> Store::quarantine() const {
  return within_memory([&]() -> base::Result<std::vector<Quarantined>> {
    std::vector<Quarantined> all;
    TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
      return txn.scan(CellKey(Table::Quarantine), [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
        TRY(const base::ByteView plain, impl_->cells.open(key, stored));
        TRY(const codec::SetAside value, codec::decode_set_aside(plain));
        if (!value.key.empty()) all.push_back({record_in(value.key), value.unix_ms, value.stored.size(), value.rebuilt});
        return true;
      });
    }));
    return all;
  });
}

}  // namespace store
