// app/fhirpath/arena.h: memory given out in order and taken back all at once. Not for objects that need their destructor.
#pragma once
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>
#include <vector>

namespace fhirpath {

class Arena {
 public:
  explicit Arena(size_t first_block_bytes = 1024) : next_bytes_(first_block_bytes) {}

  void* allocate(size_t bytes, size_t align = alignof(std::max_align_t)) {
    size_t at = (used_ + align - 1) & ~(align - 1);
    if (block_ == nullptr || at + bytes > size_) {
      grow(bytes + align);
      at = 0;
    }
    used_ = at + bytes;
    return block_ + at;
  }

  template <class T>
  T* make(T value = T{}) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T(value);
  }

  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* place = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
  }

  // Everything given out is gone; the last block is kept for the next round, unless it is far larger than usual.
  void clear() {
    total_ = 0;
    used_ = 0;
    if (size_ > kKeptBytesMax) {
      blocks_.clear();
      block_ = nullptr;
      size_ = 0;
      next_bytes_ = 4096;
    } else if (blocks_.size() > 1) {
      std::unique_ptr<char[]> last = std::move(blocks_.back());
      blocks_.clear();
      blocks_.push_back(std::move(last));
    }
  }
  // Bytes taken from the system since the last clear, the kept block left out.
  size_t total_bytes() const { return total_ + used_; }

 private:
  static constexpr size_t kKeptBytesMax = 4u << 20;
  void grow(size_t bytes) {
    total_ += used_;
    size_ = bytes > next_bytes_ ? bytes : next_bytes_;
    next_bytes_ = size_ < (1u << 20) ? size_ * 2 : size_;
    blocks_.push_back(std::unique_ptr<char[]>(new char[size_]));
    block_ = blocks_.back().get();
    used_ = 0;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* block_ = nullptr;
  size_t size_ = 0;
  size_t used_ = 0;
  size_t total_ = 0;
  size_t next_bytes_;
};

}  // namespace fhirpath
