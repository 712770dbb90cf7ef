#include "app/tablet/state/assessment.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/care/record_types.h"
#include "app/care/versions.h"
#include "app/forms/names.h"
#include "app/tablet/state/assessment_form.h"
#include "app/tablet/state/form_move.h"
#include "app/tablet/state/state.h"

namespace state {
namespace {

// A form opened from a file is known by its path, since its url leads nowhere on this tablet.
bool is_file(const std::string& questionnaire) { return questionnaire.find('/') != std::string::npos; }

std::string kind_of(const std::string& questionnaire) {
  constexpr std::pair<std::string_view, std::string_view> kKinds[] = {{"needs-assessment", "needs"},
                                                                      {"carers-assessment", "carer"},
                                                                      {"mental-capacity-assessment", "capacity"},
                                                                      {"safeguarding-concern", "safeguarding"},
                                                                      {"review", "review"},
                                                                      {"visit-note", "visit-note"},
                                                                      {"falls", "falls"},
                                                                      {"carer-strain", "carer-strain"}};
  for (const auto& [name, kind] : kKinds)
    if (questionnaire == name) return std::string(kind);
  return {};
}

const char* language_of(const AppState& state) { return state.settings.language == Language::Welsh ? "cy" : "en"; }

care::Response head_of_new(AppState& state, const forms::Questionnaire& form, const std::string& name, const record::RecordId& person) {
  care::Response head;
  head.id = record::make_record_id(state.now_ms, *state.random);
  head.person = person;
  head.author = state.caseload.owner();
  for (const care::Visit& visit : state.caseload.visits_of(person))
    if (visit.state == care::VisitState::Started) head.visit = visit.id;
  head.form = is_file(name) ? "file:" + name : std::string(form.url());
  head.form_version = form.version();
  head.kind = kind_of(name);
  head.title = forms::title_of(form, language_of(state));
  if (head.title.empty() && is_file(name)) head.title = forms::in_words(std::filesystem::path(name).stem().string());
  head.started = head.saved = state.now_ms;
  return head;
}

void begin(AppState& state, const QuestionnaireLoaded& loaded, Effects& out) {
  const record::RecordId person = state.assessment.starting_for;
  Opening opening = opening_for(state, person, loaded.observations);
  forms::Form form(loaded.questionnaire, *state.random, opening.around);
  care::Response head = head_of_new(state, *loaded.questionnaire, loaded.name, person);
  count_answers(form, head);
  std::vector<record::Edit> edits = care::to_edits(head);
  const std::vector<record::Edit> initial = record_edits(head.id, form.fields());
  edits.insert(edits.end(), initial.begin(), initial.end());
  take_form(state, head, std::move(form), std::move(opening));
  if (state.place().part == "forms" && state.places.size() > 1) state.places.pop_back();  // Back goes to the person, not to beginning another
  state.places.push_back(Place{.screen = Screen::Assessment, .person = person, .subject = head.id});
  show_page(state, page_named(state.assessment, {}));
  state.assessment.draft.place_restored = true;
  save(state, std::move(edits), out, {.group = record::to_string(head.id)});
  if (!person.is_nil()) load_person(state, person, out);
  // Last time's answers are found by the worker, once the record is there to look from.
  out.push_back(LoadResponse{head.id});
}

care::Response amendment(AppState& state, const care::Response& of) {
  care::Response head = of;
  static_cast<care::Course&>(head) = care::Course{};
  head.id = record::make_record_id(state.now_ms, *state.random);
  head.author = state.caseload.owner();
  head.amends = of.id;
  head.version = std::max(1, of.version) + 1;
  head.visit = {};
  head.started = head.saved = state.now_ms;
  return head;
}

void take_earlier(AppState& state, ResponseLoaded& loaded) {
  if (!loaded.previous) return;
  state.assessment.earlier_head = care::response_from(*loaded.previous);
  state.assessment.earlier = std::make_unique<forms::Form>(forms::Form::restore(loaded.questionnaire, *state.random, loaded.previous->fields));
}

// A photo or signature that a question waited for.
void take_captured(AppState& state, Effects& out);

void on_loaded(AppState& state, ResponseLoaded& loaded, Effects& out) {
  if (loaded.response != state.place().subject || state.place().screen == Screen::Approvals) return;
  // What is on screen is newer than what was read meanwhile; only last time's answers are news.
  if (state.assessment.response == loaded.response && state.assessment.is_loaded()) return take_earlier(state, loaded);
  care::Response head = care::response_from(loaded.record);
  Opening opening = opening_for(state, head.person);
  forms::Form form = forms::Form::restore(loaded.questionnaire, *state.random, loaded.record.fields, opening.around);
  // A draft that was begun before the form could work something out, or came from elsewhere.
  const forms::Changes worked_out = head.is_open() ? form.work_out() : forms::Changes();
  take_form(state, std::move(head), std::move(form), std::move(opening));
  if (!worked_out.edits.empty()) save(state, record_edits(state.assessment.response, worked_out.edits), out, {.group = record::to_string(state.assessment.response)});
  take_earlier(state, loaded);
  state.assessment.kept_at = loaded.record.utf8(kFormAt);
  state.assessment.kept = std::move(loaded.record.fields);
  state.assessment.other_version = loaded.other_version;
  state.assessment.own_version_missing = loaded.own_version_missing;
  const bool goes_on = state.place().part.empty() && state.assessment.may_change();
  show_page(state, page_named(state.assessment, goes_on ? state.assessment.kept_at : state.place().part));
  take_captured(state, out);  // captured before the form was read: the tablet died meanwhile
}

struct AssessmentAct {
  AppState& state;
  Effects& out;
  AssessmentPage& page = state.assessment;

