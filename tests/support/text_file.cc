#include "tests/support/text_file.h"

#include <fstream>
#include <sstream>

namespace testing_support {

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

}  // namespace testing_support
