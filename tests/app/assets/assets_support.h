// tests/app/assets/assets_support.h: the files of assets/ as the app reads them.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "app/forms/questionnaire.h"

namespace assets {

inline std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::filesystem::path folder(const std::string& name) { return std::filesystem::path(DOORSTEP_SOURCE_DIR) / "assets" / name; }

inline const std::vector<std::string>& form_names() {
  static const std::vector<std::string> names = {"needs-assessment", "carers-assessment", "mental-capacity-assessment", "safeguarding-concern", "review", "visit-note", "falls", "carer-strain"};
  return names;
}

inline std::shared_ptr<const forms::Questionnaire> form(const std::string& name) {
  auto read = forms::Questionnaire::parse(text_of(folder("forms") / (name + ".json")));
  EXPECT_TRUE(read) << name << ": " << (read ? "" : read.error().detail);
  return read ? *read : nullptr;
}

}  // namespace assets
