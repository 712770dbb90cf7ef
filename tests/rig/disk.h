// tests/rig/disk.h: what a disk holds after a power cut. Fed with operations in the order they were issued; asked at any moment for the files a
// restart might find. What was flushed is there; of what was not, none, all or any part of it may be, whole or torn at a sector.
#pragma once
#include <map>
#include <set>

#include "platform/os/clock.h"
#include "tests/rig/shim.h"

namespace rig {

inline constexpr size_t kSectorBytes = 512;

enum class Unsynced {
  None,
  All,
  LastTorn,  // all, of the last write a random part of its sectors
  Half,      // each write there or not, by chance, torn or not
};

class Disk {
 public:
  using Files = std::map<std::string, base::Bytes>;  // path -> content
  // Begins with these files on disk, durable; `folder` is where they are now, as given to watch().
  static Disk from_folder(const std::string& folder);
  void issue(const Op& op);
  Files after_power_cut(Unsynced unsynced, os::Random& random) const;
  bool has_unsynced() const { return !names_pending_.empty() || !pending_.empty(); }

 private:
  static void write(base::Bytes& file, const Op& op);
  static void write_torn(base::Bytes& file, const Op& op, os::Random& random);
  static void rename(std::map<std::string, uint64_t>& names, const Op& op);
  std::map<uint64_t, base::Bytes> durable_;          // inode -> content
  std::map<uint64_t, std::vector<Op>> pending_;      // writes and sizes since the last flush
  std::map<std::string, uint64_t> names_;            // durable
  std::vector<Op> names_pending_;                    // in the order the journal will have them
};

// Writes the files below `folder`, which is emptied first.
void put_files(const std::string& folder, const Disk::Files& files);

}  // namespace rig
