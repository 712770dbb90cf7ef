// Groups that a form wants drawn as tables, where there is room for one: questions that share their options (table), groups of the same questions (grid),
// repeats of a group (gtable). Where there is not, they are drawn as any other group.
#include <algorithm>

#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using forms::ItemIndex;

constexpr size_t kColumnsMax = 7, kRowsMax = 12, kHeadLinesMax = 2;
constexpr float kRowWordsDp = 150, kEndDp = 56, kGapDp = 12;
constexpr float kRowWordsTopDp = 12;  // level with the words in a box

bool same_options(std::span<const forms::Option> a, std::span<const forms::Option> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const forms::Option& x, const forms::Option& y) { return x.value == y.value; });
}

// Help is a link in the head, a unit stands in the box; what explains more needs the width of the page.
bool fits_a_cell(const forms::Questionnaire& form, const forms::Item& item) {
  const bool small = std::all_of(item.decorations.begin(), item.decorations.end(), [&](ItemIndex decoration) { return explains(form.item(decoration)) || form.item(decoration).control == forms::Control::Unit; });
  return small && item.is_question() && !item.nests && item.type != forms::ItemType::Attachment && !(item.takes_options() && item.repeats) && !forms::media_of(*item.node);
}

// What a cell of it needs, at the least.
float width_of(const forms::Item& item) {
  if (item.takes_options()) return 136;
  switch (item.type) {
    case forms::ItemType::Boolean: return 124;
    case forms::ItemType::Date:
    case forms::ItemType::DateTime:
    case forms::ItemType::Text: return 168;
    default: return 128;
  }
}

std::vector<ItemIndex> questions_of(const forms::Questionnaire& form, ItemIndex group) {
  std::vector<ItemIndex> out;
  for (ItemIndex child = form.first_child(group); child != forms::kNoItem; child = form.next_sibling(child)) {
    const forms::Item& item = form.item(child);
    if (item.hidden || item.decorates) continue;
    if (!fits_a_cell(form, item)) return {};
    out.push_back(child);
  }
  return out.size() > kColumnsMax ? std::vector<ItemIndex>() : out;
}

std::vector<std::string_view> option_labels(const FormView& view, std::span<const forms::Option> options) {
  std::vector<std::string_view> out;
  for (const forms::Option& option : options) out.push_back(view.definition().text(option, view.wording.language));
  return out;
}

// The head of a table: what a question asks, with its mark where it has to be answered.
std::string head_words(const FormView& view, const forms::Item& item) { return question_words(view, item) + (item.required ? "\u00a0*" : ""); }

// What the group's choices share; empty when they do not, or there is no room for it in a table.
std::span<const forms::Option> shared_options(const FormView& view, const forms::Item& group) {
  std::span<const forms::Option> out;
  const forms::Questionnaire& form = view.definition();
  for (ItemIndex child = form.first_child(group.index); child != forms::kNoItem; child = form.next_sibling(child)) {
    const forms::Item& item = form.item(child);
    if (!item.takes_options() || item.options.empty() || item.hidden) continue;
    if (item.open || has_pictures(item.options) || forms::media_of(*item.node)) return {};
    if (out.empty()) out = item.options;
    else if (!same_options(out, item.options)) return {};
  }
  return out;
}

// Source: questionnaire-item-control, "htable": the questions are rows, the answers columns.
Table matrix_of(const FormView& view, const forms::Item& group) {
  const std::span<const forms::Option> options = shared_options(view, group);
  if (options.empty() || options.size() > kColumnsMax || !ui::matrix_fits(option_labels(view, options))) return {};
  return {Table::Kind::Matrix, group.index, {}, options};
}

// "table": the questions are columns, the answers rows. Only where the questions are few and short; else they are read more easily as rows.
Table across_of(const FormView& view, const forms::Item& group) {
  Table out{Table::Kind::Across, group.index, {}, shared_options(view, group)};
  const forms::Questionnaire& form = view.definition();
  for (ItemIndex child = form.first_child(group.index); child != forms::kNoItem; child = form.next_sibling(child)) {
    const forms::Item& item = form.item(child);
    if (item.hidden || item.decorates) continue;
    if (!item.takes_options() || item.nests || !item.decorations.empty() || out.options.size() > kRowsMax) return {};
    out.columns.push_back(child);
  }
  if (out.options.empty() || out.columns.empty() || out.columns.size() > kColumnsMax) return {};
  std::vector<std::string> heads;
  for (const ItemIndex column : out.columns) heads.push_back(head_words(view, form.item(column)));
  const std::vector<std::string_view> labels(heads.begin(), heads.end());
  return ui::matrix_fits(labels, kHeadLinesMax) ? out : Table();
}

