#include "app/tablet/screens/unlock_hub.h"

#include <algorithm>

#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

// Elsewhere work goes on by itself while the hub is away; here it does not.
std::string_view way_in(session::Why why) {
  using session::Why;
  if (session::is_for_it(why)) return "unlock.do_it";
  switch (why) {
    case Why::NoNetwork:
    case Why::TimedOut:
    case Why::LinkLost: return "unlock.do_signal";
    case Why::NameNotFound:
    case Why::BadCertificate: return "unlock.do_network";
    case Why::CaptivePortal: return "unlock.do_sign_in";
    case Why::ClockWrong: return "unlock.do_clock";
    case Why::Tablet: return "unlock.disk_full";
    default: return "unlock.do_wait";
  }
}

}  // namespace

void draw_asking(const state::AppState& state, state::Commands& out) {
  const session::Course& course = state.unlock.course;
  ui::text(ui::tr("unlock.asking"), {.style = ui::Style::Section, .centred = true, .id = "asking"});
  ui::text(ui::tr("unlock.asking_why", state.unlock.keys.asks_hub_days), {.style = ui::Style::Secondary, .centred = true, .id = "asking_why"});
  if (course.up_total > 0) {
    ui::progress(float(double(course.up_done) / double(course.up_total)), {}, "bar");
    ui::text(ui::tr("unlock.asking_sends", ui::tr("signal.part", size(course.up_done), size(course.up_total))), {.style = ui::Style::Secondary, .centred = true, .id = "sends"});
  }
  if (course.began_ms > 0) {
    ui::text(ui::tr("unlock.asking_since", std::max<int64_t>(0, state.now_ms - course.began_ms) / 1000), {.style = ui::Style::Secondary, .centred = true, .id = "asking_since"});
    ui::request_frame(1000);
  }
  ui::space(8);
  if (ui::button("stop_asking", ui::tr("unlock.stop_asking"), {.kind = ui::Kind::Outline, .fill = true})) out.push(state::StopAsking{});
}

void draw_not_heard(session::Why why) {
  ui::text(ui::tr(std::string("sync.why.") + session::why_name(why)), {.style = ui::Style::SecondaryStrong, .tone = ui::Tone::Red, .centred = true, .id = "message"});
  ui::text(ui::tr(way_in(why)), {.style = ui::Style::Secondary, .centred = true, .id = "message_do"});
}

}  // namespace screens
