// The real program on the dummy driver with the software renderer: start, unlock, opening forms, taps, search, memory and idling. Every figure is
// one the program prints about itself at a script's `mark` lines.
// links: platform_os
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "tests/bench/report.h"
#include "tests/support/child.h"
#include "tests/support/temp_folder.h"

namespace {

constexpr int kRounds = 5;
constexpr char kEnrol[] = "wait\npin pin 482715\npin pin 482715\nwait\n";
constexpr char kUnlock[] = "wait\npin pin 482715\nwait\n";

bool all_ok = true;

void report(const std::string& figure, double value, const char* unit, double limit) {
  all_ok &= bench::report("app", figure.c_str(), value, unit, limit);
}

using Mark = std::map<std::string, double>;

double member(const std::string& line, const std::string& name) {
  const size_t at = line.find("\"" + name + "\":");
  return at == std::string::npos ? 0 : std::strtod(line.c_str() + at + name.size() + 3, nullptr);
}

struct Played {
  std::map<std::string, std::string> lines;  // by mark
  std::string output;
  double of(const std::string& mark, const std::string& name) const {
    const auto found = lines.find(mark);
    return found == lines.end() ? 0 : member(found->second, name);
  }
  double between(const std::string& from, const std::string& to, const std::string& name) const { return of(to, name) - of(from, name); }
};

class Tablet {
 public:
  explicit Tablet(std::vector<std::string> extra) : extra_(std::move(extra)) {}

  Played plays(const std::string& script, const std::vector<std::string>& more = {}) {
    const std::string path = folder_ / "bench.script";
    std::ofstream(path) << script;
    std::vector<std::string> arguments = {support::program_folder() + "/doorstep", "--data", folder_ / "data", "--assets", DOORSTEP_SOURCE_DIR "/assets",
                                          "--headless", "--software", "--pin-memory-mib", "8", "--now", "2026-11-22T10:42:07Z", "--script", path};
    arguments.insert(arguments.end(), extra_.begin(), extra_.end());
    arguments.insert(arguments.end(), more.begin(), more.end());
    Played out;
    const support::Finished ended = support::run_child(arguments, {}, 600'000);
    out.output = ended.output;
    if (ended.status != 0) std::fprintf(stderr, "%s\n", ended.output.c_str()), std::exit(1);
    for (size_t at = out.output.find("{\"mark\":\""); at != std::string::npos; at = out.output.find("{\"mark\":\"", at + 1)) {
      const size_t name = at + 9, close = out.output.find('"', name), end = out.output.find('\n', at);
      out.lines[out.output.substr(name, close - name)] = out.output.substr(at, end - at);
    }
    return out;
  }
  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }

 private:
  std::vector<std::string> extra_;
  testing_support::TempFolder folder_;
};

template <class Once>
double median_of(const Once& once) {
  std::vector<double> values;
  for (int i = 0; i < kRounds; ++i) values.push_back(once());
  return bench::median(values);
}

// A keystroke that finds her, and what lies idle afterwards.
void caseload(int people) {
  const std::string of = ", " + std::to_string(people) + " people";
  Tablet tablet({"--demo", "--people", std::to_string(people)});
  tablet.plays(kEnrol);
  report("start to the lock screen" + of, median_of([&] { return tablet.plays("wait\nmark locked\n").of("locked", "age_ms"); }), "ms", 150);
  const std::string day = "wait\npin pin 48271\nmark typed\nmark today only_here\npin pin 5\nwait\nmark ready\n";
  report("last digit to Today, without the PIN's own cost" + of, median_of([&] { return tablet.plays(day).between("typed", "today", "age_ms"); }), "ms",
         people > 1000 ? 1000 : 150);
  bench::note("app", ("last digit until everything about them is at hand, without the PIN's own cost" + of).c_str(),
              median_of([&] { return tablet.plays(day).between("typed", "ready", "age_ms"); }), "ms");
  const std::string search = std::string(kUnlock) + "tap nav/caseload\ntap search\nmark caseload\ntype \"whitl\"\nmark found\nscroll caseload 4000\nmark scrolled\n";
  const Played found = tablet.plays(search);
  report("a keystroke of search to the list on screen, slowest of five" + of, found.of("found", "build_cpu_ms_max"), "ms", 5);
  report("resident memory, caseload open" + of, found.of("scrolled", "resident_bytes") / 1e6, "MB", people > 1000 ? 200 : 60);
  const Played still = tablet.plays(std::string(kUnlock) + "mark still\nrest 5000\nmark rested\n");
  report("processor while idle" + of, 100 * still.between("still", "rested", "cpu_ms") / still.between("still", "rested", "age_ms"), "% of a core", 0.5);
  report("frames while idle for five seconds" + of, still.between("still", "rested", "frames"), "frames", 0);
}

// One page of questions, the shape that is hardest to draw.
std::string flat_form(int items) {
  std::string out = R"({"resourceType":"Questionnaire","url":"urn:bench","title":"Bench","status":"active","item":[{"linkId":"g","type":"group","text":"All","item":[)";
  for (int i = 1; i <= items; ++i) {
    out += std::string(i > 1 ? "," : "") + R"({"linkId":"q)" + std::to_string(i) + R"(","type":")" + (i % 5 == 0 ? "text" : "boolean") + R"(","text":"Question )" +
           std::to_string(i) + R"(: how has this been over the last two weeks?"})";
  }
  return out + "]}]}";
}

