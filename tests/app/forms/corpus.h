// tests/app/forms/corpus.h: the public forms in ../shared/fhir, when they are there. Tests that need them skip where they are not.
#pragma once
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace forms {

inline std::filesystem::path fhir_folder() { return std::filesystem::path(DOORSTEP_SOURCE_DIR) / "../shared/fhir"; }

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline std::vector<std::filesystem::path> corpus_files() {
  std::vector<std::filesystem::path> out;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(fhir_folder() / "questionnaires", error))
    if (entry.path().extension() == ".json") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace forms
