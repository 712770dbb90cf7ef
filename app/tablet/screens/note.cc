// A case note: what kind, when, and the words, kept as they are typed. Signed, it stands; a correction is a note of its own.
#include <algorithm>

#include "app/tablet/screens/needs_you.h"
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/screens/takeover.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using state::ChangeNote;

std::string note_subtitle(const state::AppState& state) {
  const care::Note& note = state.notes.note;
  std::string out = name_of(state, note.person) + " · " + std::string(ui::tr(note.is_draft ? "note.draft" : "note.signed"));
  const care::WallTime wall = care::wall_time(note.at);
  return out + " · " + day_near(wall.date, today_of(state)) + ' ' + care::to_clock(wall.minute);
}

std::string author_of(const state::AppState& state) {
  const care::Worker* author = state.caseload.worker(state.notes.note.author);
  return author ? author->name : state.worker;
}

void draw_time(state::AppState& state, state::Commands& out) {
  std::string day = state.notes.day_typed, time = state.notes.time_typed;
  care::Date read_day;
  int read_minute = 0;
  const bool day_fits = care::parse_iso(day, read_day) && read_day.is_whole(), time_fits = care::parse_clock(time, read_minute);
  ui::Columns columns({3, 2}, 150);
  const std::string today = care::to_iso(today_of(state));
  const bool changed_day = ui::date_field("day", day, {.label = ui::tr("note.day"), .error = day_fits ? std::string_view() : ui::tr("typed.not_a_date")}, today).changed;
  columns.next();
  const bool changed_time = ui::time_field("time", time, {.label = ui::tr("note.time"), .error = time_fits ? std::string_view() : ui::tr("typed.not_a_time")}).changed;
  if (changed_day || changed_time) out.push(state::TypeNoteTime{std::move(day), std::move(time)});
}

void draw_about(state::AppState& state, state::Commands& out) {
  const care::Note& note = state.notes.note;
  ui::Card card("about");
  ui::heading(ui::tr("note.about"), ui::Icon::Info);
  ui::label(ui::tr("note.category"), true);
  {
    ui::Wrap wrap;
    ui::pill(state.label("note-categories", note.category), ui::Tone::Teal, ui::Icon::None, "category");
    if (ui::link("change_category", ui::tr("common.edit"))) out.push(state::SetPart{"category"});
  }
  draw_time(state, out);
  care::Note after = note;
  if (ui::text_field("title", after.title, {.label = ui::tr("note.heading"), .help = ui::tr("note.heading_help")})) out.push(ChangeNote{after, true});
  if (ui::toggle("restricted", ui::tr("note.restricted"), note.is_restricted, ui::tr("note.restricted_help"))) {
    after.is_restricted = !note.is_restricted;
    out.push(ChangeNote{after});
  }
}

void draw_words(state::AppState& state, state::Commands& out) {
  care::Note after = state.notes.note;
  const ui::Edited edited = ui::text_area("text", after.text, {.label = ui::tr("note.text"), .help = ui::tr("note.text_help"), .count = true, .lines_min = 14, .focus = true});
  if (edited) out.push(ChangeNote{std::move(after), true});
}

// The categories under their headings, in the order of the list.
void draw_categories(state::AppState& state, state::Commands& out) {
  ui::Dialog dialog("categories", ui::tr("note.category"), {.width_dp = 720});
  const std::vector<const care::Code*> codes = state.assets->codes.list("note-categories").open_on(today_of(state));
  for (size_t begin = 0; begin < codes.size();) {
    size_t end = begin;
    while (end < codes.size() && codes[end]->group == codes[begin]->group) ++end;
    const std::string& group = codes[begin]->group;
    if (!group.empty()) ui::label(ui::tr("note.group_" + group));
    std::vector<std::string> labels;
    std::vector<ui::Option> options;
    for (size_t i = begin; i < end; ++i) labels.push_back(state.label("note-categories", codes[i]->code));
    for (size_t i = begin; i < end; ++i) options.push_back({.id = codes[i]->code, .label = labels[i - begin], .selected = codes[i]->code == state.notes.note.category});
    const int tapped = ui::options("group" + std::to_string(begin), options, {.narrowest_dp = 200, .columns_max = 3});
    if (tapped >= 0) {
      care::Note after = state.notes.note;
      after.category = codes[begin + size_t(tapped)]->code;
      out.push(ChangeNote{std::move(after)});
      out.push(state::SetPart{});
    }
    begin = end;
  }
  if (dialog.closed()) out.push(state::SetPart{});
}

void draw_footer(state::AppState& state, state::Commands& out) {
  ui::Footer footer("note_footer");
  const ui::Scope scope("note");
  ui::Wrap wrap;
  if (state.notes.may_change()) {
    if (ui::quiet_button("remove", ui::tr("note.remove"), ui::Icon::Delete)) out.push(state::SetPart{"remove"});
    draw_saved(state);
    wrap.to_right();
    if (ui::primary_button("sign", ui::tr("note.sign"), ui::Icon::Check, !state.notes.note.text.empty())) out.push(state::SignNote{});
  } else if (!state.notes.note.is_draft) {
    draw_saved(state);
    wrap.to_right();
    if (ui::outline_button("correct", ui::tr("note.correct"), ui::Icon::Edit)) out.push(state::CorrectNote{});
  }
}

void draw_signed(const state::AppState& state) {
  const care::Note& note = state.notes.note;
  ui::Card card("signed");
  if (!note.title.empty()) ui::heading(note.title);
  ui::text(note.text, {.id = "text"});
  ui::divider();
  ui::key_value(ui::tr("note.category"), state.label("note-categories", note.category));
  ui::key_value(ui::tr("note.author"), author_of(state));
  if (note.is_restricted) ui::banner("restricted", ui::Banner::Warning, ui::tr("note.restricted"), ui::tr("note.restricted_help"));
}

void draw_remove(state::Commands& out) {
  ui::Dialog dialog("remove", ui::tr("note.remove_question"), {.icon = ui::Icon::Delete});
  ui::text(ui::tr("note.remove_detail"));
  ui::Wrap wrap;
  wrap.to_right();
  if (ui::outline_button("keep", ui::tr("common.cancel")) || dialog.closed()) out.push(state::SetPart{});
  if (ui::danger_button("yes", ui::tr("note.remove"), ui::Icon::Delete)) out.push(state::RemoveNote{});
}

}  // namespace

void draw_note(state::AppState& state, state::Commands& out) {
  const bool here = state.notes.is_open() && state.notes.note.id == state.place().subject;
  draw_top_bar(state, out, {.title = std::string(ui::tr("note.screen")), .subtitle = here ? note_subtitle(state) : std::string(), .back = true});
  if (here) draw_footer(state, out);
  ui::Page page("note_page");
  if (!here) return;
  const ui::Scope scope("note");
  draw_record_needs_you(state, state.notes.note.id, out);
  draw_take_over(state, out);
  if (!state.notes.may_change()) return draw_signed(state);
  {
    ui::Columns columns({705, 415}, 400);
    {
      ui::Card card("words");
      draw_words(state, out);
    }
    columns.next();
    draw_about(state, out);
  }
  if (state.place().part == "category") draw_categories(state, out);
  if (state.place().part == "remove") draw_remove(out);
}

}  // namespace screens
