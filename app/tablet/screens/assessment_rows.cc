// A page of a form, row by row. Rows far from the view are not built, so a frame costs what is seen. A repeat is one block, a card.
#include <algorithm>

#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using forms::PageRow;
using forms::RowKind;

constexpr float kQuestionDp = 150, kRepeatDp = 320, kWordsDp = 40, kTableRowDp = 64, kTableGapDp = 10, kWithinWordsDp = 8;

std::string block_key(const PageRow& row) {
  std::string key = row.kind == RowKind::GroupEnd || row.kind == RowKind::RepeatEnd ? "end" : row.kind == RowKind::AddRepeat ? "add" : row.kind == RowKind::Words ? "words" : "n";
  key += std::to_string(row.node);
  if (row.kind == RowKind::Words) key += "." + std::to_string(row.item);
  return key;
}

void draw_own_words(FormView& view, const PageRow& row) {
  const forms::Item& item = view.definition().item(row.item);
  const bool lives = view.form.exists(row.node) && row.node != forms::kRoot && view.form.node(row.node).item == row.item;
  const bool worked_out = lives && !view.form.text(row.node).empty();
  if (const std::string_view part = forms::extension_of(*item.node, "sdc-questionnaire-subQuestionnaire")["valueCanonical"].string(); !part.empty()) {
    ui::banner("n" + std::to_string(row.item), ui::Banner::Warning, ui::tr("assessment.part_missing"), ui::tr("assessment.part_missing_detail", part));
    return;
  }
  const std::string_view markdown = view.definition().markdown(item, view.wording.language);
  if (!markdown.empty() && !worked_out) return draw_markdown(markdown);
  const std::string words = worked_out ? question_words(view, row.node) : question_words(view, item);
  if (words.empty()) return;
  if (item.category == forms::DisplayCategory::Security) ui::banner("n" + std::to_string(row.item), ui::Banner::Warning, words);
  else ui::text(words, {.style = item.category != forms::DisplayCategory::None ? ui::Style::Secondary : ui::Style::Body, .lettering = lettering_of(item.style)});
}

void draw_words(FormView& view, const PageRow& row) {
  draw_own_words(view, row);
  const forms::Item& item = view.definition().item(row.item);
  if (!forms::media_of(*item.node)) return;
  ui::set_gap(kWithinWordsDp);
  draw_media(view, *item.node, "n" + std::to_string(row.item) + "/media");
  ui::set_gap(kPageGapDp);
}

// A page that is one table has its name above it already.
bool heads_the_page(const FormView& view, const forms::Item& item) {
  return !view.page.at_check() && view.page.list.pages[view.page.page].heading == item.index && !item.repeats;
}

void draw_heading(FormView& view, const PageRow& row) {
  const forms::Item& item = view.definition().item(row.item);
  const std::string words = question_words(view, item);
  if (row.kind == RowKind::Heading && item.collapsible) {
    const bool closed = view.page.is_closed(row.node);
    const std::string path = view.form.path(row.node);
    if (ui::button(path + "/fold", words, {.kind = ui::Kind::Quiet, .icon = closed ? ui::Icon::ChevronRight : ui::Icon::ChevronDown, .fill = true})) view.out.push(state::CloseGroup{row.node, !closed});
    draw_help(view, item, path);
  } else {
    const ui::Wrap line({.gap_dp = 10});
    if (!words.empty() && !heads_the_page(view, item)) ui::heading(words, ui::Icon::None, view.form.path(row.node), lettering_of(item.style));
    draw_help(view, item, view.form.path(row.node));
  }
  if (!view.page.is_closed(row.node)) draw_media(view, *item.node, view.form.path(row.node) + "/media");
  const std::string problem = problem_words(view, row.node, false);
  if (!problem.empty()) ui::problem(problem, view.form.path(row.node) + "/problem");
}

void draw_repeat_head(FormView& view, const PageRow& row, const std::string& path) {
  const forms::Item& item = view.definition().item(row.item);
  ui::Wrap line;
  ui::heading(row.of > 1 ? question_words(view, item) + " " + std::to_string(row.number) : question_words(view, item), ui::Icon::None, path);
  draw_help(view, item, path);
  if (!view.may_change()) return;
  line.to_right();
  if (row.of > 1) {
    if (ui::icon_button(path + "/up", ui::Icon::Up, ui::tr("common.up"), row.number > 1)) view.out.push(state::MoveRepeat{row.node, row.number - 2});
    if (ui::icon_button(path + "/down", ui::Icon::Down, ui::tr("common.down"), row.number < row.of)) view.out.push(state::MoveRepeat{row.node, row.number});
  }
  if (row.of > 1 || view.form.node(row.node).answered_all > 0) {
    if (ui::icon_button(path + "/remove", ui::Icon::Delete, ui::tr("common.remove"))) {
      if (view.form.node(row.node).answered_all == 0) view.out.push(state::RemoveRepeat{row.node});
      else view.page.draft.removing = row.node;
    }
  }
}

void draw_add(FormView& view, const PageRow& row) {
  if (!view.may_change()) return;
  const std::string words = ui::tr("assessment.add_another", question_words(view, view.definition().item(row.item)));
  const std::string path = view.form.path(row.node);
  if (ui::button(path.substr(0, path.rfind('/')) + "/add", words, {.kind = ui::Kind::Outline, .icon = ui::Icon::Add})) view.out.push(state::AddRepeat{row.node});
}

void draw_repeat(FormView& view, const std::vector<PageRow>& rows, size_t first, size_t end);

// One row that stands alone; repeats are handled by the caller.
void draw_one(FormView& view, const PageRow& row) {
  switch (row.kind) {
    case RowKind::Heading: return draw_heading(view, row);
    case RowKind::Question: return draw_question(view, row);
    case RowKind::Words: return draw_words(view, row);
    case RowKind::AddRepeat: return draw_add(view, row);
    case RowKind::Repeat:
    case RowKind::RepeatEnd:
    case RowKind::GroupEnd: return;
  }
}

