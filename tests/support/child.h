// tests/support/child.h: a real program run by a test: started, listened to, and, when the test says so, killed with no warning.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace support {

class Child {
 public:
  // arguments[0] is the program. Standard output and error are read together. Aborts the test program when it cannot be started.
  explicit Child(const std::vector<std::string>& arguments, const std::vector<std::string>& environment = {});
  ~Child();  // kills it if it still runs
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Reads what it says until `timeout_ms` have passed or it has ended its output. False once the output has ended.
  bool listen(int64_t timeout_ms);
  const std::string& output() const { return output_; }
  // SIGKILL: what a flat battery does to a process.
  void kill_now();
  // Waits for the end, reading on. Exit status, or 128 + signal. A child still running after `timeout_ms` is killed and answers 128 + 9.
  int wait(int64_t timeout_ms = 120'000);
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = -1;
  int pipe_ = -1;
  std::string output_;
};

// Runs to the end.
struct Finished {
  int status = 0;
  std::string output;
};
Finished run_child(const std::vector<std::string>& arguments, const std::vector<std::string>& environment = {}, int64_t timeout_ms = 120'000);

// The folder of the test's own build that programs are in: ".../bin".
std::string program_folder();

}  // namespace support