  // A draft opens where she left it; what has been sent, at its beginning.
  void operator()(const OpenResponse& c) const {
    Place to{.screen = Screen::Assessment, .person = c.person, .subject = c.response};
    const care::Response* const known = state.caseload.response(c.response);
    const auto left = std::find_if(state.bookmarks.begin(), state.bookmarks.end(), [&](const Place& place) { return place.subject == c.response; });
    if (left != state.bookmarks.end() && (!known || known->is_open())) to = *left;
    page.draft.place_restored = false;
    go(state, std::move(to), out);
  }
  void operator()(const SetAnswers& c) const {
    if (!page.may_change()) return;
    keep(page.form->set_answers(c.question, c.answers, c.typing ? forms::Typing::Yes : forms::Typing::No), c.typing);
  }
  void operator()(const ToggleOption& c) const {
    if (page.may_change()) keep(page.form->toggle(c.question, c.option.view()), false);
  }
  void operator()(const EndTyping&) const {
    page.draft.typing = {};
    if (page.form) page.form->end_typing();
  }
  void operator()(const AddRepeat& c) const {
    if (!page.may_change()) return;
    const forms::Changes changes = page.form->add_repeat(c.after);
    if (!changes.added.empty()) page.draft.reveal = changes.added.front();
    keep(changes, false, true);
  }
  void operator()(const RemoveRepeat& c) const {
    if (page.may_change()) keep(page.form->remove_repeat(c.repeat), false, true);
  }
  void operator()(const MoveRepeat& c) const {
    if (!page.may_change()) return;
    const forms::Changes changes = page.form->move_repeat(c.repeat, c.place);
    if (!changes.empty()) page.draft.reveal = c.repeat;
    keep(changes, false, true);
  }
  void operator()(const UndoAnswer&) const {
    if (page.may_change()) step(page.form->undo());
  }
  void operator()(const RedoAnswer&) const {
    if (page.may_change()) step(page.form->redo());
  }
  void operator()(const GoToPage& c) const {
    if (page.is_loaded()) turn_to(std::min(c.page, page.list.pages.size()));
  }
  void operator()(const GoToQuestion& c) const {
    if (!page.is_loaded() || !page.form->exists(c.question)) return;
    turn_to(forms::page_of(*page.form, page.list, c.question));
    open_to(state, c.question);
    page.draft.reveal = c.question;
  }
  void operator()(const CloseGroup& c) const {
    if (!page.is_loaded()) return;
    page.draft.closed[c.group] = c.closed;
    show_rows(state);
  }
  void operator()(const PlanMove&) const { plan_move(state); }
  void operator()(const MoveToNewer&) const { move_to_newer(state, out); }
  void operator()(const MoveBack&) const { move_back(state, out); }
  void operator()(const SubmitResponse&) const {
    const forms::Counts& counts = page.form ? page.form->counts() : forms::Counts{1, 0, 1, 0};
    if (!page.may_change() || counts.missing > 0 || counts.invalid > 0) return;
    page.draft.submitting = false;
    care::Response after = page.head;
    static_cast<care::Course&>(after) = care::submitted(page.head, state.caseload.owner(), state.now_ms);
    after.saved = state.now_ms;
    count_answers(*page.form, after);
    save(state, care::to_edits(page.head, after), out, {.group = record::to_string(page.response)});
    page.head = after;
    state.toast = "assessment.submitted";
    out.push_back(LoadWaiting{});  // what must not wait is found among it, and sent
    out.push_back(SyncSoon{});
  }

