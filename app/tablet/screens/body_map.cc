// The body map: tap where something was seen, and say what, how large, what colour, and what the person says about it. Marks are data and
// are kept as they are made; the number beside a mark is its place in the list.
#include <algorithm>

#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/screens/typed.h"
#include "app/tablet/state/items.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using state::ChangeAttachment;

constexpr float kFigureTallDp = 720, kFigureWideDp = 500;
constexpr float kBodyMm = 1700;      // what the outline's height stands for, so that a size can be seen
constexpr float kSmallestMark = 0.026f, kLargestMark = 0.09f;
constexpr int kSizeMmMax = 2000;
constexpr std::string_view kMarkPart = "mark:";

std::string open_mark(const state::AppState& state) {
  const std::string& part = state.place().part;
  return part.starts_with(kMarkPart) ? part.substr(kMarkPart.size()) : std::string();
}

ui::Tone tone_of(std::string_view colour) {
  if (colour == "purple" || colour == "blue") return ui::Tone::Violet;
  if (colour == "yellow" || colour == "brown") return ui::Tone::Amber;
  if (colour == "green") return ui::Tone::Green;
  if (colour == "black" || colour == "white" || colour == "none") return ui::Tone::Neutral;
  return ui::Tone::Red;
}

struct Figure {
  std::vector<std::vector<ui::Vec>> points;
  std::vector<ui::Outline> outlines;
};

Figure figure_of(const std::vector<state::FigurePart>& parts) {
  Figure out;
  out.points.reserve(parts.size());
  for (const state::FigurePart& part : parts) {
    std::vector<ui::Vec>& points = out.points.emplace_back();
    for (const state::FigurePoint& point : part.points) points.push_back({point.x, point.y});
    out.outlines.push_back({points, part.closed});
  }
  return out;
}

void draw_side(state::AppState& state, state::Commands& out, care::BodySide side, float height) {
  const bool front = side == care::BodySide::Front;
  const care::Attachment& open = state.capture.open;
  const Figure figure = figure_of(front ? state.assets->front : state.assets->back);
  std::vector<ui::Mark> marks;
  std::vector<size_t> which;
  std::vector<std::string> numbers(open.marks.size());
  for (size_t i = 0; i < open.marks.size(); ++i) {
    const care::BodyMark& mark = open.marks[i];
    if (mark.side != side) continue;
    numbers[i] = std::to_string(i + 1);
    marks.push_back({.at = {float(mark.x) / 10'000, float(mark.y) / 10'000},
                     .size = std::clamp(float(mark.size_mm) / kBodyMm, kSmallestMark, kLargestMark),
                     .tone = tone_of(mark.colour),
                     .label = numbers[i],
                     .selected = mark.key == open_mark(state)});
    which.push_back(i);
  }
  ui::strong(ui::tr(front ? "body_map.front" : "body_map.back"));
  const ui::MapTap tap = ui::body_map(front ? "front" : "back", figure.outlines, state::kFigureAspect, marks, height, ui::tr(front ? "body_map.front" : "body_map.back"));
  if (tap.added) out.push(state::AddMark{side, tap.at.x, tap.at.y});
  if (tap.mark >= 0) out.push(state::SetPart{std::string(kMarkPart) + open.marks[which[size_t(tap.mark)]].key});
}

// As tall as the screen shows at once, so that a mark is not a matter of scrolling.
float figure_height() { return ui::portrait() ? kFigureTallDp : kFigureWideDp; }

bool choose(const state::AppState& state, const char* id, const char* list, std::string& value, float narrowest) {
  const std::vector<const care::Code*> codes = state.assets->codes.list(list).open_on(today_of(state));
  std::vector<std::string> labels;
  std::vector<ui::Option> options;
  for (const care::Code* code : codes) labels.push_back(state.label(list, code->code));
  for (size_t i = 0; i < codes.size(); ++i) options.push_back({.id = codes[i]->code, .label = labels[i], .selected = codes[i]->code == value});
  const int tapped = ui::options(id, options, {.narrowest_dp = narrowest, .columns_max = 3});
  if (tapped < 0) return false;
  value = value == codes[size_t(tapped)]->code ? std::string() : codes[size_t(tapped)]->code;
  return true;
}

