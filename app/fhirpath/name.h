// app/fhirpath/name.h: an element's name with its hash worked out beforehand, so that looking for it in data compares numbers first.
#pragma once
#include <cstdint>
#include <string_view>

namespace fhirpath {

// FNV-1a. Only ever compared within one process.
constexpr uint32_t hash_of(std::string_view text) {
  uint32_t hash = 2166136261u;
  for (const char c : text) hash = (hash ^ uint8_t(c)) * 16777619u;
  return hash;
}

// Borrows its text.
struct Name {
  std::string_view text;
  uint32_t hash = 0;
  constexpr Name() = default;
  constexpr explicit Name(std::string_view t) : text(t), hash(hash_of(t)) {}
  constexpr bool operator==(const Name& other) const { return hash == other.hash && text == other.text; }
};

}  // namespace fhirpath
