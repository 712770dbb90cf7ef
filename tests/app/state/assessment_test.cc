#include "app/tablet/state/assessment.h"

#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "app/tablet/state/apply.h"

namespace state {
namespace {

constexpr const char* kForm = R"({"resourceType":"Questionnaire","url":"https://doorstep.example.org/forms/review","version":"2026-11","title":"Review","item":[
  {"linkId":"a","type":"group","text":"First","item":[
    {"linkId":"a.able","type":"choice","required":true,"answerOption":[{"valueCoding":{"code":"yes"}},{"valueCoding":{"code":"help"}}]},
    {"linkId":"a.words","type":"text","enableWhen":[{"question":"a.able","operator":"=","answerCoding":{"code":"help"}}]},
    {"linkId":"a.who","type":"group","repeats":true,"item":[{"linkId":"a.name","type":"string"}]},
    {"linkId":"a.ink","type":"attachment"}]},
  {"linkId":"b","type":"group","text":"Second","item":[{"linkId":"b.hours","type":"integer"}]}]})";

class Assessing : public ::testing::Test {
 protected:
  Assessing() {
    state_.phase = Phase::Ready;
    state_.now_ms = 1'795'341'600'000;  // 22 November 2026, 10:00
    person_ = record::make_record_id(1, random_);
  }
  std::shared_ptr<const forms::Questionnaire> definition() { return *forms::Questionnaire::parse(kForm); }

  // Carries a command out and keeps the record as the store would.
  template <class C>
  std::vector<CommitEdits> does(C command) {
    Commands commands;
    commands.push(std::move(command));
    std::vector<CommitEdits> commits;
    for (const Command& each : commands.take()) take(state::apply(state_, each), commits);
    return commits;
  }
  std::vector<CommitEdits> hears(Event event) {
    std::vector<CommitEdits> commits;
    take(state::apply(state_, std::move(event)), commits);
    return commits;
  }
  void take(Effects effects, std::vector<CommitEdits>& commits) {
    for (Effect& effect : effects) {
      auto* commit = std::get_if<CommitEdits>(&effect);
      if (!commit) continue;
      for (const record::Edit& edit : commit->edits) {
        record_.id = edit.id;
        record_.type = edit.type;
        if (record::is_absent(edit.to)) record_.fields.erase(edit.path);
        else record_.fields[edit.path].value = edit.to;
      }
      commits.push_back(std::move(*commit));
    }
  }
  std::vector<CommitEdits> begins() {
    does(StartForm{person_, "review"});
    return hears(QuestionnaireLoaded{"review", definition(), {}});
  }
  std::string kept(std::string_view path) const { return std::string(record_.utf8(path)); }
  const forms::Form& form() const { return *state_.assessment.form; }
  forms::NodeId node(std::string_view link_id) const { return form().find(link_id); }
  std::vector<CommitEdits> chooses(const char* code) { return does(ToggleOption{node("a.able"), forms::Answer::coding("", code, "")}); }
  std::vector<CommitEdits> types(const char* link_id, std::string words) {
    return does(SetAnswers{node(link_id), {forms::Answer::string(std::move(words))}, true});
  }

  os::SeededRandom random_{17};
  AppState state_{random_};
  record::RecordId person_;
  record::Record record_;
};

TEST_F(Assessing, MakesThePageAnewOnlyWhenWhatStandsOnItIsOther) {
  begins();
  const AssessmentPage& page = state_.assessment;
  const uint64_t begun = page.rows_made;
  types("a.name", "Rhian");
  does(EndTyping{});
  chooses("yes");
  EXPECT_EQ(page.rows_made, begun);
  chooses("help");  // asks for words
  const uint64_t asked = page.rows_made;
  EXPECT_NE(asked, begun);
  does(AddRepeat{node("a.who")});
  const uint64_t added = page.rows_made;
  EXPECT_NE(added, asked);
  does(MoveRepeat{node("a.who"), 1});
  EXPECT_NE(page.rows_made, added);
  const uint64_t moved = page.rows_made;
  does(UndoAnswer{});
  EXPECT_NE(page.rows_made, moved);
  EXPECT_EQ(page.blocks, forms::blocks_of(*page.form, page.rows));
}

