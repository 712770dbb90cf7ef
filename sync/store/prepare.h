// sync/store/prepare.h: a store's beginning: made beside its place, or opened and looked over. For this folder's own use.
#pragma once
#include "sync/store/impl.h"

namespace store {

// Leaves a whole, empty store at `folder`, and its lock held.
base::Result<os::FolderLock> build_new(const std::string& folder, const crypto::Key& data_key, os::Random& random);
base::Result<std::unique_ptr<Store::Impl>> open_locked(const std::string& folder, const crypto::Key& data_key, const Options& options,
                                                       os::FolderLock lock);

}  // namespace store
