#include "tests/support/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace support {
namespace {

int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

[[noreturn]] void become(const std::vector<std::string>& arguments, const std::vector<std::string>& environment, int output) {
  ::dup2(output, 1);
  ::dup2(output, 2);
  const int null = ::open("/dev/null", O_RDONLY);
  ::dup2(null, 0);
  for (const std::string& entry : environment) {
    const size_t equals = entry.find('=');
    ::setenv(entry.substr(0, equals).c_str(), entry.substr(equals + 1).c_str(), 1);
  }
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  ::execv(argv[0], argv.data());
  std::fprintf(stderr, "cannot start %s\n", argv[0]);
  ::_exit(127);
}

}  // namespace

Child::Child(const std::vector<std::string>& arguments, const std::vector<std::string>& environment) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) std::abort();
  pid_ = ::fork();
  if (pid_ < 0) std::abort();
  if (pid_ == 0) become(arguments, environment, ends[1]);
  ::close(ends[1]);
  pipe_ = ends[0];
}

Child::~Child() {
  kill_now();
  if (pipe_ >= 0) ::close(pipe_);
}

bool Child::listen(int64_t timeout_ms) {
  const int64_t until = now_ms() + timeout_ms;
  while (pipe_ >= 0) {
    const int64_t left = until - now_ms();
    if (left < 0) return true;
    pollfd watch{pipe_, POLLIN, 0};
    if (::poll(&watch, 1, int(left)) <= 0) continue;
    char buffer[65536];
    const ssize_t got = ::read(pipe_, buffer, sizeof buffer);
    if (got > 0) {
      output_.append(buffer, size_t(got));
      continue;
    }
    ::close(pipe_);
    pipe_ = -1;
  }
  return false;
}

void Child::kill_now() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

int Child::wait(int64_t timeout_ms) {
  if (listen(timeout_ms)) {
    kill_now();
    return 128 + SIGKILL;
  }
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

Finished run_child(const std::vector<std::string>& arguments, const std::vector<std::string>& environment, int64_t timeout_ms) {
  Child child(arguments, environment);
  Finished out;
  out.status = child.wait(timeout_ms);
  out.output = child.output();
  return out;
}

std::string program_folder() {
  std::error_code ignored;
  return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path().string();
}

}  // namespace support