TEST_F(Assessing, BeginsADraftThatIsInTheStoreAtOnce) {
  const auto commits = begins();
  ASSERT_EQ(commits.size(), 1u);
  EXPECT_EQ(record_.type, care::kResponseRecord);
  const care::Response head = care::response_from(record_);
  EXPECT_EQ(head.person, person_);
  EXPECT_EQ(head.kind, "review");
  EXPECT_EQ(head.form, "https://doorstep.example.org/forms/review");
  EXPECT_EQ(head.form_version, "2026-11");
  EXPECT_EQ(head.total, 4);
  EXPECT_EQ(state_.place().screen, Screen::Assessment);
  EXPECT_EQ(state_.place().subject, record_.id);
}

TEST_F(Assessing, SavesEveryAnswerAsItIsGivenAndLettersAsTheyAreTyped) {
  begins();
  EXPECT_EQ(chooses("help").size(), 1u);
  EXPECT_EQ(kept("a/a.able"), R"([{"valueCoding":{"code":"help"}}])");
  EXPECT_EQ(record_.value("head/answered"), record::Value(int64_t(1)));
  types("a.words", "b");  // the first letter also counts as an answer
  const auto second = types("a.words", "bu"), third = types("a.words", "but");
  ASSERT_EQ(third.size(), 1u);
  EXPECT_EQ(third[0].edits.size(), 1u);
  EXPECT_TRUE(third[0].continues_typing);
  EXPECT_EQ(kept("a/a.words"), "but");
}

TEST_F(Assessing, OpensAgainAtThePageAndWithEveryWord) {
  begins();
  chooses("help");
  types("a.words", "buttons");
  does(GoToPage{1});
  const auto places = state_.places;
  state_.assessment = AssessmentPage{};
  state_.places = places;
  hears(ResponseLoaded{record_.id, record_, definition(), std::nullopt});
  ASSERT_TRUE(state_.assessment.is_loaded());
  EXPECT_EQ(state_.assessment.page, 1u);
  EXPECT_EQ(form().node(node("a.words")).answers.front().text, "buttons");
  EXPECT_TRUE(form().node(node("a.words")).enabled);
}

TEST_F(Assessing, KeepsAnAnswerThatCannotBeReadAndWillNotSubmitIt) {
  begins();
  chooses("yes");
  does(SetAnswers{node("b.hours"), {forms::Answer::typed("ten or so")}, true});
  EXPECT_EQ(kept("b/b.hours"), R"([{"typed":"ten or so"}])");
  does(SubmitResponse{});
  EXPECT_EQ(kept("head/status"), "draft");
  does(SetAnswers{node("b.hours"), {forms::Answer::integer(10)}, true});
  does(SubmitResponse{});
  EXPECT_EQ(kept("head/status"), "submitted");
}

TEST_F(Assessing, ChangesNothingOnceSubmitted) {
  begins();
  chooses("yes");
  does(SubmitResponse{});
  EXPECT_TRUE(chooses("help").empty());
  EXPECT_TRUE(does(UndoAnswer{}).empty());
  EXPECT_EQ(kept("a/a.able"), R"([{"valueCoding":{"code":"yes"}}])");
}

TEST_F(Assessing, TakesTheLastStepBackOnThePageWhereItWasMade) {
  begins();
  chooses("help");
  does(GoToPage{1});
  const auto undone = does(UndoAnswer{});
  EXPECT_EQ(kept("a/a.able"), "");
  EXPECT_EQ(state_.assessment.page, 0u);
  EXPECT_EQ(state_.assessment.draft.reveal, node("a.able"));
  does(RedoAnswer{});
  EXPECT_EQ(kept("a/a.able"), R"([{"valueCoding":{"code":"help"}}])");
}

TEST_F(Assessing, AddsMovesAndRemovesRepeats) {
  begins();
  const forms::NodeId first = node("a.who");
  does(AddRepeat{first});
  ASSERT_EQ(form().siblings(first).size(), 2u);
  const forms::NodeId second = form().siblings(first)[1];
  does(SetAnswers{form().node(second).children[0], {forms::Answer::string("Ruth")}, true});
  does(MoveRepeat{second, 0});
  EXPECT_EQ(form().siblings(first)[0], second);
  does(RemoveRepeat{second});
  EXPECT_EQ(form().siblings(first).size(), 1u);
  EXPECT_EQ(kept(form().path(first) + "/a.name"), "");
}

