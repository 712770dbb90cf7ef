#include "tests/rig/shim.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <utility>

namespace rig {
namespace {

constexpr int kDescriptors = 1024;
struct Descriptor {
  bool watched = false, durable = false, folder = false;
  std::string path;
};
Descriptor descriptors[kDescriptors];
std::string watched_folder;
bool recording = false;
std::vector<Op> ops;
Fault fault;
uint64_t calls = 0;
bool struck = false;
thread_local bool inside = false;  // our own calls are nobody's

template <class Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}
#define REAL(name) static const auto real_##name = rig::real<decltype(&::name)>(#name)

bool is_watched(const char* path) {
  return !inside && !watched_folder.empty() && std::strncmp(path, watched_folder.c_str(), watched_folder.size()) == 0;
}
bool is_watched(int fd) { return !inside && fd >= 0 && fd < kDescriptors && descriptors[fd].watched; }

// Below the watched folder's parent, so that the folder itself can be renamed.
std::string name_of(const char* path) { return std::string(path).substr(watched_folder.rfind('/') + 1); }

uint64_t inode_of(int fd) {
  struct stat about{};
  return ::fstat(fd, &about) == 0 ? about.st_ino : 0;
}
uint64_t inode_of(const char* path) {
  struct stat about{};
  return ::stat(path, &about) == 0 ? about.st_ino : 0;
}

bool next_write_fails = false;

// The error this call must answer with; 0: let it through.
int strike(bool is_sync, bool is_write = false) {
  if (is_write && std::exchange(next_write_fails, false)) return EIO;
  if (fault.k == 0 || (fault.only_sync && !is_sync) || (fault.only_durable_writes && !(is_sync && is_write))) return 0;
  ++calls;
  if (calls < fault.k || (calls >= fault.k + fault.in_a_row && !fault.for_good)) return 0;
  struck = true;
  return fault.error;
}

void keep(Op op) {
  if (!recording) return;
  inside = true;
  ops.push_back(std::move(op));
  inside = false;
}

void keep_write(int fd, const void* data, size_t size, off_t at) {
  if (!recording || size == 0) return;
  const auto* bytes = static_cast<const uint8_t*>(data);
  keep({Op::Kind::Write, inode_of(fd), uint64_t(at), base::Bytes(bytes, bytes + size), descriptors[fd].durable, {}, {}});
}

}  // namespace

void watch(const std::string& folder) { watched_folder = folder; }
void start_recording() { ops.clear(), recording = true; }
std::vector<Op> stop_recording() {
  recording = false;
  return std::move(ops);
}
void note(uint64_t number) { keep({Op::Kind::Note, 0, number, {}, false, {}, {}}); }
void arm(const Fault& wanted) { fault = wanted, calls = 0, struck = false; }
bool disarm() {
  fault = {};
  next_write_fails = false;
  return struck;
}

}  // namespace rig

using rig::Op;

