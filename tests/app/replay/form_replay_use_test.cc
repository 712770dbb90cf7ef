// What a stranger may give form-replay: files that are not there or not what they should be, options there are none of, steps that cannot be done.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/child.h"
#include "tests/support/temp_folder.h"

namespace {

constexpr const char* kForm = R"({"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"g","type":"group","item":[{"linkId":"q","type":"integer"},{"linkId":"d","type":"display"}]}]})";

class FormReplay : public testing::Test {
 protected:
  void writes(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  // `words` with @ for the folder.
  support::Finished replays(const std::string& words) {
    std::string command = "exec " FORM_REPLAY " " + words;
    for (size_t at = 0; (at = command.find('@', at)) != std::string::npos;) command.replace(at, 1, folder_.path() + "/");
    return support::run_child({"/bin/sh", "-c", command});
  }
  // Exit status 2, nothing on standard output, and the reason.
  void refuses(const std::string& words, const std::string& reason) {
    EXPECT_EQ(replays(words + " 2>/dev/null").output, "") << words;
    const support::Finished done = replays(words);
    EXPECT_EQ(done.status, 2) << words;
    EXPECT_NE(done.output.find(reason), std::string::npos) << words << ": " << done.output;
  }

  testing_support::TempFolder folder_;
};

TEST_F(FormReplay, SaysWhichFileIsMissingOrWrongAndWhy) {
  writes("form.json", kForm);
  writes("script.json", R"({"steps":[]})");
  writes("broken.json", "{\"steps\":\n [}");
  writes("list.json", "[]");
  writes("patient.json", R"({"resourceType":"Patient"})");
  refuses("@nowhere.json @script.json", "nowhere.json: there is no such file");
  refuses("@form.json @nowhere.json", "nowhere.json: there is no such file");
  refuses("@form.json @script.json --context @nowhere.json", "nowhere.json: there is no such file");
  refuses("@form.json @script.json --valuesets @nowhere.json", "nowhere.json: there is no such file");
  refuses("@ @script.json", "this is a folder");
  refuses("@broken.json @script.json", "line 2");
  refuses("@form.json @broken.json", "line 2");
  refuses("@patient.json @script.json", "not a Questionnaire: it is a Patient");
  refuses("@form.json @list.json", "not a script");
  refuses("@form.json @script.json --context @list.json", "not an object");
  refuses("@form.json @script.json --valuesets @list.json", "not an object");
}

TEST_F(FormReplay, RefusesOptionsThereAreNoneOf) {
  refuses("a b --contxt c", "--contxt: there is no such option");
  refuses("a b --context", "--context: a file is to follow");
  refuses("a", "two files are needed");
  refuses("a b c", "two files are needed");
  EXPECT_EQ(replays("--help").status, 0);
}

TEST_F(FormReplay, RefusesAScriptOfAnotherFormatAndAClockThatIsNone) {
  writes("form.json", kForm);
  writes("script.json", R"({"format":"form-replay/2","steps":[]})");
  refuses("@form.json @script.json", "another format");
  writes("script.json", R"({"now":"soon","steps":[]})");
  refuses("@form.json @script.json", "no date and time");
}

TEST_F(FormReplay, SaysThatNothingIsEnabledByAnEmptyList) {
  writes("form.json", R"({"resourceType":"Questionnaire","status":"draft","item":[]})");
  writes("script.json", R"({"steps":[]})");
  EXPECT_EQ(replays("@form.json @script.json").output, "{\"initial\":{\"enabled\":[],\"answers\":{}},\"steps\":[],\"final\":{\"enabled\":[],\"answers\":{},\"response\":{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"in-progress\"}}}\n");
}

TEST_F(FormReplay, SaysWhichStepsCannotBeDoneAndCarriesOutTheOthers) {
  writes("form.json", kForm);
  writes("script.json", R"({"steps":[{"op":"set","path":"g/none","answer":[]},{"op":"set","path":"g","answer":[{"valueInteger":1}]},{"op":"set","path":"g/d","answer":[{"valueInteger":1}]},
    {"op":"jump","path":"g/q"},{"op":"addRepeat","path":"g/q"},{"op":"set","path":"g/q","answer":3},7,{"op":"set","path":"g/q","answer":[{"valueInteger":5}]}]})");
  const support::Finished done = replays("@form.json @script.json");
  EXPECT_EQ(done.status, 0);
  EXPECT_NE(done.output.find("form-replay: step 4: there is no such operation\n"), std::string::npos) << done.output;
  EXPECT_NE(done.output.find(R"("steps":[{"error":"there is no item at this path now"},{"error":"only questions have answers"},{"error":"only questions have answers"},)"
                             R"({"error":"there is no such operation"},{"error":"only groups are repeated by addRepeat"},{"error":"\"answer\" is to be a list"},{"error":"there is no such operation"},{}])"),
            std::string::npos) << done.output;
  EXPECT_NE(done.output.find(R"("answers":{"g/q":[5]})"), std::string::npos) << done.output;
}

}  // namespace