// The head of a grid is its first row's questions; every row has as many.
Table grid_of(const FormView& view, const forms::Item& group) {
  Table out;
  const forms::Questionnaire& form = view.definition();
  for (ItemIndex child = form.first_child(group.index); child != forms::kNoItem; child = form.next_sibling(child)) {
    const forms::Item& item = form.item(child);
    if (item.hidden || item.is_display()) continue;
    if (!item.is_group() || item.repeats) return {};
    const std::vector<ItemIndex> questions = questions_of(form, child);
    if (questions.empty() || (!out.columns.empty() && questions.size() != out.columns.size())) return {};
    if (out.columns.empty()) out.columns = questions;
  }
  if (!out.columns.empty()) out.kind = Table::Kind::Grid;
  return out;
}

// "gtable": the questions are columns, each repeat of the group a row.
Table repeats_of(const FormView& view, const forms::Item& group) {
  Table out;
  out.columns = questions_of(view.definition(), group.index);
  if (!out.columns.empty()) out.kind = Table::Kind::Repeats;
  return out;
}

std::vector<float> weights_of(const forms::Questionnaire& form, const Table& table) {
  std::vector<float> out;
  if (table.kind == Table::Kind::Grid) out.push_back(kRowWordsDp);
  for (const ItemIndex column : table.columns) out.push_back(width_of(form.item(column)));
  if (table.kind == Table::Kind::Repeats) out.push_back(kEndDp);
  return out;
}

bool fits(const forms::Questionnaire& form, const Table& table) {
  float wanted = 0;
  for (const float weight : weights_of(form, table)) wanted += weight + kGapDp;
  return ui::flow_width_dp() >= wanted;
}

forms::NodeId cell_of(const FormView& view, forms::NodeId row, ItemIndex column, size_t at) {
  const std::vector<forms::NodeId>& children = view.form.node(row).children;
  size_t place = 0;
  for (const forms::NodeId child : children) {
    const forms::Item& item = view.form.item(child);
    if (!item.is_question() || item.hidden) continue;
    if (item.index == column || (view.form.item(row).index != view.definition().item(column).parent && place == at)) return child;
    ++place;
  }
  return forms::kNoNode;
}

void draw_cells(FormView& view, ui::Columns& columns, forms::NodeId row, const Table& table, bool first) {
  for (size_t i = 0; i < table.columns.size(); ++i) {
    if (!std::exchange(first, false)) columns.next();
    const forms::NodeId cell = cell_of(view, row, table.columns[i], i);
    if (cell == forms::kNoNode || !view.form.node(cell).enabled) continue;
    draw_cell(view, {.kind = forms::RowKind::Question, .node = cell, .item = view.form.node(cell).item});
  }
}

}  // namespace

Table table_of(const FormView& view, const forms::Item& group) {
  Table out;
  if (group.control == forms::Control::Table) out = across_of(view, group);
  else if (group.control == forms::Control::Grid) out = group.repeats ? repeats_of(view, group) : grid_of(view, group);
  if ((out.kind == Table::Kind::Grid || out.kind == Table::Kind::Repeats) && !fits(view.definition(), out)) return {};
  if (out.kind == Table::Kind::None && !group.repeats) out = matrix_of(view, group);  // questions that share their answers
  out.group = group.index;
  return out;
}

void draw_table_head(FormView& view, const Table& table) {
  if (table.kind == Table::Kind::Matrix) {
    std::vector<ui::Lettering> lettering;
    for (const forms::Option& option : table.options) lettering.push_back(lettering_of(option.style));
    return ui::matrix_head(option_labels(view, table.options), lettering);
  }
  const std::vector<float> weights = weights_of(view.definition(), table);
  ui::Columns columns(weights, 0, kGapDp);
  if (table.kind == Table::Kind::Grid) columns.next();
  for (size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) columns.next();
    const forms::Item& item = view.definition().item(table.columns[i]);
    ui::label(question_words(view, item), item.required, lettering_of(item.style));
    ui::set_gap(0);
    draw_help(view, item, "head/" + std::string(item.path_part));
  }
}