void draw_inside(FormView& view, const std::vector<PageRow>& rows, size_t first, size_t end) {
  for (size_t i = first; i < end; ++i) {
    if (rows[i].kind == RowKind::Repeat) {
      const size_t last = forms::end_of_group(rows, i);
      draw_repeat(view, rows, i, last);
      i = last;
    } else {
      draw_one(view, rows[i]);
    }
  }
}

void draw_repeat(FormView& view, const std::vector<PageRow>& rows, size_t first, size_t end) {
  const std::string path = view.form.path(rows[first].node);
  const ui::Card card(path + "/card", {.label = {}});
  ui::set_gap(18);
  draw_repeat_head(view, rows[first], path);
  const std::string problem = problem_words(view, rows[first].node, false);
  if (!problem.empty()) ui::problem(problem, path + "/problem");
  draw_inside(view, rows, first + 1, end);
}

// What the rows of a table of repeats are, and what is wrong with how many there are.
void draw_repeats_name(FormView& view, const PageRow& row) {
  const forms::Item& item = view.definition().item(row.item);
  const std::string words = question_words(view, item), path = view.form.path(row.node);
  {
    const ui::Wrap line({.gap_dp = 10});
    if (!words.empty() && view.page.list.pages[view.page.page].heading != item.index) ui::heading(words, ui::Icon::None, path);
    draw_help(view, item, path);
  }
  const std::string problem = problem_words(view, row.node, false);
  if (!problem.empty()) ui::problem(problem, path + "/problem");
}

// A group drawn as a table, with its head; each row is built only near the view.
void draw_table(FormView& view, const std::vector<PageRow>& rows, size_t first, size_t last, const Table& table) {
  if (table.kind == Table::Kind::Repeats) draw_repeats_name(view, rows[first]);
  else draw_heading(view, rows[first]);
  ui::set_gap(table.kind == Table::Kind::Matrix ? 0 : kTableGapDp);
  if (table.kind == Table::Kind::Across) {
    std::vector<PageRow> questions;
    for (size_t i = first + 1; i <= last && i < rows.size(); ++i)
      if (rows[i].kind == RowKind::Question) questions.push_back(rows[i]);
    return draw_across(view, questions, table);
  }
  draw_table_head(view, table);
  for (size_t i = table.kind == Table::Kind::Repeats ? first : first + 1; i <= last && i < rows.size(); ++i) {
    const PageRow& row = rows[i];
    if (row.kind == RowKind::GroupEnd || row.kind == RowKind::RepeatEnd) continue;
    const bool across = row.kind == RowKind::Repeat || row.kind == RowKind::Heading;
    const ui::Block block("row" + block_key(row), kTableRowDp);
    if (block && across) draw_grid_row(view, row, table);
    else if (block && !(table.kind == Table::Kind::Matrix && row.kind == RowKind::Question && draw_matrix_row(view, row, table))) draw_one(view, row);
    if (across) i = forms::end_of_group(rows, i);
  }
}

// One row of the page, or a repeat with all that is in it, or a table.
void draw_block(FormView& view, const std::vector<PageRow>& rows, size_t first, size_t last) {
  if (view.page.is_closed(rows[first].node)) return draw_one(view, rows[first]);
  const forms::Item& item = view.definition().item(rows[first].item);
  const bool begins = rows[first].kind == RowKind::Heading || rows[first].kind == RowKind::Repeat;
  const Table table = begins && forms::is_table(item) ? table_of(view, item) : Table();
  if (table.kind != Table::Kind::None) return draw_table(view, rows, first, last, table);
  ui::set_gap(kPageGapDp);
  draw_inside(view, rows, first, last + 1);
}

float estimate(const FormView& view, const std::vector<PageRow>& rows, size_t first) {
  const PageRow& row = rows[first];
  const size_t last = forms::end_of_block(view.form, rows, first);
  if (last > first && forms::is_table(view.definition().item(row.item))) return kTableRowDp * float(last - first);
  switch (row.kind) {
    case RowKind::Question: return kQuestionDp;
    case RowKind::Repeat: return kRepeatDp;
    case RowKind::GroupEnd:
    case RowKind::RepeatEnd: return 0;
    default: return kWordsDp;
  }
}

}  // namespace

void draw_guidance_link(FormView& view, const forms::Item& item, const std::string& id, bool legal) {
  if (!ui::link(id + (legal ? "/legal" : "/guidance"), ui::tr(legal ? "assessment.legal" : "assessment.guidance"))) return;
  view.page.draft.guidance = item.index;
  view.page.draft.legal = legal;
}

void draw_help(FormView& view, const forms::Item& item, const std::string& id) {
  const auto any = [&](bool (*is)(const forms::Item&)) { return std::any_of(item.decorations.begin(), item.decorations.end(), [&](forms::ItemIndex decoration) { return is(view.definition().item(decoration)); }); };
  if (any(explains) || !item.support_link.empty()) draw_guidance_link(view, item, id, false);
  if (any(is_legal)) draw_guidance_link(view, item, id, true);
}

void draw_rows(FormView& view) {
  const std::vector<PageRow>& rows = view.page.rows;
  const std::vector<size_t>& blocks = view.page.blocks;
  ui::blocks(
      "rows", blocks.size(), view.page.rows_made, [&](size_t at) { return ui::BlockSpec{block_key(rows[blocks[at]]), estimate(view, rows, blocks[at])}; },
      [&](size_t at) { draw_block(view, rows, blocks[at], forms::end_of_block(view.form, rows, blocks[at])); });
}

}  // namespace screens
