// app/tablet/state/assessment.h: an answered form on screen: its live answers, the page and question she is at, undo, and submit. Every answer
// is saved as it is given; half-typed words too. A submitted form is read-only.
// The place's subject is the response, its part the page ("check" for what is missing), its focus the field that has the keyboard.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "app/care/decision.h"
#include "app/care/response.h"
#include "app/forms/migrate.h"
#include "app/forms/pages.h"
#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"
#include "app/tablet/state/form_media.h"
#include "platform/os/clock.h"

namespace state {

struct AppState;

inline constexpr std::string_view kCheckPart = "check";
// Of the response: the page its last answer was given on, as a place's part.
inline constexpr std::string_view kFormAt = "head/at";

// The words in the one field that has the keyboard, where they may differ from the answer they make ("007", "3/2", half a date).
struct FieldDraft {
  std::string field;  // its id; empty for none
  std::string words;
};

// What a search in a list of options found, kept until the search or the list is another.
struct Found {
  forms::NodeId question = forms::kNoNode;
  std::string search;
  const forms::Option* of = nullptr;
  size_t count = 0;
  std::vector<uint32_t> places;  // in the list, best first; as many as are shown
  size_t total = 0;
};

// What the screen itself remembers between frames: which dialog is open, what is typed into its search. Nothing of it is kept.
struct AssessmentDraft {
  FieldDraft typing;
  forms::ItemIndex guidance = forms::kNoItem;   // whose guidance is open
  bool legal = false;                           // of it, the legal words rather than the help
  bool about = false;                           // what the form says about itself is open
  forms::NodeId picking = forms::kNoNode;       // whose list of options is open
  std::string search;                           // in that list
  Found found;
  forms::NodeId removing = forms::kNoNode;      // the repeat she may want to remove
  std::set<forms::NodeId> other;                // open choices where "other" was tapped
  std::set<forms::NodeId> another;              // questions with an empty box for one more answer
  std::map<forms::NodeId, bool> closed;         // groups she has closed, or opened
  bool sections = false;                        // the list of sections over the page, where there is no room for the rail
  bool submitting = false;
  std::optional<forms::Migration> moving;       // what a move to the newer version would do, while she looks at it
  bool left_listed = false;                     // the list of what did not move is open
  bool checked = false;                         // she has seen what is missing: it is marked on the pages, too
  forms::NodeId reveal = forms::kNoNode;        // the question or repeat to bring into view
  bool place_restored = false;                  // the caret is back where it was
};

struct AssessmentPage {
  record::RecordId response;               // nil when none is loaded
  care::Response head;
  record::FieldMap kept;                   // its fields as they were read; since then what was kept of a submission (care/versions.h) and dealt with
  std::string kept_at;                     // kFormAt as it was last saved
  bool theirs = false;                     // a colleague's draft: to be read until it is taken over
  std::unique_ptr<os::ManualClock> clock;  // what the form's expressions take for now; outlives `form`
  std::unique_ptr<forms::Form> form;       // null when none is loaded
  std::unique_ptr<forms::Form> earlier;    // last time's answers; null when there are none
  care::Response earlier_head;
  std::shared_ptr<const forms::Questionnaire> other_version;  // a newer one of this form, or the one this draft was moved from; null when there is none
  bool own_version_missing = false;        // the version it was begun with is not on this tablet: shown in the newest
  std::string moved_from;                  // the version this draft came from; empty when it was never moved
  std::vector<forms::LeftAnswer> left;     // what did not move then
  forms::PageList list;
  size_t page = 0;                         // in list.pages; list.pages.size(): what is missing
  std::vector<forms::PageRow> rows;        // of this page, as it is now
  std::vector<size_t> blocks;              // in `rows`: where each that stands alone begins
  uint64_t rows_made = 0;                  // another number whenever `rows` were made anew
  FormMedia media;
  AssessmentDraft draft;
  std::string starting;                    // the questionnaire asked for
  record::RecordId starting_for;
  std::string problem;                     // why it cannot be opened, in words; empty otherwise
  bool is_loaded() const { return form != nullptr; }
  bool may_change() const { return form && head.is_open() && !theirs; }
  // A group that can be closed begins closed where the form says so, unless something in it has been answered.
  bool is_closed(forms::NodeId group) const;
  bool can_move() const { return may_change() && other_version && moved_from.empty(); }
  bool can_move_back() const { return may_change() && other_version && !moved_from.empty(); }
  bool at_check() const { return page >= list.pages.size(); }
};

// Begins a response to the questionnaire of that name (or file) once it has been read, and opens it.
void start_form(AppState& state, const record::RecordId& person, const std::string& questionnaire, Effects& out);
// What the response on screen was last returned with; null when it was not, or is not read yet.
std::optional<care::Decision> returned_with(const AppState& state);
// By the fields of what it was about.
bool is_dealt_with(const record::FieldMap& fields, const care::Decision& decision, const care::PinnedComment& comment);
// The amendment of that response that is being written or has been sent; nil when there is none.
record::RecordId amendment_of(const AppState& state, const record::RecordId& response);
// The page before or after this one that is shown; the check page after the last, and nothing (SIZE_MAX) beyond either end.
size_t neighbour(const AssessmentPage& page, size_t from, int by);

struct OpenResponse {
  record::RecordId response;
  record::RecordId person;
};
struct SetAnswers {
  forms::NodeId question = forms::kNoNode;
  forms::Answers answers;
  bool typing = false;  // words are being typed
};
struct ToggleOption {
  forms::NodeId question = forms::kNoNode;
  forms::Answer option;
};
struct EndTyping {};
struct AddRepeat {
  forms::NodeId after = forms::kNoNode;
};
struct RemoveRepeat {
  forms::NodeId repeat = forms::kNoNode;
};
struct MoveRepeat {
  forms::NodeId repeat = forms::kNoNode;
  size_t place = 0;
};
struct UndoAnswer {};
struct RedoAnswer {};
struct GoToPage {
  size_t page = 0;
};
struct GoToQuestion {  // its page, and the question in view with the keyboard
  forms::NodeId question = forms::kNoNode;
};
struct CloseGroup {  // or opens it
  forms::NodeId group = forms::kNoNode;
  bool closed = true;
};
struct PlanMove {};       // to the newer version: shows what would move
struct MoveToNewer {};
struct MoveBack {};
struct SubmitResponse {};  // when nothing is missing
struct DealtWith {  // a reviewer's comment, or not after all
  std::string comment;  // its key in the decision
  bool done = true;
};
struct OpenAmendment {};  // of what is sealed: a new response with the same answers; the one already begun where there is one
using AssessmentCommand = std::variant<OpenResponse, SetAnswers, ToggleOption, EndTyping, AddRepeat, RemoveRepeat, MoveRepeat, UndoAnswer, RedoAnswer,
                                       GoToPage, GoToQuestion, CloseGroup, PlanMove, MoveToNewer, MoveBack, SubmitResponse, DealtWith, OpenAmendment, NeedMedia>;

void apply_assessment(AppState& state, const AssessmentCommand& command, Effects& out);
void assessment_on_event(AppState& state, Event& event, Effects& out);
void arrive_assessment(AppState& state, Effects& out);

}  // namespace state
