#include "app/forms/json_places.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace forms::json {
namespace {

// How long an escape is as written, and how many bytes of text it stands for: \n, a \u of four digits, a pair of those.
struct Escape {
  size_t written, meant;
};
Escape escape_at(std::string_view text, size_t at) {
  if (at + 1 >= text.size() || text[at + 1] != 'u') return {2, 1};
  const auto unit_at = [&](size_t from) { return uint32_t(std::strtoul(std::string(text.substr(from, 4)).c_str(), nullptr, 16)); };
  const uint32_t unit = unit_at(at + 2);
  if (unit >= 0xD800 && unit < 0xDC00) return {12, 4};
  return {6, size_t(unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3)};
}

}  // namespace

Places::Places(std::string_view text, const Value& root) : text_(text) {
  lines_.push_back(0);
  for (size_t at = text_.find('\n'); at != std::string_view::npos; at = text_.find('\n', at + 1)) lines_.push_back(uint32_t(at + 1));
  if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  walk(root);
}

void Places::skip_blanks() {
  while (at_ < text_.size() && std::strchr(" \t\r\n", text_[at_])) ++at_;
}

void Places::skip_string() {
  for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_)
    if (text_[at_] == '\\') ++at_;
  ++at_;
}

// The text and the values say the same, so the values tell what comes next.
void Places::walk(const Value& value) {
  skip_blanks();
  offsets_.emplace(&value, uint32_t(at_));
  if (value.is_string()) return skip_string();
  if (!value.is_array() && !value.is_object()) {
    while (at_ < text_.size() && !std::strchr(",]} \t\r\n", text_[at_])) ++at_;
    return;
  }
  ++at_;  // the bracket
  const auto next = [&](const Value& inside) {
    walk(inside);
    skip_blanks();
    at_ += at_ < text_.size() && text_[at_] == ',';
  };
  for (const Value& element : value.elements()) next(element);
  for (const Member& member : value.members()) {
    skip_blanks();
    skip_string();
    skip_blanks();
    ++at_;  // the colon
    next(member.value);
  }
  skip_blanks();
  ++at_;
}

size_t Places::offset_of(const Value& value) const {
  const auto found = offsets_.find(&value);
  return found == offsets_.end() ? 0 : found->second;
}

Place Places::place(size_t offset) const {
  const auto line = std::upper_bound(lines_.begin(), lines_.end(), uint32_t(offset)) - 1;
  return {uint32_t(line - lines_.begin() + 1), place_at(text_.substr(*line), offset - *line).column};
}

Place Places::of(const Value& value) const { return place(offset_of(value)); }

Place Places::in(const Value& string, size_t byte) const {
  size_t at = offset_of(string) + 1;
  for (size_t meant = 0; meant < byte && at < text_.size() && text_[at] != '"';) {
    const Escape step = text_[at] == '\\' ? escape_at(text_, at) : Escape{1, 1};
    at += step.written;
    meant += step.meant;
  }
  return place(at);
}

}  // namespace forms::json
