// Two people give one answer two values with no signal, and somebody settles it: with the real stores, replicas and hub.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

#include "sync/record/sync_types.h"
#include "tests/app/versions/office.h"

namespace versions_test {
namespace {

constexpr record::RecordType kPlan = care::kPlanRecord;
constexpr std::string_view kPerson = "head/person";

record::RecordId a_record(Office& office, const record::RecordId& person, record::RecordType type, const std::string& path, const record::Value& value) {
  const record::RecordId id = office.new_id();
  office.desk(0).commits({{id, type, std::string(kPerson), record::atom(record::to_string(person))}, {id, type, path, value}});
  office.sync_all();
  return id;
}

std::string words(const record::Value& value) { return std::string(record::utf8_of(value)); }

// Both change the field with no signal, she first.
void both_set(Office& office, const record::RecordId& id, record::RecordType type, const std::string& path, const record::Value& hers, const record::Value& his) {
  office.passes(60);
  office.desk(0).sets(id, type, path, hers);
  office.passes(60);
  office.desk(1).sets(id, type, path, his);
  office.sync_all();
}

// What two at one field came to, as desk 0 sees it.
struct AtOdds {
  explicit AtOdds(const std::string& before, const std::string& hers, const std::string& his, uint64_t seed = 1) : office(seed), person(office.person()) {
    note = a_record(office, person, kNote, kText, record::text(before));
    both_set(office, note, kNote, kText, record::text(hers), record::text(his));
  }
  Office office;
  record::RecordId person, note;
  Desk& she() { return office.desk(0); }
  Desk& he() { return office.desk(1); }
};

TEST(TwoVersions, OfTwoWhoRewroteTheSameWordsBothAndTheJoinedTextAreOffered) {
  AtOdds at("Walks with a frame indoors. Stairs: one person to help.", "Walks with a frame indoors. Does not go out alone. Stairs: one person to help.",
            "Walks with a frame indoors. Stairs: second rail fitted 18 Nov, manages with supervision.");
  EXPECT_TRUE(at.she().conflicts().empty()) << "they wrote at different places";
  AtOdds same("Stairs: one person to help.", "Stairs: two people to help.", "Stairs: rail fitted.");
  const auto conflicts = same.she().conflicts();
  ASSERT_EQ(conflicts.size(), 1u);
  EXPECT_EQ(conflicts[0].kind, care::ConflictKind::Overlap);
  EXPECT_EQ(conflicts[0].about, same.note);
  EXPECT_EQ(conflicts[0].person, same.person);
  EXPECT_EQ(conflicts[0].path, kText);
  const care::Choices offered = same.she().choices(conflicts[0]);
  EXPECT_EQ(words(offered.base), "Stairs: one person to help.");
  ASSERT_EQ(offered.versions.size(), 2u);
  EXPECT_TRUE(offered.versions[0].mine);
  EXPECT_EQ(words(offered.versions[0].side.value), "Stairs: two people to help.");
  EXPECT_FALSE(offered.versions[1].mine);
  EXPECT_EQ(words(offered.versions[1].side.value), "Stairs: rail fitted.");
  ASSERT_TRUE(offered.joined);
  EXPECT_EQ(*offered.joined, same.she().reads(same.note, kNote, kText));
  EXPECT_TRUE(same.he().choices(same.he().conflicts()[0]).versions[0].mine) << "hers are not his";
}

TEST(TwoVersions, WhatAThirdMadeOfItSinceIsOfferedTooAndIsInTheJoinedText) {
  Office office(3);
  const record::RecordId person = office.person(), plan = a_record(office, person, kPlan, "head/copies", record::atom("family"));
  both_set(office, plan, kPlan, "head/copies", record::atom("family gp"), record::atom("family daycentre"));
  Desk& third = office.another_worker();
  office.grant(third, person, true);
  office.sync_all();
  third.sets(plan, kPlan, "head/copies", record::atom("family daycentre pharmacy"));
  office.sync_all();
  const auto conflicts = office.desk(0).conflicts();
  ASSERT_EQ(conflicts.size(), 1u);
  const care::Choices offered = office.desk(0).choices(conflicts[0]);
  ASSERT_EQ(offered.versions.size(), 3u);
  EXPECT_TRUE(offered.versions[2].side.is_since() && offered.versions[2].shown);
  EXPECT_EQ(words(offered.versions[2].side.value), "family daycentre pharmacy");
  EXPECT_EQ(words(*office.desk(0).choices(conflicts[0], care::join_codes).joined), "family gp daycentre pharmacy");

  care::Conflict of_texts;  // two whole texts, of which one is shown; then a third went on with it
  of_texts.is_open = true;
  of_texts.shown = "02";
  of_texts.base = record::text("Gate sticks.");
  of_texts.sides = {{"01", "a", 1, 1, record::text("Gate sticks. Push hard.")}, {"02", "b", 2, 2, record::text("Front gate sticks.")}};
  const care::Choices texts = care::choices_of(of_texts, record::text("Front gate sticks; bring oil."), {});
  ASSERT_TRUE(texts.joined);
  EXPECT_EQ(words(*texts.joined), "Front gate sticks; bring oil. Push hard.");
}

TEST(TwoVersions, WhatOneSettlesEverybodySeesAndIsAskedNoMore) {
  AtOdds at("Stairs: one person to help.", "Stairs: two people to help.", "Stairs: rail fitted.");
  at.he().settles(at.he().conflicts()[0], record::text("Stairs: rail fitted; two people to help."));
  EXPECT_TRUE(at.he().conflicts().empty());
  EXPECT_FALSE(at.she().conflicts().empty());
  at.office.sync_all();
  EXPECT_TRUE(at.she().conflicts().empty());
  EXPECT_EQ(words(at.she().reads(at.note, kNote, kText)), "Stairs: rail fitted; two people to help.");
  EXPECT_EQ(at.she().digest(), at.he().digest());
}

TEST(TwoVersions, SettlingOnWhatTheRecordSaysAlreadySettlesItToo) {
  Office office(2);
  const record::RecordId plan = a_record(office, office.person(), kPlan, "head/review-on", record::atom("2026-12-01"));
  both_set(office, plan, kPlan, "head/review-on", record::atom("2026-12-08"), record::atom("2027-01-05"));
  const auto conflicts = office.desk(0).conflicts();
  ASSERT_EQ(conflicts.size(), 1u);
  EXPECT_EQ(conflicts[0].kind, care::ConflictKind::Value);
  const care::Choices offered = office.desk(0).choices(conflicts[0]);
  EXPECT_FALSE(offered.joined) << "two dates do not make one";
  EXPECT_TRUE(offered.versions[1].shown) << "he saved later";
  EXPECT_FALSE(offered.versions[0].shown);
  office.desk(0).settles(conflicts[0], record::atom("2027-01-05"));
  office.sync_all();
  EXPECT_TRUE(office.desk(1).conflicts().empty());
  EXPECT_EQ(words(office.desk(1).reads(plan, kPlan, "head/review-on")), "2027-01-05");
  const record::Record settled = office.desk(1).whole(conflicts[0].id, record::kConflictType);
  EXPECT_EQ(settled.utf8(record::kConflictSettledBy), record::to_string(office.desk(0).worker));
  EXPECT_EQ(care::conflict_from(settled).sides, conflicts[0].sides) << "what each said stays in it";
}

TEST(TwoVersions, SettlingOnTheOtherSideKeepsWhatEachSaidInTheConflict) {
  Office office(3);
  const record::RecordId plan = a_record(office, office.person(), kPlan, "head/review-on", record::atom("2026-12-01"));
  both_set(office, plan, kPlan, "head/review-on", record::atom("2026-12-08"), record::atom("2027-01-05"));
  const care::Conflict conflict = office.desk(1).conflicts()[0];
  office.desk(1).settles(conflict, record::atom("2026-12-08"));
  office.sync_all();
  EXPECT_EQ(words(office.desk(0).reads(plan, kPlan, "head/review-on")), "2026-12-08");
  EXPECT_TRUE(office.desk(0).conflicts().empty());
  EXPECT_EQ(care::conflict_from(office.desk(0).whole(conflict.id, record::kConflictType)).sides, conflict.sides);
}

TEST(TwoVersions, TwoWhoSettleAlikeAreNotAskedAgain) {
  AtOdds at("Stairs: one person to help.", "Stairs: two people to help.", "Stairs: rail fitted.");
  at.she().settles(at.she().conflicts()[0], record::text("Stairs: rail fitted."));
  at.he().settles(at.he().conflicts()[0], record::text("Stairs: rail fitted."));
  at.office.sync_all();
  EXPECT_TRUE(at.she().conflicts().empty());
  EXPECT_TRUE(at.he().conflicts().empty());
  EXPECT_EQ(words(at.she().reads(at.note, kNote, kText)), "Stairs: rail fitted.");
}

void settle_differently(Office& office, const record::RecordId& id, record::RecordType type, const std::string& path, const record::Value& hers, const record::Value& his) {
  office.desk(0).settles(office.desk(0).conflicts().at(0), hers);
  office.passes(60);
  office.desk(1).settles(office.desk(1).conflicts().at(0), his);
  office.sync_all();
  for (int i = 0; i < 2; ++i) {
    const auto left = office.desk(i).conflicts();
    ASSERT_EQ(left.size(), 1u) << "the two settlements are a conflict of their own";
    const care::Choices offered = office.desk(i).choices(left[0]);
    std::set<std::string> said;
    for (const care::Version& version : offered.versions) said.insert(words(version.side.value));
    EXPECT_EQ(said, (std::set<std::string>{words(hers), words(his)}));
    EXPECT_EQ(left[0].about, id);
    EXPECT_EQ(left[0].about_type, type);
    EXPECT_EQ(left[0].path, path);
  }
  EXPECT_EQ(office.desk(0).digest(), office.desk(1).digest());
  office.desk(0).settles(office.desk(0).conflicts().at(0), his);
  office.sync_all();
  EXPECT_TRUE(office.desk(1).conflicts().empty());
  EXPECT_EQ(office.desk(1).reads(id, type, path), his);
}

TEST(TwoVersions, TwoWhoSettleDifferentlyAreToldOfEachOther) {
  Office office(4);
  const record::RecordId plan = a_record(office, office.person(), kPlan, "head/review-on", record::atom("2026-12-01"));
  both_set(office, plan, kPlan, "head/review-on", record::atom("2026-12-08"), record::atom("2027-01-05"));
  settle_differently(office, plan, kPlan, "head/review-on", record::atom("2026-12-08"), record::atom("2027-03-01"));
}

TEST(TwoVersions, ThoughOneOfThemSettledOnWhatStoodThereAlready) {
  Office office(5);
  const record::RecordId plan = a_record(office, office.person(), kPlan, "head/review-on", record::atom("2026-12-01"));
  both_set(office, plan, kPlan, "head/review-on", record::atom("2026-12-08"), record::atom("2027-01-05"));
  settle_differently(office, plan, kPlan, "head/review-on", record::atom("2026-12-08"), record::atom("2027-01-05"));
}

TEST(TwoVersions, OfATextToo) {
  AtOdds at("Stairs: one person to help.", "Stairs: two people to help.", "Stairs: rail fitted.");
  const record::Value joined = at.he().reads(at.note, kNote, kText);
  settle_differently(at.office, at.note, kNote, kText, record::text("Stairs: rail fitted; two people to help."), joined);
}

TEST(TwoVersions, ASettlementTakenBackIsOpenAgainEverywhereAndSettlesLater) {
  AtOdds at("Stairs: one person to help.", "Stairs: two people to help.", "Stairs: rail fitted.");
  const care::Conflict conflict = at.she().conflicts()[0];
  const record::Record before = at.she().whole(at.note, kNote);
  at.she().settles(conflict, record::text("Stairs: rail."));
  at.she().takes_back_last();
  EXPECT_EQ(at.she().whole(at.note, kNote).value(kText), before.value(kText));
  at.office.sync_all();
  ASSERT_EQ(at.he().conflicts().size(), 1u);
  EXPECT_EQ(at.he().conflicts()[0].sides, conflict.sides);
  EXPECT_EQ(at.he().reads(at.note, kNote, kText), before.value(kText));
  at.he().settles(at.he().conflicts()[0], record::text("Stairs: rail."));
  at.office.sync_all();
  EXPECT_TRUE(at.she().conflicts().empty());
  EXPECT_EQ(words(at.she().reads(at.note, kNote, kText)), "Stairs: rail.");
}

TEST(TwoVersions, AnItemOneTookAwayComesBackWithTheWordsTheOtherWroteInIt) {
  Office office(6);
  const record::RecordId plan = a_record(office, office.person(), kPlan, "outcomes/#a/text", record::text("To wash on my own"));
  office.desk(0).commits({{plan, kPlan, "outcomes/#a/@order", record::atom("V")}, {plan, kPlan, "outcomes/#b/@order", record::atom("k")}, {plan, kPlan, "outcomes/#b/text", record::text("To cook")}});
  office.sync_all();
  office.desk(0).commits({{plan, kPlan, "outcomes/#a/@order", record::Value()}, {plan, kPlan, "outcomes/#a/text", record::Value()}});
  office.passes(60);
  office.desk(1).sets(plan, kPlan, "outcomes/#a/text", record::text("To wash on my own, seated"));
  office.sync_all();
  const auto conflicts = office.desk(0).conflicts();
  ASSERT_EQ(conflicts.size(), 1u);
  office.desk(0).settles(conflicts[0], record::text("To wash on my own, seated"));
  office.sync_all();
  const care::Plan now = care::plan_from(office.desk(1).whole(plan, kPlan));
  ASSERT_EQ(now.outcomes.size(), 2u);
  EXPECT_EQ(now.outcomes[1].text, "To wash on my own, seated");
}

TEST(TwoVersions, CountersAndPlacesInListsAskNobody) {
  Office office(7);
  const record::RecordId form = a_record(office, office.person(), care::kResponseRecord, "head/status", record::atom("draft"));
  for (const char* path : {"head/answered", "head/saved", "head/at"}) both_set(office, form, care::kResponseRecord, path, int64_t(11), int64_t(12));
  both_set(office, form, care::kResponseRecord, "risks/#a/@order", record::atom("V"), record::atom("k"));
  EXPECT_TRUE(office.desk(0).conflicts().empty());
  EXPECT_EQ(record::int_of(office.desk(0).reads(form, care::kResponseRecord, "head/answered")), 12) << "the later save";
  EXPECT_EQ(office.desk(0).digest(), office.desk(1).digest());
}

TEST(TwoVersions, TwoListsOfCodesAreJoinedByWhatEachAddedAndTookAway) {
  Office office(8);
  const record::RecordId relation = a_record(office, office.person(), care::kRelationRecord, "head/powers", record::atom("lpa-health deputy"));
  both_set(office, relation, care::kRelationRecord, "head/powers", record::atom("lpa-health deputy lpa-money"), record::atom("lpa-health advocate"));
  const auto conflicts = office.desk(0).conflicts();
  ASSERT_EQ(conflicts.size(), 1u);
  EXPECT_EQ(words(office.desk(0).choices(conflicts[0], care::join_codes).joined.value()), "lpa-health lpa-money advocate");
}

TEST(TwoVersions, TheWordsThatChangedAreMarkedWhole) {
  const std::string before = "Walks with a frame. Stairs: one person to help.", after = "Walks with two frames. Stairs: one person to held.";
  std::vector<std::string> marked;
  for (const care::Changed& range : care::changed_words(before, after)) marked.push_back(after.substr(range.begin, range.end - range.begin));
  EXPECT_EQ(marked, (std::vector<std::string>{"two frames.", "held."}));
  EXPECT_TRUE(care::changed_words(after, after).empty());
  EXPECT_TRUE(care::changed_words("one two", "one").empty()) << "what went is not there to be marked";
}

std::set<std::string> words_in(const std::string& text) {
  std::set<std::string> out;
  std::string word;
  for (const char c : text + " ") {
    if (c != ' ' && c != '\n') word += c;
    else if (!word.empty()) out.insert(std::exchange(word, {}));
  }
  return out;
}

// Words of one letter that are said once in a test's life, so that each can be looked for and none has a part in common with another.
std::string new_words(int& next) {
  std::string out;
  const int count = *rc::gen::inRange(1, 4);
  for (int i = 0; i < count; ++i) {
    const int letter = 0x4E00 + next++;  // U+4E00 and on, in UTF-8
    out += i ? " " : "";
    out += {char(0xE0 | letter >> 12), char(0x80 | (letter >> 6 & 0x3F)), char(0x80 | (letter & 0x3F))};
  }
  return out;
}

std::string edited(const std::string& text, int& next) {
  if (*rc::gen::inRange(0, 8) == 0) return *rc::gen::arbitrary<bool>() ? std::string() : new_words(next);
  const size_t from = *rc::gen::inRange<size_t>(0, text.size() + 1), to = *rc::gen::inRange<size_t>(from, text.size() + 1);
  const auto start = text.rfind(' ', from), end = text.find(' ', to);
  return text.substr(0, start == std::string::npos ? 0 : start) + " " + new_words(next) + (end == std::string::npos ? "" : text.substr(end));
}

// Every word anybody typed that nobody knowingly took away is somewhere among what is offered: before both, one of the sides, joined, or in the record.
TEST(TwoVersions, WhatIsOfferedHoldsEveryWordAnybodyTyped) {
  EXPECT_TRUE(rc::check("every word is offered", [] {
    int next = 0;
    Office office(*rc::gen::arbitrary<uint64_t>());
    std::set<std::string> typed;
    const std::string before = new_words(next) + " . " + new_words(next) + " . " + new_words(next);
    const record::RecordId note = a_record(office, office.person(), kNote, kText, record::text(before));
    for (int i = 0; i < 2; ++i) {
      std::string text = before;
      const int saves = *rc::gen::inRange(1, 4);
      for (int save = 0; save < saves; ++save) {
        text = edited(text, next);
        office.passes(*rc::gen::inRange(-600, 600));
        RC_LOG() << "desk " << i << ": " << text << "\n";
        office.desk(i).sets(note, kNote, kText, text.empty() && *rc::gen::arbitrary<bool>() ? record::Value() : record::text(text));
      }
      typed.merge(words_in(text));
    }
    const int first = *rc::gen::inRange(0, 2);
    office.sync(office.desk(first));
    office.sync_all();
    for (int i = 0; i < 2; ++i) {
      Desk& desk = office.desk(i);
      std::string offered = words(desk.reads(note, kNote, kText));
      for (const care::Conflict& conflict : desk.conflicts()) {
        const care::Choices choices = desk.choices(conflict);
        offered += " " + words(choices.base) + " " + words(choices.joined.value_or(record::Value()));
        for (const care::Version& version : choices.versions) offered += " " + words(version.side.value);
      }
      RC_LOG() << "desk " << i << " is offered: " << offered << "\n";
      for (const std::string& word : typed)
        if (!words_in(before).contains(word)) RC_ASSERT(offered.find(word) != std::string::npos);
      RC_ASSERT(office.desk(0).digest() == office.desk(1).digest());
    }
  }));
}

}  // namespace
}  // namespace versions_test
