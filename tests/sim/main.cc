// sync-sim: plays seeds of the simulation until one fails, and says how to play that one again.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "tests/sim/world.h"

int main(int argc, char** argv) {
  std::map<std::string, std::string> options;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    options[name] = name == "--verbose" || name == "--no-restores" || name == "--no-regrants" || i + 1 == argc ? "1" : argv[++i];
  }
  const auto number = [&](const char* name, uint64_t otherwise) { return options.count(name) ? std::strtoull(options[name].c_str(), nullptr, 10) : otherwise; };
  const uint64_t first = number("--seed", number("--from", 1)), count = options.count("--seed") ? 1 : number("--count", 1000);
  sim::Counts sum;
  for (uint64_t seed = first; seed < first + count; ++seed) {
    sim::Plan plan{seed, int(number("--tablets", 3)), int(number("--steps", 120)), !options.count("--no-restores"), !options.count("--no-regrants"), options.count("--verbose") > 0};
    sim::World world(plan);
    const std::string trouble = world.run();
    if (!trouble.empty()) {
      std::printf("seed %llu: %s\nplay it again: build/bin/sync-sim --seed %llu --tablets %d --steps %d --verbose%s%s\n", (unsigned long long)seed, trouble.c_str(), (unsigned long long)seed,
                  plan.tablets, plan.steps, plan.restores ? "" : " --no-restores", plan.regrants ? "" : " --no-regrants");
      return 1;
    }
    const sim::Counts& counts = world.counts();
    sum.edits += counts.edits, sum.exchanges += counts.exchanges, sum.lost += counts.lost, sum.torn += counts.torn, sum.repeated += counts.repeated, sum.late += counts.late;
    sum.tablet_deaths += counts.tablet_deaths, sum.restores += counts.restores, sum.grants += counts.grants, sum.conflicts += counts.conflicts;
  }
  std::printf("%llu seeds: %llu edits, %llu exchanges, %llu lost, %llu torn, %llu repeated, %llu late, %llu tablet deaths, %llu restores, %llu grants, %llu conflicts\n", (unsigned long long)count,
              (unsigned long long)sum.edits, (unsigned long long)sum.exchanges, (unsigned long long)sum.lost, (unsigned long long)sum.torn, (unsigned long long)sum.repeated,
              (unsigned long long)sum.late, (unsigned long long)sum.tablet_deaths, (unsigned long long)sum.restores, (unsigned long long)sum.grants, (unsigned long long)sum.conflicts);
  return 0;
}
