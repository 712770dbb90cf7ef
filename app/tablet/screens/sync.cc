// What is on this tablet and nowhere else, and the tablet itself.
#include "app/care/record_types.h"
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/screens/signal.h"
#include "app/tablet/screens/tablet_card.h"
#include "app/tablet/screens/urgent.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

std::string moment(const state::AppState& state, int64_t unix_ms) {
  return day_near(care::wall_time(unix_ms).date, today_of(state)).append(" ").append(clock_at(unix_ms));
}

// What a form or visit is called; the kind of thing for every other record.
std::string thing_of(const state::AppState& state, const state::WaitingRow& row) {
  if (row.type == care::kResponseRecord) {
    const care::Response* response = state.caseload.response(row.record);
    return response ? state.label("form-kinds", response->kind) : std::string(ui::tr("history.form"));
  }
  if (row.type == care::kVisitRecord) {
    const care::Visit* visit = state.caseload.visit(row.record);
    return visit ? state.label("visit-purposes", visit->purpose) : std::string(ui::tr("history.visit"));
  }
  if (row.type == care::kPersonRecord) return std::string(ui::tr("history.person"));
  if (row.type == care::kPlanRecord) return std::string(ui::tr("history.plan"));
  if (row.type == care::kNoteRecord) return std::string(ui::tr("history.note"));
  if (row.type == care::kAlertRecord) return std::string(ui::tr("history.alert"));
  if (row.type == care::kRelationRecord) return std::string(ui::tr("history.relation"));
  if (row.type == care::kAttachmentRecord) return std::string(ui::tr("history.document"));
  if (row.type == care::kDecisionRecord) return std::string(ui::tr("history.decision"));
  return std::string(ui::tr("history.service"));
}

void open(const state::WaitingRow& row, state::Commands& out) {
  if (row.type == care::kResponseRecord) return out.push(state::OpenResponse{row.record, row.person});
  out.push(state::OpenPerson{row.person});
}

void draw_row(const state::AppState& state, const state::WaitingRow& row, state::Commands& out) {
  const std::string id = "waiting:" + record::to_string(row.record), name = name_of(state, row.person), thing = thing_of(state, row);
  const std::string title = name.empty() ? thing : name + " · " + thing;
  const std::string changes = count("sync.changes", int64_t(row.changes)), when = moment(state, row.unix_ms);
  const bool opens = state.caseload.person(row.person) != nullptr;
  if (ui::row(id, {.icon = ui::Icon::Saved, .title = title, .subtitle = changes, .trailing = when, .chevron = opens, .tappable = opens})) open(row, out);
}

void draw_nothing() {
  ui::empty_state("nothing", ui::Icon::Done, ui::tr("sync.nothing"), ui::tr("sync.nothing_detail"));
}

void draw_nothing_sent(const state::AppState& state, state::Commands& out) {
  const ui::Card card("only_here");
  const state::WaitingLoaded* waiting = state.sync.waiting ? &*state.sync.waiting : nullptr;
  if (!waiting) return ui::secondary(ui::tr("sync.reading"));
  if (waiting->error) ui::problem(ui::tr("sync.unreadable"), "unreadable");
  if (waiting->rows.empty()) return draw_nothing();
  ui::section(count("sync.only_here", int64_t(waiting->rows.size())));
  ui::secondary(ui::tr("sync.amount", count("sync.changes", int64_t(waiting->changes)), size(waiting->bytes), moment(state, waiting->oldest_ms)), "amount");
  ui::secondary(ui::tr("sync.safe"));
  for (size_t i = 0; i < waiting->rows.size(); ++i) {
    ui::Block block("row:" + std::to_string(i), 72);
    if (block) draw_row(state, waiting->rows[i], out);
  }
}

void draw_no_hub(state::Commands& out) {
  ui::heading(ui::tr("sync.hub"), ui::Icon::CloudOff);
  ui::text(ui::tr("sync.no_hub"));
  ui::secondary(ui::tr("sync.no_hub_detail"));
  if (ui::outline_button("join_hub", ui::tr("sync.join"), ui::Icon::Link)) out.push(state::GoTo{{.screen = state::Screen::Join}});
}

void draw_hub(const state::AppState& state, state::Commands& out) {
  const ui::Card card("hub");
  const session::Status& status = state.sync.status;
  if (status.standing == session::Standing::Alone) return draw_no_hub(out);
  ui::heading(ui::tr("sync.hub"), status.why == session::Why::None ? ui::Icon::CloudDone : ui::Icon::CloudOff);
  ui::key_value(ui::tr("sync.address"), status.url, "address");
  ui::key_value(ui::tr("sync.number"), status.device == 0 ? std::string("–") : std::to_string(status.device), "number");
  if (status.last_complete_ms > 0) ui::key_value(ui::tr("sync.last_complete"), moment(state, status.last_complete_ms), "last_complete");
  if (status.why != session::Why::None) {
    ui::problem(why_title(status), "why");
    ui::secondary(why_detail(status), "why_detail");
  }
  if (ui::outline_button("sync_now", ui::tr("sync.now"), ui::Icon::Sync, !status.active && !status.paused)) out.push(state::SyncNow{});
}

std::string sync_subtitle(const state::AppState& state) {
  if (!state.sync.waiting) return {};
  const uint64_t waiting = state.sync.waiting->changes;
  return waiting == 0 ? std::string(ui::tr("sync.subtitle_none")) : count("sync.subtitle", int64_t(waiting));
}

}  // namespace

void draw_sync(state::AppState& state, state::Commands& out) {
  draw_top_bar(state, out, {.title = std::string(ui::tr("nav.sync")), .subtitle = sync_subtitle(state), .back = false});
  draw_urgent(state, out);
  const ui::Page page("sync");
  ui::Columns columns({653, 467}, 360);
  draw_nothing_sent(state, out);
  columns.next();
  draw_hub(state, out);
  draw_tablet_card(state);
}

}  // namespace screens
