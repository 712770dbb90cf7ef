#include "platform/os/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace os {
namespace {

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }
  // 0, or the errno of closing: some file systems report a failed write only here.
  int close() {
    if (fd_ < 0) return 0;
    const int result = ::close(std::exchange(fd_, -1));
    return result == 0 || errno == EINTR ? 0 : errno;
  }

 private:
  int fd_;
};

int open_retrying(const std::string& path, int flags, unsigned mode = 0) {
  int fd;
  do {
    fd = ::open(path.c_str(), flags | O_CLOEXEC, mode);
  } while (fd < 0 && errno == EINTR);
  return fd;
}

// 0 or errno.
int write_all(int fd, base::ByteView bytes, off_t at = 0) {
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t wrote = ::pwrite(fd, bytes.data() + done, bytes.size() - done, at + off_t(done));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return errno;
    if (wrote == 0) return ENOSPC;
    done += size_t(wrote);
  }
  return 0;
}

int sync_retrying(int fd) {
  while (::fsync(fd) != 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

base::Status write_and_sync(const std::string& path, int flags, base::ByteView bytes, unsigned mode) {
  Descriptor file(open_retrying(path, flags, mode));
  if (!file.ok()) return base::fail(file_error(path, "open", errno));
  if (const int error = write_all(file.get(), bytes)) return base::fail(file_error(path, "write", error));
  if (const int error = sync_retrying(file.get())) return base::fail(file_error(path, "fsync", error));
  if (const int error = file.close()) return base::fail(file_error(path, "close", error));
  return {};
}

}  // namespace

base::Fault fault_of_errno(int error) {
  switch (error) {
    case ENOENT: case ENOTDIR: return base::Fault::NotFound;
    case EACCES: case EPERM: case EROFS: return base::Fault::Denied;
    case ENOSPC: case EDQUOT: case EFBIG: return base::Fault::Full;
    case EAGAIN: case EBUSY: case EMFILE: case ENFILE: case ENOMEM: return base::Fault::Busy;
    case EIO: return base::Fault::Corrupt;
    default: return base::Fault::BadInput;
  }
}

base::Error file_error(const std::string& path, const char* call, int error) {
  const size_t slash = path.rfind('/');
  return {fault_of_errno(error), path.substr(slash == std::string::npos ? 0 : slash + 1) + ": " + call + ": errno " + std::to_string(error)};
}

base::Result<base::Bytes> read_file(const std::string& path, size_t bytes_max) {
  Descriptor file(open_retrying(path, O_RDONLY | O_NONBLOCK));  // never waits for somebody to feed a pipe
  if (!file.ok()) return base::fail(file_error(path, "open", errno));
  struct stat about{};
  if (::fstat(file.get(), &about) != 0) return base::fail(file_error(path, "stat", errno));
  if (!S_ISREG(about.st_mode)) return base::fail(base::Fault::BadInput, "not a plain file");
  if (uint64_t(about.st_size) > bytes_max) return base::fail(base::Fault::BadInput, "file bytes " + std::to_string(about.st_size));
  base::Bytes bytes(static_cast<size_t>(about.st_size));
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::pread(file.get(), bytes.data() + done, bytes.size() - done, off_t(done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return base::fail(file_error(path, "read", errno));
    if (got == 0) break;  // cut short while we read
    done += size_t(got);
  }
  bytes.resize(done);
  return bytes;
}

base::Status replace_file(const std::string& path, base::ByteView bytes, unsigned mode) {
  const std::string beside = path + ".new";
  if (base::Status written = write_and_sync(beside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, bytes, mode); !written) {
    ::unlink(beside.c_str());
    return written;
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) {
    const int error = errno;
    ::unlink(beside.c_str());
    return base::fail(file_error(path, "rename", error));
  }
  return sync_folder(folder_of(path));
}

base::Status overwrite_file(const std::string& path, base::ByteView bytes) {
  return write_and_sync(path, O_WRONLY | O_NOFOLLOW, bytes, 0);
}

base::Status rewrite_in_place(const std::string& path, size_t bytes) {
  Descriptor file(open_retrying(path, O_RDWR | O_NOFOLLOW));
  if (!file.ok()) return base::fail(file_error(path, "open", errno));
  base::Bytes content(bytes);
  ssize_t got;
  do {
    got = ::pread(file.get(), content.data(), content.size(), 0);
  } while (got < 0 && errno == EINTR);
  if (got < 0) return base::fail(file_error(path, "read", errno));
  if (const int error = write_all(file.get(), base::ByteView(content).first(size_t(got)))) return base::fail(file_error(path, "write", error));
  if (const int error = sync_retrying(file.get())) return base::fail(file_error(path, "fsync", error));
  return {};
}

base::Status make_folders(const std::string& path) {
  for (size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string part = path.substr(0, slash);
    if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) return base::fail(file_error(part, "mkdir", errno));
    if (slash == std::string::npos) break;
  }
  struct stat about{};
  if (::stat(path.c_str(), &about) != 0 || !S_ISDIR(about.st_mode)) return base::fail(base::Fault::BadInput, "not a folder");
  return {};
}

base::Status sync_folder(const std::string& path) {
  Descriptor folder(open_retrying(path, O_RDONLY | O_DIRECTORY));
  if (!folder.ok()) return base::fail(file_error(path, "open", errno));
  if (const int error = sync_retrying(folder.get())) return base::fail(file_error(path, "fsync", error));
  return {};
}

base::Status remove_file(const std::string& path) {
  if (::unlink(path.c_str()) != 0) {
    if (errno == ENOENT) return {};
    return base::fail(file_error(path, "unlink", errno));
  }
  return sync_folder(folder_of(path));
}

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

std::string folder_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

base::Status wipe_file(const std::string& path) {
  struct stat about{};
  if (::lstat(path.c_str(), &about) != 0) return errno == ENOENT ? base::Status() : base::fail(file_error(path, "stat", errno));
  if (about.st_nlink > 1 || !S_ISREG(about.st_mode)) return remove_file(path);
  {
    Descriptor file(open_retrying(path, O_WRONLY | O_NOFOLLOW));
    const base::Bytes zeros(1 << 20);
    for (off_t at = 0; file.ok() && at < about.st_size; at += off_t(zeros.size()))
      if (write_all(file.get(), base::ByteView(zeros).first(size_t(std::min<off_t>(off_t(zeros.size()), about.st_size - at))), at)) break;
    if (file.ok()) (void)sync_retrying(file.get());
  }
  return remove_file(path);
}

base::Status link_or_copy(const std::string& from, const std::string& to) {
  if (::link(from.c_str(), to.c_str()) == 0) return sync_folder(folder_of(to));
  if (errno == EEXIST || errno == ENOSPC || errno == EROFS) return base::fail(file_error(to, "link", errno));
  TRY(const ReadFile source, ReadFile::open(from));
  Descriptor file(open_retrying(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600));
  if (!file.ok()) return base::fail(file_error(to, "open", errno));
  base::Bytes some;
  for (uint64_t at = 0; at < source.size(); at += some.size()) {
    some.resize(size_t(std::min<uint64_t>(1 << 20, source.size() - at)));
    TRY_DO(source.read_at(at, some));
    if (const int error = write_all(file.get(), some, off_t(at))) return base::fail(file_error(to, "write", error));
  }
  if (const int error = sync_retrying(file.get())) return base::fail(file_error(to, "fsync", error));
  return sync_folder(folder_of(to));
}

base::Result<ReadFile> ReadFile::open(const std::string& path) {
  const int fd = open_retrying(path, O_RDONLY | O_NONBLOCK);
  if (fd < 0) return base::fail(file_error(path, "open", errno));
  struct stat about{};
  const bool plain = ::fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
  ReadFile file(fd, plain ? uint64_t(about.st_size) : 0);
  if (!plain) return base::fail(base::Fault::BadInput, "not a plain file");
  return file;
}

ReadFile::~ReadFile() {
  if (fd_ >= 0) ::close(fd_);
}

base::Status ReadFile::read_at(uint64_t offset, std::span<uint8_t> out) const {
  while (!out.empty()) {
    const ssize_t got = ::pread(fd_, out.data(), out.size(), off_t(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return base::fail(file_error("file", "read", errno));
    if (got == 0) return base::fail(base::Fault::Corrupt, "end of file");
    offset += uint64_t(got);
    out = out.subspan(size_t(got));
  }
  return {};
}

}  // namespace os
