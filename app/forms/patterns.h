// app/forms/patterns.h: the regular expressions of a form, each compiled once. RE2, so matching is linear in the text and a
// hostile pattern is refused, not run. Immutable once a form is parsed; any thread may match.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace re2 {
class RE2;
}

namespace forms {

class Patterns {
 public:
  static constexpr size_t kPatternBytesMax = 4096;
  static constexpr size_t kPatternsMax = 512;  // different ones in one form
  Patterns();
  ~Patterns();
  // A number for matches(), the same for the same pattern; -1 with `why` when it cannot be used.
  int32_t add(std::string_view pattern, std::string& why);
  // The whole of `text`, as FHIR's regex means it.
  bool matches(int32_t pattern, std::string_view text) const;

 private:
  std::vector<std::unique_ptr<re2::RE2>> compiled_;
  std::unordered_map<std::string, int32_t> known_;
};

// A pattern as form authors write it (Java's \h, slashes around it, matches('...') of some tools), as RE2 reads it.
std::string for_re2(std::string_view pattern);

}  // namespace forms
