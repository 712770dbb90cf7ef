// platform/os/process.h: another program run to its end, for work that may end badly.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace os {

struct Ended {
  int status = 0;  // exit status, or 128 + the signal that ended it
  std::string output;
};

inline constexpr size_t kChildOutputBytesMax = 64 * 1024;

// Runs `program` (a path) with `arguments` after its own name, gives it `input`, reads what it says and waits. It sees this process's
// environment, standard error and no other open file. Killed after `timeout_ms` (status 137). Errors: NotFound, Denied, Busy (no process to
// be had).
base::Result<Ended> run(const std::string& program, const std::vector<std::string>& arguments, base::ByteView input, int64_t timeout_ms);

// What this process has cost so far.
struct ProcessFigures {
  double age_ms = 0;       // since the system started it; in steps of 10 ms
  double cpu_ms = 0;       // processor time of all its threads
  uint64_t resident_bytes = 0, resident_bytes_max = 0;
};
ProcessFigures process_figures();
// Milliseconds of processor this thread has had.
double thread_cpu_ms();

// The path of the program this process runs; empty when the system does not say.
std::string own_program();

// No core dump, now or in a child, and no other process of this user may read the memory: what was typed must not land in a crash file.
// Once, first thing in main(). Does nothing where the system does not know how.
void keep_memory_private();

}  // namespace os
