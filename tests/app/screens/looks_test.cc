// What only shows when the window is turned, the letters are large, the language is the other one, or the mouse rests where it was.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

#include "platform/base/csv.h"
#include "tests/app/screens/pictures.h"
#include "tests/app/screens/tablet.h"
#include "tests/app/screens/tree.h"
#include "tests/support/text_file.h"

namespace screens_test {
namespace {

constexpr char kWhitlock[] = "tap nav/caseload\ntap 01998f8c-e680-7cfe-8bad-85ddc8df85bb\n";

struct Walked {
  std::string name;
  Tree tree;
};

// The screens with something at their foot, then every other one.
std::string walk() {
  std::string out;
  const auto stop = [&](const std::string& lines, const std::string& name) { out += lines + "say screen-" + name + "\ntree\n"; };
  stop("tap nav/settings\n", "settings");
  stop("tap nav/sync\n", "sync");
  stop("tap nav/today\n", "today");
  stop("tap nav/caseload\n", "caseload");
  stop("tap new_person\n", "new-person");
  stop(std::string("tap discard\n") + kWhitlock, "overview");
  stop("tap add_relation\n", "relation");
  stop("tap back\ntap start_visit\n", "visit");
  stop("tap start_visit_now\ntap finish_visit\ntap tab/visits\n", "visits");
  stop("tap tab/assessments\n", "assessments");
  stop("tap start_form\n", "forms");
  stop("tap form:needs-assessment\n", "assessment");
  stop("tap next\ntap next\ntap next\n", "health");
  stop("tap back\ntap tab/plan\ntap-text \"2\"\n", "plan");
  stop("tap plan/add_outcome\n", "outcome");
  stop("tap plan/done\ntap plan/add_service\n", "service");
  stop("tap plan/kind/CAR-DP\ntap plan/done\ntap plan/add_slot\n", "slot");
  stop("tap plan/done\ntap plan/add_action\n", "action");
  stop("tap plan/done\ntap plan/written_copy\n", "copy");
  stop("key escape\ntap back\ntap tab/notes\n", "notes");
  stop("tap new_note\ntap note/text\ntype \"a\"\n", "note");
  stop("tap note/change_category\n", "category");
  stop("key escape\ntap note/remove\n", "remove");
  stop("tap note/keep\ntap back\ntap tab/documents\n", "documents");
  stop("tap add_ink\nstroke ink/pad 0.1 0.5 0.8 0.4\n", "ink");
  stop("tap ink/done\ntap add_body_map\ntap-at body/front 0.5 0.3\n", "body");
  stop("tap body/kind/bruise\ntap body/mark_done\ntap body/done\ntap add_photo\n", "photo");
  stop("tap back\ntap tab/history\n", "history");
  return out;
}

std::vector<Walked> walked(const support::Finished& played) {
  std::vector<Walked> out;
  for (const std::string& part : split(played.output, "say screen-")) {
    const size_t end = part.find('\n');
    if (end != std::string::npos && end < 20) out.push_back({part.substr(0, end), parse_tree(part.substr(end))});
  }
  return out;
}

class AtTheFoot : public ::testing::TestWithParam<std::tuple<const char*, const char*>> {};

// Buttons that lead on, save and send are never cut off, however large the letters.
TEST_P(AtTheFoot, NothingIsCutOff) {
  const auto [size, language] = GetParam();
  int width = 0, height = 0;
  ASSERT_EQ(std::sscanf(size, "%dx%d", &width, &height), 2);
  Tablet tablet;
  const support::Finished played = tablet.plays("text 200\nlanguage " + std::string(language) + "\nresize " + size + "\n" + walk());
  ASSERT_EQ(played.status, 0) << played.output.substr(played.output.rfind("doorstep:"));
  const std::set<std::string> feet = {"plan/undo", "plan/redo", "plan/saved", "plan/written_copy", "plan/send", "note/remove",
                                      "note/saved", "note/sign", "ink/undo", "ink/clear", "ink/saved", "ink/done",
                                      "body/done", "next", "previous", "photo/done", "nav/today", "nav/settings"};
  std::set<std::string> seen;
  for (const Walked& screen : walked(played))
    for (const Widget& widget : screen.tree) {
      if (!feet.contains(widget.id)) continue;
      seen.insert(widget.id);
      const bool whole = widget.x >= 0 && widget.y >= 0 && widget.x + widget.width <= width && widget.y + widget.height <= height;
      EXPECT_TRUE(whole) << screen.name << ": " << widget.id << " at " << widget.x << "," << widget.y << " " << widget.width << "x" << widget.height;
    }
  EXPECT_GE(seen.size(), 12u);
}

INSTANTIATE_TEST_SUITE_P(Sizes, AtTheFoot, ::testing::Combine(::testing::Values("800x1280", "1280x800"), ::testing::Values("en", "cy")),
                         [](const auto& one) {
                           const bool upright = std::get<0>(one.param)[0] == '8';
                           return std::string(upright ? "Portrait" : "Landscape") + (std::get<1>(one.param)[0] == 'e' ? "English" : "Welsh");
                         });

// What our own words say in English, where Welsh says something else: from the catalogues and the code lists.
std::set<std::string> english_words() {
  std::set<std::string> english, welsh;
  for (const char* folder : {"words", "codes"})
    for (const auto& file : std::filesystem::directory_iterator(std::filesystem::path(DOORSTEP_SOURCE_DIR) / "assets" / folder)) {
      const auto rows = base::Csv::parse(testing_support::text_of(file.path()));
      for (size_t i = 0; rows && rows->has_column("cy") && i < rows->row_count(); ++i)
        if (rows->at(i, "en") != rows->at(i, "cy")) english.emplace(rows->at(i, "en")), welsh.emplace(rows->at(i, "cy"));
    }
  for (const std::string& word : welsh) english.erase(word);
  return english;
}

std::set<std::string> parts_of(const std::string& label) {
  std::set<std::string> out{label};
  for (const std::string& part : split(label, " · "))
    for (const std::string& piece : split(part, ", ")) out.insert(piece);
  return out;
}

TEST(Welsh, NothingOfOurOwnIsSaidInEnglish) {
  Tablet tablet;
  const support::Finished played = tablet.plays("tap nav/settings\ntap language/cy\nresize 1280x3000\n" + walk());
  ASSERT_EQ(played.status, 0) << played.output.substr(played.output.rfind("doorstep:"));
  const std::set<std::string> english = english_words();
  ASSERT_GT(english.size(), 800u);
  const std::set<std::string> as_it_is = {"English", "Occupational therapist"};  // a language in its own words; who does it, as somebody wrote
  for (const Walked& screen : walked(played))
    for (const Widget& widget : screen.tree)
      for (const std::string& part : parts_of(widget.label))
        EXPECT_TRUE(!english.contains(part) || as_it_is.contains(part)) << screen.name << ": " << widget.id << " says \"" << part << "\"";
}

TEST(Toast, CoversNothingThatIsPressedAtTheFootOfTheWindow) {
  for (const char* look : {"text 100\nresize 1280x800\n", "text 200\nresize 800x1280\n"}) {
    Tablet tablet;
    const support::Finished played = tablet.plays(look + std::string("tap nav/caseload\ntap-text \"Doreen\"\ntap start_visit\ntap start_visit_now\n"
                                                                     "tap tab/notes\ntap new_note\ntree\n"));
    ASSERT_EQ(played.status, 0) << played.output;
    const Tree tree = parse_tree(played.output);
    const auto at = [&](const char* id) { return std::find_if(tree.begin(), tree.end(), [&](const Widget& widget) { return widget.id == id; }); };
    ASSERT_NE(at("toast"), tree.end());
    ASSERT_NE(at("note/remove"), tree.end());
    EXPECT_LE(at("toast")->y + at("toast")->height, at("note/remove")->y);
  }
}

TEST(Tabs, TheOneSheIsOnLooksTheSameWhetherTheMouseRestsOnItOrNot) {
  Tablet tablet;
  const std::string over = tablet.folder() / "over.png", away = tablet.folder() / "away.png";
  const support::Finished played = tablet.plays(std::string(kWhitlock) + "tap tab/plan\nshot " + over + "\ntouch tab/plan\nshot " + away + "\n");
  ASSERT_EQ(played.status, 0) << played.output;
  const image::Rgba with = picture_at(over), without = picture_at(away);
  ASSERT_GT(with.width, 0);
  EXPECT_TRUE(with.pixels == without.pixels);
}

}  // namespace
}  // namespace screens_test
