#include "tests/support/temp_folder.h"

#include <cstdlib>
#include <filesystem>

#include "platform/base/check.h"

namespace testing_support {

TempFolder::TempFolder(Where where) {
  std::string in_memory = "/dev/shm/doorstep-XXXXXX";
  std::string on_disk = (std::filesystem::temp_directory_path() / "doorstep-XXXXXX").string();
  if (where == Where::Memory && ::mkdtemp(in_memory.data()) != nullptr) {
    path_ = in_memory;
    return;
  }
  CHECK(::mkdtemp(on_disk.data()) != nullptr);
  path_ = on_disk;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace testing_support
