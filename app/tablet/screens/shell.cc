#include "app/tablet/screens/shell.h"

#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using state::Screen;

struct Root {
  Screen screen;
  const char* id;
  const char* words;
  ui::Icon icon;
  bool at_end;
};
constexpr Root kRoots[] = {{Screen::Today, "today", "nav.today", ui::Icon::Today, false},
                           {Screen::Caseload, "caseload", "nav.caseload", ui::Icon::People, false},
                           {Screen::Sync, "sync", "nav.sync", ui::Icon::Sync, false},
                           {Screen::Settings, "settings", "nav.settings", ui::Icon::Settings, true}};

int here_of(const state::AppState& state) {
  const Screen root = state.places.front().screen, top = state.place().screen;
  for (const Screen screen : {top, root})
    for (size_t i = 0; i < std::size(kRoots); ++i)
      if (kRoots[i].screen == screen) return int(i);
  return 1;  // everything about a person belongs to the caseload
}

void draw_save_failure(state::AppState& state, state::Commands& out) {
  if (!state.save.failure) return;
  const bool full = state.save.failure->fault == base::Fault::Full;
  if (ui::banner("not_saved", ui::Banner::Error, ui::tr(full ? "save.disk_full" : "save.failed"), ui::tr("save.still_here"), ui::tr("save.retry")))
    out.push(state::RetrySave{});
}

}  // namespace

void draw_shell(state::AppState& state, state::Commands& out) {
  ui::Place places[std::size(kRoots)];
  for (size_t i = 0; i < std::size(kRoots); ++i) places[i] = {.id = kRoots[i].id, .label = ui::tr(kRoots[i].words), .icon = kRoots[i].icon, .at_end = kRoots[i].at_end};
  const int tapped = ui::nav("nav", places, here_of(state));
  if (tapped >= 0) out.push(state::GoToRoot{kRoots[tapped].screen});
}

void draw_top_bar(state::AppState& state, state::Commands& out, const Title& title) {
  const std::string waiting = state.figures.waiting == 0 ? std::string(ui::tr("signal.none")) : count("signal.none_waiting", int64_t(state.figures.waiting_visits));
  const ui::TopBar bar{.title = title.title,
                       .subtitle = title.subtitle,
                       .back = title.back,
                       .signal = waiting,
                       .signal_tone = ui::Tone::Amber,
                       .signal_icon = ui::Icon::NoSignal,
                       .initials = ui::initials_of(state.worker)};
  switch (ui::top_bar(bar)) {
    case ui::TopBarTap::Back: out.push(state::Back{}); break;
    case ui::TopBarTap::Signal: out.push(state::GoToRoot{Screen::Sync}); break;
    case ui::TopBarTap::Avatar: out.push(state::LockNow{}); break;
    case ui::TopBarTap::None: break;
  }
  draw_save_failure(state, out);
}

}  // namespace screens
