// app/tablet/screens/assessment_parts.h: the parts of the assessment screen. Private to it; see assessment.cc.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "app/forms/media.h"
#include "app/forms/words.h"
#include "app/tablet/state/commands.h"
#include "app/tablet/ui/canvas.h"
#include "app/tablet/ui/lettering.h"

namespace screens {

inline constexpr float kPageGapDp = 22;  // between the rows of a page

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
// Its author gave it no words at all: a neutral one stands for it.
bool is_unnamed(const FormView& view, forms::NodeId node);
std::string form_title(const FormView& view);
std::string issue_words(const FormView& view, forms::NodeId node, const forms::Issue& issue);
// What is wrong with the question now, if it is to be said beside it; `focused`: she is still typing.
std::string problem_words(const FormView& view, forms::NodeId node, bool focused);
// "Last time: “Manages with prompting.” (Review, 12 May)"; empty when there is none.
std::string earlier_words(const FormView& view, forms::NodeId node);
std::string page_title(const FormView& view, size_t page);
std::string page_above(const FormView& view, size_t page);        // "Outcome 3 of 10"
std::string page_button(const FormView& view, size_t page, bool short_form);
std::string section_title(const FormView& view, const forms::PageSection& section);

// rendering-style, as the kit letters words.
ui::Lettering lettering_of(const forms::TextStyle* style);

// assessment_rows.cc: rows of view.page.rows from `first` up to `end`.
void draw_rows(FormView& view);
// Paragraphs, "- " lists, "# " headings, emphasis; links and pictures as their words.
void draw_markdown(std::string_view markdown);

// The way to the help of a group's name, or of a column's.
void draw_help(FormView& view, const forms::Item& item, const std::string& id);
// One link: to the help, or to what has to be said by law.
void draw_guidance_link(FormView& view, const forms::Item& item, const std::string& id, bool legal);

// assessment_table.cc: a group drawn as a table
struct Table {
  enum class Kind : uint8_t { None, Matrix, Across, Grid, Repeats };
  Kind kind = Kind::None;
  forms::ItemIndex group = forms::kNoItem;
  std::vector<forms::ItemIndex> columns;     // the questions, where they stand beside one another
  std::span<const forms::Option> options;    // of a matrix, either way round
};
// Kind None: it is none, or there is no room for it here.
Table table_of(const FormView& view, const forms::Item& group);
void draw_table_head(FormView& view, const Table& table);
bool draw_matrix_row(FormView& view, const forms::PageRow& row, const Table& table);  // false: that question has other options
void draw_grid_row(FormView& view, const forms::PageRow& row, const Table& table);
// A table whose rows are the options: `rows` holds its questions as they are on now.
void draw_across(FormView& view, std::span<const forms::PageRow> rows, const Table& table);

// assessment_question.cc
void draw_question(FormView& view, const forms::PageRow& row);
void draw_cell(FormView& view, const forms::PageRow& row);  // without its words, which a table's head has
// A widget's name for an option: its code, else a number; stable whatever the language.
std::string option_id(const forms::Option& option, size_t place);
// assessment_choice.cc
void draw_choice(FormView& view, const forms::PageRow& row, const std::string& path, const std::string& words);
void draw_yes_no(FormView& view, const forms::PageRow& row, const std::string& path, const std::string& words);
void draw_picker(FormView& view, const forms::PageRow& row, const std::string& path);  // what is chosen, and the way to the list
void draw_yes_no_small(FormView& view, const forms::PageRow& row, const std::string& path);
void draw_option_list(FormView& view);  // the dialog with a search, when it is open
// assessment_reference.cc: a person on the caseload, somebody around this one, or a professional
void draw_reference(FormView& view, const forms::PageRow& row, const std::string& path, const std::string& words);
void draw_people_list(FormView& view);  // the dialog, when it is open
// Help that stands behind a link: what is hidden until it is asked for.
inline bool is_legal(const forms::Item& item) { return item.control == forms::Control::Legal; }
inline bool explains(const forms::Item& item) { return item.control == forms::Control::Help || item.control == forms::Control::Flyover; }
// assessment_attachment.cc
void draw_attachment(FormView& view, const forms::PageRow& row, const std::string& path, const std::string& words);
// assessment_media.cc: the pictures a form's author put beside words, at the flow's width; nothing where `node` has none.
void draw_media(FormView& view, const forms::json::Value& node, const std::string& id);
// The same of options, for cards; `said` is plain words where there is no picture to show. Pixels are views into state, for this frame.
struct OptionPicture {
  bool there = false;
  ui::PictureView pixels;
  std::string label, said;
};
OptionPicture picture_for(FormView& view, const forms::Option& option);
bool has_pictures(std::span<const forms::Option> options);
// assessment_move.cc: another version of the form
void draw_version(FormView& view);
bool draw_version_dialog(FormView& view);  // true: one is open
// assessment_course.cc: how far it has come, and what a reviewer said
void draw_status(FormView& view);
void draw_reviewer_comment(FormView& view, const forms::PageRow& row);
// How many comments of a return she has not marked; 0 where nothing was returned.
size_t comments_left(const FormView& view);
// assessment_about.cc: what the form says about itself
bool has_about(const FormView& view);
void draw_about(FormView& view);       // the panel, when it is open
void draw_copyright(const FormView& view);  // under the first page's questions
// assessment_check.cc
void draw_check(FormView& view);

}  // namespace screens
