// A form that is issued again while a draft of it is under way, in the real app.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/app/screens/tablet.h"
#include "tests/support/text_file.h"

namespace screens_test {
namespace {

namespace fs = std::filesystem;

// Assets of a tablet's own, so that its forms can be issued again.
class IssuedAgain {
 public:
  explicit IssuedAgain(const Tablet& tablet) : folder_(tablet.folder() / "assets") { fs::copy(DOORSTEP_SOURCE_DIR "/assets", folder_, fs::copy_options::recursive); }
  std::vector<std::string> options() const { return {"--assets", folder_}; }

  // The visit note without its question about the notes, and with another name for the person's own words.
  void issues_the_visit_note_again() const {
    const std::string file = folder_ + "/forms/visit-note.json";
    std::string text = testing_support::text_of(file);
    replace(text, "\"version\": \"2026.11\"", "\"version\": \"2027.01\"");
    replace(text, "\"linkId\": \"during.notes\"", "\"linkId\": \"during.account\"");
    std::ofstream(file, std::ios::binary) << text;
  }

 private:
  static void replace(std::string& text, const std::string& what, const std::string& with) {
    const size_t at = text.find(what);
    ASSERT_NE(at, std::string::npos) << what;
    text.replace(at, what.size(), with);
  }
  std::string folder_;
};

constexpr const char* kBegun = "tap nav/caseload\ntap-text \"Tomasz\"\ntap tab/assessments\ntap start_form\ntap form:visit-note\ntap before/before.brief/yes\ntap next\n"
                               "tap during/during.notes\ntype \"Kitchen warm\"\ntap during/during.words\ntype \"I cook on Fridays\"\nkey escape\nexpect-none newer\n";

TEST(FormVersions, ADraftOpensUnderTheVersionItWasBegunWithAndSaysThatANewerOneIsOut) {
  Tablet tablet;
  const IssuedAgain assets(tablet);
  auto played = tablet.plays(kBegun, assets.options());
  ASSERT_EQ(played.status, 0) << played.output;
  assets.issues_the_visit_note_again();
  played = tablet.plays("expect newer\nexpect during/during.notes \"Kitchen warm\"\nexpect-none during/during.account\nexpect-none version_missing\n", assets.options());
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST(FormVersions, TheDraftMovesListsWhatFoundNoPlaceAndGoesBackAfterARestart) {
  Tablet tablet;
  const IssuedAgain assets(tablet);
  ASSERT_EQ(tablet.plays(kBegun, assets.options()).status, 0);
  assets.issues_the_visit_note_again();
  auto played = tablet.plays("tap newer/action\nexpect left/0/answer \"Kitchen warm\"\ntap move/keep\nexpect newer\ntap newer/action\ntap move/yes\nexpect moved\n"
                             "expect during/during.words \"I cook on Fridays\"\nexpect during/during.account\nexpect-none during/during.notes\ntap during/during.account\ntype \"Written since\"\nkey escape\n", assets.options());
  ASSERT_EQ(played.status, 0) << played.output;
  played = tablet.plays("expect moved\nexpect during/during.account \"Written since\"\ntap moved/action\nexpect left/0/answer \"Kitchen warm\"\ntap moved_list/back\n"
                        "expect during/during.notes \"Kitchen warm\"\nexpect during/during.words \"I cook on Fridays\"\nexpect newer\n", assets.options());
  EXPECT_EQ(played.status, 0) << played.output;
  // Nothing was lost on the way back either: forward once more.
  played = tablet.plays("expect newer\ntap newer/action\ntap move/yes\nexpect moved\nexpect during/during.account \"Written since\"\n", assets.options());
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST(FormVersions, AVersionThatIsNotHereIsSaidAndNothingOfTheDraftIsLost) {
  Tablet tablet;
  const IssuedAgain assets(tablet);
  ASSERT_EQ(tablet.plays(kBegun, assets.options()).status, 0);
  assets.issues_the_visit_note_again();
  fs::remove_all(tablet.data() + "/forms");
  auto played = tablet.plays("expect version_missing\nexpect during/during.words \"I cook on Fridays\"\nexpect-none newer\n", assets.options());
  EXPECT_EQ(played.status, 0) << played.output;
}

}  // namespace
}  // namespace screens_test
