#include "sync/store/prepare.h"

#include <cerrno>
#include <cstdio>

#include "platform/base/log.h"
#include "platform/kv/pages.h"
#include "platform/os/file.h"
#include "sync/store/dropped.h"
#include "sync/store/header_file.h"
#include "sync/store/salvage.h"
#include "sync/store/verify.h"
#include "sync/store/verify_child.h"

namespace store {
namespace {

base::Status write_first_cells(const std::string& folder, const codec::Header& header, const crypto::Key& data_key, os::Random& random) {
  TRY(kv::Env env, kv::Env::open(folder));
  const Cells cells(data_key, header.store, random);
  return env.write([&](kv::WriteTxn& txn) -> base::Status {
    TRY_DO(txn.put(CellKey(Table::Header), header_bytes(header)));
    CellTxn first(txn, cells, codec::Root{}, header.generation_base);
    TRY_DO(first.put(place_key(), {}));
    return first.finish();
  });
}

base::Status check_first_cells(const std::string& folder, const codec::Header& header, const crypto::Key& data_key, os::Random& random) {
  TRY_DO(kv::check_pages(folder));
  TRY(const kv::Env env, kv::Env::open(folder));
  const Cells cells(data_key, header.store, random);
  return env.read([&](const kv::ReadTxn& txn) -> base::Status {
    TRY_DO(read_root(txn, cells));
    return {};
  });
}

// What a creation left that was cut short. It was never a store anybody wrote to.
void clear_unfinished(const std::string& building) {
  for (const char* name : {kDataFile, "/lock.mdb", kHeaderFile, "/header.new", kCleanFile, "/clean.new"}) {
    (void)os::remove_file(building + name);
  }
}

// Only what says "these bytes are wrong" leads to salvage; a full disk or a missing right is the caller's to know.
bool means_damage(const base::Error& error) { return error.fault == base::Fault::Corrupt || error.fault == base::Fault::BadInput; }

base::Result<bool> is_sound(Store::Impl& impl, const crypto::Key& data_key) {
  if (!impl.report.was_clean) TRY_DO(kv::settle(impl.folder));
  const auto pages = kv::check_pages(impl.folder);
  if (!pages) return means_damage(pages.error()) ? base::Result<bool>(false) : base::fail(pages.error());
  const bool everything = impl.options.thorough || !impl.report.was_clean;
  if (everything && !impl.options.verify_program.empty()) {
    const auto report = verify_in_child(impl.options.verify_program, impl.folder, data_key);
    if (report) return report->sound();
    if (means_damage(report.error())) return false;
    base::log(base::Level::Warning, "store: no child to verify in: " + report.error().detail);
  }
  if (const base::Status opened = impl.open_env(); !opened) {
    return impl.env && means_damage(opened.error()) ? base::Result<bool>(false) : base::fail(opened.error());
  }
  bool sound = false;
  const base::Status looked = impl.read([&](const kv::ReadTxn& txn) -> base::Status {
    if (!everything) {
      TRY(sound, tally_is_right(txn, impl.cells, impl.root));
      return {};
    }
    TRY(const VerifyReport report, verify_cells(txn, impl.cells, impl.root));
    sound = report.sound();
    return {};
  });
  return looked && sound;
}

base::Status carry_into_fresh_file(Store::Impl& impl) {
  impl.env.reset();
  const bool was_clean = impl.report.was_clean;
  TRY(impl.report, salvage(impl.folder, impl.cells, impl.header, impl.options));
  impl.report.was_clean = was_clean;
  base::log(base::Level::Warning, "store: salvaged, kept " + std::to_string(impl.report.kept) + ", damaged " + std::to_string(impl.report.damaged) +
                                      ", lost entries " + std::to_string(impl.report.lost_entries));
  TRY_DO(impl.open_env());
  bool sound = false;
  TRY_DO(impl.read([&](const kv::ReadTxn& txn) -> base::Status {
    TRY(const VerifyReport report, verify_cells(txn, impl.cells, impl.root));
    sound = report.sound();
    return {};
  }));
  return sound ? base::Status{} : base::fail(base::Fault::Corrupt, "salvaged file is not sound");
}

// A store of an older format is read as it is; from now on there may be values in it that older programs do not know. The file beside the store is what
// they look at first, so it is raised before anything else; were that all, opening would begin here again.
base::Status raise_format(Store::Impl& impl) {
  if (impl.header.format >= codec::kFormat) return {};
  codec::Header raised = impl.header;
  raised.format = raised.reader_min = codec::kFormat;
  TRY_DO(write_header_file(impl.folder, raised));
  TRY_DO(impl.env->write([&](kv::WriteTxn& txn) { return txn.put(CellKey(Table::Header), header_bytes(raised)); }));
  impl.header = raised;
  return {};
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
  TRY_DO(write_header_file(building, header));
  TRY_DO(os::replace_file(building + kCleanFile, base::view("closed\n")));
  TRY_DO(os::sync_folder(building));
  if (::rename(building.c_str(), folder.c_str()) != 0) return base::fail(os::file_error(folder, "rename", errno));
  TRY_DO(os::sync_folder(os::folder_of(folder)));
  return lock;
}

base::Result<std::unique_ptr<Store::Impl>> open_locked(const std::string& folder, const crypto::Key& data_key, const Options& options,
                                                       os::FolderLock lock) {
  TRY(const codec::Header header, find_header(folder));
  TRY_DO(check_data_key(header, data_key));
  auto impl = std::make_unique<Store::Impl>(folder, data_key, header, options, std::move(lock));
  impl->report.was_clean = os::exists(folder + kCleanFile);
  TRY_DO(os::remove_file(folder + kCleanFile));
  clear_unfinished_salvage(folder);
  TRY(const bool sound, is_sound(*impl, data_key));
  if (!sound) TRY_DO(carry_into_fresh_file(*impl));
  if (!impl->env) TRY_DO(impl->open_env());
  TRY_DO(raise_format(*impl));
  TRY_DO(forget_dropped(*impl));
  if (!header_file_says(folder, impl->header)) TRY_DO(write_header_file(folder, impl->header));
  impl->tight = !impl->reserve.fill();
  return impl;
}

}  // namespace store
