// A signature or a drawing: a pad for a finger or a pen. What is drawn is kept as strokes while it is drawn.
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr float kPadHeightDp = 360, kSketchHeightDp = 480;

std::vector<ui::InkStroke> strokes_of(const std::vector<state::InkLine>& lines) {
  std::vector<ui::InkStroke> out(lines.size());
  for (size_t i = 0; i < lines.size(); ++i)
    for (const state::InkPoint& point : lines[i]) out[i].points.push_back({point.x, point.y, point.pressure, point.at_ms});
  return out;
}

std::vector<state::InkLine> lines_of(const std::vector<ui::InkStroke>& strokes) {
  std::vector<state::InkLine> out(strokes.size());
  for (size_t i = 0; i < strokes.size(); ++i)
    for (const ui::InkPoint& point : strokes[i].points) out[i].push_back({point.x, point.y, point.pressure, point.at_ms});
  return out;
}

void draw_ink_footer(state::AppState& state, state::Commands& out) {
  ui::Footer footer("ink_footer");
  const ui::Scope scope("ink");
  const bool has_ink = !state.capture.ink.empty() && state::may_change_capture(state);
  ui::Wrap wrap;
  if (ui::quiet_button("undo", ui::tr("ink.undo"), ui::Icon::Undo, has_ink)) out.push(state::UndoInk{});
  if (ui::quiet_button("clear", ui::tr("ink.clear"), ui::Icon::Delete, has_ink)) out.push(state::ClearInk{});
  draw_saved(state);
  wrap.to_right();
  if (ui::primary_button("done", ui::tr("common.done"), ui::Icon::Check)) out.push(state::FinishCapture{});
}

}  // namespace

void draw_ink(state::AppState& state, state::Commands& out) {
  const care::Attachment& open = state.capture.open;
  const bool here = state.capture.is_open() && open.id == state.place().subject;
  const bool signing = here && !open.signed_by.empty();
  const std::string title = here && !open.title.empty() ? open.title : std::string(ui::tr(signing ? "ink.signature" : "ink.drawing"));
  draw_top_bar(state, out, {.title = title, .subtitle = name_of(state, state.place().person), .back = true});
  if (here) draw_ink_footer(state, out);
  ui::Page page("ink_page", {.width_dp_max = 960});
  if (!here) return;
  const ui::Scope scope("ink");
  if (signing) ui::text(ui::tr("ink.sign_here", open.signed_by), {.style = ui::Style::Lead});
  std::vector<ui::InkStroke> strokes = strokes_of(state.capture.ink);
  const std::string hint = signing ? open.signed_by + " · " + day_and_month(today_of(state)) : std::string(ui::tr("ink.draw_here"));
  const float height = signing ? kPadHeightDp : kSketchHeightDp;
  const float width = ui::flow_width_dp() * ui::text_scale();
  const ui::Disabled sealed(!state::may_change_capture(state));
  const ui::InkEdit edit = ui::ink_pad("pad", strokes, height, hint);
  if (edit.changed || edit.finished) out.push(state::DrawInk{lines_of(strokes), edit.finished, int(width), int(height)});
  if (signing) return;
  care::Attachment after = open;
  if (ui::text_field("title", after.title, {.label = ui::tr("capture.title")})) out.push(state::ChangeAttachment{after, true});
  if (ui::text_field("purpose", after.purpose, {.label = ui::tr("capture.purpose"), .help = ui::tr("capture.purpose_help")})) out.push(state::ChangeAttachment{after, true});
}

}  // namespace screens
