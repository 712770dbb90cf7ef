// sync-replay: plays a workload of ../shared/workload through the real store, codec, signatures, messages and hub, and prints what it cost as JSON.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "tests/tools/sync_replay/fanin.h"
#include "tests/tools/sync_replay/week.h"

namespace {

constexpr const char* kUsage =
    "sync-replay --base F --week F [--lead F] [--daily] [--cut BYTES | --tls]\n"
    "sync-replay --fanin F [--threads N] [--callers N] [--batch N | --tls] [--memory]\n"
    "  --train F        schema and dictionary learned from another fan-in (other tablets)\n"
    "  --words BYTES    size of that dictionary (32768)\n"
    "  --dictionary F   the product's dictionary; names and codes from the workload's schema line\n";

int fail(const std::string& why) {
  std::fprintf(stderr, "sync-replay: %s\n", why.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::map<std::string, std::string> options;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (!name.starts_with("--")) return std::fputs(kUsage, stderr), 2;
    const bool flag = name == "--daily" || name == "--memory" || name == "--tls";
    if (!flag && i + 1 == argc) return std::fputs(kUsage, stderr), 2;
    options[name.substr(2)] = flag ? "1" : argv[++i];
  }
  const auto number = [&](const char* name, size_t otherwise) { return options.count(name) ? std::strtoull(options[name].c_str(), nullptr, 10) : otherwise; };
  const std::string workload = options.count("fanin") ? options["fanin"] : options["base"];
  if (workload.empty() || (!options.count("fanin") && options["week"].empty())) return std::fputs(kUsage, stderr), 2;
  const auto vocabulary = options.count("train") ? replay::trained_on(options["train"], number("words", 32768)) : replay::shipped(workload, options["dictionary"]);
  if (!vocabulary) return fail(vocabulary.error().detail);
  const auto played = options.count("fanin")
                          ? replay::play_fanin({workload, int(number("threads", 2)), int(number("callers", 2)), std::max<size_t>(1, number("batch", 64)), !options.count("memory"), options.count("tls") > 0}, *vocabulary)
                          : replay::play_week({options["base"], options["week"], options["lead"], number("cut", 0), options.count("daily") > 0, options.count("tls") > 0}, *vocabulary);
  if (!played) return fail(base::fault_name(played.error().fault) + std::string(": ") + played.error().detail);
  std::puts(played->c_str());
  const bool kept = played->find("\"every_edit_kept\":true") != std::string::npos && played->find("\"replicas_equal\":false") == std::string::npos;
  return kept ? 0 : 3;
}
