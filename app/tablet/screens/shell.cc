#include "app/tablet/screens/shell.h"

#include <algorithm>
#include <cmath>

#include "app/care/person.h"
#include "app/tablet/screens/signal.h"
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
  const char* chord;
};
constexpr Root kRoots[] = {{Screen::Today, "today", "nav.today", ui::Icon::Today, false, "ctrl+1"},
                           {Screen::Caseload, "caseload", "nav.caseload", ui::Icon::People, false, "ctrl+2"},
                           {Screen::Approvals, "approvals", "nav.approvals", ui::Icon::Approvals, false, "ctrl+5"},
                           {Screen::Sync, "sync", "nav.sync", ui::Icon::Sync, false, "ctrl+3"},
                           {Screen::Settings, "settings", "nav.settings", ui::Icon::Settings, true, "ctrl+4"}};

// Approvals is for those whose role decides.
bool is_offered(const state::AppState& state, const Root& root) { return root.screen != Screen::Approvals || state::may_decide(state); }
int badge_of(state::AppState& state, const Root& root) { return root.screen == Screen::Approvals ? int(state::queue_now(state).size()) : 0; }

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

void draw_notices(state::AppState& state, state::Commands& out) {
  if (state.notices.empty()) return;
  const std::string& notice = state.notices.front();
  const size_t bar = notice.find('|');
  const std::string words = bar == std::string::npos ? std::string(ui::tr(notice)) : ui::tr(notice.substr(0, bar), notice.substr(bar + 1));
  if (ui::banner("notice", ui::Banner::Warning, words, {}, ui::tr("common.close"))) out.push(state::DismissNotice{});
}

void take_shortcuts(state::AppState& state, state::Commands& out) {
  for (const Root& root : kRoots)
    if (is_offered(state, root) && ui::shortcut(root.chord)) out.push(state::GoToRoot{root.screen});
  if (ui::shortcut("ctrl+l")) out.push(state::LockNow{});
  if (ui::shortcut("ctrl+f")) {
    out.push(state::GoToRoot{Screen::Caseload});
    ui::focus("search");
  }
  if (state.places.size() > 1 && ui::shortcut("alt+left")) out.push(state::Back{});
}

// Two fingers change the text size in steps of five in a hundred, so that a pinch writes the settings a few times and not sixty.
void take_pinch(state::AppState& state, state::Commands& out) {
  if (ui::pinch() == 1) return;
  float& pinched = state.preferences.pinched;
  pinched *= ui::pinch();
  const int percent = int(std::lround(float(state.settings.text_percent) * pinched / 5)) * 5;
  if (percent == state.settings.text_percent) return;
  out.push(state::SetTextPercent{percent});
  pinched *= float(state.settings.text_percent) / float(percent);  // what rounding left over counts for the next step
}

void draw_toast(state::AppState& state, state::Commands& out) {
  if (!state.toast.empty() && ui::toast("toast", ui::tr(state.toast)) == ui::ToastEvent::Expired) out.push(state::DismissToast{});
}

}  // namespace

void draw_shell(state::AppState& state, state::Commands& out) {
  take_pinch(state, out);
  take_shortcuts(state, out);
  std::vector<ui::Place> places;
  std::vector<Screen> screens;
  const Screen here = kRoots[here_of(state)].screen;
  for (const Root& root : kRoots) {
    if (!is_offered(state, root)) continue;
    places.push_back({.id = root.id, .label = ui::tr(root.words), .icon = root.icon, .badge = badge_of(state, root), .at_end = root.at_end});
    screens.push_back(root.screen);
  }
  const int tapped = ui::nav("nav", places, int(std::find(screens.begin(), screens.end(), here) - screens.begin()));
  if (tapped >= 0) out.push(state::GoToRoot{screens[size_t(tapped)]});
  draw_toast(state, out);
}

void finish_shell(state::AppState& state, state::Commands& out) {
  if (state.places.size() > 1 && ui::shortcut("escape")) out.push(state::Back{});
}

void draw_top_bar(state::AppState& state, state::Commands& out, const Title& title) {
  const Signal signal = signal_of(state);
  const std::string initials = care::initials(state.worker);
  const ui::TopBar bar{.title = title.title,
                       .subtitle = title.subtitle,
                       .back = title.back,
                       .signal = signal.words,
                       .signal_tone = signal.tone,
                       .signal_icon = signal.icon,
                       .initials = initials};
  switch (ui::top_bar(bar)) {
    case ui::TopBarTap::Back: out.push(state::Back{}); break;
    case ui::TopBarTap::Signal: out.push(state::GoToRoot{Screen::Sync}); break;
    case ui::TopBarTap::Avatar: out.push(state::LockNow{}); break;
    case ui::TopBarTap::None: break;
  }
  if (signal.next_ms >= 0) ui::request_frame(signal.next_ms);
  draw_save_failure(state, out);
  draw_notices(state, out);
}

}  // namespace screens
