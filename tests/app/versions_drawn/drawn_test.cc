// Two versions and refused changes on the screen of the real app: the whole way of a worker through them, by scripts.
#include <gtest/gtest.h>

#include "app/care/attachment.h"
#include "platform/image/image.h"
#include "platform/os/file.h"
#include "tests/app/screens/golden.h"
#include "tests/app/versions_drawn/looks.h"
#include "tests/app/versions_drawn/two_tablets.h"

namespace versions_test {
namespace {

struct SameWords : TwoTablets {
  SameWords() {
    const std::string before(record::utf8_of(town->reads(form.id, kForm).value(kHelp)));
    EXPECT_EQ(before.find("Cannot lift a full pan or open tins."), 0u) << before;
    both(kHelp, record::text("Does not lift a full pan or open tins." + before.substr(36)), record::text("Lifts a small pan, opens tins with the new opener." + before.substr(36)));
  }
};

TEST(TwoVersionsDrawn, AreFoundOnTodayAndOnThePersonAndAtTheQuestion) {
  SameWords at;
  at.plays("expect needs_you\nexpect-text \"1 answer has two versions\"\ntap " + at.row() +
           "\nexpect-text \"1 of 1 to settle\"\nkey escape\n"
           "tap nav/caseload\ntap " + record::to_string(at.form.person) + "\ntap " + at.row() + "\nexpect-text \"1 of 1 to settle\"\nkey escape\nkey escape\n"
           "tap nav/today\ntap waiting:" + record::to_string(at.form.id) + "\ntap section/a1-i\ntap needs/a1/a1.help/two_versions/action\nexpect-text \"1 of 1 to settle\"\n");
}

TEST(TwoVersionsDrawn, ShowWhatEachSaidAndWhatStoodBefore) {
  SameWords at;
  at.plays("tap " + at.row() +
           "\nexpect-text \"Your words · 19 Nov 14:52\"\nexpect-text \"P. Okafor · 19 Nov 16:20\"\n"
           "expect versions/version0/said \"Does not lift a full pan\"\nexpect versions/version1/said \"opens tins with the new opener\"\n"
           "expect versions/before \"Before both: “Cannot lift a full pan or open tins.\"\nexpect versions/joined/words\n");
}

TEST(TwoVersionsDrawn, KeepingHersIsSavedAndSaidAndReachesTheColleague) {
  SameWords at;
  at.plays("tap " + at.row() + "\ntap versions/version0/keep\nexpect versions/by \"You settled this\"\nexpect versions/now \"Does not lift a full pan\"\nexpect versions/take_back\ntap versions/next\n"
           "expect-none needs_you\n");
  EXPECT_EQ(at.says(kHelp).find("Does not lift a full pan or open tins."), 0u);
  EXPECT_TRUE(at.town->colleague().conflicts().empty());
}

TEST(TwoVersionsDrawn, TheJoinedWordsAreEditedBeforeTheyAreKept) {
  SameWords at;
  at.plays("tap " + at.row() + "\ntap versions/joined/words\nkey ctrl+a\ntype \"Lifts a small pan only.\"\ntap versions/joined/use\nexpect versions/now \"Lifts a small pan only.\"\n");
  EXPECT_EQ(at.says(kHelp), "Lifts a small pan only.");
}

TEST(TwoVersionsDrawn, HalfEditedWordsAreThereAgainAfterTheTabletDied) {
  SameWords at;
  at.plays("tap " + at.row() + "\ntap versions/joined/words\nkey ctrl+a\ntype \"Lifts a sm\"\nwait\n");
  const auto again = at.app.plays("expect versions/joined/words \"Lifts a sm\"\nexpect-focus versions/joined/words\n");
  EXPECT_EQ(again.status, 0) << again.output;
}

TEST(TwoVersionsDrawn, ASettlementCanBeTakenBackUntilItIsSent) {
  SameWords at;
  at.plays("tap " + at.row() + "\ntap versions/version1/keep\ntap versions/take_back\nexpect-text \"1 of 1 to settle\"\nexpect versions/version0/keep\ntap versions/version0/keep\n");
  at.plays("expect versions/sent\nexpect-none versions/take_back\n");
  EXPECT_EQ(at.says(kHelp).find("Does not lift"), 0u);
}

TEST(TwoVersionsDrawn, AreSettledByTheKeyboardAlone) {
  SameWords at;
  at.plays("tap " + at.row() + "\nkey tab 9\nexpect-focus versions/version1/keep\nkey enter\nexpect versions/by \"You settled this\"\n");
  EXPECT_EQ(at.says(kHelp).find("Lifts a small pan"), 0u);
}

TEST(TwoVersionsDrawn, OfAChoiceANumberAndSeveralAnswersAreSaidAsPeopleReadThem) {
  TwoTablets at;
  at.both(kFalls, answers({Answer::integer(4)}), answers({Answer::integer(5)}));
  at.both(kOften, answers({often("weekly", "Weekly")}), answers({often("daily2", "Several times a day")}));
  const auto was = forms::from_field_text(record::utf8_of(at.town->reads(at.form.id, kForm).value(kEquipment))).value();
  auto hers = was, his = was;
  hers.push_back(Answer::coding("https://doorstep.example.org/codes/equipment", "rail", "Second stair rail"));
  his.push_back(Answer::coding("https://doorstep.example.org/codes/equipment", "board", "Bath board"));
  at.both(kEquipment, answers(hers), answers(his));
  at.plays("expect-text \"3 answers have two versions\"\ntap " + at.row() + "\nexpect-text \"of 3 to settle\"\n");
  const auto each = at.app.plays("tap nav/today\ntap " + at.row() + "\nexpect versions/asked\ntree " + (at.app.folder() / "first") +
                                 "\ntap versions/version0/keep\ntap versions/next\nexpect-text \"of 2 to settle\"\ntap versions/version0/keep\ntap versions/next\n"
                                 "expect-text \"1 of 1 to settle\"\ntap versions/version0/keep\nexpect-text \"You settled this\"\n");
  EXPECT_EQ(each.status, 0) << each.output;
  EXPECT_EQ(at.says(kFalls), "[{\"valueInteger\":4}]");
}

TEST(TwoVersionsDrawn, OfSeveralAnswersBothCanBeKept) {
  TwoTablets at;
  const auto was = forms::from_field_text(record::utf8_of(at.town->reads(at.form.id, kForm).value(kEquipment))).value();
  auto hers = was, his = was;
  hers.push_back(Answer::coding("https://doorstep.example.org/codes/equipment", "rail", "Second stair rail"));
  his.push_back(Answer::coding("https://doorstep.example.org/codes/equipment", "board", "Bath board"));
  at.both(kEquipment, answers(hers), answers(his));
  at.plays("tap " + at.row() + "\nexpect versions/joined/said \"Second stair rail\"\nexpect versions/joined/said \"Bath board\"\ntap versions/joined/use\nexpect versions/now \"Bath board\"\n");
  EXPECT_NE(at.says(kEquipment).find("board"), std::string::npos);
  EXPECT_NE(at.says(kEquipment).find("rail"), std::string::npos);
}

TEST(TwoVersionsDrawn, OfAPhoneNumberToo) {
  TwoTablets at;
  at.both(at.form.person, care::kPersonRecord, "head/phone", record::atom("01632960111"), record::atom("01632960222"));
  at.plays("tap conflict:" + record::to_string(at.form.person) + "\nexpect versions/version0/said \"01632 960111\"\ntap versions/version0/keep\nexpect versions/now \"01632 960111\"\n");
}

TEST(RefusedDrawn, ComeBackWithTheirWordsAndAreDealtWith) {
  TwoTablets at;
  at.town->takes_away(at.form.person);
  at.town->she_sets(at.form.id, kForm, kHelp, record::text("Opens tins now."));
  at.plays("expect needs_you\nexpect-text \"The person is no longer on your caseload.\"\ntap refused:" + record::to_string(at.form.id) +
           "\nexpect-text \"Opens tins now\"\nexpect-text \"The hub keeps your words\"\nexpect-none refused/*/again\ntap refused/*/dismiss\nexpect-text \"Nothing waits here\"\n");
}

// She sends the draft while a colleague has already taken it over.
struct SentTooLate : TwoTablets {
  SentTooLate() {
    town->colleague().commits(care::hand_over(town->reads(form.id, kForm), {town->worker(), town->colleague().worker, kNow - 86'400'000, "Amara is on leave."}, "k1"));
    const care::Response before = care::response_from(town->hers().read(kForm, form.id).value());
    care::Response after = before;
    static_cast<care::Course&>(after) = care::submitted(before, town->worker(), kNow - 3'600'000);
    EXPECT_TRUE(town->hers().commit({.edits = care::to_edits(before, after), .author = "Amara Osei"}));
  }
};

TEST(RefusedDrawn, AFormThatWasNotTakenIsOneThingAndIsDealtWithAtOnce) {
  SentTooLate at;
  at.plays("expect needs_you\ntap refused:" + record::to_string(at.form.id) +
           "\nexpect-text \"Sending it\"\nexpect-text \"Somebody else wrote it; only they may change it now, or send it.\"\nexpect refused/*/open\nexpect-none dismiss_all\n"
           "tap refused/*/dismiss\nexpect-text \"Nothing waits here\"\ntap nav/today\nexpect-none needs_you\n");
}

TEST(RefusedDrawn, LookAsTheyDid) {
  SentTooLate at;
  at.plays("expect needs_you\n");
  looks_as_it_did(at, "refused", "tap nav/today\ntap refused:" + record::to_string(at.form.id) + "\n");
}

TEST(TwoVersionsDrawn, SayHowManyOtherAnswersWereMergedWithoutAQuestion) {
  SameWords at;
  at.town->he_sets(at.form.id, kForm, kFalls, answers({Answer::integer(9)}));
  at.town->he_sets(at.form.id, kForm, kOften, answers({often("daily2", "Several times a day")}));
  at.plays("tap " + at.row() + "\nexpect versions/merged \"2 other answers written there that day were merged without a question.\"\n");
}

TEST(TwoVersionsDrawn, WhatWasSettledStandsInTheHistoryWithBothVersions) {
  SameWords at;
  at.plays("tap " + at.row() + "\ntap versions/version0/keep\ntap versions/next\ntap nav/caseload\ntap " + record::to_string(at.form.person) +
           "\ntap tab/history\nexpect-text \"Two versions settled\"\nexpect-text \"You settled this · 22 Nov 10:42\"\n");
  const auto read = at.app.plays("tap-text \"Two versions settled\"\nexpect versions/version0/said \"Does not lift a full pan\"\nexpect versions/version1/said \"opens tins with the new opener\"\n");
  EXPECT_EQ(read.status, 0) << read.output;
}

TEST(TwoVersionsDrawn, OfAPhotoShowThePhotos) {
  TwoTablets at;
  const char* const kFile = "home/home.photo/#1/home.photo.file";
  const auto picture = image::import_photo(os::read_file("assets/pictures/assessment.png", 8 << 20).value());
  ASSERT_TRUE(picture);
  const auto photo = [&](const char* title, bool here, uint8_t number) {
    care::Attachment made;
    made.id = record::RecordId{{1, 0x99, 0x8f, 0x8c, 0xe6, 0x80, 0x7c, 0xfe, 0x8b, 0xad, 0, 0, 0, 0, 0, number}};
    made.person = at.form.person, made.response = at.form.id, made.field = kFile, made.title = title, made.at = kNow - 86'400'000, made.media_type = "image/jpeg";
    blob::Name name{};
    name.bytes[0] = number;
    made.blob = blob::to_string(here ? at.town->hers().put_blob(picture->bytes).value() : name);
    EXPECT_TRUE(at.town->hers().commit({.edits = care::to_edits(made), .author = "Amara Osei"}));
    return answers({Answer::attachment("image/jpeg", "urn:uuid:" + record::to_string(made.id), title)});
  };
  at.both(kFile, photo("Kitchen step", true, 1), photo("Back door", false, 2));
  at.plays("tap " + at.row() + "\nawait versions/version0/said1/photo\nexpect versions/version1/said1/missing\n");
}

TEST(TwoVersionsDrawn, LookAsTheyDid) {
  SameWords at;
  const std::string tree = at.app.folder() / "tree", shot = at.app.folder() / "shot.png";
  const std::string takes = "tree " + tree + "\nshot " + shot + "\n";
  at.plays("tap " + at.row() + "\n" + takes, {"--software", "--size", "1280x800"});
  screens_test::expect_as_it_was("two-versions", tree, shot, true);
  EXPECT_EQ(at.app.plays(takes, {"--software", "--size", "800x1280"}).status, 0);
  screens_test::expect_as_it_was("two-versions-portrait", tree, shot, true);
  EXPECT_EQ(at.app.plays("text 200\n" + takes, {"--software", "--size", "1280x800"}).status, 0);
  screens_test::expect_as_it_was("two-versions-large", tree, shot, false);
  EXPECT_EQ(at.app.plays("tap nav/sync\nexpect needs_you\n" + takes, {"--software", "--size", "1280x800"}).status, 0);
}

}  // namespace
}  // namespace versions_test
