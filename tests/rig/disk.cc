#include "tests/rig/disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "platform/base/check.h"
#include "platform/os/file.h"

namespace rig {
namespace {
namespace fs = std::filesystem;

constexpr size_t kFileBytesMax = 256 << 20;
bool coin(os::Random& random) { return random.next_u64() % 2 == 0; }

// LMDB's lock file is shared memory with a name: a restart makes it anew.
bool is_lock(const std::string& path) { return path.ends_with("/lock.mdb") || path.ends_with("/lock"); }

}  // namespace

Disk Disk::from_folder(const std::string& folder) {
  Disk disk;
  if (!fs::exists(folder)) return disk;
  const fs::path parent = fs::path(folder).parent_path();
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    struct stat about{};
    if (!entry.is_regular_file() || is_lock(entry.path()) || ::stat(entry.path().c_str(), &about) != 0) continue;
    disk.names_[fs::relative(entry.path(), parent).generic_string()] = about.st_ino;
    disk.durable_[about.st_ino] = *os::read_file(entry.path().string(), kFileBytesMax);
  }
  return disk;
}

void Disk::write(base::Bytes& file, const Op& op) {
  if (op.kind == Op::Kind::Size) return file.resize(size_t(op.at));
  if (file.size() < op.at + op.bytes.size()) file.resize(size_t(op.at) + op.bytes.size());
  std::copy(op.bytes.begin(), op.bytes.end(), file.begin() + ptrdiff_t(op.at));
}

// Sectors arrive each on its own.
void Disk::write_torn(base::Bytes& file, const Op& op, os::Random& random) {
  if (op.kind == Op::Kind::Size) return;
  for (size_t at = 0; at < op.bytes.size(); at += kSectorBytes) {
    if (coin(random)) continue;
    const size_t size = std::min(kSectorBytes, op.bytes.size() - at);
    Op sector{Op::Kind::Write, op.file, op.at + at, base::Bytes(op.bytes.begin() + ptrdiff_t(at), op.bytes.begin() + ptrdiff_t(at + size)), false, {}, {}};
    write(file, sector);
  }
}

void Disk::rename(std::map<std::string, uint64_t>& names, const Op& op) {
  switch (op.kind) {
    case Op::Kind::Make: case Op::Kind::Link: names[op.kind == Op::Kind::Make ? op.path : op.to] = op.file; break;
    case Op::Kind::Unlink: names.erase(op.path); break;
    case Op::Kind::Rename: {
      std::map<std::string, uint64_t> moved;
      std::erase_if(names, [&](const auto& each) {
        const bool itself = each.first == op.path, below = each.first.starts_with(op.path + "/");
        if (itself || below) moved[op.to + each.first.substr(op.path.size())] = each.second;
        return itself || below;
      });
      for (const auto& [path, file] : moved) names[path] = file;
      break;
    }
    default: break;
  }
}

void Disk::issue(const Op& op) {
  switch (op.kind) {
    case Op::Kind::Write: case Op::Kind::Size:
      if (op.durable) write(durable_[op.file], op);
      else pending_[op.file].push_back(op);
      break;
    case Op::Kind::Sync:
      for (const Op& each : pending_[op.file]) write(durable_[op.file], each);
      pending_.erase(op.file);
      break;
    case Op::Kind::SyncFolder:
      for (const Op& each : names_pending_) rename(names_, each);
      names_pending_.clear();
      break;
    case Op::Kind::SyncFailed: pending_.erase(op.file); break;  // the system calls them written and never tries again
    case Op::Kind::Note: break;
    default: names_pending_.push_back(op);
  }
}

Disk::Files Disk::after_power_cut(Unsynced unsynced, os::Random& random) const {
  std::map<uint64_t, base::Bytes> content = durable_;
  for (const auto& [file, writes] : pending_) {
    for (size_t i = 0; i < writes.size(); ++i) {
      const bool torn = unsynced == Unsynced::LastTorn ? i + 1 == writes.size() : unsynced == Unsynced::Half && coin(random);
      const bool there = unsynced != Unsynced::None && (unsynced != Unsynced::Half || coin(random));
      if (there && torn) write_torn(content[file], writes[i], random);
      else if (there) write(content[file], writes[i]);
    }
  }
  std::map<std::string, uint64_t> names = names_;
  size_t arrived = unsynced == Unsynced::None ? 0 : names_pending_.size();
  if (unsynced == Unsynced::Half && arrived != 0) arrived = size_t(random.next_u64() % (arrived + 1));
  for (size_t i = 0; i < arrived; ++i) rename(names, names_pending_[i]);
  Files files;
  for (const auto& [path, file] : names) {
    if (!is_lock(path)) files[path] = content[file];
  }
  return files;
}

void put_files(const std::string& folder, const Disk::Files& files) {
  for (const auto& entry : fs::directory_iterator(folder)) fs::remove_all(entry.path());
  for (const auto& [path, content] : files) {
    fs::create_directories(fs::path(folder) / fs::path(path).parent_path());
    const int fd = ::open((folder + "/" + path).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    CHECK(fd >= 0 && ::pwrite(fd, content.data(), content.size(), 0) == ssize_t(content.size()));
    ::close(fd);
  }
}

}  // namespace rig
