// Words, lists and drawings that come with the app.
#include <gtest/gtest.h>

#include <set>

#include "app/tablet/state/body_figure.h"
#include "platform/base/csv.h"
#include "tests/app/assets/assets_support.h"

namespace assets {
namespace {

std::vector<std::filesystem::path> word_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder("words")))
    if (entry.path().extension() == ".csv") files.push_back(entry.path());
  return files;
}

// "{0}" and "{1}" as they occur, for comparing two languages.
std::set<char> placeholders(std::string_view words) {
  std::set<char> found;
  for (size_t at = words.find('{'); at != std::string_view::npos; at = words.find('{', at + 1))
    if (at + 2 < words.size() && words[at + 2] == '}') found.insert(words[at + 1]);
  return found;
}

TEST(Words, AreThereOnceInBothLanguagesWithTheSamePlaces) {
  std::set<std::string> seen;
  for (const auto& file : word_files()) {
    const auto table = base::Csv::parse(text_of(file));
    ASSERT_TRUE(table) << file << ' ' << (table ? "" : table.error().detail);
    ASSERT_EQ(table->columns(), (std::vector<std::string>{"key", "en", "cy"})) << file;
    for (size_t row = 0; row < table->row_count(); ++row) {
      const std::string key(table->at(row, "key"));
      EXPECT_TRUE(seen.insert(key).second) << key << " is there twice";
      EXPECT_FALSE(table->at(row, "en").empty()) << key;
      EXPECT_FALSE(table->at(row, "cy").empty()) << key;
      EXPECT_EQ(placeholders(table->at(row, "en")), placeholders(table->at(row, "cy"))) << key;
    }
  }
}

TEST(BodyMap, IsTheSamePersonFromBothSidesAndEveryPlaceOfTheOutlineHasAName) {
  const auto front = state::parse_figure(text_of(folder("bodymap") / "front.csv")), back = state::parse_figure(text_of(folder("bodymap") / "back.csv"));
  const auto regions = state::parse_regions(text_of(folder("bodymap") / "regions.csv"));
  ASSERT_TRUE(front && back && regions);
  EXPECT_EQ(front->front().name, "outline");
  EXPECT_TRUE(front->front().closed);
  ASSERT_EQ(front->front().points.size(), back->front().points.size());
  for (const state::FigurePoint& point : front->front().points) {
    // A little inside the edge, as a finger would be.
    const state::FigurePoint inside{0.5f + (point.x - 0.5f) * 0.97f, std::min(point.y * 0.99f + 0.002f, 0.999f)};
    for (const bool is_front : {true, false})
      for (const bool welsh : {true, false}) EXPECT_NE(state::region_at(*regions, is_front, inside, welsh), "") << inside.x << ' ' << inside.y;
  }
}

}  // namespace
}  // namespace assets
