// platform/os/folder_lock.h: one owner of a folder at a time, among all processes and within one. The system gives the lock back when the
// holder ends, however it ends.
#pragma once
#include <string>
#include <utility>

#include "platform/base/result.h"

namespace os {

class FolderLock {
 public:
  // Holds `<folder>/lock`, made when missing. Errors: Busy (somebody holds it), Denied (a read-only folder), NotFound, Full.
  static base::Result<FolderLock> take(const std::string& folder);
  FolderLock(FolderLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FolderLock& operator=(FolderLock&& other) noexcept;
  ~FolderLock();

 private:
  explicit FolderLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace os