  void operator()(const DealtWith& c) const {
    if (!page.may_change() || page.head.decision.is_nil()) return;
    const record::Value to = c.done ? record::Value(true) : record::Value();
    const std::string path = care::dealt_path(page.head.decision, c.comment);
    page.kept[path].value = to;
    save(state, {{page.response, care::kResponseRecord, path, to}}, out, {.group = record::to_string(page.response)});
  }
  void operator()(const NeedMedia& c) const {
    if (page.is_loaded()) need_media(state, c, out);
  }
  void operator()(const OpenAmendment&) const {
    if (!page.is_loaded() || !care::is_agreed(page.head.status)) return;
    if (const record::RecordId begun = amendment_of(state, page.response); !begun.is_nil()) return (*this)(OpenResponse{begun, page.head.person});
    const care::Response head = amendment(state, page.head);
    std::vector<record::Edit> edits = care::to_edits(head);
    for (record::Edit& edit : record_edits(head.id, page.form->fields()))
      if (care::is_content(edit.path)) edits.push_back(std::move(edit));
    save(state, std::move(edits), out, {.group = record::to_string(head.id)});
    go(state, Place{.screen = Screen::Assessment, .person = head.person, .subject = head.id}, out);
    state.toast = "assessment.amendment_begun";
  }

  void turn_to(size_t index) const {
    page.form->end_typing();
    state.place().part = part_of(page, index);
    state.place().focus.clear();
    state.place().caret = 0;
    show_page(state, index);
    save_place(state, out);
  }

  // Shows where it happened.
  void step(const forms::Changes& changes) const {
    page.draft.typing = {};
    keep(changes, false, true);
    if (changes.focus == forms::kNoNode || !page.form->exists(changes.focus)) return;
    const size_t where = forms::page_of(*page.form, page.list, changes.focus);
    if (where != page.page) turn_to(where);
    open_to(state, changes.focus);
    page.draft.reveal = changes.focus;
  }

