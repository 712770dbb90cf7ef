// tests/support/text_file.h: a file's bytes as text.
#pragma once
#include <filesystem>
#include <string>

namespace testing_support {

// "" when there is no such file.
std::string text_of(const std::filesystem::path& path);

}  // namespace testing_support
