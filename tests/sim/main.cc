// sync-sim: plays seeds of the simulation until one fails, and says how to play that one again; with --all, every seed that fails.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "tests/sim/world.h"

int main(int argc, char** argv) {
  std::map<std::string, std::string> options;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    options[name] = name == "--verbose" || name == "--all" || name == "--forgets" || i + 1 == argc ? "1" : argv[++i];
  }
  const auto number = [&](const char* name, uint64_t otherwise) { return options.count(name) ? std::strtoull(options[name].c_str(), nullptr, 10) : otherwise; };
  const uint64_t first = number("--seed", number("--from", 1)), count = options.count("--seed") ? 1 : number("--count", 1000);
  sim::Counts sum;
  uint64_t failed = 0;
  for (uint64_t seed = first; seed < first + count; ++seed) {
    const sim::Plan plan{seed, int(number("--tablets", 3)), int(number("--steps", 120)), options.count("--verbose") > 0, options.count("--forgets") > 0};
    sim::World world(plan);
    const std::string trouble = world.run();
    if (!trouble.empty()) {
      std::printf("seed %llu: %s\nplay it again: %s\n", (unsigned long long)seed, trouble.c_str(), sim::again(plan).c_str());
      if (!options.count("--all")) return 1;
      ++failed;
      continue;
    }
    sum.add(world.counts());
  }
  std::printf("%llu seeds, %llu failed: %s\n", (unsigned long long)count, (unsigned long long)failed, sum.text().c_str());
  return failed == 0 ? 0 : 1;
}
