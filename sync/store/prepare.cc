#include "sync/store/prepare.h"

#include <cstdio>
#include <cerrno>

#include "platform/os/file.h"

namespace store {
namespace {

// Opens under the right key alone; bound to the store, so a header carried to another store does not fit.
constexpr std::string_view kKeyCheck = "doorstep key";

crypto::Key check_key(const crypto::Key& data_key) { return crypto::derive(data_key, "store.key-check"); }
codec::EntryHash checksum(base::ByteView bytes) { return crypto::hash(bytes); }

codec::Header make_header(const crypto::Key& data_key, os::Random& random) {
  codec::Header header;
  random.fill(header.store);
  header.key_check = crypto::seal(check_key(data_key), base::view(kKeyCheck), header.store, random);
  return header;
}

base::Status check_data_key(const codec::Header& header, const crypto::Key& data_key) {
  TRY_DO(crypto::open(check_key(data_key), header.key_check, header.store));
  return {};
}

base::Result<codec::Header> read_header_file(const std::string& folder) {
  TRY(const base::Bytes bytes, os::read_file(folder + kHeaderFile, codec::kHeaderBytesMax));
  return codec::decode_header(bytes, checksum);
}

base::Result<codec::Header> read_header_cell(const std::string& folder) {
  TRY(const kv::Env env, kv::Env::open(folder));
  codec::Header header;
  TRY_DO(env.read([&](const kv::ReadTxn& txn) -> base::Status {
    TRY(const auto bytes, txn.find(CellKey(Table::Header)));
    if (!bytes) return base::fail(base::Fault::Corrupt, "no header");
    TRY(header, codec::decode_header(*bytes, checksum));
    return {};
  }));
  return header;
}

base::Status write_first_cells(const std::string& folder, const codec::Header& header, const crypto::Key& data_key, os::Random& random) {
  TRY(kv::Env env, kv::Env::open(folder));
  const Cells cells(data_key, header.store, random);
  return env.write([&](kv::WriteTxn& txn) -> base::Status {
    TRY_DO(txn.put(CellKey(Table::Header), codec::encode_header(header, checksum)));
    CellTxn first(txn, cells, codec::Root{});
    TRY_DO(first.put(place_key(), {}));
    return first.finish();
  });
}

base::Status check_first_cells(const std::string& folder, const codec::Header& header, const crypto::Key& data_key, os::Random& random) {
  TRY(const kv::Env env, kv::Env::open(folder));
  const Cells cells(data_key, header.store, random);
  return env.read([&](const kv::ReadTxn& txn) -> base::Status {
    TRY_DO(read_root(txn, cells));
    return {};
  });
}

// What a creation left that was cut short. It was never a store anybody wrote to.
void clear_unfinished(const std::string& building) {
  for (const char* name : {kDataFile, "/lock.mdb", kHeaderFile, "/header.new"}) (void)os::remove_file(building + name);
}

}  // namespace

base::Result<os::FolderLock> build_new(const std::string& folder, const crypto::Key& data_key, os::Random& random) {
  const std::string building = folder + ".new";
  TRY_DO(os::make_folders(building));
  TRY(os::FolderLock lock, os::FolderLock::take(building));
  clear_unfinished(building);
  const codec::Header header = make_header(data_key, random);
  TRY_DO(write_first_cells(building, header, data_key, random));
  TRY_DO(check_first_cells(building, header, data_key, random));
  TRY_DO(os::replace_file(building + kHeaderFile, codec::encode_header(header, checksum)));
  TRY_DO(os::replace_file(building + kCleanFile, base::view("closed\n")));
  if (::rename(building.c_str(), folder.c_str()) != 0) return base::fail(os::file_error(folder, "rename", errno));
  TRY_DO(os::sync_folder(os::folder_of(folder)));
  return lock;
}

base::Status refuse_newer(const std::string& folder) {
  const auto header = read_header_file(folder);
  if (!header && header.error().fault == base::Fault::TooNew) return base::fail(header.error());
  return {};
}

base::Result<std::unique_ptr<Store::Impl>> open_locked(const std::string& folder, const crypto::Key& data_key, const Options& options,
                                                       os::FolderLock lock) {
  auto header = read_header_file(folder);
  if (!header) header = read_header_cell(folder);
  if (!header) return base::fail(header.error());
  TRY_DO(check_data_key(*header, data_key));
  auto impl = std::make_unique<Store::Impl>(folder, data_key, *header, options, std::move(lock));
  impl->report.was_clean = os::exists(folder + kCleanFile);
  TRY_DO(os::remove_file(folder + kCleanFile));
  TRY_DO(impl->reopen());
  impl->tight = !impl->reserve.fill();
  return impl;
}

}  // namespace store
