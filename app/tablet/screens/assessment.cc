// The assessment screen: a rail of sections, one page of the form, and the way to the next. What is drawn where: assessment_parts.h.
#include <algorithm>

#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/screens/needs_you.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/screens/takeover.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr float kRailDp = 282;

// Every page begins at its top.
void turn_to(FormView& view, size_t page) {
  view.out.push(state::GoToPage{page});
  ui::set_scroll("form", 0);
}

std::string subtitle(const FormView& view) {
  const care::Person* const person = view.state.caseload.person(view.page.head.person);
  const std::string answered = ui::tr("assessment.answered", view.form.counts().answered, view.form.counts().asked);
  return person ? care::full_name(*person) + " · " + answered : answered;
}

void rail_row(FormView& view, size_t index) {
  const forms::PageSection& section = view.page.list.sections[index];
  const size_t first = section.first_page, end = first + section.page_count;
  size_t shown = first;
  while (shown < end && !forms::is_shown(view.form, view.page.list.pages[shown])) ++shown;
  if (shown == end) return;
  const forms::Counts counts = forms::counts_of(view.form, view.page.list, section);
  const bool done = counts.asked > 0 && counts.missing == 0 && counts.invalid == 0 && counts.answered > 0;
  const std::string title = section_title(view, section), so_far = counts.asked ? std::to_string(counts.answered) + "/" + std::to_string(counts.asked) : std::string();
  const std::string id = "section/" + std::string(view.definition().item(view.page.list.pages[first].first).link_id);
  const bool here = view.page.page >= first && view.page.page < end;
  if (ui::rail_item({.id = id, .label = title, .count = so_far, .done = done, .problem = counts.invalid > 0, .selected = here}) && !here)
    turn_to(view, shown);
}

void rail(FormView& view) {
  for (size_t i = 0; i < view.page.list.sections.size(); ++i) rail_row(view, i);
  const forms::Counts& counts = view.form.counts();
  const bool done = !view.page.head.is_open();
  const std::string left = counts.missing ? std::to_string(counts.missing) : std::string();
  if (ui::rail_item({.id = "section/check", .label = ui::tr("assessment.check"), .count = left, .done = done, .problem = false, .selected = view.page.at_check()}))
    turn_to(view, view.page.list.pages.size());
  if (has_about(view) && ui::rail_item({.id = "section/about", .label = ui::tr("assessment.about")})) view.page.draft.sections = false, view.page.draft.about = true;
}

void draw_form_saved(const FormView& view) {
  const state::SaveState& save = view.state.save;
  if (!view.may_change()) return;
  if (!save.unsaved.empty()) ui::pill(ui::tr("common.not_saved"), ui::Tone::Red, ui::Icon::Warning, "saved");
  else if (!save.all_durable()) ui::pill(ui::tr("common.saving"), ui::Tone::Neutral, ui::Icon::Save, "saved");
  else if (const Where at = where_of(view.state, view.page.response); !at.words.empty() && at.icon != ui::Icon::Saved) ui::pill(at.words, at.tone, at.icon, "saved");
  else if (save.last_durable_ms > 0) ui::pill(ui::tr(ui::compact() ? "common.saved_short" : "common.saved_at", clock_seconds_at(save.last_durable_ms)), ui::Tone::Green, ui::Icon::Saved, "saved");
}

void draw_head(FormView& view) {
  ui::Wrap line;
  ui::section(page_title(view, view.page.page), page_above(view, view.page.page), "page_title");
  line.to_right();
  if (ui::compact() && ui::button("sections", ui::tr("assessment.sections"), {.kind = ui::Kind::Quiet, .icon = ui::Icon::Menu, .small = true})) view.page.draft.sections = true;
  if (view.may_change()) {
    if (ui::icon_button("undo", ui::Icon::Undo, ui::tr("common.undo"), view.form.can_undo())) view.out.push(state::UndoAnswer{});
    if (ui::icon_button("redo", ui::Icon::Redo, ui::tr("assessment.redo"), view.form.can_redo())) view.out.push(state::RedoAnswer{});
  }
  draw_form_saved(view);
}

