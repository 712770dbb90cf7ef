// app/demo/draw.h: chance for invented data. A Draw belongs to one thing (a person, a provider) and one seed, so that a change to one leaves the others as
// they were.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/record/record_id.h"

namespace demo {

class Draw {
 public:
  Draw(uint64_t seed, std::string_view what, uint64_t number);
  uint64_t next();
  // 0 <= result < below; below > 0.
  size_t below(size_t count) { return size_t(next() % count); }
  int between(int low, int high) { return low + int(below(size_t(high - low + 1))); }
  bool chance(double share) { return double(next() >> 11) * 0x1p-53 < share; }
  template <class T>
  const T& one_of(const std::vector<T>& things) {
    return things[below(things.size())];
  }
  // An index, by weight.
  size_t weighted(const std::vector<int>& weights);
  // Roughly normal: twelve uniform draws.
  double normal(double mean, double spread);
  record::RecordId id(os::UnixMs at);
  std::string key();  // of an item of a list

 private:
  uint64_t state_;
};

}  // namespace demo
