// What is on this tablet and nowhere else, how it goes to the hub, and the tablet itself.
#include <algorithm>

#include "app/care/record_types.h"
#include "app/tablet/screens/field_words.h"
#include "app/tablet/screens/needs_you.h"
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/screens/signal.h"
#include "app/tablet/screens/sync_blobs.h"
#include "app/tablet/screens/sync_week.h"
#include "app/tablet/screens/tablet_card.h"
#include "app/tablet/screens/urgent.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr size_t kNeedsShown = 20;

std::string moment(const state::AppState& state, int64_t unix_ms) {
  return day_near(care::wall_time(unix_ms).date, today_of(state)).append(" ").append(clock_at(unix_ms));
}

void open(const state::WaitingRow& row, state::Commands& out) {
  if (row.type == care::kResponseRecord) return out.push(state::OpenResponse{row.record, row.person});
  if (row.type == record::kConflictType) return out.push(state::OpenConflict{row.record, row.person});
  out.push(state::OpenPerson{row.person});
}

size_t sent_in(const state::AppState& state, const std::vector<state::WaitingRow>& rows) {
  return size_t(std::count_if(rows.begin(), rows.end(), [&](const state::WaitingRow& row) { return state::is_at_hub(state, row); }));
}

// What a record's changes weigh on the wire: its part of what all of them were packed into, once they are.
std::string weight_of(const state::AppState& state, const state::WaitingRow& row) {
  const uint64_t packed = state.sync.status.course.up_total, plain = state.sync.waiting->bytes;
  return size(packed > 0 && plain > 0 ? row.bytes * packed / plain : row.bytes);
}

void draw_row(const state::AppState& state, const state::WaitingRow& row, state::Commands& out) {
  const std::string id = "waiting:" + record::to_string(row.record), name = name_of(state, row.person), thing = record_words(state, row.type, row.record);
  const std::string title = name.empty() ? thing : name + " · " + thing;
  const std::string changes = count("sync.changes", int64_t(row.changes)) + " · " + moment(state, row.unix_ms), weight = weight_of(state, row);
  const bool opens = state.caseload.person(row.person) != nullptr, alone = state.sync.status.standing == session::Standing::Alone;
  const Where at = where_of(state, row.record);
  const ui::Icon icon = alone || !state::is_at_hub(state, row) ? (state.sync.status.active && !alone ? ui::Icon::CloudUp : ui::Icon::Saved) : at.icon == ui::Icon::None ? ui::Icon::Done : at.icon;
  if (ui::row(id, {.icon = icon, .title = title, .subtitle = changes, .detail = alone ? std::string_view() : std::string_view(at.words), .trailing = weight, .chevron = opens, .tappable = opens})) open(row, out);
}

std::string time_left(int64_t ms) {
  const int64_t seconds = (ms + 999) / 1000;
  return seconds < 90 ? ui::tr("sync.seconds", seconds) : ui::tr("sync.minutes", (seconds + 59) / 60);
}

// "2 of 3 sent · 41 KB of 58 KB · about 4 s left"
std::string course_words(const state::AppState& state, const std::vector<state::WaitingRow>& rows) {
  const session::Course& course = state.sync.status.course;
  std::string words = ui::tr("sync.sent_of", sent_in(state, rows), rows.size());
  if (course.up_total > 0) words += " · " + ui::tr("signal.part", size(course.up_done), size(course.up_total));
  if (course.left_ms > 0 && course.up_done < course.up_total) words += " · " + ui::tr("sync.left", time_left(course.left_ms));
  return words;
}

void draw_pause(const state::AppState& state, state::Commands& out) {
  if (state.sync.status.standing != session::Standing::Joined) return;
  ui::Wrap line;
  line.to_right();
  const bool paused = state.sync.status.paused;
  if (ui::outline_button(paused ? "resume" : "pause", ui::tr(paused ? "sync.resume" : "sync.pause"), paused ? ui::Icon::Play : ui::Icon::Pause)) out.push(state::SetSyncPaused{!paused});
}

void draw_first_fetch(const state::AppState& state) {
  const session::Course& course = state.sync.status.course;
  ui::section(ui::tr("sync.fetching"), {}, "fetching");
  const std::string here = whole(state.caseload.people().size()), records = whole(course.received), bytes = size(course.bytes + course.down_done);
  std::string words = state.sync.fetch.people > 0 ? ui::tr("sync.fetched_of", here, whole(state.sync.fetch.people), records, bytes) : ui::tr("sync.fetched", here, records, bytes);
  if (const int64_t left_ms = state::fetch_left_ms(state); left_ms > 0) words += " · " + ui::tr("sync.left", time_left(left_ms));
  ui::secondary(words, "fetched");
  ui::secondary(ui::tr("sync.fetching_detail"));
}

// Of everybody, where the hub said how many there are; else of the answer under way.
void draw_fetch_bar(const state::AppState& state) {
  const session::Course& course = state.sync.status.course;
  const uint64_t all = state.sync.fetch.people;
  if (all > 0) return ui::progress(float(double(state.caseload.people().size()) / double(all)), {}, "fetch_bar");
  if (course.down_total > 0) ui::progress(float(double(course.down_done) / double(course.down_total)), {}, "fetch_bar");
}

