// What the hub told, while something of it is open.
#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "app/tablet/state/commands.h"
#include "app/tablet/state/apply.h"
#include "tests/app/state/now.h"

namespace state {
namespace {

record::RecordId id_of(uint8_t number) {
  record::RecordId id;
  id.bytes[15] = number;
  return id;
}
const record::RecordId kIvy = id_of(1), kSam = id_of(2), kNote = id_of(3);

record::Record person(const record::RecordId& id, const std::string& family) { return {id, care::kPersonRecord, {{"head/family", {record::atom(family), {}}}}}; }
record::Record note(const std::string& words) {
  return {kNote, care::kNoteRecord, {{"head/person", {record::atom(record::to_string(kIvy)), {}}}, {"head/draft", {record::Value(true), {}}}, {"body/text", {record::text(words), {}}}}};
}

template <class E>
size_t count(const Effects& effects) {
  return size_t(std::count_if(effects.begin(), effects.end(), [](const Effect& effect) { return std::holds_alternative<E>(effect); }));
}

struct Open : ::testing::Test {
  os::SeededRandom random{5};
  AppState state{random};
  Open() {
    state.phase = Phase::Ready;
    state.now_ms = kNow;
    for (const auto& [id, name] : {std::pair{kIvy, "Turner"}, std::pair{kSam, "Achebe"}}) state.caseload.take_head(care::kPersonRecord, id, person(id, name).fields);
    state.places = {Place{.screen = Screen::Caseload}, Place{.screen = Screen::Note, .person = kIvy, .subject = kNote}};
    state.person.asked = kIvy;
    apply(state, Event(PersonLoaded{kIvy, {person(kIvy, "Turner"), note("The gate sticks.")}}));
  }
  RecordsArrived arrived(const record::RecordId& id, record::RecordType type, record::FieldMap head) { return {{{type, id, std::move(head)}}, {id}, 0, 0}; }
  void types(const std::string& words) {
    care::Note after = state.notes.note;
    after.text = words;
    apply(state, Command(NotesCommand(ChangeNote{after, true})));
  }
};

TEST_F(Open, IsReadAgainWhenSomethingAboutThePersonArrivesAndNotForOthers) {
  EXPECT_EQ(count<LoadPerson>(apply(state, Event(arrived(kSam, care::kPersonRecord, person(kSam, "Achebe").fields)))), 0u);
  EXPECT_EQ(count<LoadPerson>(apply(state, Event(arrived(kNote, care::kNoteRecord, {})))), 1u);
  apply(state, Event(PersonLoaded{kIvy, {person(kIvy, "Turner"), note("The gate sticks. Push hard.")}}));
  EXPECT_EQ(state.notes.note.text, "The gate sticks. Push hard.");
}

TEST_F(Open, IsNotSetBackWhileALetterIsOnItsWayToTheStore) {
  apply(state, Event(arrived(kNote, care::kNoteRecord, {})));
  types("The gate sticks. D");
  // Read before the letter was written, and told after it was typed.
  apply(state, Event(PersonLoaded{kIvy, {person(kIvy, "Turner"), note("Old gate sticks.")}}));
  EXPECT_EQ(state.notes.note.text, "The gate sticks. D");
  EXPECT_EQ(count<LoadPerson>(apply(state, Event(Committed{state.save.last_asked, 1, {1, 1, 1, true}, {}}))), 1u) << "once it is there, what is open is read again";
  apply(state, Event(PersonLoaded{kIvy, {person(kIvy, "Turner"), note("Old gate sticks. D")}}));
  EXPECT_EQ(state.notes.note.text, "Old gate sticks. D");
}

TEST_F(Open, IsLeftWhenThePersonIsTakenAway) {
  apply(state, Event(arrived(kIvy, care::kPersonRecord, {})));
  ASSERT_EQ(state.places.size(), 1u);
  EXPECT_EQ(state.place().screen, Screen::Caseload);
  EXPECT_EQ(state.caseload.person(kIvy), nullptr);
  EXPECT_EQ(state.notices.back(), "sync.person_gone|Turner");
  EXPECT_TRUE(state.person.records.empty());
  EXPECT_TRUE(state.notes.note.id.is_nil());
}

TEST_F(Open, IsNotReadAgainWhileSomethingCouldNotBeSaved) {
  types("The gate sticks. D");
  const std::vector<record::Edit> edits{{kNote, care::kNoteRecord, "body/text", record::text("The gate sticks. D")}};
  apply(state, Event(CommitFailed{state.save.last_asked, {base::Fault::Full, ""}, edits}));
  EXPECT_EQ(count<LoadPerson>(apply(state, Event(arrived(kNote, care::kNoteRecord, {})))), 0u);
  EXPECT_EQ(state.notes.note.text, "The gate sticks. D");
}

}  // namespace
}  // namespace state