  // `repeats`: some may have come, gone or moved.
  void keep(const forms::Changes& changes, bool typing, bool repeats = false) const {
    if (changes.empty()) return;
    if (repeats || forms::moves_rows(*page.form, changes)) show_rows(state);
    care::Response after = page.head;
    count_answers(*page.form, after);
    if (!typing || after != page.head) after.saved = state.now_ms;
    std::vector<record::Edit> edits = keeping_versions(page, record_edits(page.response, changes.edits));
    for (record::Edit& edit : care::to_edits(page.head, after)) edits.push_back(std::move(edit));
    page.head = after;
    // With the words, so that another tablet of hers goes on here, and never alone: turning pages is not a change.
    if (const std::string here = part_of(page, page.page); here != page.kept_at) {
      edits.push_back({page.response, care::kResponseRecord, std::string(kFormAt), record::atom(here)});
      page.kept_at = here;
    }
    const std::string group = record::to_string(page.response);
    if (typing) save_typing(state, std::move(edits), out, group);
    else save(state, std::move(edits), out, {.group = group});
  }
};

void take_captured(AppState& state, Effects& out) {
  AssessmentPage& page = state.assessment;
  if (!page.may_change() || !state.capture.captured || state.capture.captured->response != page.response) return;
  const Captured captured = *std::exchange(state.capture.captured, std::nullopt);
  const forms::NodeId question = page.form->node_at(captured.field);
  if (question == forms::kNoNode || question == forms::kRoot) return;
  const std::string url = "urn:uuid:" + record::to_string(captured.attachment.id);
  const forms::Answers& held = page.form->node(question).answers;
  if (std::any_of(held.begin(), held.end(), [&](const forms::Answer& answer) { return answer.text == url; })) return;  // only looked at again
  const bool is_ink = captured.attachment.kind == care::AttachmentKind::Ink;
  forms::Answers answers = page.form->item(question).repeats ? page.form->node(question).answers : forms::Answers();
  answers.push_back(forms::Answer::attachment(is_ink ? "image/png" : "image/jpeg", url, captured.attachment.title));
  AssessmentAct{state, out}.keep(page.form->set_answers(question, std::move(answers)), false);
}

}  // namespace

std::optional<care::Decision> returned_with(const AppState& state) {
  const care::Response& head = state.assessment.head;
  if (head.status != care::ApprovalState::Returned) return std::nullopt;
  const record::Record* const decision = loaded_record(state.person, head.decision);
  return decision ? std::optional(care::decision_from(*decision)) : std::nullopt;
}

bool is_dealt_with(const record::FieldMap& fields, const care::Decision& decision, const care::PinnedComment& comment) {
  const auto found = fields.find(care::dealt_path(decision.id, comment.key));
  return found != fields.end() && record::bool_of(found->second.value);
}

record::RecordId amendment_of(const AppState& state, const record::RecordId& response) {
  for (const auto& [id, other] : state.caseload.responses())
    if (other.amends == response && other.status != care::ApprovalState::Cancelled) return id;
  return {};
}

size_t neighbour(const AssessmentPage& page, size_t from, int by) {
  const size_t count = page.list.pages.size();
  for (size_t at = from + size_t(by); at < count; at += size_t(by))
    if (forms::is_shown(*page.form, page.list.pages[at])) return at;
  return by > 0 && from != count ? count : SIZE_MAX;
}

void start_form(AppState& state, const record::RecordId& person, const std::string& questionnaire, Effects& out) {
  state.assessment.starting = questionnaire;
  state.assessment.starting_for = person;
  out.push_back(LoadQuestionnaire{questionnaire, person});
}

void apply_assessment(AppState& state, const AssessmentCommand& command, Effects& out) {
  if (state.assessment.clock) state.assessment.clock->set_ms(state.now_ms);
  std::visit(AssessmentAct{state, out}, command);
}

void assessment_on_event(AppState& state, Event& event, Effects& out) {
  AssessmentPage& page = state.assessment;
  if (auto* loaded = std::get_if<ResponseLoaded>(&event)) on_loaded(state, *loaded, out);
  if (const auto* read = std::get_if<QuestionnaireLoaded>(&event); read && !page.starting.empty() && read->name == page.starting) {
    page.starting.clear();
    if (read->questionnaire) return begin(state, *read, out);
    page = AssessmentPage{};
    page.problem = read->error;
    state.places.push_back(Place{.screen = Screen::Assessment});
  }
  if (auto* decoded = std::get_if<MediaDecoded>(&event)) take_media(page.media, *decoded);
  if (const auto* failed = std::get_if<LoadFailed>(&event); failed && !failed->id.is_nil() && failed->id == state.place().subject && !page.is_loaded())
    page.problem = failed->error.detail;
}

void arrive_assessment(AppState& state, Effects& out) {
  const Place& place = state.place();
  if (!place.person.is_nil()) load_person(state, place.person, out);
  if (place.subject.is_nil()) return;
  out.push_back(LoadWaiting{});
  if (state.assessment.response != place.subject || !state.assessment.is_loaded()) {
    state.assessment = AssessmentPage{};
    out.push_back(LoadResponse{place.subject});
    return;
  }
  const size_t index = page_named(state.assessment, place.part);
  if (index != state.assessment.page) show_page(state, index);
  take_captured(state, out);
}

}  // namespace state
