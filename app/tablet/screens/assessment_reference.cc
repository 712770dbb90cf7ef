// A question answered by somebody: a person on the caseload, somebody around the person the form is about, or a professional. Chosen from a list with a
// search; a name that is not in it is kept as it was typed.
#include <algorithm>

#include "app/care/fold.h"
#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr size_t kListedMax = 60;

struct Somebody {
  std::string reference, name, detail;
  ui::Icon icon = ui::Icon::Person;
};

// questionnaire-referenceResource names what may be chosen; a form that names nothing takes anybody.
bool may_be(const forms::Item& item, std::string_view type) {
  bool named = false;
  for (const forms::json::Value& extension : (*item.node)["extension"].elements()) {
    if (!extension["url"].string().ends_with("questionnaire-referenceResource")) continue;
    if (extension["valueCode"].string() == type) return true;
    named = true;
  }
  return !named;
}

bool names_all(std::string_view name, const std::vector<std::string>& wanted) {
  const std::vector<std::string> words = care::fold_words(name);
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& one) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return word.starts_with(one); });
  });
}

class People {
 public:
  People(FormView& view, const forms::Item& item) : view_(view), item_(item), wanted_(care::fold_words(view.page.draft.search)) {}

  // The person and those around them first, then professionals, then the caseload as far as the search finds it.
  std::vector<Somebody> listed() {
    const record::RecordId about = view_.page.head.person;
    if (may_be(item_, "Patient")) add_person(about);
    if (may_be(item_, "RelatedPerson") && view_.state.person.person == about) add_relations();
    if (may_be(item_, "Practitioner")) add_workers();
    if (may_be(item_, "Patient")) add_found(about);
    return std::move(out_);
  }

 private:
  void add(Somebody one) {
    if (out_.size() < kListedMax && names_all(one.name, wanted_)) out_.push_back(std::move(one));
  }
  void add_person(const record::RecordId& id) {
    if (const care::Person* const person = view_.state.caseload.person(id)) out_person(*person, names_all(care::full_name(*person), wanted_));
  }
  void out_person(const care::Person& person, bool wanted) {
    if (wanted && out_.size() < kListedMax) out_.push_back({"Patient/" + record::to_string(person.id), care::full_name(person), born_words(person, care::wall_time(view_.state.now_ms).date), ui::Icon::Person});
  }
  void add_relations() {
    for (const care::Relation& relation : state::file_of(view_.state).relations)
      if (relation.ended_on.is_empty()) add({"RelatedPerson/" + record::to_string(relation.id), relation.name, view_.state.label("relation-roles", relation.role), ui::Icon::Group});
  }
  void add_workers() {
    std::vector<const care::Worker*> all;
    for (const auto& [id, worker] : view_.state.caseload.workers())
      if (worker.kind != "team") all.push_back(&worker);
    std::sort(all.begin(), all.end(), [](const care::Worker* a, const care::Worker* b) { return a->name < b->name; });
    for (const care::Worker* worker : all) add({"Practitioner/" + record::to_string(worker->id), worker->name, view_.state.label("worker-roles", worker->role), ui::Icon::People});
  }
  void add_found(const record::RecordId& about) {
    if (view_.page.draft.search.empty()) return;
    for (const care::Hit& hit : view_.state.caseload.index().search(view_.page.draft.search, kListedMax, care::wall_time(view_.state.now_ms).date).hits)
      if (const care::Person* const person = view_.state.caseload.person(hit.id); person && hit.id != about) out_person(*person, true);
  }

  FormView& view_;
  const forms::Item& item_;
  std::vector<std::string> wanted_;
  std::vector<Somebody> out_;
};

void choose(FormView& view, forms::NodeId question, forms::Answer answer) {
  forms::Answers answers = view.form.repeats(question) ? view.form.node(question).answers : forms::Answers();
  const bool known = std::any_of(answers.begin(), answers.end(), [&](const forms::Answer& one) { return one.text == answer.text && one.display == answer.display; });
  if (!known) answers.push_back(std::move(answer));
  view.out.push(state::SetAnswers{question, std::move(answers)});
  view.page.draft.picking = forms::kNoNode;
}

std::string shown(const forms::Answer& answer) { return answer.display.empty() ? answer.text : answer.display; }

}  // namespace

void draw_reference(FormView& view, const forms::PageRow& row, const std::string& path, const std::string& words) {
  const forms::Answers& answers = view.form.node(row.node).answers;
  const bool enabled = view.may_change() && !view.form.read_only(row.node) && !row.read_only;
  for (size_t i = 0; i < answers.size(); ++i) {
    const std::string id = path + "/" + std::to_string(i + 1), name = shown(answers[i]);
    ui::Wrap line;
    ui::icon(answers[i].text.starts_with("Practitioner/") ? ui::Icon::People : ui::Icon::Person);
    ui::text(name, {.id = id});
    if (!enabled) continue;
    line.to_right();
    if (!ui::quiet_button(id + "/remove", ui::tr("common.remove"), ui::Icon::Delete)) continue;
    forms::Answers left = answers;
    left.erase(left.begin() + std::ptrdiff_t(i));
    view.out.push(state::SetAnswers{row.node, std::move(left)});
  }
  if (answers.empty() && !enabled) ui::secondary(ui::tr("assessment.no_answer"), path);
  if (!enabled || (!answers.empty() && !view.form.repeats(row.node))) return;
  (void)words;
  if (!ui::button(path, ui::tr("assessment.choose_somebody"), {.icon = ui::Icon::Person, .icon_after = ui::Icon::ChevronDown})) return;
  view.page.draft.picking = row.node;
  view.page.draft.search.clear();
}

void draw_people_list(FormView& view) {
  state::AssessmentDraft& draft = view.page.draft;
  const forms::NodeId question = draft.picking;
  const ui::Dialog dialog("pick", question_words(view, question));
  ui::search_box("pick/search", draft.search, ui::tr("assessment.search_people"));
  const std::vector<Somebody> people = People(view, view.form.item(question)).listed();
  for (const Somebody& one : people) {
    if (!ui::row("pick/" + one.reference, {.icon = one.icon, .title = one.name, .subtitle = one.detail})) continue;
    return choose(view, question, forms::Answer::reference(one.reference, one.name));
  }
  if (people.empty()) ui::secondary(ui::tr("assessment.none_found"));
  if (draft.search.empty()) ui::secondary(ui::tr("assessment.search_people_more"));
  else if (ui::row("pick/typed", {.icon = ui::Icon::Edit, .title = ui::tr("assessment.as_typed", draft.search)})) return choose(view, question, forms::Answer::reference({}, draft.search));
  if (dialog.closed()) draft.picking = forms::kNoNode;
}

}  // namespace screens
