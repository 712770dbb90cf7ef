#include "platform/os/process.h"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "tests/support/byte_search.h"

namespace os {
namespace {

TEST(Process, LeavesNoCoreWhenItCrashes) {
  const pid_t child = ::fork();
  if (child == 0) {
    keep_memory_private();
    rlimit core{1, 1};
    ::getrlimit(RLIMIT_CORE, &core);
    if (core.rlim_cur != 0 || core.rlim_max != 0) ::_exit(1);
    if (testing_support::can_search_own_memory() && ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0) ::_exit(2);
    ::signal(SIGABRT, SIG_DFL);
    ::abort();
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status)) << "left with " << WEXITSTATUS(status);
  EXPECT_EQ(WTERMSIG(status), SIGABRT);
  EXPECT_FALSE(WCOREDUMP(status));
}

}  // namespace
}  // namespace os
