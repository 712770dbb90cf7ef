#include "app/tablet/state/notes.h"

#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "app/tablet/state/apply.h"

namespace state {
namespace {

class Noting : public ::testing::Test {
 protected:
  Noting() {
    state_.phase = Phase::Ready;
    state_.now_ms = 1'795'341'600'000;  // 22 November 2026, 10:00
    person_ = record::make_record_id(1, random_);
    record::Record person;
    person.id = person_;
    person.type = care::kPersonRecord;
    state_.places.back() = Place{.screen = Screen::Person, .person = person_};
    state::apply(state_, Event(PersonLoaded{person_, {person}}));
  }
  template <class C>
  std::vector<CommitEdits> does(C command) {
    Commands commands;
    commands.push(std::move(command));
    std::vector<CommitEdits> commits;
    for (const Command& each : commands.take())
      for (Effect& effect : state::apply(state_, each))
        if (auto* commit = std::get_if<CommitEdits>(&effect)) commits.push_back(*commit);
    return commits;
  }
  std::vector<CommitEdits> types(std::string words) {
    care::Note note = state_.notes.note;
    note.text = std::move(words);
    return does(ChangeNote{note, true});
  }
  void writes(std::string category, std::string words) {
    does(StartNote{person_, {}});
    care::Note note = state_.notes.note;
    note.category = std::move(category);
    note.text = std::move(words);
    does(ChangeNote{note});
  }

  os::SeededRandom random_{31};
  AppState state_{random_};
  record::RecordId person_;
};

TEST_F(Noting, TheFirstLetterWritesTheWholeDraftAndTheRestGrowIt) {
  EXPECT_TRUE(does(StartNote{person_, {}}).empty());  // nothing was said yet, so nothing is kept
  const auto first = types("G");
  ASSERT_EQ(first.size(), 1u);
  EXPECT_GT(first[0].edits.size(), 3u);
  const auto second = types("Gate");
  ASSERT_EQ(second[0].edits.size(), 1u);
  EXPECT_FALSE(second[0].continues_typing);
  EXPECT_TRUE(types("Gate code changed")[0].continues_typing);
}

TEST_F(Noting, ASignedNoteStandsAndACorrectionStandsBesideIt) {
  writes("visit", "Ruth was there.");
  does(SignNote{});
  const care::Note stood = state_.notes.note;
  EXPECT_FALSE(stood.is_draft);
  EXPECT_TRUE(types("Ruth was not there.").empty());
  EXPECT_EQ(state_.notes.note, stood);
  does(CorrectNote{});
  EXPECT_NE(state_.notes.note.id, stood.id);
  EXPECT_TRUE(state_.notes.note.is_draft);
  EXPECT_EQ(state_.notes.note.title, "Ruth was there.");
}

TEST_F(Noting, AnEmptyNoteIsNotSigned) {
  does(StartNote{person_, {}});
  EXPECT_TRUE(does(SignNote{}).empty());
  EXPECT_TRUE(state_.notes.note.is_draft);
}

TEST_F(Noting, ATimeThatCannotBeReadStaysInItsBoxAndChangesNothing) {
  writes("phone", "Rang the surgery.");
  const os::UnixMs before = state_.notes.note.at;
  EXPECT_TRUE(does(TypeNoteTime{"2026-11-31", "9:"}).empty());
  EXPECT_EQ(state_.notes.time_typed, "9:");
  EXPECT_EQ(state_.notes.note.at, before);
  does(TypeNoteTime{"2026-11-20", "09:15"});
  EXPECT_EQ(care::wall_time(state_.notes.note.at), (care::WallTime{{2026, 11, 20}, 9 * 60 + 15}));
}

TEST_F(Noting, TheListShowsDraftsFirstAndWhatIsSearchedFor) {
  writes("visit", "Gate code changed");
  does(SignNote{});
  writes("phone", "Surgery rang back");
  does(SignNote{});
  writes("visit", "Half a thought");
  const auto all = shown_notes(state_);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_TRUE(all[0].is_draft);
  does(FilterNotes{"visit", ""});
  EXPECT_EQ(shown_notes(state_).size(), 2u);
  does(FilterNotes{"drafts", ""});
  EXPECT_EQ(shown_notes(state_).size(), 1u);
  does(FilterNotes{"", "SURGERY"});
  ASSERT_EQ(shown_notes(state_).size(), 1u);
  EXPECT_EQ(shown_notes(state_)[0].category, "phone");
}

TEST_F(Noting, ARemovedDraftLeavesTheListAndTheScreen) {
  writes("visit", "Wrong person");
  does(RemoveNote{});
  EXPECT_TRUE(shown_notes(state_).empty());
  EXPECT_EQ(state_.place().screen, Screen::Person);
}

}  // namespace
}  // namespace state
