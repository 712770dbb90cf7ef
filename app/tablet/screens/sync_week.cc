#include "app/tablet/screens/sync_week.h"

#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr size_t kRowsShown = 20;

struct Ending {
  std::string words;
  ui::Tone tone;
};

// A session that broke off and was gone on with says so.
Ending ending_of(const session::DiaryRow& row, bool went_on) {
  if (row.why == session::Why::None) return {std::string(ui::tr("sync.done")), ui::Tone::Green};
  std::string words(ui::tr(std::string("signal.why.") + session::why_name(row.why)));
  if (row.times > 1) words = ui::tr("sync.times", words, row.times);
  const bool carried = row.sent > 0 || row.received > 0;
  if (carried && went_on) words = ui::tr("sync.resumed", words);
  return {std::move(words), session::is_for_it(row.why) ? ui::Tone::Red : ui::Tone::Amber};
}

std::string sent_words(const session::DiaryRow& row) {
  if (row.to_send == 0) return {};
  return row.sent < row.to_send ? ui::tr("sync.of_changes", row.sent, row.to_send) : count("sync.changes", int64_t(row.sent));
}

ui::TableRow session_row(const state::AppState& state, const session::DiaryRow& row, size_t number, bool went_on) {
  const std::string when = day_in_week(care::wall_time(row.began_ms).date, today_of(state)) + " " + clock_at(row.began_ms);
  Ending ending = ending_of(row, went_on);
  return {"session:" + std::to_string(number),
          {when, sent_words(row), row.received == 0 ? std::string() : std::to_string(row.received), row.bytes == 0 ? std::string() : size(row.bytes)},
          std::move(ending.words),
          ending.tone};
}

}  // namespace

void draw_week(const state::AppState& state) {
  const ui::Card card("week");
  ui::heading(ui::tr("sync.week"), ui::Icon::History);
  const std::vector<session::DiaryRow>& rows = state.sync.status.week;
  if (rows.empty()) return ui::secondary(ui::tr("sync.week_none"), "week_none");
  const ui::TableColumn columns[] = {{ui::tr("sync.when")}, {ui::tr("sync.sent")}, {ui::tr("sync.received")}, {ui::tr("sync.data"), true}};
  std::vector<ui::TableRow> shown;
  bool went_on = false;  // a later one came to its end
  for (size_t i = rows.size(); i-- > 0 && shown.size() < kRowsShown;) {
    shown.push_back(session_row(state, rows[i], i, went_on));
    went_on = went_on || rows[i].why == session::Why::None;
  }
  ui::table(columns, shown);
}

}  // namespace screens