extern "C" {

int open(const char* path, int flags, ...) {
  REAL(open);
  va_list list;
  va_start(list, flags);
  const mode_t mode = (flags & O_CREAT) ? mode_t(va_arg(list, unsigned)) : 0;
  va_end(list);
  const bool watched = rig::is_watched(path);
  const bool makes = watched && (flags & O_CREAT) && rig::inode_of(path) == 0;
  if (makes) {
    if (const int error = rig::strike(false)) return errno = error, -1;
  }
  const int fd = real_open(path, flags, mode);
  if (fd >= 0 && fd < rig::kDescriptors) {
    rig::descriptors[fd] = {watched, (flags & (O_DSYNC | O_SYNC)) != 0, (flags & O_DIRECTORY) != 0, watched ? rig::name_of(path) : ""};
    if (makes) rig::keep({Op::Kind::Make, rig::inode_of(fd), 0, {}, false, rig::name_of(path), {}});
    else if (watched && (flags & O_TRUNC)) rig::keep({Op::Kind::Size, rig::inode_of(fd), 0, {}, false, {}, {}});
  }
  return fd;
}

int close(int fd) {
  REAL(close);
  if (fd >= 0 && fd < rig::kDescriptors) rig::descriptors[fd].watched = false;
  return real_close(fd);
}

ssize_t pwrite(int fd, const void* data, size_t size, off_t at) {
  REAL(pwrite);
  if (!rig::is_watched(fd)) return real_pwrite(fd, data, size, at);
  const bool put_back = rig::next_write_fails;
  if (const int error = rig::strike(rig::descriptors[fd].durable, true)) {
    if (rig::fault.in_memory && !put_back) real_pwrite(fd, data, size, at), rig::next_write_fails = rig::descriptors[fd].durable;
    if (rig::fault.short_first && size > 1) {
      const ssize_t wrote = real_pwrite(fd, data, size / 2, at);
      rig::keep_write(fd, data, size / 2, at);
      return wrote;
    }
    return errno = error, -1;
  }
  const ssize_t wrote = real_pwrite(fd, data, size, at);
  if (wrote > 0) rig::keep_write(fd, data, size_t(wrote), at);
  return wrote;
}

ssize_t writev(int fd, const iovec* parts, int count) {
  REAL(writev);
  if (!rig::is_watched(fd)) return real_writev(fd, parts, count);
  off_t at = ::lseek(fd, 0, SEEK_CUR);
  if (const int error = rig::strike(false)) return errno = error, -1;
  const ssize_t wrote = real_writev(fd, parts, count);
  ssize_t left = wrote;
  for (int i = 0; i < count && left > 0; ++i) {
    const size_t part = std::min(parts[i].iov_len, size_t(left));
    rig::keep_write(fd, parts[i].iov_base, part, at);
    at += off_t(part), left -= ssize_t(part);
  }
  return wrote;
}

ssize_t write(int fd, const void* data, size_t size) {
  REAL(write);
  if (!rig::is_watched(fd)) return real_write(fd, data, size);
  const off_t at = ::lseek(fd, 0, SEEK_CUR);
  if (const int error = rig::strike(false)) return errno = error, -1;
  const ssize_t wrote = real_write(fd, data, size);
  if (wrote > 0) rig::keep_write(fd, data, size_t(wrote), at);
  return wrote;
}

static int sync_through(int fd, int (*real_sync)(int)) {
  if (!rig::is_watched(fd)) return real_sync(fd);
  if (const int error = rig::strike(true)) {
    rig::keep({Op::Kind::SyncFailed, rig::inode_of(fd), 0, {}, false, {}, {}});
    return errno = error, -1;
  }
  const int result = real_sync(fd);
  if (result == 0) rig::keep({rig::descriptors[fd].folder ? Op::Kind::SyncFolder : Op::Kind::Sync, rig::inode_of(fd), 0, {}, false, {}, {}});
  return result;
}
int fdatasync(int fd) {
  REAL(fdatasync);
  return sync_through(fd, real_fdatasync);
}
int fsync(int fd) {
  REAL(fsync);
  return sync_through(fd, real_fsync);
}

int ftruncate(int fd, off_t size) noexcept {
  REAL(ftruncate);
  if (!rig::is_watched(fd)) return real_ftruncate(fd, size);
  if (const int error = rig::strike(false)) return errno = error, -1;
  const int result = real_ftruncate(fd, size);
  if (result == 0) rig::keep({Op::Kind::Size, rig::inode_of(fd), uint64_t(size), {}, false, {}, {}});
  return result;
}

int posix_fallocate(int fd, off_t at, off_t size) {
  REAL(posix_fallocate);
  if (!rig::is_watched(fd)) return real_posix_fallocate(fd, at, size);
  if (const int error = rig::strike(false)) return error;
  const int result = real_posix_fallocate(fd, at, size);
  struct stat about{};
  if (result == 0 && ::fstat(fd, &about) == 0) rig::keep({Op::Kind::Size, about.st_ino, uint64_t(about.st_size), {}, false, {}, {}});
  return result;
}

int rename(const char* from, const char* to) noexcept {
  REAL(rename);
  if (!rig::is_watched(from)) return real_rename(from, to);
  if (const int error = rig::strike(false)) return errno = error, -1;
  const int result = real_rename(from, to);
  if (result == 0) rig::keep({Op::Kind::Rename, rig::inode_of(to), 0, {}, false, rig::name_of(from), rig::name_of(to)});
  return result;
}

int link(const char* from, const char* to) noexcept {
  REAL(link);
  if (!rig::is_watched(from)) return real_link(from, to);
  if (const int error = rig::strike(false)) return errno = error, -1;
  const int result = real_link(from, to);
  if (result == 0) rig::keep({Op::Kind::Link, rig::inode_of(to), 0, {}, false, rig::name_of(from), rig::name_of(to)});
  return result;
}

int unlink(const char* path) noexcept {
  REAL(unlink);
  if (!rig::is_watched(path)) return real_unlink(path);
  if (const int error = rig::strike(false)) return errno = error, -1;
  const int result = real_unlink(path);
  if (result == 0) rig::keep({Op::Kind::Unlink, 0, 0, {}, false, rig::name_of(path), {}});
  return result;
}

int mkdir(const char* path, mode_t mode) noexcept {
  REAL(mkdir);
  if (!rig::is_watched(path)) return real_mkdir(path, mode);
  if (const int error = rig::strike(false)) return errno = error, -1;
  const int result = real_mkdir(path, mode);
  if (result == 0) rig::keep({Op::Kind::MakeFolder, 0, 0, {}, false, rig::name_of(path), {}});
  return result;
}

}  // extern "C"