TEST_F(Assessing, SkipsAPageThatIsNotAskedAndEndsAtTheCheck) {
  begins();
  EXPECT_EQ(neighbour(state_.assessment, 0, 1), 1u);
  EXPECT_EQ(neighbour(state_.assessment, 1, 1), 2u);
  EXPECT_EQ(neighbour(state_.assessment, 2, 1), SIZE_MAX);
  EXPECT_EQ(neighbour(state_.assessment, 2, -1), 1u);
  EXPECT_EQ(neighbour(state_.assessment, 0, -1), SIZE_MAX);
  does(GoToPage{2});
  EXPECT_TRUE(state_.assessment.at_check());
  EXPECT_EQ(state_.place().part, kCheckPart);
}

TEST_F(Assessing, PutsASignatureWhereItWasAskedFor) {
  begins();
  Captured captured{record_.id, "a/a.ink", {}};
  captured.attachment.id = record::make_record_id(5, random_);
  captured.attachment.kind = care::AttachmentKind::Ink;
  captured.attachment.title = "Signature";
  state_.capture.captured = captured;
  std::vector<CommitEdits> commits;
  Effects out;
  arrive_assessment(state_, out);
  take(std::move(out), commits);
  EXPECT_NE(kept("a/a.ink").find("urn:uuid:" + record::to_string(captured.attachment.id)), std::string::npos);
  EXPECT_FALSE(state_.capture.captured.has_value());
}

TEST_F(Assessing, PutsASignatureWhereItWasAskedForWhenTheFormHasFirstToBeRead) {
  begins();
  Captured captured{record_.id, "a/a.ink", {}};
  captured.attachment.id = record::make_record_id(5, random_);
  state_.assessment = AssessmentPage{};
  state_.capture.captured = captured;
  hears(ResponseLoaded{record_.id, record_, definition(), std::nullopt});
  EXPECT_NE(kept("a/a.ink").find("urn:uuid:" + record::to_string(captured.attachment.id)), std::string::npos);
}

TEST_F(Assessing, ADraftOpensAgainWhereSheLeftItAndWhatWasSentAtItsBeginning) {
  begins();
  const record::RecordId draft = record_.id;
  does(GoToPage{1});
  state_.place().focus = "b/b.hours";
  does(Back{});
  does(OpenResponse{draft, person_});
  EXPECT_EQ(state_.place().part, "page:b.hours");
  EXPECT_EQ(state_.place().focus, "b/b.hours");
  EXPECT_FALSE(state_.assessment.draft.place_restored);

  // The bookmark outlives the app.
  does(GoToRoot{Screen::Today});
  const auto kept_at = decode_whereabouts(encode_whereabouts({state_.places, state_.bookmarks}));
  ASSERT_TRUE(kept_at.has_value());
  ASSERT_EQ(kept_at->bookmarks.size(), 1u);
  EXPECT_EQ(kept_at->bookmarks[0].part, "page:b.hours");

  care::Response sent = care::response_from(record_);
  sent.status = care::ResponseStatus::Submitted;
  record::FieldMap head;
  for (const record::Edit& edit : care::to_edits(sent)) head[edit.path].value = edit.to;
  state_.caseload.take_head(care::kResponseRecord, draft, head);
  does(OpenResponse{draft, person_});
  EXPECT_EQ(state_.place().part, "");
}

TEST_F(Assessing, SaysWhyAFormCannotBeOpened) {
  does(StartForm{person_, "/tmp/x.json"});
  hears(QuestionnaireLoaded{"/tmp/x.json", nullptr, "line 2, column 3: not JSON (syntax error)"});
  EXPECT_EQ(state_.place().screen, Screen::Assessment);
  EXPECT_EQ(state_.assessment.problem, "line 2, column 3: not JSON (syntax error)");
}

}  // namespace
}  // namespace state
