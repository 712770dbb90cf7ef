// tests/app/versions_drawn/two_tablets.h: Amara's tablet and her colleague's, both last without a signal, for a test that then plays a script on hers.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>

#include "app/care/handover.h"
#include "app/forms/answer.h"
#include "tests/app/screens/tablet.h"
#include "tests/app/versions/demo_town.h"

namespace versions_test {

using forms::Answer;
inline constexpr os::UnixMs kNow = 1'795'344'127'000;  // 2026-11-22 10:42:07, as the scripts have it
inline constexpr record::RecordType kForm = care::kResponseRecord;
inline constexpr char kFalls[] = "health/health.falls", kHelp[] = "needs/a1/a1.help", kOften[] = "needs/a1/a1.often", kEquipment[] = "home/home.equipment";

inline record::Value answers(std::vector<Answer> all) { return record::atom(forms::to_field_text(all)); }
inline Answer often(const std::string& code, const std::string& words) { return Answer::coding("https://doorstep.example.org/codes/often", code, words); }

// Amara's tablet, three days after both were last at one.
struct TwoTablets {
  TwoTablets() {
    EXPECT_EQ(app.plays("").status, 0);
    town.emplace(app.data(), screens_test::kPin, kNow - 3 * 86'400'000);
    EXPECT_TRUE(town->hers().each_head(kForm, [&](const record::RecordId& id, const record::FieldMap& head) {
      const care::Response one = care::response_from({id, kForm, head});
      if (one.kind == "needs" && one.status == care::ResponseStatus::Draft) form = one;
    }));
    town->passes(15'000);
  }
  void both(const std::string& path, const record::Value& hers, const record::Value& his) { both(form.id, kForm, path, hers, his); }
  void both(const record::RecordId& id, record::RecordType type, const std::string& path, const record::Value& hers, const record::Value& his) {
    town->she_sets(id, type, path, hers);
    town->passes(5'280);
    town->he_sets(id, type, path, his);
  }
  // Everybody tells the hub, and she looks at her tablet.
  void plays(const std::string& script, std::vector<std::string> more = {}) {
    if (told) town->opens();
    told = true;
    town->sync();
    town->closes();
    const support::Finished played = app.plays(script + picture(), std::move(more));
    EXPECT_EQ(played.status, 0) << played.output;
  }
  // Where somebody wants to look: DOORSTEP_PICTURES=folder.
  static std::string picture() {
    const char* folder = std::getenv("DOORSTEP_PICTURES");
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    return folder ? "shot " + std::string(folder) + "/" + test->name() + ".png\n" : std::string();
  }
  std::string says(const std::string& path) {
    town->opens();
    town->sync();
    const std::string out(record::utf8_of(town->reads(form.id, kForm).value(path)));
    town->closes();
    return out;
  }
  std::string row() const { return "conflict:" + record::to_string(form.id); }

  screens_test::Tablet app{std::vector<std::string>{}};
  std::optional<DemoTown> town;
  care::Response form;
  bool told = false;
};

}  // namespace versions_test
