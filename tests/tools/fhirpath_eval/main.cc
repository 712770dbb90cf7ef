// fhirpath-eval [--inputs DIR] [--context FILE] [--questionnaires DIR]: reads FHIRPath cases as JSON lines on standard input and prints one
// JSON line a case. --score prints instead, per `src`, how many came out as the case expects, and the others on standard error.
#include <cstdio>
#include <cstring>
#include <iostream>

#include "tests/tools/fhirpath_eval/cases.h"

int main(int argc, char** argv) {
  cases::Folders folders;
  bool score = false;
  for (int i = 1; i < argc; ++i) {
    const bool more = i + 1 < argc;
    if (std::strcmp(argv[i], "--inputs") == 0 && more) folders.inputs = argv[++i];
    else if (std::strcmp(argv[i], "--context") == 0 && more) folders.context = argv[++i];
    else if (std::strcmp(argv[i], "--questionnaires") == 0 && more) folders.questionnaires = argv[++i];
    else if (std::strcmp(argv[i], "--score") == 0) score = true;
    else
      return std::fprintf(stderr, "usage: fhirpath-eval [--inputs DIR] [--context FILE] [--questionnaires DIR] [--score] < cases.jsonl\n"),
             2;
  }
  std::ios::sync_with_stdio(false);
  cases::Runner runner(folders);
  std::map<std::string, std::pair<int, int>> scores;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.empty()) continue;
    const auto one = cases::Case::parse(line);
    if (one == nullptr) {
      std::fprintf(stderr, "a line is not JSON\n");
      return 2;
    }
    const cases::Answer answer = runner.run(*one);
    if (!score) {
      std::cout << cases::answer_line(*one, answer) << '\n';
      continue;
    }
    std::string why;
    auto& [good, all] = scores[one->text("src")];
    ++all;
    if (cases::is_expected(*one, answer, &why)) ++good;
    else std::fprintf(stderr, "%s\n  %s\n  %s\n", one->text("id").c_str(), one->text("expr").c_str(), why.c_str());
  }
  for (const auto& [source, counts] : scores) std::printf("%s %d of %d\n", source.c_str(), counts.first, counts.second);
  return 0;
}
