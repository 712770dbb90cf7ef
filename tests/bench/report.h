// tests/bench/report.h: how a benchmark answers: one JSON line a figure, with its unit and the limit it is held to.
//   {"bench":"store","figure":"read a record of 150 questions","value":0.031,"unit":"ms","limit":0.05,"ok":true}
#pragma once
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <vector>

namespace bench {

using Time = std::chrono::steady_clock;

inline double ms_since(Time::time_point start) { return std::chrono::duration<double, std::milli>(Time::now() - start).count(); }

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

// The value that `percent` of them are below.
inline double percentile(std::vector<double> values, double percent) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[std::min(values.size() - 1, size_t(double(values.size()) * percent / 100))];
}

// Processor time of this process: for work that waits for nothing, so that a busy machine does not decide the answer.
inline double cpu_ms() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

// Milliseconds of processor time each call of `work` takes, `count` times over.
template <class Work>
std::vector<double> cpu_times_ms(int count, const Work& work) {
  std::vector<double> times;
  for (int i = 0; i < count; ++i) {
    const double start = cpu_ms();
    work(i);
    times.push_back(cpu_ms() - start);
  }
  return times;
}

// Milliseconds each call of `work` takes, `count` times over.
template <class Work>
std::vector<double> times_ms(int count, const Work& work) {
  std::vector<double> times;
  for (int i = 0; i < count; ++i) {
    const auto start = Time::now();
    work(i);
    times.push_back(ms_since(start));
  }
  return times;
}

// A figure held to an upper limit.
inline bool report(const char* bench, const char* figure, double value, const char* unit, double limit) {
  const bool ok = value <= limit;
  std::printf("{\"bench\":\"%s\",\"figure\":\"%s\",\"value\":%.4g,\"unit\":\"%s\",\"limit\":%.4g,\"ok\":%s}\n", bench, figure, value, unit, limit,
              ok ? "true" : "false");
  std::fflush(stdout);
  return ok;
}

// A figure for the record, held to nothing.
inline void note(const char* bench, const char* figure, double value, const char* unit) {
  std::printf("{\"bench\":\"%s\",\"figure\":\"%s\",\"value\":%.4g,\"unit\":\"%s\"}\n", bench, figure, value, unit);
  std::fflush(stdout);
}

}  // namespace bench
