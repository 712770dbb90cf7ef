// What the council's forms work out: counts, points and the words that appear with them; and that nothing is decided for the worker.
#include <gtest/gtest.h>

#include "app/forms/form.h"
#include "platform/os/clock.h"
#include "tests/app/assets/assets_support.h"

namespace assets {
namespace {

const os::ManualClock kToday(1'795'344'127'000);  // 22 November 2026

class Filled {
 public:
  explicit Filled(const std::string& name) : form_(form(name), random_, {&kToday, nullptr, 0}) {}
  void choose(std::string_view link_id, std::string_view code) {
    const forms::NodeId id = form_.find(link_id);
    ASSERT_NE(id, forms::kNoNode) << link_id;
    for (const forms::Option& option : form_.item(id).options)
      if (option.value.code == code) return void(form_.toggle(id, option.value));
    ADD_FAILURE() << link_id << " does not offer " << code;
  }
  void say(std::string_view link_id, bool yes) { form_.set_answers(form_.find(link_id), {forms::Answer::boolean(yes)}); }
  std::string answer(std::string_view link_id) const {
    const forms::Answers& answers = form_.node(form_.find(link_id)).answers;
    return answers.empty() ? "" : answers[0].text;
  }
  bool shows(std::string_view link_id) const { return form_.node(form_.find(link_id)).enabled; }
  const forms::Form& live() const { return form_; }

 private:
  os::SeededRandom random_{3};
  forms::Form form_;
};

}  // namespace

TEST(Sums, TheNeedsAssessmentCountsWhatIsOutOfReachAndLeavesTheDecisionToTheWorker) {
  Filled needs("needs-assessment");
  EXPECT_EQ(needs.answer("d2.unable"), "0");
  EXPECT_EQ(needs.answer("d2.open"), "10");
  needs.choose("a1.can", "no");
  EXPECT_FALSE(needs.shows("d2.met-i"));
  needs.choose("a5.can", "only");
  EXPECT_EQ(needs.answer("d2.unable"), "2");
  EXPECT_TRUE(needs.shows("d2.met-i"));
  EXPECT_EQ(needs.answer("d2.yes"), "");
  needs.choose("a5.can", "yes");
  EXPECT_FALSE(needs.shows("d2.met-i"));
  EXPECT_FALSE(needs.shows("d2.not-i"));  // some outcomes are still open
  for (const char* outcome : {"a2", "a3", "a4", "a6", "a7", "a8", "a9"}) needs.choose(std::string(outcome) + ".can", "yes");
  needs.choose("a10.can", "none");
  EXPECT_EQ(needs.answer("d2.open"), "0");
  EXPECT_TRUE(needs.shows("d2.not-i"));
}

TEST(Sums, TheThreeConditionsTogetherAreExplainedAndTheDecisionStaysEmpty) {
  Filled needs("needs-assessment");
  EXPECT_FALSE(needs.shows("d.met-i"));
  for (const char* condition : {"d1.yes", "d2.yes", "d3.yes"}) needs.say(condition, true);
  EXPECT_TRUE(needs.shows("d.met-i"));
  EXPECT_FALSE(needs.shows("d.not-i"));
  EXPECT_EQ(needs.answer("d.eligible"), "");
  needs.say("d3.yes", false);
  EXPECT_TRUE(needs.shows("d.not-i"));
  EXPECT_EQ(needs.answer("d.eligible"), "");
}

TEST(Sums, TheCarersAssessmentCountsOneAsEnough) {
  Filled carer("carers-assessment");
  EXPECT_FALSE(carer.shows("d2.met-i"));
  carer.choose("c3.can", "only");
  EXPECT_EQ(carer.answer("d2.unable"), "1");
  EXPECT_TRUE(carer.shows("d2.met-i"));
  EXPECT_EQ(carer.answer("d2.yes"), "");
}

TEST(Sums, TheFallsCheckDefaultsItsDatesAddsItsPointsAndAsksMoreAfterAFall) {
  Filled falls("falls");
  EXPECT_EQ(falls.answer("f.date"), "2026-11-22");
  EXPECT_EQ(falls.answer("n.again"), "2027-02-14");  // twelve weeks
  EXPECT_FALSE(falls.shows("f.hurt"));
  falls.choose("f.count", "two");
  EXPECT_TRUE(falls.shows("f.hurt"));
  falls.choose("f.hurt", "serious");
  falls.choose("p.walk", "much");
  EXPECT_EQ(falls.answer("s.person"), "9");
  EXPECT_TRUE(falls.shows("s.high-i"));
  EXPECT_EQ(falls.answer("n.level"), "");
  falls.choose("f.count", "none");  // what is no longer asked no longer counts
  EXPECT_EQ(falls.answer("s.person"), "2");
  EXPECT_FALSE(falls.shows("s.high-i"));
  falls.choose("h.stairs", "much");
  falls.choose("h.help", "much");
  EXPECT_EQ(falls.answer("s.home"), "4");
  EXPECT_TRUE(falls.shows("s.home-i"));
  EXPECT_FALSE(falls.shows("n.urgent"));
  falls.choose("n.level", "high");
  EXPECT_TRUE(falls.shows("n.urgent"));
}

TEST(Sums, TheStrainCheckAddsUpAndOffersHelpWithTheCarersOwnAnswers) {
  Filled strain("carer-strain");
  EXPECT_EQ(strain.answer("b.date"), "2026-11-22");
  for (const char* line : {"c.sleep", "c.tired"}) strain.choose(line, "always");
  EXPECT_EQ(strain.answer("r.total"), "6");
  EXPECT_FALSE(strain.shows("r.high-i"));
  strain.choose("c.alone", "always");
  EXPECT_EQ(strain.answer("r.worst"), "3");
  EXPECT_TRUE(strain.shows("r.high-i"));
  EXPECT_EQ(strain.answer("r.goon"), "");
}

}  // namespace assets
