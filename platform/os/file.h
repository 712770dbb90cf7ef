// platform/os/file.h: small files, whole and durable. Every function answers with a fault, never with errno; `detail` holds the last
// part of the path and the error's number. Any thread, but two writers of one path must take turns.
#pragma once
#include <span>
#include <string>
#include <utility>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace os {

// NotFound; Denied (rights, read-only); Full (disk or quota); Busy (try again); Corrupt (the disk reports damage); else BadInput.
base::Fault fault_of_errno(int error);
// "keys.a: write: errno 28"
base::Error file_error(const std::string& path, const char* call, int error);

// Errors: NotFound, Denied, BadInput (a folder, or longer than `bytes_max`: refused before anything is read).
base::Result<base::Bytes> read_file(const std::string& path, size_t bytes_max);
// The whole file or the old one, never half: written beside its place as `<path>.new`, synced, renamed in, folder synced. Durable once it
// returns. `mode` is the file's rights. Errors: Full, Denied, NotFound (no such folder).
base::Status replace_file(const std::string& path, base::ByteView bytes, unsigned mode = 0600);
// Over the old bytes in place, then synced: needs no room on a full disk when the file is as long already, and can be torn by a power
// cut. For a caller that keeps a second copy. Errors: NotFound, Full, Denied.
base::Status overwrite_file(const std::string& path, base::ByteView bytes);
// Reads the first `bytes` (or what there is) and writes the same again, then syncs: for pages the system believes written that are not.
// Errors: NotFound, Denied, Full, Corrupt.
base::Status rewrite_in_place(const std::string& path, size_t bytes);
// The folder and every missing one above it, for this user's eyes only (0700).
base::Status make_folders(const std::string& path);
// Makes names created in or removed from the folder durable.
base::Status sync_folder(const std::string& path);
// Durable once it returns; no such file is no error.
base::Status remove_file(const std::string& path);
// The same, once its bytes have been overwritten as far as a disk lets one. A name beside another of the same file only goes: the bytes are the other's.
base::Status wipe_file(const std::string& path);
bool exists(const std::string& path);
// "/a/b/c" gives "/a/b"; "c" gives ".".
std::string folder_of(const std::string& path);

// The same bytes under a second name, which must be new: a second link where the file system has them, else a durable copy. Errors: Full, Denied.
base::Status link_or_copy(const std::string& from, const std::string& to);

// A file read here and there. Move-only.
class ReadFile {
 public:
  static base::Result<ReadFile> open(const std::string& path);
  ReadFile(ReadFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)), size_(other.size_) {}
  ReadFile& operator=(ReadFile&&) = delete;
  ~ReadFile();
  uint64_t size() const { return size_; }  // when it was opened
  // Fills `out`. Errors: Corrupt (the disk reports damage, or the end is nearer than that).
  base::Status read_at(uint64_t offset, std::span<uint8_t> out) const;

 private:
  ReadFile(int fd, uint64_t size) : fd_(fd), size_(size) {}
  int fd_;
  uint64_t size_;
};

}  // namespace os
