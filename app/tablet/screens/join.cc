// Joining the council's hub: its address, IT's one-time code and the certificate IT gave. Nothing done here so far is lost by it: it goes up.
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/screens/signal.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

void draw_asked(state::AppState& state, state::Commands& out) {
  state::JoinDraft& draft = state.sync.join;
  const bool waits = draft.asked;
  if (!draft.problem.empty()) {
    ui::problem(ui::tr(draft.problem), "problem");
    const std::string_view help = draft.problem.rfind("sync.why.", 0) == 0 ? ui::tr("sync.do." + draft.problem.substr(9)) : std::string_view();
    if (!help.empty()) ui::secondary(help, "problem_help");
  }
  if (waits) ui::text(ui::tr("join.asking"), {.style = ui::Style::Secondary, .icon = ui::Icon::Sync, .id = "asking"});
  ui::Wrap wrap;
  wrap.to_right();
  if (ui::quiet_button("later", ui::tr("join.later"))) out.push(state::Back{});
  if (ui::primary_button("join", ui::tr("join.join"), ui::Icon::Link)) out.push(state::JoinWithCode{});
}

}  // namespace

void draw_join(state::AppState& state, state::Commands& out) {
  draw_top_bar(state, out, {.title = std::string(ui::tr("join.title")), .subtitle = std::string(ui::tr("join.subtitle")), .back = state.places.size() > 1});
  const ui::Page page("join_page", {.width_dp_max = 720});
  const ui::Card card("form");
  ui::text(ui::tr("join.lead"));
  state::JoinDraft& draft = state.sync.join;
  const ui::Edited url = ui::text_field("url", draft.url, {.label = ui::tr("join.url"), .help = ui::tr("join.url_help"), .icon = ui::Icon::Link, .bytes_max = 300, .focus = true});
  const ui::Edited code = ui::text_field("code", draft.code, {.label = ui::tr("join.code"), .help = ui::tr("join.code_help"), .icon = ui::Icon::Key, .bytes_max = 64});
  const ui::Edited authority =
      ui::text_field("authority", draft.authority, {.label = ui::tr("join.authority"), .help = ui::tr("join.authority_help"), .icon = ui::Icon::Folder, .bytes_max = 64 * 1024});
  if (url.submitted || code.submitted || authority.submitted) out.push(state::JoinWithCode{});
  draw_asked(state, out);
}

}  // namespace screens
