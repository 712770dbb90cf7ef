// The public suites, where a checkout has them beside it (../shared/fhir/fhirpath), and our own golden cases, which a stranger has too.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/tools/fhirpath_eval/cases.h"

namespace {

const std::string kShared = std::string(DOORSTEP_SOURCE_DIR) + "/../shared/fhir";
const std::string kGolden = std::string(DOORSTEP_SOURCE_DIR) + "/tests/golden/fhirpath";

struct Score {
  int good = 0;
  int all = 0;
  std::string failures;
};

Score run_file(const std::string& path, const cases::Folders& folders) {
  Score score;
  cases::Runner runner(folders);
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    const auto one = cases::Case::parse(line);
    ++score.all;
    std::string why = one ? "" : one.error().detail + ": " + line.substr(0, 80);
    if (one && cases::is_expected(**one, runner.run(**one), &why)) ++score.good;
    else score.failures += (one ? (*one)->text("id") : "?") + ": " + why + "\n";
  }
  return score;
}

// At most `misses` cases may differ; app/fhirpath/README.md names each with the sentence that decides it.
void expect_suite(const std::string& name, int cases_at_least, int misses) {
  const std::string path = kShared + "/fhirpath/" + name + ".jsonl";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no public suite beside this checkout: " << name;
  const Score score = run_file(path, {kShared + "/fhirpath/inputs", kShared + "/questionnaires", kShared + "/context.json"});
  EXPECT_GE(score.all, cases_at_least);
  EXPECT_LE(score.all - score.good, misses) << score.failures;
}

TEST(FhirpathSuite, AgreesWithTheHl7SuiteButForTwoCases) { expect_suite("hl7-fhir-r4", 444, 2); }
TEST(FhirpathSuite, AgreesWithTheCasesOfFhirpathJsButForOne) { expect_suite("fhirpath-js", 811, 1); }
TEST(FhirpathSuite, GivesTheRecordedAnswersToTheExpressionsOfRealForms) { expect_suite("sdc-expressions", 924, 0); }

TEST(FhirpathGolden, EveryCaseOfOursComesOutAsWritten) {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kGolden)) {
    if (entry.path().extension() != ".jsonl") continue;
    ++files;
    const Score score = run_file(entry.path().string(), {kGolden + "/inputs", kGolden + "/inputs", kGolden + "/inputs/context.json"});
    EXPECT_GT(score.all, 0) << entry.path();
    EXPECT_EQ(score.good, score.all) << entry.path() << "\n" << score.failures;
  }
  EXPECT_GE(files, 8);
}

}  // namespace
