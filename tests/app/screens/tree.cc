#include "tests/app/screens/tree.h"

#include <algorithm>
#include <cstdio>

namespace screens_test {
namespace {

std::string_view take_word(std::string_view& line) {
  const std::string_view word = line.substr(0, line.find(' '));
  line.remove_prefix(std::min(line.size(), word.size() + 1));
  return word;
}

// Up to the closing quote: \n, \" and \\ stand for what they mean.
std::string take_quoted(std::string_view& line) {
  std::string out;
  if (line.empty() || line.front() != '"') return out;
  size_t at = 1;
  for (; at < line.size() && line[at] != '"'; ++at) {
    if (line[at] == '\\' && at + 1 < line.size()) out += line[++at] == 'n' ? '\n' : line[at];
    else out += line[at];
  }
  line.remove_prefix(std::min(line.size(), at + 2));
  return out;
}

}  // namespace

bool Widget::fits(std::string_view pattern) const {
  const size_t star = pattern.find('*');
  if (star == std::string_view::npos) return id == pattern;
  const std::string_view name = id, head = pattern.substr(0, star), tail = pattern.substr(star + 1);
  return name.size() >= head.size() + tail.size() && name.starts_with(head) && name.ends_with(tail) &&
         name.substr(head.size(), name.size() - head.size() - tail.size()).find('/') == std::string_view::npos;
}

Tree parse_tree(std::string_view text) {
  Tree out;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    Widget widget;
    widget.id = take_word(line);
    widget.role = take_word(line);
    if (line.empty() || line.front() != '"') continue;
    widget.label = take_quoted(line);
    widget.value = take_quoted(line);
    if (std::sscanf(std::string(line).c_str(), "%d,%d %dx%d", &widget.x, &widget.y, &widget.width, &widget.height) != 4) continue;
    widget.focused = line.find(" focused") != std::string_view::npos;
    widget.outside = line.find(" outside") != std::string_view::npos;
    out.push_back(std::move(widget));
  }
  return out;
}

const Widget* focused(const Tree& tree) {
  for (const Widget& widget : tree)
    if (widget.focused) return &widget;
  return nullptr;
}

std::vector<std::string> split(std::string_view text, std::string_view at) {
  std::vector<std::string> out;
  for (size_t found = text.find(at); found != std::string_view::npos; found = text.find(at)) {
    out.emplace_back(text.substr(0, found));
    text.remove_prefix(found + at.size());
  }
  out.emplace_back(text);
  return out;
}

}  // namespace screens_test
