#include "app/demo/draw.h"

namespace demo {

namespace {

uint64_t mix(uint64_t value) {  // SplitMix64's finaliser (Steele, Lea, Flood 2014)
  value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9u;
  value = (value ^ value >> 27) * 0x94D049BB133111EBu;
  return value ^ value >> 31;
}

}  // namespace

Draw::Draw(uint64_t seed, std::string_view what, uint64_t number) : state_(mix(seed)) {
  for (const char c : what) state_ = mix(state_ ^ uint8_t(c));
  state_ = mix(state_ + number * 0x9E3779B97F4A7C15u);
}

uint64_t Draw::next() { return mix(state_ += 0x9E3779B97F4A7C15u); }

size_t Draw::weighted(const std::vector<int>& weights) {
  int total = 0;
  for (const int weight : weights) total += weight;
  int at = int(below(size_t(total > 0 ? total : 1)));
  for (size_t i = 0; i < weights.size(); ++i)
    if ((at -= weights[i]) < 0) return i;
  return weights.size() - 1;
}

double Draw::normal(double mean, double spread) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += double(next() >> 11) * 0x1p-53;
  return mean + sum * spread;
}

record::RecordId Draw::id(os::UnixMs at) {
  os::SeededRandom random(next());
  return record::make_record_id(at, random);
}

std::string Draw::key() {
  static constexpr char kLetters[] = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string key;
  for (int i = 0; i < 6; ++i) key += kLetters[below(sizeof kLetters - 1)];
  return key;
}

}  // namespace demo
