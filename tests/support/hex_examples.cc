#include "tests/support/hex_examples.h"

#include <gtest/gtest.h>

#include <fstream>

namespace testing_support {

std::map<std::string, base::Bytes> hex_examples(const std::string& path) {
  constexpr std::string_view kFence = "```", kBegin = "```hex ";
  std::ifstream in(path);
  EXPECT_TRUE(in.good()) << path;
  std::map<std::string, base::Bytes> out;
  std::string name, hex;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(kBegin)) {
      name = line.substr(kBegin.size());
      hex.clear();
    } else if (line == kFence && !name.empty()) {
      EXPECT_TRUE(base::from_hex(hex, out[name])) << name;
      name.clear();
    } else if (!name.empty()) {
      for (const char c : line.substr(0, line.find(';')))
        if (c != ' ') hex += c;
    }
  }
  return out;
}

}  // namespace testing_support