// Nine taps on a question, yes and no by turns, each with a mark of its own.
std::string nine_taps(const std::string& question, const std::string& mark) {
  std::string out;
  for (int i = 0; i < 9; ++i) out += "tap " + question + (i % 2 ? "/no" : "/yes") + "\nmark " + mark + std::to_string(i) + "\n";
  return out;
}

double median_of_nine(const Played& played, const std::string& mark, const std::string& name) {
  std::vector<double> values;
  for (int i = 0; i < 9; ++i) values.push_back(played.of(mark + std::to_string(i), name));
  return bench::median(values);
}

// Taps at the first and the last question, a sentence, and the draft opened again from Today.
void forms() {
  for (const int items : {150, 500, 2000}) {
    const std::string of = ", " + std::to_string(items) + " questions on one page";
    Tablet tablet({"--demo"});
    const std::string file = tablet.write("form.json", flat_form(items));
    const std::string last = "g/q" + std::to_string(items - 1);
    const Played played = tablet.plays(std::string(kEnrol) + "expect g/q1/yes\nmark ready\n" + nine_taps("g/q1", "first") + "scroll g/q1/yes 1000000\nexpect " + last +
                                           "/yes\nmark there\n" + nine_taps(last, "last") + "scroll " + last +
                                           "/yes -1000000\ntap g/q5\ntype \"slow and sure\"\nmark typed\ntap nav/today\nmark today\ntap-text \"Bench\"\nmark opened\n",
                                       {"--form", file});
    report("a tap to its frame, at question 1" + of, median_of_nine(played, "first", "turn_ms_max"), "ms", 16);
    report("a tap to its frame, at the last question" + of, median_of_nine(played, "last", "turn_ms_max"), "ms", 16);
    report("building that frame, at the last question" + of, median_of_nine(played, "last", "build_cpu_ms_max"), "ms", 2);
    report("a letter to its frame, slowest of thirteen" + of, played.of("typed", "turn_ms_max"), "ms", 16);
    report("a tap on the draft until its questions are on screen" + of, played.between("today", "opened", "age_ms"), "ms", 100);
    report("resident memory" + of, played.of("opened", "resident_bytes") / 1e6, "MB", 60);
  }
}

// A group repeated two hundred times.
void repeats() {
  Tablet tablet({"--demo"});
  const std::string file = tablet.write(
      "form.json",
      R"({"resourceType":"Questionnaire","url":"urn:bench","title":"Bench","status":"active","item":[{"linkId":"g","type":"group","text":"All","item":[{"linkId":"r","type":"group","text":"Medicine","repeats":true,"item":[{"linkId":"n","type":"string","text":"Name"},{"linkId":"t","type":"boolean","text":"Taken?"}]}]}]})");
  std::string script = std::string(kEnrol) + "expect g/r/add\nmark ready\ntap g/r/add\nmark second\n";
  for (int i = 2; i < 199; ++i) script += "tap g/r/add\n";
  const Played played = tablet.plays(script + "mark many\ntap g/r/add\nmark last\ntap-text \"Yes\"\nmark answered\n", {"--form", file});
  report("building the frame of a tap among 200 repetitions", played.of("answered", "build_cpu_ms_max"), "ms", 2);
  report("building the frame that adds repetition 200", played.of("last", "build_cpu_ms_max"), "ms", 16);
  bench::note("app", "building the frame that adds repetition 2", played.of("second", "build_cpu_ms_max"), "ms");
}

}  // namespace

// With an argument: the forms alone.
int main(int argc, char**) {
  if (argc < 2) caseload(34);
  if (argc < 2) caseload(10'000);
  forms();
  repeats();
  return all_ok ? 0 : 1;
}
