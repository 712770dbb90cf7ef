// tests/app/screens/tree.h: what `tree` prints, read back: the widgets of a screen in the order they were drawn.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace screens_test {

struct Widget {
  std::string id, role, label, value;
  int x = 0, y = 0, width = 0, height = 0;  // pixels of the window
  bool focused = false, outside = false;
  // A * in `pattern` stands for one part of the id.
  bool fits(std::string_view pattern) const;
};
using Tree = std::vector<Widget>;

Tree parse_tree(std::string_view text);
const Widget* focused(const Tree& tree);
std::vector<std::string> split(std::string_view text, std::string_view at);

}  // namespace screens_test
