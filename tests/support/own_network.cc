#include "tests/support/own_network.h"

#include <gtest/gtest.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <string>


namespace support {
namespace {

constexpr int kPassed = 0, kFailed = 1, kNotPermitted = 77;

void write_text(const char* path, const std::string& text) {
  if (std::FILE* file = std::fopen(path, "w")) {
    (void)std::fputs(text.c_str(), file);
    (void)std::fclose(file);
  }
}

// Root has the right to; others through a user namespace in which they are root.
bool enter() {
  if (::unshare(CLONE_NEWNET) == 0) return true;
  const std::string user = std::to_string(::getuid()), group = std::to_string(::getgid());
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return false;
  write_text("/proc/self/setgroups", "deny");
  write_text("/proc/self/uid_map", "0 " + user + " 1");
  write_text("/proc/self/gid_map", "0 " + group + " 1");
  return true;
}

[[noreturn]] void run_in_child(const std::function<void()>& body, int timeout_ms) {
  (void)::setpgid(0, 0);
  if (!enter()) ::_exit(kNotPermitted);
  ::alarm(unsigned(timeout_ms + 999) / 1000);  // SIGALRM's own way: it ends here
  body();
  std::fflush(nullptr);
  ::_exit(::testing::Test::HasFailure() ? kFailed : kPassed);
}

}  // namespace

OwnNetwork in_own_network(const std::function<void()>& body, int timeout_ms) {
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child == 0) run_in_child(body, timeout_ms);
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) != child) return OwnNetwork::Failed;
  (void)::kill(-child, SIGKILL);  // what it started and left
  if (WIFSIGNALED(status)) std::fprintf(stderr, "ended by signal %d (%d: it took longer than %d ms)\n", WTERMSIG(status), SIGALRM, timeout_ms);
  if (!WIFEXITED(status)) return OwnNetwork::Failed;
  return WEXITSTATUS(status) == kPassed ? OwnNetwork::Passed : WEXITSTATUS(status) == kNotPermitted ? OwnNetwork::NotPermitted : OwnNetwork::Failed;
}

void set_loopback(bool up) {
  const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq request{};
  std::strcpy(request.ifr_name, "lo");
  request.ifr_addr.sa_family = AF_INET;  // 0.0.0.0: none. Down with its address, packets to it would vanish; coming up, it gets its own again
  if (!up) {
    EXPECT_EQ(::ioctl(socket, SIOCSIFADDR, &request), 0);
  }
  request.ifr_flags = short(up ? IFF_UP : 0);
  EXPECT_EQ(::ioctl(socket, SIOCSIFFLAGS, &request), 0);
  ::close(socket);
}

}  // namespace support
