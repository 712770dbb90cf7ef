#include "app/forms/patterns.h"

#include <re2/re2.h>

namespace forms {

Patterns::Patterns() = default;
Patterns::~Patterns() = default;

std::string for_re2(std::string_view pattern) {
  constexpr std::string_view kCall = "matches('";
  if (pattern.starts_with(kCall) && pattern.ends_with("')")) pattern = pattern.substr(kCall.size(), pattern.size() - kCall.size() - 2);
  if (pattern.size() > 2 && pattern.starts_with("/^") && pattern.ends_with("$/")) pattern = pattern.substr(1, pattern.size() - 2);
  std::string out;
  bool in_class = false;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\' && i + 1 < pattern.size()) {
      const char escaped = pattern[++i];
      if (escaped == 'h') out += in_class ? " \\t" : "[ \\t]";
      else (out += c) += escaped;
      continue;
    }
    if (c == '[' && !in_class) in_class = true;
    else if (c == ']') in_class = false;
    out += c;
  }
  return out;
}

int32_t Patterns::add(std::string_view pattern, std::string& why) {
  const auto [known, fresh] = known_.try_emplace(std::string(pattern), -1);
  if (!fresh) return known->second;
  if (pattern.size() > kPatternBytesMax || compiled_.size() >= kPatternsMax) {
    why = "its regular expression is too long, or there are too many; it is not checked";
    return -1;
  }
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_max_mem(256 * 1024);
  auto compiled = std::make_unique<re2::RE2>(for_re2(pattern), options);
  if (!compiled->ok()) {
    why = "its regular expression cannot be read (" + compiled->error() + "); it is not checked";
    return -1;
  }
  compiled_.push_back(std::move(compiled));
  return known->second = int32_t(compiled_.size()) - 1;
}

bool Patterns::matches(int32_t pattern, std::string_view text) const {
  if (pattern < 0) return true;
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *compiled_[size_t(pattern)]);
}

}  // namespace forms