// The tabs of the tab-container this page stands in.
void draw_tabs(FormView& view) {
  const std::vector<forms::Page>& pages = view.page.list.pages;
  if (view.page.at_check()) return;
  size_t own = view.page.page;
  while (own > 0 && pages[own].tabs == forms::kNoItem && pages[own - 1].section == pages[own].section) --own;
  const forms::ItemIndex container = pages[own].tabs;
  if (container == forms::kNoItem) return;
  std::vector<size_t> shown;
  std::vector<std::string> ids, titles;
  for (size_t i = 0; i < pages.size(); ++i) {
    if (pages[i].tabs != container || !forms::is_shown(view.form, pages[i])) continue;
    shown.push_back(i);
    ids.emplace_back(view.definition().item(pages[i].heading).link_id);
    titles.push_back(page_title(view, i));
  }
  std::vector<ui::Choice> choices;
  for (size_t i = 0; i < shown.size(); ++i) choices.push_back({.id = ids[i], .label = titles[i]});
  const auto chosen = std::find(shown.begin(), shown.end(), own) - shown.begin();
  const int tapped = ui::tabs("tabs", choices, int(chosen));
  if (tapped >= 0 && shown[size_t(tapped)] != view.page.page) turn_to(view, shown[size_t(tapped)]);
}

void draw_footer(FormView& view) {
  const ui::Footer footer("steps", 32);
  ui::Wrap line;
  const size_t before = state::neighbour(view.page, view.page.page, -1), after = state::neighbour(view.page, view.page.page, 1);
  if (before != SIZE_MAX && ui::outline_button("previous", page_button(view, before, true), ui::Icon::Back)) turn_to(view, before);
  if (!ui::compact() && view.may_change() && !view.page.head.person.is_nil()) {
    const state::CaptureFor about{.person = view.page.head.person, .visit = view.page.head.visit, .response = {}, .field = {}, .title = page_title(view, view.page.page), .signed_by = {}};
    if (ui::quiet_button("photo", ui::tr("assessment.photo"), ui::Icon::Camera)) view.out.push(state::StartPhoto{about});
    if (ui::quiet_button("note", ui::tr("assessment.note"), ui::Icon::Note)) view.out.push(state::StartNote{view.page.head.person, view.page.head.visit});
  }
  line.to_right();
  if (after != SIZE_MAX && ui::button("next", page_button(view, after, false), {.kind = ui::Kind::Primary, .icon_after = ui::Icon::Forward})) turn_to(view, after);
}

void draw_guidance(FormView& view) {
  const forms::Item& item = view.definition().item(view.page.draft.guidance);
  const ui::Dialog dialog("guidance", question_words(view, item), {.icon = view.page.draft.legal ? ui::Icon::Info : ui::Icon::Help});
  for (const forms::ItemIndex decoration : item.decorations) {
    const forms::Item& help = view.definition().item(decoration);
    if (view.page.draft.legal ? !is_legal(help) : !explains(help)) continue;
    const std::string_view markdown = view.definition().markdown(help, view.wording.language);
    if (markdown.empty()) ui::text(question_words(view, help), {.lettering = lettering_of(help.style)});
    else draw_markdown(markdown);
  }
  if (!item.support_link.empty() && !view.page.draft.legal) {  // a tablet without a signal cannot go there; she can read the address out
    ui::secondary(ui::tr("assessment.more_at"));
    ui::text(item.support_link, {.icon = ui::Icon::Link, .id = "guidance/link"});
  }
  if (ui::primary_button("guidance/done", ui::tr("common.close")) || dialog.closed()) view.page.draft.guidance = forms::kNoItem;
}

void draw_removing(FormView& view) {
  forms::NodeId& removing = view.page.draft.removing;
  const ui::Dialog dialog("remove", ui::tr("assessment.remove_title"), {.icon = ui::Icon::Delete});
  ui::text(ui::tr("assessment.remove_detail"));
  const forms::NodeId repeat = removing;
  ui::Wrap line;
  if (ui::outline_button("remove/keep", ui::tr("common.cancel")) || dialog.closed()) removing = forms::kNoNode;
  if (!ui::danger_button("remove/yes", ui::tr("common.remove"), ui::Icon::Delete)) return;
  view.out.push(state::RemoveRepeat{repeat});
  removing = forms::kNoNode;
}

void draw_submitting(FormView& view) {
  bool& submitting = view.page.draft.submitting;
  const ui::Dialog dialog("submitting", ui::tr("assessment.submit_title"), {.icon = ui::Icon::Send});
  ui::text(ui::tr("assessment.submit_detail"));
  if (const size_t left = comments_left(view); left > 0) ui::text(count("assessment.comments_left", int64_t(left)), {.icon = ui::Icon::Message, .id = "submitting/left"});
  ui::Wrap line;
  if (ui::outline_button("submitting/keep", ui::tr("common.cancel")) || dialog.closed()) submitting = false;
  if (ui::primary_button("submitting/yes", ui::tr("assessment.submit"), ui::Icon::Send)) view.out.push(state::SubmitResponse{});
}

