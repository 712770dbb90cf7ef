// platform/os/disk.h: room on a disk, and room kept back for the day it is full.
#pragma once
#include <cstdint>
#include <string>

#include "platform/base/result.h"

namespace os {

// Bytes this user may still write on the disk that holds `path`. Errors: NotFound, Corrupt.
base::Result<uint64_t> free_bytes(const std::string& path);

// The file, made when missing, with its first `bytes` allocated and their content kept. Errors: Full, Denied, NotFound (no such folder).
base::Status allocate_file(const std::string& path, uint64_t bytes);

// A file of `bytes` whose only use is to be given up: its blocks are allocated, so releasing it leaves that much room. Any thread, one caller
// at a time.
class Reserve {
 public:
  Reserve(std::string path, uint64_t bytes) : path_(std::move(path)), bytes_(bytes) {}
  // Allocates what is missing. Errors: Full (then nothing is held), Denied.
  base::Status fill();
  // Gives the room back. False when there was none to give.
  bool release();
  bool held() const;

 private:
  std::string path_;
  uint64_t bytes_;
};

}  // namespace os
