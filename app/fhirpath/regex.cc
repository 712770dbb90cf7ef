#include "app/fhirpath/regex.h"

#include <re2/re2.h>

#include <optional>
#include <vector>

#include "platform/base/utf8.h"

namespace fhirpath {
namespace {

constexpr size_t kPatternBytesMax = 16 * 1024;
constexpr int64_t kRegexMemoryMax = 4 << 20;

// (?<name>...) as RE2 of 2022 spells it: (?P<name>...).
std::string with_named_groups(std::string_view pattern) {
  std::string out;
  bool in_class = false;
  for (size_t at = 0; at < pattern.size(); ++at) {
    const char c = pattern[at];
    if (c == '\\' && at + 1 < pattern.size()) {
      out += c;
      out += pattern[++at];
      continue;
    }
    if (c == '[') in_class = true;
    if (c == ']') in_class = false;
    out += c;
    const std::string_view rest = pattern.substr(at);
    if (!in_class && rest.starts_with("(?<") && !rest.starts_with("(?<=") && !rest.starts_with("(?<!")) {
      out += "?P";
      ++at;
    }
  }
  return out;
}

// Nothing when the expression has no such group; empty text when it took no part in the match.
std::optional<std::string_view> group(const re2::RE2& regex, const std::vector<re2::StringPiece>& groups, std::string_view name) {
  size_t number = 0;
  bool numeric = !name.empty();
  for (const char c : name) {
    numeric = numeric && c >= '0' && c <= '9' && number < 1000;
    if (numeric) number = number * 10 + size_t(c - '0');
  }
  if (!numeric) {
    const auto found = regex.NamedCapturingGroups().find(std::string(name));
    if (found == regex.NamedCapturingGroups().end()) return std::nullopt;
    number = size_t(found->second);
  }
  if (number >= groups.size()) return std::nullopt;
  return groups[number].data() == nullptr ? std::string_view() : std::string_view(groups[number].data(), groups[number].size());
}

void expand(const re2::RE2& regex, const std::vector<re2::StringPiece>& groups, std::string_view with, std::string& out) {
  for (size_t at = 0; at < with.size(); ++at) {
    if (with[at] != '$' || at + 1 == with.size()) {
      out += with[at];
      continue;
    }
    const char next = with[at + 1];
    if (next == '$') {
      out += '$';
      ++at;
    } else if (next == '{' || next == '<') {
      const size_t close = with.find(next == '{' ? '}' : '>', at);
      if (close == std::string_view::npos) {
        out += '$';
        continue;
      }
      out += group(regex, groups, with.substr(at + 2, close - at - 2)).value_or(with.substr(at, close - at + 1));
      at = close;
    } else if (next >= '0' && next <= '9') {
      out += group(regex, groups, with.substr(at + 1, 1)).value_or(with.substr(at, 2));
      ++at;
    } else {
      out += '$';
    }
  }
}

}  // namespace

std::unique_ptr<re2::RE2> make_regex(std::string_view pattern, std::string_view flags, bool full, std::string& why) {
  bool ignore_case = false, lines = false;
  for (const char flag : flags) {
    if (flag != 'i' && flag != 'm') {
      why = "only i and m are flags of a regular expression";
      return nullptr;
    }
    (flag == 'i' ? ignore_case : lines) = true;
  }
  if (pattern.size() > kPatternBytesMax) {
    why = "the regular expression is too long";
    return nullptr;
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_dot_nl(true);
  options.set_case_sensitive(!ignore_case);
  options.set_max_mem(kRegexMemoryMax);
  std::string text = with_named_groups(pattern);
  if (full) text = "^(?:" + text + ")$";
  if (lines) text = "(?m)" + text;
  auto regex = std::make_unique<re2::RE2>(text, options);
  if (regex->ok()) return regex;
  why = "the regular expression cannot be used: " +
        std::string(re2::RE2::ErrorCode(regex->error_code()) == re2::RE2::ErrorPatternTooLarge ? "it is too large" : regex->error());
  return nullptr;
}

bool regex_matches(const re2::RE2& regex, std::string_view text) {
  return regex.Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0);
}

bool regex_replace(const re2::RE2& regex, std::string_view text, std::string_view with, size_t bytes_max, std::string& out) {
  std::vector<re2::StringPiece> groups(size_t(regex.NumberOfCapturingGroups()) + 1);
  const re2::StringPiece input(text.data(), text.size());
  size_t at = 0;
  while (at <= text.size() && regex.Match(input, at, text.size(), re2::RE2::UNANCHORED, groups.data(), int(groups.size()))) {
    const size_t start = size_t(groups[0].data() - text.data()), end = start + groups[0].size();
    out += text.substr(at, start - at);
    expand(regex, groups, with, out);
    at = end;
    if (groups[0].empty()) {
      if (at == text.size()) break;
      const size_t step = base::next_boundary(text, at);
      out += text.substr(at, step - at);
      at = step;
    }
    if (out.size() > bytes_max) return false;
  }
  if (at < text.size()) out += text.substr(at);
  return out.size() <= bytes_max;
}

}  // namespace fhirpath
