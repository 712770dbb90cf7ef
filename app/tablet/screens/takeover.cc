#include "app/tablet/screens/takeover.h"

#include "app/tablet/screens/field_words.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

void draw_asking(state::AppState& state, const std::string& author, state::Commands& out) {
  const ui::Dialog dialog("take_over", ui::tr("takeover.question", author), {.icon = ui::Icon::Edit});
  ui::text(ui::tr("takeover.detail", author));
  std::string why = state.take_over.why;
  if (ui::text_area("take_over/why", why, {.label = ui::tr("takeover.why"), .required = true, .lines_min = 2, .focus = true})) out.push(state::TypeTakeOverReason{why});
  ui::Wrap line;
  if (ui::outline_button("take_over/cancel", ui::tr("common.cancel")) || dialog.closed()) out.push(state::CancelTakeOver{});
  line.to_right();
  if (ui::primary_button("take_over/yes", ui::tr("takeover.do"), ui::Icon::Edit, !why.empty())) out.push(state::TakeOver{});
}

}  // namespace

void draw_take_over(state::AppState& state, state::Commands& out) {
  const std::optional<state::DraftHands> hands = state::hands_of_draft(state);
  if (!hands) return;
  const std::string author = author_words(state, record::to_string(hands->author));
  std::string how;
  if (hands->last) {
    const std::string when = moment_words(state, hands->last->at);
    const bool from_her = hands->last->from == state.caseload.owner();
    how = from_her ? ui::tr("takeover.how_you", when, hands->last->why) : ui::tr("takeover.how", author_words(state, record::to_string(hands->last->from)), when, hands->last->why);
  }
  if (!hands->theirs) {
    if (hands->last) ui::banner("taken_over", ui::Banner::Info, ui::tr("takeover.yours"), how);
    return;
  }
  if (ui::banner("theirs", ui::Banner::Info, ui::tr("takeover.theirs", author), how.empty() ? std::string(ui::tr("takeover.theirs_detail")) : how, ui::tr("takeover.do"))) out.push(state::AskTakeOver{});
  if (state.take_over.record == state.place().subject) draw_asking(state, author, out);
}

}  // namespace screens
