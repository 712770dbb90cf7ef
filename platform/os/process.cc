#include "platform/os/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <utility>

#include "platform/os/clock.h"
#include "platform/os/file.h"

extern char** environ;

namespace os {
namespace {

// Two ends of one stream. A socket rather than a pipe, because writing to a child that has ended must not raise a signal.
struct Ends {
  int ours = -1, theirs = -1;
  ~Ends() {
    if (ours >= 0) ::close(ours);
    if (theirs >= 0) ::close(theirs);
  }
  bool open() {
    int both[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, both) != 0) return false;
    ours = both[0], theirs = both[1];
    return true;
  }
  void close_theirs() { ::close(std::exchange(theirs, -1)); }
};

int spawn(pid_t& child, const std::string& program, const std::vector<std::string>& arguments, int stream) {
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, stream, 0);
  posix_spawn_file_actions_adddup2(&actions, stream, 1);
  const int error = ::posix_spawn(&child, program.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

// Sends `input`, then listens until the child ends its output. False when the time is over.
bool converse(int stream, base::ByteView input, std::string& output, int64_t deadline_ms) {
  for (;;) {
    const int64_t left = deadline_ms - system_clock().monotonic_ms();
    if (left <= 0) return false;
    pollfd wait{stream, short(POLLIN | (input.empty() ? 0 : POLLOUT)), 0};
    if (::poll(&wait, 1, int(std::min<int64_t>(left, 1000))) <= 0) continue;
    if (!input.empty() && (wait.revents & POLLOUT)) {
      const ssize_t sent = ::send(stream, input.data(), input.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent > 0) input = input.subspan(size_t(sent));
      else if (sent < 0 && errno != EAGAIN && errno != EINTR) input = {};
      if (input.empty()) ::shutdown(stream, SHUT_WR);
    }
    if (wait.revents & (POLLIN | POLLHUP | POLLERR)) {
      char some[4096];
      const ssize_t got = ::read(stream, some, sizeof some);
      if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN)) return true;
      if (got > 0) output.append(some, std::min(size_t(got), kChildOutputBytesMax - output.size()));
    }
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return 255;
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

base::Result<Ended> run(const std::string& program, const std::vector<std::string>& arguments, base::ByteView input, int64_t timeout_ms) {
  Ends ends;
  if (!ends.open()) return base::fail(base::Fault::Busy, "socketpair: errno " + std::to_string(errno));
  pid_t child = -1;
  if (const int error = spawn(child, program, arguments, ends.theirs)) return base::fail(file_error(program, "spawn", error));
  ends.close_theirs();
  Ended ended;
  if (!converse(ends.ours, input, ended.output, system_clock().monotonic_ms() + timeout_ms)) ::kill(child, SIGKILL);
  ended.status = wait_for(child);
  return ended;
}

namespace {
// Such a file says its size is 0.
std::string proc_text(const char* path) {
  char text[1024];
  const int file = ::open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  const ssize_t got = ::read(file, text, sizeof text);
  ::close(file);
  return got > 0 ? std::string(text, size_t(got)) : std::string();
}
}  // namespace

double thread_cpu_ms() {
  timespec cpu{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &cpu);
  return double(cpu.tv_sec) * 1e3 + double(cpu.tv_nsec) / 1e6;
}

ProcessFigures process_figures() {
  ProcessFigures out;
  timespec now{}, cpu{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
  out.cpu_ms = double(cpu.tv_sec) * 1e3 + double(cpu.tv_nsec) / 1e6;
  // proc(5): after the name in brackets come the state and 18 numbers, then the start in clock ticks since the machine started.
  if (const std::string text = proc_text("/proc/self/stat"); !text.empty()) {
    size_t at = text.rfind(')');
    for (int i = 0; i < 20 && at != std::string::npos; ++i) at = text.find(' ', at + 1);
    const double started_ms = at == std::string::npos ? 0 : std::strtod(text.c_str() + at, nullptr) * 1e3 / double(::sysconf(_SC_CLK_TCK));
    out.age_ms = double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6 - started_ms;
  }
  if (const std::string text = proc_text("/proc/self/statm"); !text.empty()) {
    const size_t at = text.find(' ');
    if (at != std::string::npos) out.resident_bytes = uint64_t(std::strtoull(text.c_str() + at, nullptr, 10)) * uint64_t(::sysconf(_SC_PAGESIZE));
  }
  rusage use{};
  ::getrusage(RUSAGE_SELF, &use);
  out.resident_bytes_max = uint64_t(use.ru_maxrss) * 1024;
  return out;
}

std::string own_program() {
  char path[4096];
  const ssize_t size = ::readlink("/proc/self/exe", path, sizeof path);
  return size > 0 ? std::string(path, size_t(size)) : std::string();
}

namespace {
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer);
#else
constexpr bool kSanitized = false;
#endif
}  // namespace

void keep_memory_private() {
  const rlimit none{0, 0};
  (void)::setrlimit(RLIMIT_CORE, &none);
  if (kSanitized) return;  // its search for leaks has to look
  (void)::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);  // a core pattern that pipes to a program ignores the limit above
}

}  // namespace os