namespace {

// The marks of one question, as a row or a column of a table has them.
struct Marks {
  std::string path, words, problem;
  std::vector<std::string> ids;
  std::vector<ui::Option> options;
};

Marks marks_of(const FormView& view, const forms::PageRow& row) {
  const forms::Item& item = view.form.item(row.node);
  const forms::Answers& answers = view.form.node(row.node).answers;
  const bool enabled = view.may_change() && !view.form.read_only(row.node) && !row.read_only;
  Marks out{view.form.path(row.node), question_words(view, row.node), {}, {}, {}};
  out.problem = problem_words(view, row.node, ui::focused().starts_with(out.path));
  if (view.form.required(row.node) && enabled) out.words += "\u00a0*";
  for (size_t i = 0; i < item.options.size(); ++i) out.ids.push_back(option_id(item.options[i], i));
  for (size_t i = 0; i < item.options.size(); ++i) {
    const bool on = std::any_of(answers.begin(), answers.end(), [&](const forms::Answer& answer) { return forms::same_value(answer.view(), item.options[i].value); });
    out.options.push_back({.id = out.ids[i], .label = view.definition().text(item.options[i], view.wording.language), .selected = on, .enabled = enabled && view.form.offers(row.node, item.options[i])});
  }
  return out;
}

}  // namespace

bool draw_matrix_row(FormView& view, const forms::PageRow& row, const Table& table) {
  const forms::Item& item = view.form.item(row.node);
  if (!item.takes_options() || !same_options(item.options, table.options)) return false;
  const Marks marks = marks_of(view, row);
  const int tapped = ui::matrix_row(marks.path, marks.words, marks.options, {.several = view.form.repeats(row.node), .error = !marks.problem.empty(), .lettering = lettering_of(item.style)});
  if (!marks.problem.empty()) ui::problem(marks.problem, marks.path + "/error");
  if (tapped >= 0) view.out.push(state::ToggleOption{row.node, forms::Answer(item.options[size_t(tapped)].value)});
  return true;
}

void draw_across(FormView& view, std::span<const forms::PageRow> rows, const Table& table) {
  std::vector<Marks> columns;
  std::vector<std::string_view> heads;
  for (const forms::PageRow& row : rows) columns.push_back(marks_of(view, row));
  for (const Marks& column : columns) heads.push_back(column.words);
  if (columns.empty()) return;
  ui::matrix_head(heads);
  for (size_t i = 0; i < table.options.size(); ++i) {
    std::vector<std::string> ids;
    std::vector<ui::Option> marks;
    for (const Marks& column : columns) ids.push_back(column.path + "/" + column.ids[i]);
    for (size_t at = 0; at < columns.size(); ++at) {
      marks.push_back(columns[at].options[i]);
      marks.back().id = ids[at], marks.back().detail = columns[at].words, marks.back().several = view.form.repeats(rows[at].node);
    }
    const int tapped = ui::matrix_row("", columns.front().options[i].label, marks, {.lettering = lettering_of(table.options[i].style)});
    if (tapped >= 0) view.out.push(state::ToggleOption{rows[size_t(tapped)].node, forms::Answer(table.options[i].value)});
  }
  for (const Marks& column : columns)
    if (!column.problem.empty()) ui::problem(column.words + ": " + column.problem, column.path + "/error");
}

void draw_grid_row(FormView& view, const forms::PageRow& row, const Table& table) {
  const std::vector<float> weights = weights_of(view.definition(), table);
  ui::Columns columns(weights, 0, kGapDp);
  if (table.kind == Table::Kind::Grid) {
    ui::space(kRowWordsTopDp);
    ui::text(question_words(view, row.node), {.id = view.form.path(row.node)});
    columns.next();
  }
  draw_cells(view, columns, row.node, table, true);
  if (table.kind != Table::Kind::Repeats) return;
  columns.next();
  if (!view.may_change() || (row.of < 2 && view.form.node(row.node).answered_all == 0)) return;
  if (!ui::icon_button(view.form.path(row.node) + "/remove", ui::Icon::Delete, ui::tr("common.remove"))) return;
  if (view.form.node(row.node).answered_all == 0) view.out.push(state::RemoveRepeat{row.node});
  else view.page.draft.removing = row.node;
}

}  // namespace screens
