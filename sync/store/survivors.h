// sync/store/survivors.h: what still opens in a damaged file: of each key the newest value, no newer than the newest root. For this folder's
// own use.
#pragma once
#include <map>
#include <set>

#include "sync/store/impl.h"

namespace store {

class Survivors {
 public:
  // Reads the file twice. Errors: NotFound.
  static base::Result<Survivors> look_for(const std::string& folder, const Cells& cells);
  bool none() const { return best_.empty() && !root_; }
  const std::optional<codec::Root>& root() const { return root_; }
  // Every surviving value, each once.
  using Visit = std::function<base::Status(base::ByteView key, base::ByteView stored)>;
  base::Status each(const Visit& visit) const;
  // Values that do not open and are newer than any of their key that does: key and the bytes found.
  const std::map<CellKey, base::Bytes>& damaged() const { return damaged_; }

 private:
  Survivors(std::string folder, const Cells& cells) : folder_(std::move(folder)), cells_(&cells) {}
  base::Status find_root();
  base::Status find_cells();
  void judge(base::ByteView key, base::ByteView stored);
  bool is_candidate(base::ByteView key, base::ByteView stored, uint64_t& generation) const;

  std::string folder_;
  const Cells* cells_;
  std::optional<codec::Root> root_;
  std::map<CellKey, uint64_t> best_;               // generation
  std::map<CellKey, uint64_t> broken_generation_;  // as the damaged bytes claim
  std::map<CellKey, base::Bytes> damaged_;
  size_t damaged_bytes_ = 0;
};

}  // namespace store
