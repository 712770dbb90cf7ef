// tests/rig/child.h: part of a test in a process of its own, which may end badly.
#pragma once
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <functional>

#include "platform/base/check.h"

namespace rig {

// A forked child and a stream of numbers from it. The test program has one thread, so forking is safe.
class Child {
 public:
  // `work` runs in the child and answers its exit status; it may say numbers to the parent.
  using Say = std::function<void(uint64_t)>;
  explicit Child(const std::function<int(const Say&)>& work) {
    int ends[2];
    CHECK(::pipe(ends) == 0);
    pid_ = ::fork();
    CHECK(pid_ >= 0);
    if (pid_ == 0) {
      ::close(ends[0]);
      ::_exit(work([&](uint64_t number) { CHECK(::write(ends[1], &number, sizeof number) == sizeof number); }));
    }
    ::close(ends[1]);
    stream_ = ends[0];
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ > 0) kill(), wait();
    ::close(stream_);
  }
  // False when the child has ended.
  bool hear(uint64_t& number) { return ::read(stream_, &number, sizeof number) == sizeof number; }
  void kill() { ::kill(pid_, SIGKILL); }
  // Exit status, or 128 + signal.
  int wait() {
    int status = 0;
    CHECK(::waitpid(pid_, &status, 0) == pid_);
    pid_ = -1;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }

 private:
  pid_t pid_ = -1;
  int stream_ = -1;
};

}  // namespace rig
