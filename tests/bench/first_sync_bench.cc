// A first sync: the real app joins the real hub over TLS and lies on its caseload until everybody is there. How long, how many bytes, and how many frames came late meanwhile.
// With a number: of so many people; without: of 34 and of 10,000. What the same weighs as JSON and gzip is sync_bench's, by documents of one size.
// links: platform_os
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "tests/bench/report.h"
#include "tests/support/child.h"
#include "tests/support/proxy.h"
#include "tests/support/temp_folder.h"

namespace {

constexpr char kBench[] = "first_sync";
constexpr char kIt[] = "646f6f72-7374-6570-8069-74206465736b";  // app/hub/guard.h
constexpr int64_t kLongMs = 1'800'000;

std::string program(const char* name) { return support::program_folder() + "/" + name; }

std::string after(const std::string& text, const std::string& words, const char* ends) {
  const size_t at = text.find(words);
  if (at == std::string::npos) std::fprintf(stderr, "%s\n", text.c_str()), std::exit(1);
  const size_t from = at + words.size();
  return text.substr(from, text.find_first_of(ends, from) - from);
}

double member(const std::string& line, const std::string& name) { return std::strtod(after(line, "\"" + name + "\":", ",}").c_str(), nullptr); }
std::string mark(const std::string& output, const std::string& name) { return after(output, "{\"mark\":\"" + name + "\"", "\n"); }

std::string run(const std::vector<std::string>& arguments) {
  const support::Finished ended = support::run_child(arguments, {}, kLongMs);
  if (ended.status != 0) std::fprintf(stderr, "%s\n", ended.output.c_str()), std::exit(1);
  return ended.output;
}

class Town {
 public:
  explicit Town(int people) : hub_({program("doorstep-hub"), "--data", folder_ / "hub", "--demo", "--listen", "127.0.0.1:0"}) {
    while (hub_.output().find(" listens on ") == std::string::npos && hub_.listen(5)) {}
    port_ = std::atoi(after(hub_.output(), " listens on 127.0.0.1:", "\n ").c_str());
    worker_ = after(run(joins({program("doorstep-seed"), "--data", folder_ / "seeding", "--people", std::to_string(people)}, kIt, port_)), "\nworker ", " ");
  }
  // Its first start, from nothing to everybody.
  void fetches(int people) {
    support::Proxy way(port_, {});
    const std::string script = folder_ / "first.script", of = " of " + std::to_string(people) + " people";
    std::ofstream(script) << "unlock pin 482715\ntap nav/caseload\nmark begin\nawait signal \"ll sent\"\nmark done\nexpect subtitle \"" << people << " people\"\n";
    const std::string output = run(joins({program("doorstep"), "--data", folder_ / "tablet", "--headless", "--software", "--pin-memory-mib", "8", "--script", script}, worker_, way.port()));
    const std::string begin = mark(output, "begin"), done = mark(output, "done");
    const auto told = [&](const char* what, double value, const char* unit) { bench::note(kBench, (what + of).c_str(), value, unit); };
    told("first sync", (member(done, "age_ms") - member(begin, "age_ms")) / 1000, "s");
    told("processor time on the tablet, first sync", (member(done, "cpu_ms") - member(begin, "cpu_ms")) / 1000, "s");
    told("bytes both ways with TLS, first sync", double(way.bytes()) / 1000, "KB");
    told("turns of the loop, first sync", member(done, "turns"), "");
    told("of them longer than a frame, first sync", member(done, "turns_slow"), "");
    told("the longest, first sync", member(done, "turn_ms_max"), "ms");
    told("its own processor time in the longest, first sync", member(done, "build_cpu_ms_max"), "ms");
    told("memory, first sync", member(done, "resident_bytes") / 1e6, "MB");
  }

 private:
  std::vector<std::string> joins(std::vector<std::string> arguments, const std::string& worker, int port) {
    const std::string code = after(run({program("doorstep-hub"), "code", "--worker", worker, "--data", folder_ / "hub"}), "ok ", "\n ");
    arguments.insert(arguments.end(), {"--assets", DOORSTEP_SOURCE_DIR "/assets", "--hub", "https://127.0.0.1:" + std::to_string(port), "--hub-ca", folder_ / "hub/authority.crt", "--enrol-code", code});
    return arguments;
  }
  testing_support::TempFolder folder_;
  support::Child hub_;
  int port_ = 0;
  std::string worker_;
};

}  // namespace

int main(int argc, char** argv) {
  std::vector<int> sizes{34, 10'000};
  if (argc == 2) sizes = {std::atoi(argv[1])};
  for (const int people : sizes) Town(people).fetches(people);
  return 0;
}
