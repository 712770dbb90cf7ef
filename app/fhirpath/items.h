// app/fhirpath/items.h: a growing run of items. The evaluator keeps its whole state in one of them, as a stack of collections; a source
// pushes what it finds onto it. Beyond `limit` pushes are dropped and `overflowed` is set: a bound on what a hostile expression can make.
#pragma once
#include <cstring>
#include <memory>

#include "app/fhirpath/item.h"

namespace fhirpath {

class Items {
 public:
  explicit Items(size_t limit = 1u << 20) : limit_(limit) {}
  Items(Items&&) = default;
  Items& operator=(Items&&) = default;

  void push(const Item& item) {
    if (size_ == capacity_ && !grow()) return;
    data_[size_++] = item;
  }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Item& operator[](size_t at) { return data_[at]; }
  const Item& operator[](size_t at) const { return data_[at]; }
  const Item* begin() const { return data_.get(); }
  const Item* end() const { return data_.get() + size_; }
  void truncate(size_t size) { size_ = size; }
  // Removes [from, to) by moving what follows down.
  void remove(size_t from, size_t to) {
    if (to < size_ && from != to) std::memmove(static_cast<void*>(&data_[from]), &data_[to], (size_ - to) * sizeof(Item));
    size_ -= to - from;
  }
  bool overflowed() const { return overflowed_; }
  // Empty again. Room for an ordinary expression is kept; what a huge one took is given back.
  void reset(size_t limit) {
    constexpr size_t kKeptMax = 1u << 16;
    if (capacity_ > kKeptMax) {
      data_.reset();
      capacity_ = 0;
    }
    size_ = 0;
    limit_ = limit;
    overflowed_ = false;
  }

 private:
  bool grow() {
    if (size_ >= limit_) {
      overflowed_ = true;
      return false;
    }
    const size_t wanted = capacity_ == 0 ? 64 : capacity_ * 2;
    std::unique_ptr<Item[]> bigger(new Item[wanted]);
    if (size_ > 0) std::memcpy(static_cast<void*>(bigger.get()), data_.get(), size_ * sizeof(Item));
    data_ = std::move(bigger);
    capacity_ = wanted;
    return true;
  }

  std::unique_ptr<Item[]> data_;
  size_t size_ = 0;
  size_t capacity_ = 0;
  size_t limit_;
  bool overflowed_ = false;
};

}  // namespace fhirpath
