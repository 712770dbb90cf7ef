// Reads our own #include lines and CMake lists: dependencies run one way, and a C library's header appears in one module.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
const fs::path kRoot = DOORSTEP_SOURCE_DIR;

struct Include {
  std::string file;    // ours, from the root
  std::string target;  // as written, without its brackets
};

std::vector<Include> includes_below(const std::string& folder) {
  std::vector<Include> out;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
    const auto extension = entry.path().extension();
    if (extension != ".h" && extension != ".cc") continue;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      if (line.rfind("#include ", 0) != 0) continue;
      const size_t open = line.find_first_of("<\""), close = line.find_first_of(">\"", open + 1);
      out.push_back({fs::relative(entry.path(), kRoot).generic_string(), line.substr(open + 1, close - open - 1)});
    }
  }
  return out;
}

std::vector<Include> all_includes() {
  std::vector<Include> out;
  for (const char* folder : {"app", "sync", "platform"}) {
    const auto more = includes_below(folder);
    out.insert(out.end(), more.begin(), more.end());
  }
  return out;
}

bool starts(const std::string& text, const std::string& with) { return text.rfind(with, 0) == 0; }
std::string folder_of(const std::string& file) { return file.substr(0, file.rfind('/')); }

// The modules of one CMakeLists.txt's foreach(), in order.
std::vector<std::string> modules_of(const std::string& folder) {
  std::ifstream in(kRoot / folder / "CMakeLists.txt");
  for (std::string line; std::getline(in, line);) {
    if (!starts(line, "foreach(module ")) continue;
    std::vector<std::string> out;
    std::string word;
    for (const char c : line.substr(15)) {
      if (c == ' ' || c == ')') {
        if (!word.empty()) out.push_back(folder + "/" + word);
        word.clear();
      } else {
        word += c;
      }
    }
    return out;
  }
  return {};
}

TEST(Layering, AppIncludesSyncAndPlatformAndNothingIncludesUpwards) {
  for (const Include& include : all_includes()) {
    EXPECT_FALSE(starts(include.target, "tests/")) << include.file;
    if (starts(include.file, "app/")) continue;
    const bool upwards = starts(include.target, "app/") || (starts(include.file, "platform/") && starts(include.target, "sync/"));
    EXPECT_FALSE(upwards) << include.file << " includes " << include.target;
  }
}

TEST(Layering, InsideAFolderAModuleIncludesOnlyModulesListedAboveIt) {
  for (const char* folder : {"platform", "sync", "app", "app/tablet"}) {
    const std::vector<std::string> modules = modules_of(folder);
    ASSERT_FALSE(modules.empty()) << folder;
    std::map<std::string, size_t> place;
    for (size_t i = 0; i < modules.size(); ++i) place[modules[i]] = i;
    for (const Include& include : includes_below(folder)) {
      const auto from = std::find_if(modules.begin(), modules.end(), [&](const auto& m) { return starts(include.file, m + "/"); });
      const auto to = std::find_if(modules.begin(), modules.end(), [&](const auto& m) { return starts(include.target, m + "/"); });
      if (from == modules.end() || to == modules.end()) continue;
      EXPECT_LE(place[*to], place[*from]) << include.file << " includes " << include.target;
    }
  }
}

TEST(Layering, ALibrarysHeaderAppearsInItsOneModule) {
  const std::map<std::string, std::set<std::string>> homes = {
      {"lmdb.h", {"platform/kv"}},
      {"sodium.h", {"platform/crypto"}},
      {"zstd.h", {"platform/pack"}},
      {"hpdf.h", {"platform/pdf"}},
      {"jpeglib.h", {"platform/image"}},
      {"linux/videodev2.h", {"platform/camera"}},
      {"png.h", {"platform/image"}},
      {"imgui.h", {"platform/window", "app/tablet/ui"}},
      {"imgui_internal.h", {"platform/window", "app/tablet/ui"}},
      {"curl/curl.h", {"platform/net"}},
      {"openssl/x509.h", {"platform/net"}},
      {"openssl/ssl.h", {"platform/net"}},
      {"boost/asio/io_context.hpp", {"platform/net"}},
      {"re2/re2.h", {"app/fhirpath", "app/forms"}},
      {"fribidi.h", {"app/tablet/ui", "platform/pdf"}},
      {"fribidi/fribidi.h", {"app/tablet/ui", "platform/pdf"}},
      {"SDL.h", {"platform/window"}},
      {"SDL2/SDL.h", {"platform/window"}},
  };
  for (const Include& include : all_includes()) {
    const auto home = homes.find(include.target);
    const bool at_home = home == homes.end() || home->second.contains(folder_of(include.file));
    EXPECT_TRUE(at_home) << include.file << " includes " << include.target;
  }
}

TEST(Layering, CareAndFormsKnowNoScreenNoStoreAndNoNetwork) {
  for (const char* folder : {"app/care", "app/forms", "app/authoring"})
    for (const Include& include : includes_below(folder))
      for (const char* forbidden : {"platform/kv", "platform/window", "platform/net", "sync/store", "app/tablet", "imgui", "lmdb"})
        EXPECT_FALSE(starts(include.target, forbidden)) << include.file << " includes " << include.target;
}

TEST(Layering, TheTopLevelHoldsTheAgreedNamesOnly) {
  const std::set<std::string> agreed = {"CMakeLists.txt", "app", "sync", "platform", "assets", "tests", "README.md", "build"};
  for (const auto& entry : fs::directory_iterator(kRoot)) {
    const std::string name = entry.path().filename().string();
    EXPECT_TRUE(name[0] == '.' || agreed.contains(name)) << name;
  }
}

}  // namespace
