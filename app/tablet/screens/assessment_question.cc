// One question: what it asks, the help around it, and the widget its kind of answer wants.
#include "app/forms/names.h"
#include "app/tablet/screens/assessment_asked.h"
#include "app/tablet/screens/needs_you.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using forms::ItemType;

constexpr float kAfterQuestionDp = 22, kWithinQuestionDp = 8;

bool is_shown(const FormView& view, forms::NodeId node, forms::ItemIndex decoration) {
  if (!view.definition().item(decoration).lives) return true;
  const auto there = view.form.instances(node, decoration);
  return !there.empty() && view.form.node(there.front()).enabled;
}

// An expression may say it otherwise than the form's own text.
std::string decoration_words(const FormView& view, forms::NodeId node, forms::ItemIndex decoration) {
  const auto there = view.definition().item(decoration).lives ? view.form.instances(node, decoration) : std::span<const forms::NodeId>();
  return there.empty() ? question_words(view, view.definition().item(decoration)) : question_words(view, there.front());
}

// A list an expression makes may be empty: then what is asked for is typed.
bool is_picked(const FormView& view, forms::NodeId node) {
  const forms::Item& item = view.form.item(node);
  return item.is_choice() || (item.takes_options() && !view.form.options(node).empty());
}

// The question, what explains it, and the way to its guidance at the end of whichever comes last.
void draw_head(Asked& asked) {
  std::vector<std::pair<std::string, const forms::TextStyle*>> lines;
  bool guidance = !asked.item.support_link.empty(), legal = false;
  const forms::ItemIndex name = forms::named_by(asked.view.definition(), asked.item, asked.view.wording.language);
  for (const forms::ItemIndex decoration : asked.item.decorations) {
    const forms::Item& item = asked.view.definition().item(decoration);
    if (!is_shown(asked.view, asked.row.node, decoration)) continue;
    if (decoration == name) continue;
    if (explains(item)) guidance = true;
    else if (is_legal(item)) legal = true;
    else if (item.control == forms::Control::Prompt || item.control == forms::Control::Inline || item.category != forms::DisplayCategory::None)
      lines.emplace_back(decoration_words(asked.view, asked.row.node, decoration), item.style);
  }
  const bool required = asked.view.form.required(asked.row.node) && asked.enabled;
  const auto link = [&] {
    if (guidance) draw_guidance_link(asked.view, asked.item, asked.path, false);
    if (legal) draw_guidance_link(asked.view, asked.item, asked.path, true);
  };
  {
    const ui::Wrap line({.gap_dp = 10});
    const bool speaks_for_itself = is_unnamed(asked.view, asked.row.node) && is_picked(asked.view, asked.row.node);  // its options say what it is about
    if (required || !speaks_for_itself) ui::label(asked.words, required, lettering_of(asked.item.style));
    if (lines.empty()) link();
  }
  ui::set_gap(4);
  for (size_t i = 0; i < lines.size(); ++i) {
    const ui::Wrap line({.gap_dp = 6});
    ui::text(lines[i].first, {.style = ui::Style::Secondary, .lettering = lettering_of(lines[i].second)});
    if (i + 1 == lines.size()) link();
  }
}

// What nobody fills in here: calculated, from elsewhere, or of a kind this app does not know.
void draw_shown_only(Asked& asked) {
  const std::string said = forms::display_of(asked.view.definition(), asked.item, asked.answers, asked.view.wording);
  if (said.empty()) ui::secondary(ui::tr("assessment.no_answer"), asked.path);
  else ui::text(said, {.id = asked.path});
}

void draw_widget(Asked& asked) {
  if (is_picked(asked.view, asked.row.node)) return draw_choice(asked.view, asked.row, asked.path, asked.words);
  switch (asked.item.type) {
    case ItemType::Boolean: return draw_yes_no(asked.view, asked.row, asked.path, asked.words);
    case ItemType::Attachment: return draw_attachment(asked.view, asked.row, asked.path, asked.words);
    case ItemType::DateTime: return draw_day_and_time(asked);
    case ItemType::Reference: return draw_reference(asked.view, asked.row, asked.path, asked.words);
    case ItemType::Integer:
    case ItemType::Decimal:
    case ItemType::Quantity: return has_slider(asked.item) ? draw_slider(asked) : draw_boxes(asked);
    default: return draw_boxes(asked);
  }
}

Asked asked_of(FormView& view, const forms::PageRow& row) {
  Asked out{view, row, view.form.item(row.node), view.form.node(row.node).answers, view.form.path(row.node), question_words(view, row.node), {}, {}, false};
  out.enabled = view.may_change() && !view.form.read_only(row.node) && !row.read_only;
  out.problem = problem_words(view, row.node, ui::focused().starts_with(out.path));
  return out;
}

bool says_it_itself(const FormView& view, forms::NodeId node) {
  const forms::Item& item = view.form.item(node);
  if (is_picked(view, node)) return false;
  switch (item.type) {
    case ItemType::Boolean:
    case ItemType::Attachment: return false;
    case ItemType::Reference: return false;
    case ItemType::Integer:
    case ItemType::Decimal:
    case ItemType::Quantity: return !has_slider(item);
    default: return true;
  }
}

}  // namespace

void draw_cell(FormView& view, const forms::PageRow& row) {
  Asked asked = asked_of(view, row);
  asked.in_cell = true;
  ui::set_gap(kWithinQuestionDp);
  const bool picked = is_picked(view, row.node);
  const bool shown_only = !asked.enabled && !picked && asked.item.type != ItemType::Boolean;
  if (shown_only) draw_shown_only(asked);
  else if (picked) draw_picker(view, row, asked.path);
  else if (asked.item.type == ItemType::Boolean) draw_yes_no_small(view, row, asked.path);
  else draw_widget(asked);
  if (!asked.problem.empty() && (shown_only || !says_it_itself(view, row.node))) ui::problem(asked.problem, asked.path + "/error");
}

void draw_question(FormView& view, const forms::PageRow& row) {
  const forms::Item& item = view.form.item(row.node);
  Asked asked = asked_of(view, row);
  asked.earlier = earlier_words(view, row.node);
  const bool below_answer = view.form.node(row.node).parent != forms::kRoot && view.form.item(view.form.node(row.node).parent).is_question();
  const ui::Indent indent(below_answer ? 20.0f : 0.0f);
  draw_head(asked);
  draw_media(view, *item.node, asked.path + "/media");
  draw_question_needs_you(view.state, view.page.response, asked.path, view.out);
  draw_reviewer_comment(view, row);
  ui::set_gap(kWithinQuestionDp);
  const bool shown_only = item.type == ItemType::Unknown || ((view.form.read_only(row.node) || row.read_only) && item.type != ItemType::Attachment && !is_picked(view, row.node));
  if (shown_only) draw_shown_only(asked);
  else draw_widget(asked);
  if (shown_only || !says_it_itself(view, row.node)) {
    if (!asked.problem.empty()) ui::problem(asked.problem, asked.path + "/error");
    if (!asked.earlier.empty()) ui::small(asked.earlier, asked.path + "/under");
  }
  ui::set_gap(kAfterQuestionDp);
}

}  // namespace screens
