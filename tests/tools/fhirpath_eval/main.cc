// fhirpath-eval [--inputs DIR] [--context FILE] [--questionnaires DIR]: reads FHIRPath cases as JSON lines on standard input and prints one
// JSON line a case. What is not named is looked for beside the inputs. --score prints instead, per `src`, how many came out as the case expects, and the others on standard error.
// Exit 0: every line was a case; 1: some were not (each got an error of kind "input"); 2: wrong use.
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "tests/tools/fhirpath_eval/cases.h"

namespace {

constexpr const char* kUse = "use: fhirpath-eval [--inputs DIR] [--context FILE] [--questionnaires DIR] [--score] < cases.jsonl\n";

int refuse(const char* why, const char* word) {
  std::fprintf(stderr, "fhirpath-eval: %s: %s\n%s", word, why, kUse);
  return 2;
}

class Cases {
 public:
  Cases(cases::Folders folders, bool scores) : runner_(std::move(folders)), scores_(scores) {}

  int run(std::istream& in) {
    size_t number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
      if (line.find_first_not_of(" \t\r") != std::string::npos) take(number, line);
    }
    for (const auto& [source, counts] : counts_) std::printf("%s %d of %d\n", source.c_str(), counts.first, counts.second);
    return all_read_ ? 0 : 1;
  }

 private:
  void take(size_t number, const std::string& line) {
    const auto one = cases::Case::parse(line);
    if (!one) {
      all_read_ = false;
      const std::string told = cases::unreadable_line(number, one.error().detail);
      (scores_ ? std::cerr : std::cout) << told << '\n';
    } else if (const cases::Answer answer = runner_.run(**one); scores_) {
      score(**one, answer);
    } else {
      std::cout << cases::answer_line(**one, answer) << '\n';
    }
  }

  void score(const cases::Case& one, const cases::Answer& answer) {
    std::string why;
    auto& [good, all] = counts_[one.text("src")];
    ++all;
    if (cases::is_expected(one, answer, &why)) ++good;
    else std::fprintf(stderr, "%s\n  %s\n  %s\n", one.text("id").c_str(), one.text("expr").c_str(), why.c_str());
  }

  cases::Runner runner_;
  bool scores_;
  bool all_read_ = true;
  std::map<std::string, std::pair<int, int>> counts_;
};

// Cases come with what they are about in one folder: fhirpath/inputs, questionnaires and context.json beside each other. Who names the first need not name the others.
void find_beside_inputs(cases::Folders& folders) {
  namespace fs = std::filesystem;
  if (folders.inputs.empty()) return;
  const fs::path root = fs::path(folders.inputs) / ".." / "..";
  const auto take = [&](std::string& to, const char* name) {
    if (to.empty() && fs::exists(root / name)) to = (root / name).string();
  };
  take(folders.questionnaires, "questionnaires");
  take(folders.context, "context.json");
}

}  // namespace

int main(int argc, char** argv) {
  cases::Folders folders;
  bool scores = false;
  for (int i = 1; i < argc; ++i) {
    std::string* const to = std::strcmp(argv[i], "--inputs") == 0           ? &folders.inputs
                            : std::strcmp(argv[i], "--context") == 0        ? &folders.context
                            : std::strcmp(argv[i], "--questionnaires") == 0 ? &folders.questionnaires
                                                                            : nullptr;
    if (to != nullptr && i + 1 == argc) return refuse("a value is to follow", argv[i]);
    if (to != nullptr) *to = argv[++i];
    else if (std::strcmp(argv[i], "--score") == 0) scores = true;
    else if (std::strcmp(argv[i], "--help") == 0) return std::fputs(kUse, stdout), 0;
    else return refuse("there is no such option; cases come on standard input", argv[i]);
  }
  find_beside_inputs(folders);
  std::ios::sync_with_stdio(false);
  return Cases(std::move(folders), scores).run(std::cin);
}
