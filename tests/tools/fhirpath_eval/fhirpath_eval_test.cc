// What a stranger may give fhirpath-eval: lines that are no case, files that are not there, options there are none of.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/support/child.h"
#include "tests/support/temp_folder.h"

namespace {

using support::Finished;

Finished eval(const std::string& cases, const std::string& options = "", const std::string& files = "") {
  const testing_support::TempFolder folder;
  std::ofstream(folder / "cases") << cases;
  if (!files.empty()) std::ofstream(folder / "input.json") << files;
  std::string command = "exec " FHIRPATH_EVAL " " + options + " < " + (folder / "cases");
  if (const size_t at = command.find("DIR"); at != std::string::npos) command.replace(at, 3, folder.path());
  return support::run_child({"/bin/sh", "-c", command});
}

size_t lines_of(const std::string& text) { return size_t(std::count(text.begin(), text.end(), '\n')); }
bool says(const Finished& done, const std::string& what) { return done.output.find(what) != std::string::npos; }

TEST(FhirpathEval, GoesOnAfterALineThatIsNoCase) {
  const Finished done = eval("{\"id\":\"a\",\"expr\":\"1 + 1\"}\nnot json\n[1]\n{\"id\":\"b\"}\n{\"id\":\"c\",\"expr\":5}\n\n{\"id\":\"d\",\"expr\":\"2 + 2\"}\n");
  EXPECT_EQ(done.status, 1);
  EXPECT_EQ(lines_of(done.output), 6u) << done.output;
  EXPECT_TRUE(says(done, "{\"id\":\"a\",\"result\":[2]}")) << done.output;
  EXPECT_TRUE(says(done, "{\"id\":\"d\",\"result\":[4]}")) << done.output;
  EXPECT_TRUE(says(done, "{\"id\":null,\"line\":2,\"error\":{\"kind\":\"input\"")) << done.output;
  EXPECT_TRUE(says(done, "line 3: this is no JSON object")) << done.output;
  EXPECT_TRUE(says(done, "line 4: there is no expression")) << done.output;
  EXPECT_TRUE(says(done, "line 5: there is no expression")) << done.output;
}

TEST(FhirpathEval, SaysThatAnInputIsMissingRatherThanEmpty) {
  const Finished done = eval("{\"id\":\"a\",\"expr\":\"name\",\"input\":\"nowhere.json\"}\n{\"id\":\"b\",\"expr\":\"name\"}\n", "--inputs DIR");
  EXPECT_EQ(done.status, 0);
  EXPECT_TRUE(says(done, "{\"id\":\"a\",\"error\":{\"kind\":\"input\"")) << done.output;
  EXPECT_TRUE(says(done, "nowhere.json: there is no such file")) << done.output;
  EXPECT_TRUE(says(done, "{\"id\":\"b\",\"result\":[]}")) << done.output;
}

TEST(FhirpathEval, FindsTheQuestionnairesAndTheContextBesideTheInputsThatAreNamed) {
  const testing_support::TempFolder folder;
  std::filesystem::create_directories(folder / "fhirpath/inputs");
  std::filesystem::create_directories(folder / "questionnaires");
  std::ofstream(folder / "questionnaires/q.json") << R"({"resourceType":"Questionnaire","title":"Falls"})";
  std::ofstream(folder / "context.json") << R"({"patient":{"resourceType":"Patient","id":"p1"}})";
  const std::string cases = R"({"id":"a","expr":"%questionnaire.title","questionnaire":"q.json"}
{"id":"b","expr":"%patient.id","context_vars":["patient"]}
)";
  const Finished done = eval(cases, "--inputs " + (folder / "fhirpath/inputs"));
  EXPECT_TRUE(says(done, R"({"id":"a","result":["Falls"]})")) << done.output;
  EXPECT_TRUE(says(done, R"({"id":"b","result":["p1"]})")) << done.output;
}

TEST(FhirpathEval, SaysThatAnInputIsNoJsonThatAContextFailsAndThatAClockIsNone) {
  const Finished done = eval("{\"id\":\"a\",\"expr\":\"1\",\"input\":\"input.json\"}\n{\"id\":\"b\",\"expr\":\"%context\",\"context\":\"1 +\"}\n{\"id\":\"c\",\"expr\":\"1\",\"now\":\"soon\"}\n{\"id\":\"d\",\"expr\":\"1\",\"input\":{}}\n",
                             "--inputs DIR", "{\"resourceType\":");
  EXPECT_EQ(lines_of(done.output), 4u) << done.output;
  EXPECT_TRUE(says(done, "{\"id\":\"a\",\"error\":{\"kind\":\"input\"")) << done.output;
  EXPECT_TRUE(says(done, "\\\"context\\\": ")) << done.output;
  EXPECT_TRUE(says(done, "\\\"now\\\" is no date")) << done.output;
  EXPECT_TRUE(says(done, "file's name")) << done.output;
}

TEST(FhirpathEval, KeepsTheKindOfAnIdAndReadsLinesOfOtherSystems) {
  EXPECT_EQ(eval("\xEF\xBB\xBF{\"id\":7,\"expr\":\"1\"}\r\n  \r\n{\"expr\":\"2\"}").output, "{\"id\":7,\"result\":[1]}\n{\"id\":null,\"result\":[2]}\n");
}

TEST(FhirpathEval, RefusesOptionsThereAreNoneOf) {
  EXPECT_EQ(eval("", "--model r4 2>&1").status, 2);
  EXPECT_TRUE(says(eval("", "--model r4 2>&1"), "--model: there is no such option"));
  EXPECT_TRUE(says(eval("", "--inputs 2>&1"), "--inputs: a value is to follow"));
  EXPECT_EQ(eval("", "--help").status, 0);
  EXPECT_TRUE(says(eval("", "--help"), "use: fhirpath-eval"));
}

}  // namespace
