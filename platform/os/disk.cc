#include "platform/os/disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>

#include "platform/os/file.h"

namespace os {

base::Result<uint64_t> free_bytes(const std::string& path) {
  struct statvfs about{};
  int result;
  do {
    result = ::statvfs(path.c_str(), &about);
  } while (result != 0 && errno == EINTR);
  if (result != 0) return base::fail(file_error(path, "statvfs", errno));
  return uint64_t(about.f_bavail) * about.f_frsize;
}

base::Status allocate_file(const std::string& path, uint64_t bytes) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return base::fail(file_error(path, "open", errno));
  int error;
  do {
    error = ::posix_fallocate(fd, 0, off_t(bytes));  // returns the error; errno stays
  } while (error == EINTR);
  ::close(fd);
  if (error != 0) return base::fail(file_error(path, "fallocate", error));
  return {};
}

base::Status Reserve::fill() {
  if (bytes_ == 0 || held()) return {};
  base::Status done = allocate_file(path_, bytes_);
  if (!done) ::unlink(path_.c_str());
  return done;
}

bool Reserve::release() {
  const bool gave = held();
  if (gave) ::unlink(path_.c_str());
  return gave;
}

bool Reserve::held() const {
  struct stat about{};
  return bytes_ != 0 && ::stat(path_.c_str(), &about) == 0 && uint64_t(about.st_size) >= bytes_ && uint64_t(about.st_blocks) * 512 >= bytes_;
}

}  // namespace os
