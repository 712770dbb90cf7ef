// tests/support/temp_folder.h: a folder of a test's own, gone with it. In memory (/dev/shm) where there is such a place, so that a thousand
// fsyncs cost nothing; a test or benchmark that wants a real disk says so.
#pragma once
#include <string>

namespace testing_support {

class TempFolder {
 public:
  enum class Where { Memory, Disk };
  explicit TempFolder(Where where = Where::Memory);
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder();
  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace testing_support
