// A colleague's draft on the screen of the real app: read, taken over with a reason, written in; and the first author's view of it afterwards.
#include <gtest/gtest.h>

#include "tests/app/versions_drawn/looks.h"
#include "tests/app/versions_drawn/two_tablets.h"

namespace versions_test {
namespace {

// Margaret's draft as it is when the colleague has taken it over.
void he_takes_over(TwoTablets& at) {
  DemoTown& town = *at.town;
  town.colleague().commits(care::hand_over(town.reads(at.form.id, kForm), {town.worker(), town.colleague().worker, kNow - 86'400'000, "Amara is on leave."}, "k1"));
}

std::string to_draft(const TwoTablets& at) {
  return "tap nav/caseload\ntap " + record::to_string(at.form.person) + "\ntap tab/assessments\ntap response:" + record::to_string(at.form.id) + "\n";
}
std::string opens(const TwoTablets& at) { return to_draft(at) + "tap section/a1-i\n"; }

TEST(TakeOverDrawn, AColleaguesDraftIsReadAndNotWrittenIn) {
  TwoTablets at;
  he_takes_over(at);
  at.plays(opens(at) + "expect-text \"Draft in progress by P. Okafor\"\nexpect-text \"Taken over from you\"\nexpect-text \"Amara is on leave.\"\ntap needs/a1/a1.help\ntype \"XYZZY\"\nexpect-value needs/a1/a1.help \"" +
           std::string(record::utf8_of(at.town->reads(at.form.id, kForm).value(kHelp))) + "\"\nkey escape\nkey escape\nexpect-text \"Draft by P. Okafor\"\ntap nav/today\nexpect-none waiting:" +
           record::to_string(at.form.id) + "\n");
}

TEST(TakeOverDrawn, ItIsTakenOverWithAReasonAndThenWrittenIn) {
  TwoTablets at;
  he_takes_over(at);
  at.plays(opens(at) + "tap theirs/action\nexpect take_over/yes\ntap take_over/why\ntype \"I am back.\"\ntap take_over/yes\nexpect-text \"This draft was handed over to you\"\nexpect-text \"I am back.\"\n"
           "tap needs/a1/a1.help\nkey ctrl+a\ntype \"Opens tins.\"\n");
  EXPECT_EQ(at.says(kHelp), "Opens tins.");
  EXPECT_EQ(care::response_from(at.town->reads(at.form.id, kForm)).author, at.town->worker());
  EXPECT_EQ(care::hand_overs_in(at.town->reads(at.form.id, kForm).fields).size(), 2u);
}

TEST(TakeOverDrawn, LooksAsItDid) {
  TwoTablets at;
  he_takes_over(at);
  at.plays(opens(at));
  looks_as_it_did(at, "theirs", to_draft(at));
}

TEST(TakeOverDrawn, AskingForAReasonLooksAsItDid) {
  TwoTablets at;
  he_takes_over(at);
  at.plays(opens(at));
  const std::string tree = at.app.folder() / "tree", shot = at.app.folder() / "shot.png";
  const std::string asks = "tap theirs/action\ntype \"I am back\"\ntree " + tree + "\nshot " + shot + "\n" + at.picture();
  EXPECT_EQ(at.app.plays(asks, {"--software", "--size", "1280x800"}).status, 0);
  screens_test::expect_as_it_was("take-over", tree, shot, true);
  EXPECT_EQ(at.app.plays("text 200\nlanguage cy\n" + asks, {"--software", "--size", "800x1280"}).status, 0);
  screens_test::expect_as_it_was("take-over-large-welsh", tree, shot, true);
}

TEST(TakeOverDrawn, WithoutAReasonItIsNot) {
  TwoTablets at;
  he_takes_over(at);
  at.plays(opens(at) + "tap theirs/action\nexpect take_over/yes\ntap take_over/cancel\nexpect theirs\n");
  EXPECT_EQ(care::response_from(at.town->reads(at.form.id, kForm)).author, at.town->colleague().worker);
}

TEST(TakeOverDrawn, AnotherTabletOfHersGoesOnAtThePageWhereSheLastAnswered) {
  TwoTablets at;
  at.town->she_sets(at.form.id, kForm, "head/at", record::atom("page:a2-i"));
  at.plays("tap nav/caseload\ntap " + record::to_string(at.form.person) + "\ntap tab/assessments\ntap response:" + record::to_string(at.form.id) + "\nexpect needs/a2/a2.help\n");
}

}  // namespace
}  // namespace versions_test
