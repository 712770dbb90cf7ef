#include "app/tablet/state/form_move.h"

#include <utility>

#include "app/care/record_types.h"
#include "app/tablet/state/assessment_form.h"
#include "app/tablet/state/state.h"

namespace state {
namespace {

// What did not move is kept in her language, as she would read it on the page.
forms::Wording wording_of(const AppState& state) {
  forms::Wording out;
  if (state.settings.language == Language::Welsh) out.language = "cy", out.yes = "Ydy", out.no = "Nac ydy";
  return out;
}

// The same draft, at the same page where there is one, as another version of its form.
void become(AppState& state, const std::shared_ptr<const forms::Questionnaire>& version, std::vector<forms::FieldEdit> edits, Effects& out) {
  AssessmentPage& page = state.assessment;
  const std::shared_ptr<const forms::Questionnaire> left = page.form->shared_definition();
  const std::string part = part_of(page, page.page);
  Opening opening = opening_for(state, page.head.person);
  forms::Form form = forms::Form::restore(version, *state.random, forms::after_edits(*page.form, edits), opening.around);
  for (forms::FieldEdit& worked_out : form.work_out().edits) edits.push_back(std::move(worked_out));
  care::Response head = page.head;
  head.form_version = version->version();
  head.saved = state.now_ms;
  count_answers(form, head);
  std::vector<record::Edit> all = keeping_versions(page, record_edits(page.response, edits));
  record::FieldMap kept = std::move(page.kept);
  for (record::Edit& edit : care::to_edits(page.head, head)) all.push_back(std::move(edit));
  std::unique_ptr<forms::Form> earlier = std::move(page.earlier);
  care::Response earlier_head = std::move(page.earlier_head);
  take_form(state, std::move(head), std::move(form), std::move(opening));
  page.kept = std::move(kept);
  page.earlier = std::move(earlier);
  page.earlier_head = std::move(earlier_head);
  page.draft.place_restored = true;
  page.other_version = left;
  show_page(state, page_named(page, part));
  state.place().part = part_of(page, page.page);
  state.place().focus.clear();
  save(state, std::move(all), out, {.group = record::to_string(page.response)});
}

}  // namespace

void plan_move(AppState& state) {
  AssessmentPage& page = state.assessment;
  if (page.can_move()) page.draft.moving = forms::migrate(*page.form, page.other_version, wording_of(state));
}

void move_to_newer(AppState& state, Effects& out) {
  AssessmentPage& page = state.assessment;
  if (!page.can_move()) return;
  page.form->end_typing();
  forms::Migration how = forms::migrate(*page.form, page.other_version, wording_of(state));
  const std::shared_ptr<const forms::Questionnaire> newer = page.other_version;
  become(state, newer, std::move(how.edits), out);
  state.toast = "assessment.moved";
}

void move_back(AppState& state, Effects& out) {
  AssessmentPage& page = state.assessment;
  if (!page.can_move_back()) return;
  page.form->end_typing();
  const std::shared_ptr<const forms::Questionnaire> older = page.other_version;
  become(state, older, forms::move_back(*page.form), out);
  state.toast = "assessment.moved_back";
}

}  // namespace state