void draw_over(FormView& view) {
  state::AssessmentDraft& draft = view.page.draft;
  if (draft.guidance != forms::kNoItem) return draw_guidance(view);
  if (draft.picking != forms::kNoNode) return view.form.exists(draft.picking) && view.form.item(draft.picking).type == forms::ItemType::Reference ? draw_people_list(view) : draw_option_list(view);
  if (draft.about) return draw_about(view);
  if (draft.removing != forms::kNoNode) return draw_removing(view);
  if (draft.submitting) return draw_submitting(view);
  if (draw_version_dialog(view)) return;
  if (!draft.sections) return;
  const ui::Dialog dialog("sections_list", ui::tr("assessment.sections"));
  rail(view);
  if (dialog.closed()) draft.sections = false;
}

// The block of the page that a question is drawn in: its own, or that of the repeat or the table around it.
forms::NodeId row_of(const FormView& view, forms::NodeId node) {
  const std::vector<forms::PageRow>& rows = view.page.rows;
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const forms::PageRow& each) { return each.node == node; });
  const auto after = std::upper_bound(view.page.blocks.begin(), view.page.blocks.end(), size_t(row - rows.begin()));
  return row == rows.end() || after == view.page.blocks.begin() ? node : rows[*std::prev(after)].node;
}

void reveal(FormView& view, forms::NodeId node) {
  const forms::NodeId row = row_of(view, node);
  ui::reveal("n" + std::to_string(row), row == node);
  if (row != node) ui::focus(view.form.path(node));
}

// The question whose widget that is: "health/health.falls/more" belongs to "health/health.falls".
forms::NodeId question_of(const FormView& view, std::string_view widget) {
  while (!widget.empty()) {
    const forms::NodeId node = view.form.node_at(widget);
    if (node != forms::kNoNode && node != forms::kRoot) return node;
    const size_t slash = widget.rfind('/');
    widget = widget.substr(0, slash == std::string_view::npos ? 0 : slash);
  }
  return forms::kNoNode;
}

// Brings into view what an operation or the check page points at; after a start, what she was typing into or had chosen.
void restore_place(FormView& view) {
  state::AssessmentDraft& draft = view.page.draft;
  if (draft.reveal != forms::kNoNode) reveal(view, std::exchange(draft.reveal, forms::kNoNode));
  if (std::exchange(draft.place_restored, true)) return;
  const std::string& field = view.state.place().focus;
  const forms::NodeId question = question_of(view, field);
  if (question == forms::kNoNode) return;
  ui::reveal("n" + std::to_string(row_of(view, question)), false);
  ui::focus(field);
  ui::set_caret(field, {view.state.place().caret, view.state.place().caret});
}

void take_keys(FormView& view) {
  if (!view.may_change()) return;
  if (ui::shortcut("ctrl+z")) view.out.push(state::UndoAnswer{});
  if (ui::shortcut("ctrl+shift+z") || ui::shortcut("ctrl+y")) view.out.push(state::RedoAnswer{});
}

void draw_form(FormView& view) {
  if (!ui::compact()) {
    const ui::Pane pane("sections_rail", kRailDp);
    const ui::Page sections("sections_page", {.padding_dp = 12, .surface = true});
    ui::set_gap(0);
    rail(view);
  }
  draw_footer(view);
  draw_tabs(view);
  {
    const ui::Page page("form", {.padding_dp = 32});
    ui::set_gap(kPageGapDp);
    draw_status(view);
    draw_version(view);
    draw_record_needs_you(view.state, view.page.response, view.out);
    draw_take_over(view.state, view.out);
    draw_head(view);
    if (view.page.at_check()) draw_check(view);
    else draw_rows(view), draw_copyright(view);
  }
  draw_over(view);
  restore_place(view);
  take_keys(view);
}

}  // namespace

void draw_assessment(state::AppState& state, state::Commands& out) {
  if (state.assessment.is_loaded()) {
    FormView view = form_view(state, out);
    draw_top_bar(state, out, {.title = form_title(view), .subtitle = subtitle(view), .back = true});
    return draw_form(view);
  }
  draw_top_bar(state, out, {.title = std::string(ui::tr("assessment.title")), .subtitle = {}, .back = true});
  const ui::Page page("form");
  if (state.assessment.problem.empty()) return;
  if (ui::empty_state("cannot_open", ui::Icon::Document, ui::tr("assessment.cannot_open"), state.assessment.problem, ui::tr("common.back"))) out.push(state::Back{});
}

}  // namespace screens