void draw_sending_head(const state::AppState& state, const state::WaitingLoaded& waiting) {
  const session::Status& status = state.sync.status;
  const size_t left = waiting.rows.size() - sent_in(state, waiting.rows);
  if (status.paused) {
    ui::section(ui::tr("sync.paused_title"), {}, "paused");
    ui::secondary(ui::tr("sync.paused_detail"));
  } else if (status.active && left > 0) {
    ui::section(count("sync.sending", int64_t(waiting.rows.size())), {}, "sending");
    ui::secondary(course_words(state, waiting.rows), "course");
  } else if (left > 0) {
    ui::section(count("sync.only_here", int64_t(left)));
    ui::secondary(ui::tr("sync.amount", count("sync.changes", int64_t(waiting.changes)), size(waiting.bytes), moment(state, waiting.oldest_ms)), "amount");
    ui::secondary(ui::tr("sync.safe"));
  } else if (status.blobs.to_send > 0) {
    draw_blobs_head(status);
  } else {
    ui::section(count("sync.just_sent", int64_t(waiting.rows.size())), {}, "just_sent");
    ui::secondary(ui::tr("sync.nothing"));
  }
}

void draw_bar(const state::AppState& state, const state::WaitingLoaded& waiting) {
  const session::Status& status = state.sync.status;
  if (status.paused) return;
  const bool words_sent = sent_in(state, waiting.rows) == waiting.rows.size();
  if (const BlobCourse blobs = blob_course(status); words_sent && blobs.total > 0) ui::progress(float(double(blobs.done) / double(blobs.total)), {}, "bar");
  if (!status.active || words_sent) return;
  ui::progress(status.course.up_total == 0 ? 0 : float(double(status.course.up_done) / double(status.course.up_total)), {}, "bar");
}

void draw_sending(const state::AppState& state, state::Commands& out) {
  const ui::Card card("only_here");
  const state::WaitingLoaded* waiting = state.sync.waiting ? &*state.sync.waiting : nullptr;
  const session::Status& status = state.sync.status;
  const bool fetches = status.standing == session::Standing::Joined && (!status.first_done || state.sync.fetch.people > 0) && status.active;
  if (!waiting && !fetches) return ui::secondary(ui::tr("sync.reading"));
  const bool nothing = !waiting || (waiting->rows.empty() && status.blobs.each.empty());
  {
    ui::Columns columns({3, 1}, 136);
    if (fetches) draw_first_fetch(state);
    else if (!nothing || status.paused) draw_sending_head(state, *waiting);
    else ui::section(ui::tr("sync.nothing"), {}, "nothing"), ui::secondary(ui::tr("sync.nothing_detail"));
    columns.next();
    draw_pause(state, out);
  }
  if (fetches) draw_fetch_bar(state);
  if (nothing) return;
  if (waiting->error) ui::problem(ui::tr("sync.unreadable"), "unreadable");
  draw_bar(state, *waiting);
  for (size_t i = 0; i < waiting->rows.size(); ++i) {
    ui::Block block("row:" + std::to_string(i), 72);
    if (block) draw_row(state, waiting->rows[i], out);
  }
  draw_blobs(state);
}

void draw_no_hub(state::Commands& out) {
  ui::heading(ui::tr("sync.hub"), ui::Icon::CloudOff);
  ui::text(ui::tr("sync.no_hub"));
  ui::secondary(ui::tr("sync.no_hub_detail"));
  if (ui::outline_button("join_hub", ui::tr("sync.join"), ui::Icon::Link)) out.push(state::GoTo{{.screen = state::Screen::Join}});
}

std::string in_time(int64_t ms) {
  const int64_t seconds = std::max<int64_t>(1, (ms + 999) / 1000);
  return seconds < 90 ? ui::tr("sync.in_seconds", seconds) : ui::tr("sync.in_minutes", (seconds + 59) / 60);
}

void draw_trouble(const state::AppState& state) {
  const session::Status& status = state.sync.status;
  if (status.why == session::Why::None) return;
  ui::problem(why_title(status), "why");
  ui::secondary(why_detail(status), "why_detail");
  if (status.next_try_ms <= state.now_ms || status.paused) return;
  ui::secondary(ui::tr("sync.next_try", in_time(status.next_try_ms - state.now_ms)), "next_try");
  ui::request_frame(1000);
}

void draw_clock(const session::Status& status) {
  if (status.clock_ahead_s == 0) return;
  const int64_t off = status.clock_ahead_s > 0 ? status.clock_ahead_s : -status.clock_ahead_s;
  ui::problem(ui::tr(status.clock_ahead_s > 0 ? "sync.clock_ahead" : "sync.clock_behind", duration((off + 59) / 60)), "clock");
  ui::secondary(ui::tr("sync.clock_detail"));
}

void draw_hub(const state::AppState& state, state::Commands& out) {
  const ui::Card card("hub");
  const session::Status& status = state.sync.status;
  if (status.standing == session::Standing::Alone) return draw_no_hub(out);
  ui::heading(ui::tr("sync.hub"), status.why == session::Why::None ? ui::Icon::CloudDone : ui::Icon::CloudOff);
  ui::key_value(ui::tr("sync.address"), status.url, "address");
  ui::key_value(ui::tr("sync.number"), status.device == 0 ? std::string("–") : std::to_string(status.device), "number");
  draw_trouble(state);
  draw_clock(status);
  if (ui::outline_button("sync_now", ui::tr("sync.now"), ui::Icon::Sync, !status.active && !status.paused)) out.push(state::SyncNow{});
}

std::string sync_subtitle(const state::AppState& state) {
  const session::Status& status = state.sync.status;
  if (status.standing != session::Standing::Alone)
    return status.last_complete_ms == 0 ? std::string(ui::tr("sync.never_complete")) : ui::tr("sync.last_complete_at", moment(state, status.last_complete_ms));
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
  draw_sending(state, out);
  if (state.sync.status.standing != session::Standing::Alone) draw_week(state);
  columns.next();
  draw_needs_you(state, {}, kNeedsShown, out);
  draw_hub(state, out);
  draw_tablet_card(state);
}

}  // namespace screens
