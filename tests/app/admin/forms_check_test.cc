#include <gtest/gtest.h>

#include "tests/app/admin/admin.h"
#include "tests/support/temp_folder.h"

namespace admin {
namespace {

struct Desk {
  testing_support::TempFolder folder;
  std::string put(const std::string& name, const std::string& text) {
    EXPECT_TRUE(os::replace_file(folder / name, base::view(text)));
    return folder / name;
  }
};

constexpr const char* kDead = "{\"resourceType\":\"Questionnaire\",\"url\":\"u\",\"version\":\"1\",\"item\":[\n{\"linkId\":\"a\",\"text\":\"A\",\"type\":\"boolean\",\n\"enableWhen\":[{\"question\":\"gone\",\"operator\":\"=\",\"answerBoolean\":true}]}]}";
constexpr const char* kUnversioned = "{\"resourceType\":\"Questionnaire\",\"url\":\"u\",\"item\":[{\"linkId\":\"a\",\"text\":\"A\",\"type\":\"boolean\"}]}";

TEST(FormsCheck, OurOwnFormsEndWithNothingToSay) {
  const auto done = run({"forms", "check", own_form("needs-assessment"), own_form("review")});
  EXPECT_EQ(done.output, "2 forms: 0 errors, 0 warnings\n");
  EXPECT_EQ(done.status, 0);
}

TEST(FormsCheck, NamesFileLineColumnItemAndWhatToDo) {
  Desk desk;
  const std::string file = desk.put("dead.json", kDead);
  const auto done = run({"forms", "check", "--language", "none", file});
  EXPECT_EQ(done.status, 2);
  EXPECT_NE(done.output.find(file + ":3:27: error [condition-on-nothing] item \"a\": its enableWhen names a question that is not in the form: \"gone\"\n    Name the linkId of a question of this form.\n"),
            std::string::npos)
      << done.output;
}

TEST(FormsCheck, ItsStatusTellsWarningsFromErrors) {
  Desk desk;
  EXPECT_EQ(run({"forms", "check", "--language", "none", desk.put("unversioned.json", kUnversioned)}).status, 1);
  EXPECT_EQ(run({"forms", "check", desk.put("torn.json", "{\"resourceType\":")}).status, 2);
  EXPECT_EQ(run({"forms", "check", desk.folder / "none.json"}).status, 2);
  EXPECT_EQ(run({"forms", "check"}).status, 64);
  EXPECT_EQ(run({"forms", "check", "--colour", "red"}).status, 64);
}

TEST(FormsCheck, AsJsonEachFindingIsALine) {
  Desk desk;
  const std::string file = desk.put("unversioned.json", kUnversioned);
  EXPECT_EQ(run({"forms", "check", "--json", "--language", "none", file}).output,
            "{\"file\":\"" + file + "\",\"line\":1,\"column\":1,\"level\":\"warning\",\"rule\":\"no-version\",\"linkId\":\"\",\"problem\":\"the form has no version\"," +
                "\"advice\":\"Give it a version: a draft stays with the version it was begun with, and a forms pack asks for it.\"}\n");
}

TEST(FormsStats, SaysHowLargeAFormIs) {
  const auto done = run({"forms", "stats", own_form("visit-note")});
  EXPECT_EQ(done.status, 0);
  for (const char* part : {"Visit note", "version 2026.11", "pages", "in a forms pack", "longest texts"}) EXPECT_NE(done.output.find(part), std::string::npos) << part << "\n" << done.output;
  EXPECT_EQ(run({"forms", "stats", "--json", own_form("visit-note")}).output.substr(0, 9), "{\"file\":\"");
}

TEST(Admin, SaysWhatItCanDo) {
  EXPECT_EQ(run({"--help"}).status, 0);
  const auto lost = run({"forms", "fold"});
  EXPECT_EQ(lost.status, 64);
  EXPECT_NE(lost.output.find("forms check"), std::string::npos);
}

}  // namespace
}  // namespace admin
