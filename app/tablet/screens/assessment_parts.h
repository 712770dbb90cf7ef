// app/tablet/screens/assessment_parts.h: the parts of the assessment screen. Private to it; see assessment.cc.
#pragma once
#include <string>

#include "app/forms/words.h"
#include "app/tablet/state/commands.h"

namespace screens {

// What every part needs, made once a frame.
struct FormView {
  state::AppState& state;
  state::Commands& out;
  state::AssessmentPage& page;
  const forms::Form& form;
  forms::Wording wording;
  std::string today;  // ISO
  const forms::Questionnaire& definition() const { return form.definition(); }
  bool may_change() const { return page.may_change(); }
};

FormView form_view(state::AppState& state, state::Commands& out);

// assessment_words.cc
std::string question_words(const FormView& view, const forms::Item& item);  // with its prefix: "2a. How often?"
// Of an instance: an expression may say it otherwise than the form's own text.
std::string question_words(const FormView& view, forms::NodeId node);
std::string issue_words(const FormView& view, forms::NodeId node, const forms::Issue& issue);
// What is wrong with the question now, if it is to be said beside it; `focused`: she is still typing.
std::string problem_words(const FormView& view, forms::NodeId node, bool focused);
// "Last time: “Manages with prompting.” (Review, 12 May)"; empty when there is none.
std::string earlier_words(const FormView& view, forms::NodeId node);
std::string page_title(const FormView& view, size_t page);
std::string page_above(const FormView& view, size_t page);        // "Outcome 3 of 10"
std::string page_button(const FormView& view, size_t page, bool short_form);
std::string section_title(const FormView& view, const forms::PageSection& section);

// assessment_rows.cc: rows of view.page.rows from `first` up to `end`.
void draw_rows(FormView& view);
// Paragraphs, "- " lists, "# " headings, emphasis; links and pictures as their words.
void draw_markdown(std::string_view markdown);

// assessment_question.cc
void draw_question(FormView& view, const forms::PageRow& row);
// assessment_choice.cc
void draw_choice(FormView& view, const forms::PageRow& row, const std::string& path, const std::string& words);
void draw_yes_no(FormView& view, const forms::PageRow& row, const std::string& path, const std::string& words);
void draw_option_list(FormView& view);  // the dialog with a search, when it is open
// assessment_attachment.cc
void draw_attachment(FormView& view, const forms::PageRow& row, const std::string& path, const std::string& words);
// assessment_move.cc: another version of the form
void draw_version(FormView& view);
bool draw_version_dialog(FormView& view);  // true: one is open
// assessment_check.cc
void draw_check(FormView& view);

}  // namespace screens
