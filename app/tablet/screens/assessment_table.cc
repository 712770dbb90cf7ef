// Groups that a form wants drawn as tables, where there is room for one: questions that share their options (table), groups of the same questions (grid),
// repeats of a group (gtable). Where there is not, they are drawn as any other group.
#include <algorithm>

#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using forms::ItemIndex;

constexpr size_t kColumnsMax = 7;
constexpr float kColumnDp = 128, kRowWordsDp = 150, kEndDp = 56;

bool same_options(std::span<const forms::Option> a, std::span<const forms::Option> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const forms::Option& x, const forms::Option& y) { return x.value == y.value; });
}

bool is_plain(const forms::Questionnaire& form, const forms::Item& item) {
  const bool large = item.type == forms::ItemType::Text || item.type == forms::ItemType::Attachment || item.type == forms::ItemType::DateTime;
  const bool many = item.is_choice() && item.repeats;
  return item.is_question() && !item.nests && !large && !many && !forms::media_of(*item.node) && form.item(item.index).decorations.empty();
}

std::vector<ItemIndex> questions_of(const forms::Questionnaire& form, ItemIndex group) {
  std::vector<ItemIndex> out;
  for (ItemIndex child = form.first_child(group); child != forms::kNoItem; child = form.next_sibling(child)) {
    const forms::Item& item = form.item(child);
    if (item.hidden || item.decorates) continue;
    if (!is_plain(form, item)) return {};
    out.push_back(child);
  }
  return out.size() > kColumnsMax ? std::vector<ItemIndex>() : out;
}

Table matrix_of(const FormView& view, const forms::Item& group) {
  Table out;
  const forms::Questionnaire& form = view.definition();
  for (ItemIndex child = form.first_child(group.index); child != forms::kNoItem; child = form.next_sibling(child)) {
    const forms::Item& item = form.item(child);
    if (!item.is_choice() || item.options.empty() || item.hidden) continue;
    if (item.options.size() > kColumnsMax || has_pictures(item.options) || forms::media_of(*item.node)) return {};  // there is no room for them in a table
    if (out.options.empty()) out.options = item.options;
    else if (!same_options(out.options, item.options)) return {};
  }
  std::vector<std::string_view> labels;
  for (const forms::Option& option : out.options) labels.push_back(form.text(option, view.wording.language));
  if (labels.empty() || labels.size() > kColumnsMax || !ui::matrix_fits(labels)) return {};
  out.kind = Table::Kind::Matrix;
  return out;
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

Table repeats_of(const FormView& view, const forms::Item& group) {
  Table out;
  out.columns = questions_of(view.definition(), group.index);
  if (!out.columns.empty()) out.kind = Table::Kind::Repeats;
  return out;
}

std::vector<float> weights_of(const Table& table) {
  std::vector<float> out;
  if (table.kind == Table::Kind::Grid) out.push_back(kRowWordsDp);
  out.insert(out.end(), table.columns.size(), kColumnDp);
  if (table.kind == Table::Kind::Repeats) out.push_back(kEndDp);
  return out;
}

bool fits(const Table& table) {
  float wanted = 0;
  for (const float weight : weights_of(table)) wanted += weight;
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
  if (group.control == forms::Control::Table || group.control == forms::Control::HorizontalTable) out = matrix_of(view, group);
  else if (group.control == forms::Control::Grid) out = group.repeats ? repeats_of(view, group) : grid_of(view, group);
  if (out.kind != Table::Kind::None && out.kind != Table::Kind::Matrix && !fits(out)) return {};
  out.group = group.index;
  return out;
}

void draw_table_head(FormView& view, const Table& table) {
  if (table.kind == Table::Kind::Matrix) {
    std::vector<std::string_view> labels;
    for (const forms::Option& option : table.options) labels.push_back(view.definition().text(option, view.wording.language));
    return ui::matrix_head(labels);
  }
  const std::vector<float> weights = weights_of(table);
  ui::Columns columns(weights, 0, 12);
  if (table.kind == Table::Kind::Grid) columns.next();
  for (size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) columns.next();
    const forms::Item& item = view.definition().item(table.columns[i]);
    ui::label(question_words(view, item), item.required);
  }
}

bool draw_matrix_row(FormView& view, const forms::PageRow& row, const Table& table) {
  const forms::Item& item = view.form.item(row.node);
  if (!item.is_choice() || !same_options(item.options, table.options)) return false;
  const forms::Answers& answers = view.form.node(row.node).answers;
  const std::string path = view.form.path(row.node), words = question_words(view, row.node);
  const bool enabled = view.may_change() && !view.form.read_only(row.node) && !row.read_only;
  std::vector<std::string> ids;
  std::vector<ui::Option> marks;
  for (size_t i = 0; i < item.options.size(); ++i) ids.push_back(option_id(item.options[i], i));
  for (size_t i = 0; i < item.options.size(); ++i) {
    const bool on = std::any_of(answers.begin(), answers.end(), [&](const forms::Answer& answer) { return forms::same_value(answer.view(), item.options[i].value); });
    marks.push_back({.id = ids[i], .label = view.definition().text(item.options[i], view.wording.language), .selected = on, .enabled = enabled && view.form.offers(row.node, item.options[i])});
  }
  const std::string problem = problem_words(view, row.node, ui::focused().starts_with(path));
  const std::string marked = words + (view.form.required(row.node) && enabled ? "\u00a0*" : "");
  const int tapped = ui::matrix_row(path, marked, marks, {.several = view.form.repeats(row.node), .error = !problem.empty()});
  if (!problem.empty()) ui::problem(problem, path + "/error");
  if (tapped >= 0) view.out.push(state::ToggleOption{row.node, forms::Answer(item.options[size_t(tapped)].value)});
  return true;
}

void draw_grid_row(FormView& view, const forms::PageRow& row, const Table& table) {
  const std::vector<float> weights = weights_of(table);
  ui::Columns columns(weights, 0, 12);
  if (table.kind == Table::Kind::Grid) {
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