void draw_mark_fields(state::AppState& state, state::Commands& out, const std::string& key) {
  care::Attachment after = state.capture.open;
  care::BodyMark& mark = *state::find_item(after.marks, key);
  ui::label(ui::tr("body_map.kind"), true);
  if (choose(state, "kind", "body-marks", mark.kind, 190)) out.push(ChangeAttachment{after});
  {
    ui::Columns columns({2, 1}, 150);
    if (ui::text_field("site", mark.site, {.label = ui::tr("body_map.site")})) out.push(ChangeAttachment{after, true});
    columns.next();
    if (number_of("size", mark.size_mm, kSizeMmMax, state.capture.typed, {.label = ui::tr("body_map.size"), .unit = "mm"})) out.push(ChangeAttachment{after, true});
  }
  ui::label(ui::tr("body_map.colour"));
  if (choose(state, "colour", "mark-colours", mark.colour, 120)) out.push(ChangeAttachment{after});
  if (ui::text_area("words", mark.note, {.label = ui::tr("body_map.says", called_of(state, after.person)), .help = ui::tr("body_map.says_help"), .lines_min = 2}))
    out.push(ChangeAttachment{after, true});
  ui::Wrap wrap;
  if (ui::button("remove", ui::tr("common.remove"), {.kind = ui::Kind::DangerOutline, .icon = ui::Icon::Delete})) out.push(state::RemoveMark{key});
  wrap.to_right();
  if (ui::primary_button("mark_done", ui::tr("common.done"), ui::Icon::Check)) out.push(state::SetPart{});
}

std::string mark_title(const state::AppState& state, const care::BodyMark& mark) {
  std::string title = mark.kind.empty() ? std::string(ui::tr("body_map.new_mark")) : state.label("body-marks", mark.kind);
  if (!mark.site.empty()) title += " · " + mark.site;
  return title;
}

std::string mark_detail(const state::AppState& state, const care::BodyMark& mark) {
  std::string out;
  const auto add = [&](const std::string& words) { out += (out.empty() ? "" : " · ") + words; };
  if (mark.size_mm > 0) add(std::to_string(mark.size_mm) + " mm");
  if (!mark.colour.empty()) add(state.label("mark-colours", mark.colour));
  if (!mark.note.empty()) add("“" + mark.note + "”");
  return out;
}

void draw_list(state::AppState& state, state::Commands& out) {
  const care::Attachment& open = state.capture.open;
  ui::Card card("marks");
  ui::heading(ui::tr("body_map.marks"), ui::Icon::Body);
  if (open.marks.empty()) ui::secondary(ui::tr("body_map.tap_to_mark"), "hint");
  for (size_t i = 0; i < open.marks.size(); ++i) {
    const care::BodyMark& mark = open.marks[i];
    const std::string number = std::to_string(i + 1), title = mark_title(state, mark), detail = mark_detail(state, mark);
    if (ui::row("mark:" + mark.key, {.number = number, .title = title, .subtitle = detail, .chevron = true})) out.push(state::SetPart{std::string(kMarkPart) + mark.key});
  }
  care::Attachment after = open;
  if (ui::text_field("title", after.title, {.label = ui::tr("capture.title")})) out.push(ChangeAttachment{after, true});
  if (ui::text_area("purpose", after.purpose, {.label = ui::tr("body_map.when_seen"), .help = ui::tr("body_map.no_diagnosis"), .lines_min = 2})) out.push(ChangeAttachment{after, true});
}

void draw_mark(state::AppState& state, state::Commands& out, const std::string& key) {
  const auto& marks = state.capture.open.marks;
  const size_t at = size_t(std::find_if(marks.begin(), marks.end(), [&](const care::BodyMark& mark) { return mark.key == key; }) - marks.begin());
  if (at == marks.size()) return;
  const std::string title = ui::tr("body_map.mark_number", int64_t(at + 1));
  if (ui::compact()) {
    ui::Dialog dialog("mark", title, {.icon = ui::Icon::Body});
    draw_mark_fields(state, out, key);
    if (dialog.closed()) out.push(state::SetPart{});
    return;
  }
  ui::Card card("mark", {.outlined = true});
  ui::heading(title, ui::Icon::Body);
  draw_mark_fields(state, out, key);
}

void draw_body_map_footer(state::AppState& state, state::Commands& out) {
  ui::Footer footer("body_footer");
  const ui::Scope scope("body");
  ui::Wrap wrap;
  draw_saved(state);
  wrap.to_right();
  if (ui::primary_button("done", ui::tr("common.done"), ui::Icon::Check)) out.push(state::FinishCapture{});
}

}  // namespace

void draw_body_map(state::AppState& state, state::Commands& out) {
  const bool here = state.capture.is_open() && state.capture.open.id == state.place().subject;
  draw_top_bar(state, out, {.title = std::string(ui::tr("body_map.screen")), .subtitle = name_of(state, state.place().person), .back = true});
  if (here) draw_body_map_footer(state, out);
  ui::Page page("body_page");
  if (!here) return;
  const ui::Scope scope("body");
  const std::string key = open_mark(state);
  const float height = figure_height();
  const bool editing = state::find_item(state.capture.open.marks, key) != nullptr;
  {
    ui::Columns columns({11, 14}, 400);
    {
      ui::Card card("figures");
      ui::Columns sides({1, 1}, 150);
      draw_side(state, out, care::BodySide::Front, height);
      sides.next();
      draw_side(state, out, care::BodySide::Back, height);
    }
    columns.next();
    if (!editing || ui::compact()) draw_list(state, out);
    else draw_mark(state, out, key);
  }
  if (editing && ui::compact()) draw_mark(state, out, key);
}

}  // namespace screens
