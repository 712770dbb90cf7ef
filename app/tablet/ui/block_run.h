// app/tablet/ui/block_run.h: how high each block of a long run is and where it stands, kept from frame to frame, so that a frame asks for the few it
// shows and not for all of them. A tree of sums (Fenwick 1994): where a block stands, which block stands there and a new height
// cost the logarithm of their number.
#pragma once
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace ui {

class BlockRun {
 public:
  struct Made {  // what the heights were made for
    uint64_t version = 0;
    size_t count = 0;
    float width = 0, scale = 0, gap = 0;
    bool operator==(const Made&) const = default;
  };

  bool is_made_for(const Made& made) const { return made_ == made; }
  // `blocks`: each one's id and height, from the top.
  void make(const Made& made, std::vector<std::pair<uint64_t, float>> blocks) {
    made_ = made;
    blocks_ = std::move(blocks);
    sums_.assign(blocks_.size() + 1, 0);
    for (size_t i = 1; i < sums_.size(); ++i) {
      sums_[i] += step(i - 1);
      const size_t next = i + (i & (~i + 1));
      if (next < sums_.size()) sums_[next] += sums_[i];
    }
    by_id_.clear();
    for (size_t i = 0; i < blocks_.size(); ++i) by_id_.emplace_back(blocks_[i].first, uint32_t(i));
    std::sort(by_id_.begin(), by_id_.end());
  }

  size_t size() const { return blocks_.size(); }
  float height(size_t block) const { return blocks_[block].second; }
  // The gap above is counted to each block but the first.
  float top(size_t block) const { return float(sum(block)) + (block == 0 ? 0 : made_.gap); }
  float bottom() const { return float(sum(size())); }
  void set_height(size_t block, float height) {
    const double more = double(height) - blocks_[block].second;
    blocks_[block].second = height;
    for (size_t i = block + 1; i < sums_.size(); i += i & (~i + 1)) sums_[i] += more;
  }
  // The first that ends below `y`; size() when none does.
  size_t first_below(float y) const {
    size_t at = 0;
    double before = 0;
    for (size_t stride = std::bit_floor(std::max<size_t>(size(), 1)); stride > 0; stride /= 2) {
      if (at + stride > size() || before + sums_[at + stride] > double(y)) continue;
      at += stride;
      before += sums_[at];
    }
    return at;
  }
  std::optional<size_t> find(uint64_t id) const {
    const auto found = std::lower_bound(by_id_.begin(), by_id_.end(), std::pair(id, uint32_t{0}));
    return found == by_id_.end() || found->first != id ? std::nullopt : std::optional<size_t>(found->second);
  }

 private:
  double step(size_t block) const { return double(blocks_[block].second) + (block == 0 ? 0 : double(made_.gap)); }
  double sum(size_t count) const {
    double out = 0;
    for (size_t i = count; i > 0; i -= i & (~i + 1)) out += sums_[i];
    return out;
  }

  Made made_;
  std::vector<std::pair<uint64_t, float>> blocks_;
  std::vector<double> sums_;
  std::vector<std::pair<uint64_t, uint32_t>> by_id_;
};

}  // namespace ui
