#include "app/admin/arguments.h"

#include <algorithm>

namespace admin {

base::Result<Arguments> Arguments::read(std::span<const std::string> words, std::initializer_list<std::string_view> options, std::initializer_list<std::string_view> switches) {
  Arguments out;
  bool only_plain = false;  // after "--"
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const auto in = [&](std::initializer_list<std::string_view> list) { return std::find(list.begin(), list.end(), word) != list.end(); };
    if (only_plain || !word.starts_with("--")) out.plain_.push_back(word);
    else if (word == "--") only_plain = true;
    else if (in(switches)) out.values_.emplace(word, "");
    else if (!in(options)) return base::fail(base::Fault::BadInput, word + " is not known here");
    else if (i + 1 == words.size()) return base::fail(base::Fault::BadInput, word + " lacks its value");
    else out.values_.emplace(word, words[++i]);
  }
  return out;
}

std::string Arguments::value(std::string_view name) const {
  const auto [from, to] = values_.equal_range(name);
  return from == to ? std::string() : std::prev(to)->second;
}

std::vector<std::string> Arguments::values(std::string_view name) const {
  std::vector<std::string> out;
  const auto [from, to] = values_.equal_range(name);
  for (auto at = from; at != to; ++at) out.push_back(at->second);
  return out;
}

}  // namespace admin
