// The words around a form: its own texts, what is wrong with an answer, what was said last time.
#include "app/forms/names.h"
#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr size_t kEarlierBytesMax = 160, kNameBytesMax = 60;

// One line, cut at a word.
std::string shortened(std::string text) {
  for (char& c : text)
    if (c == '\n') c = ' ';
  if (text.size() <= kEarlierBytesMax) return text;
  size_t end = text.rfind(' ', kEarlierBytesMax);
  if (end == std::string::npos) end = kEarlierBytesMax;
  while (end > 0 && (uint8_t(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

std::string first_name(const state::AppState& state) {
  const care::Person* person = state.caseload.person(state.place().person);
  return person ? care::called(*person) : std::string();
}

std::string bound_words(const forms::Issue& issue) {
  const std::string& bound = issue.params.front();
  return bound.size() >= 10 && bound[4] == '-' ? iso_day_words(bound) : bound;
}

std::string unreadable_words(const forms::Item& item) {
  switch (item.type) {
    case forms::ItemType::Date:
    case forms::ItemType::DateTime: return std::string(ui::tr("assessment.not_a_date"));
    case forms::ItemType::Time: return std::string(ui::tr("assessment.not_a_time"));
    case forms::ItemType::Integer: return std::string(ui::tr("assessment.not_a_whole_number"));
    case forms::ItemType::Decimal:
    case forms::ItemType::Quantity: return std::string(ui::tr("assessment.not_a_number"));
    default: return std::string(ui::tr("assessment.not_readable"));
  }
}

}  // namespace

FormView form_view(state::AppState& state, state::Commands& out) {
  return {state, out, state.assessment, *state.assessment.form, dated_wording(), care::to_iso(care::wall_time(state.now_ms).date)};
}

std::string question_words(const FormView& view, const forms::Item& item) {
  forms::Wording wording = view.wording;
  const std::string name = first_name(view.state);
  wording.first_name = name;
  const std::string text = forms::text_of(view.definition(), item, wording);
  std::string_view prefix = view.definition().prefix(item, wording.language);
  while (prefix.ends_with(' ')) prefix.remove_suffix(1);
  // "2a" numbers what follows, "Condition 1" introduces it.
  const bool introduces = prefix.find(' ') != std::string_view::npos;
  if (text.empty() && prefix.empty() && item.is_question()) return std::string(ui::tr("assessment.unnamed"));
  if (text.empty() || prefix.empty()) return text.empty() ? std::string(prefix) : text;
  return std::string(prefix) + (introduces ? ": " : " ") + text;
}

bool is_unnamed(const FormView& view, forms::NodeId node) {
  const forms::Item& item = view.form.item(node);
  return view.form.text(node).empty() && item.prefix.empty() && forms::text_of(view.definition(), item, view.wording).empty();
}

ui::Lettering lettering_of(const forms::TextStyle* style) {
  using forms::TextStyle;
  ui::Lettering out;
  if (!style) return out;
  out.weight = style->weight == TextStyle::Weight::Bold ? ui::Lettering::Weight::Bold : style->weight == TextStyle::Weight::Normal ? ui::Lettering::Weight::Normal : ui::Lettering::Weight::Unsaid;
  out.italic = style->italic;
  out.align = style->align == TextStyle::Align::Centre ? ui::Lettering::Align::Centre : style->align == TextStyle::Align::Right ? ui::Lettering::Align::End : ui::Lettering::Align::Start;
  if (style->colour) out.ink = ui::rgb(*style->colour);
  if (style->background) out.paper = ui::rgb(*style->background);
  return out;
}

// In the language of the screen; the record keeps the one it was begun in.
std::string form_title(const FormView& view) {
  const std::string named = forms::title_of(view.definition(), view.wording.language);
  if (!named.empty()) return named;
  return view.page.head.title.empty() ? std::string(ui::tr("assessment.title")) : view.page.head.title;
}

std::string question_words(const FormView& view, forms::NodeId node) {
  const std::string_view text = view.form.text(node);
  return text.empty() ? question_words(view, view.form.item(node)) : std::string(text);
}

std::string issue_words(const FormView& view, forms::NodeId node, const forms::Issue& issue) {
  const forms::Item& item = view.form.item(node);
  switch (issue.code) {
    case forms::IssueCode::Required: return std::string(ui::tr(item.is_group() ? "assessment.group_wanted" : "assessment.answer_wanted"));
    case forms::IssueCode::Unreadable: return unreadable_words(item);
    case forms::IssueCode::WrongType: return std::string(ui::tr("assessment.not_readable"));
    case forms::IssueCode::TooManyAnswers: return std::string(ui::tr("assessment.one_answer"));
    case forms::IssueCode::NotAnOption: return ui::tr("assessment.not_an_option", issue.params.front());
    case forms::IssueCode::Exclusive: return ui::tr("assessment.exclusive", issue.params.front());
    case forms::IssueCode::MinValue: return ui::tr("assessment.at_least", bound_words(issue));
    case forms::IssueCode::MaxValue: return ui::tr("assessment.at_most", bound_words(issue));
    case forms::IssueCode::MinLength: return ui::tr("assessment.longer", issue.params[0], issue.params[1]);
    case forms::IssueCode::MaxLength: return ui::tr("assessment.shorter", issue.params[0], issue.params[1]);
    case forms::IssueCode::Regex:
      return issue.params.front().empty() ? std::string(ui::tr("assessment.wrong_form")) : ui::tr("assessment.wrong_form_like", issue.params.front());
    case forms::IssueCode::DecimalPlaces:
      return issue.params.front() == "0" ? std::string(ui::tr("assessment.not_a_whole_number")) : ui::tr("assessment.decimals", issue.params.front());
    case forms::IssueCode::MinOccurs: return ui::tr("assessment.more_of", issue.params[0], issue.params[1]);
    case forms::IssueCode::MaxOccurs: return ui::tr("assessment.fewer_of", issue.params[0], issue.params[1]);
    case forms::IssueCode::BadUnit: return ui::tr("assessment.bad_unit", issue.params.front());
    case forms::IssueCode::BadMimeType: return std::string(ui::tr("assessment.bad_file"));
    case forms::IssueCode::TooLarge: return std::string(ui::tr("assessment.large_file"));
    case forms::IssueCode::SizeInconsistent:
    case forms::IssueCode::Constraint: return issue.params[0];
    case forms::IssueCode::DisplayAnswer: return std::string(ui::tr("assessment.not_readable"));
  }
  return {};
}

std::string problem_words(const FormView& view, forms::NodeId node, bool focused) {
  for (const forms::Issue& issue : view.form.issues(node)) {
    const bool wanted = issue.code == forms::IssueCode::Required || issue.code == forms::IssueCode::MinOccurs;
    if (wanted && !view.page.draft.checked) continue;
    if (focused && issue.code != forms::IssueCode::MaxLength) continue;
    return issue_words(view, node, issue);
  }
  return {};
}

std::string earlier_words(const FormView& view, forms::NodeId node) {
  if (!view.page.earlier) return {};
  const forms::Answers* const answers = forms::earlier_answers(*view.page.earlier, view.form, node);
  if (!answers || view.form.item(node).type == forms::ItemType::Attachment) return {};
  const std::string said = shortened(forms::display_of(view.definition(), view.form.item(node), *answers, view.wording));
  const care::Response& head = view.page.earlier_head;
  const os::UnixMs at = head.submitted ? head.submitted : head.started;
  return said.empty() ? std::string() : ui::tr("assessment.last_time", said, day_short(care::wall_time(at).date, care::wall_time(view.state.now_ms).date));
}

std::string page_title(const FormView& view, size_t page) {
  if (page >= view.page.list.pages.size()) return std::string(ui::tr("assessment.check"));
  const forms::ItemIndex heading = view.page.list.pages[page].heading;
  if (heading == forms::kNoItem) return form_title(view);
  forms::Wording wording = view.wording;
  const std::string name = first_name(view.state);
  wording.first_name = name;
  const std::string words = forms::text_of(view.definition(), view.definition().item(heading), wording);
  return words.empty() ? section_title(view, view.page.list.sections[view.page.list.pages[page].section]) : words;
}

std::string page_above(const FormView& view, size_t page) {
  if (page >= view.page.list.pages.size()) return {};
  const forms::ItemIndex heading = view.page.list.pages[page].heading;
  return heading == forms::kNoItem ? std::string() : std::string(view.definition().prefix(view.definition().item(heading), view.wording.language));
}

std::string page_button(const FormView& view, size_t page, bool short_form) {
  if (page >= view.page.list.pages.size()) return std::string(ui::tr("assessment.check"));
  const forms::ItemIndex heading = view.page.list.pages[page].heading;
  std::string words;
  if (heading != forms::kNoItem) words = view.definition().short_text(view.definition().item(heading), view.wording.language);
  if (words.empty()) return page_title(view, page);
  return short_form ? words.substr(0, words.find(':')) : words;
}

std::string section_title(const FormView& view, const forms::PageSection& section) {
  if (section.heading == forms::kNoItem) return std::string(ui::tr("assessment.questions"));
  const forms::Item& group = view.definition().item(section.heading);
  for (const std::string_view said : {view.definition().text(group, view.wording.language), view.definition().short_text(group, view.wording.language), (*group.node)["code"][0]["display"].string(), view.definition().prefix(group, view.wording.language)})
    if (!said.empty()) return std::string(said);
  const forms::ItemIndex first = view.definition().first_child(group.index);  // words that stand where a name would
  if (first != forms::kNoItem && view.definition().item(first).is_display())
    if (const std::string_view said = view.definition().text(view.definition().item(first), view.wording.language); !said.empty() && said.size() <= kNameBytesMax) return std::string(said);
  return ui::tr("assessment.part", &section - view.page.list.sections.data() + 1);
}

}  // namespace screens
