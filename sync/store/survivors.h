// sync/store/survivors.h: what still opens in a damaged file: of each key the newest value that was committed. For this folder's own use.
#pragma once
#include <map>
#include <set>

#include "sync/store/impl.h"

namespace store {

class Survivors {
 public:
  // Reads the file twice. Errors: NotFound.
  static base::Result<Survivors> look_for(const std::string& folder, const Cells& cells, const codec::Header& header);
  bool none() const { return best_.empty() && !root_; }
  // The newest that opens, and whether it is the one of the last commit.
  const std::optional<codec::Root>& root() const { return root_; }
  bool root_is_last() const { return root_ && root_->generation >= committed_; }
  // Above every number any value of the file claims.
  uint64_t next_generation_base() const { return highest_; }
  // Every surviving value, each once.
  using Visit = std::function<base::Status(base::ByteView key, base::ByteView stored)>;
  base::Status each(const Visit& visit) const;
  // Values that do not open and are newer than any of their key that does: key and the bytes found.
  const std::map<CellKey, base::Bytes>& damaged() const { return damaged_; }

 private:
  Survivors(std::string folder, const Cells& cells) : folder_(std::move(folder)), cells_(&cells) {}
  base::Status find_bounds(const codec::Header& header);
  base::Status find_root();
  base::Status find_cells();
  void forget_dropped();
  void judge(base::ByteView key, base::ByteView stored);
  bool is_candidate(base::ByteView key, base::ByteView stored, uint64_t& generation) const;

  std::string folder_;
  const Cells* cells_;
  uint64_t committed_ = 0;                  // the last commit's number is this or higher
  uint64_t newest_ = ~uint64_t{0};          // and no higher than this
  uint64_t highest_ = 0;
  std::optional<codec::Root> root_;
  std::map<CellKey, uint64_t> best_;               // generation
  std::map<CellKey, uint64_t> broken_generation_;  // as the damaged bytes claim
  std::map<CellKey, base::Bytes> damaged_;
  size_t damaged_bytes_ = 0;
};

}  // namespace store
