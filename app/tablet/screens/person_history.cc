// Who changed what, when, from what to what: everything about one person, newest first. What was made at one moment is told as one.
#include "app/care/record_types.h"
#include "app/tablet/screens/field_words.h"
#include "app/tablet/screens/person_parts.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr size_t kChangesShown = 8;
constexpr size_t kNamedBytes = 80;

// What kind of thing a record is, and which one of them.
std::string thing_words(const state::AppState& state, const care::PersonFile& file, const state::HistoryRow& row) {
  const auto named = [](std::string_view key, std::string_view name) {
    return name.empty() ? std::string(ui::tr(key)) : std::string(ui::tr(key)).append(" · ").append(name);
  };
  if (row.type == care::kPersonRecord) return named("history.person", {});
  if (row.type == care::kNoteRecord) {
    const care::Note* note = file.note(row.record);
    return named("history.note", note ? care::heading_of(*note, kNamedBytes) : std::string());
  }
  if (row.type == care::kResponseRecord) {
    const care::Response* response = file.response(row.record);
    return response ? named("history.form", state.label("form-kinds", response->kind)) : named("history.form", {});
  }
  if (row.type == care::kPlanRecord) return named("history.plan", {});
  if (row.type == care::kVisitRecord) {
    const care::Visit* visit = file.visit(row.record);
    return named("history.visit", visit ? state.label("visit-purposes", visit->purpose) : std::string());
  }
  if (row.type == care::kAlertRecord) {
    for (const auto* list : {&file.alerts, &file.past_alerts})
      for (const care::Alert& alert : *list)
        if (alert.id == row.record) return named("history.alert", alert.title.empty() ? state.label("alert-kinds", alert.kind) : alert.title);
    return named("history.alert", {});
  }
  if (row.type == care::kRelationRecord) {
    for (const care::Relation& relation : file.relations)
      if (relation.id == row.record) return named("history.relation", relation.name);
    return named("history.relation", {});
  }
  if (row.type == care::kAttachmentRecord) return record_words(state, row.type, row.record);
  if (row.type == care::kDecisionRecord) return named("history.decision", {});
  return named("history.service", {});
}

FieldOf field_of(const state::AppState& state, const care::Person& person, const state::HistoryRow& row) {
  const auto form = state.person.history_forms.find(row.record);
  return {state, person.id, row.type, row.record, row.path, form == state.person.history_forms.end() ? nullptr : form->second.get()};
}

void draw_change(const state::AppState& state, const care::Person& person, const state::HistoryRow& row) {
  const FieldOf field = field_of(state, person, row);
  ui::text(asked_words(field), {.style = ui::Style::SecondaryStrong});
  ui::text(ui::tr("history.from_to", said_words(field, row.from, kValueBytesMax), said_words(field, row.to, kValueBytesMax)), {.style = ui::Style::Secondary});
}

void draw_group(const state::AppState& state, const care::PersonFile& file, const state::HistoryGroup& group, size_t number) {
  const state::HistoryRow& first = state.person.history[group.first];
  ui::Card card("change:" + std::to_string(number));
  {
    ui::Wrap line;
    ui::strong(thing_words(state, file, first));
    line.to_right();
    if (first.waiting) ui::pill(ui::tr("history.waiting"), ui::Tone::Amber);
  }
  const std::string when = day_short(care::wall_time(first.unix_ms).date, today_of(state)).append(" ").append(clock_at(first.unix_ms));
  ui::small(first.author.empty() ? when : std::string(first.author).append(" · ").append(when));
  if (group.made) return ui::text(count("history.made", int64_t(group.count)), {.soft = true});
  const size_t shown = std::min(group.count, kChangesShown);
  for (size_t i = 0; i < shown; ++i) draw_change(state, file.person, state.person.history[group.first + i]);
  if (shown < group.count) ui::small(count("history.more", int64_t(group.count - shown)));
}

// Two versions of one answer, of which somebody said what the record should say: both can still be read.
void draw_settlement(const state::AppState& state, const care::Conflict& conflict, size_t number, state::Commands& out) {
  const auto form = state.person.history_forms.find(conflict.about);
  const FieldOf field{state, conflict.person, conflict.about_type, conflict.about, conflict.path, form == state.person.history_forms.end() ? nullptr : form->second.get()};
  const std::string thing = record_words(state, conflict.about_type, conflict.about), asked = asked_words(field);
  const ui::Card card("change:" + std::to_string(number), {.tappable = true, .label = ui::tr("versions.settlement")});
  {
    ui::Wrap line;
    ui::strong(thing);
    line.to_right();
    ui::pill(ui::tr("versions.settlement"), ui::Tone::Violet, ui::Icon::Merge);
  }
  const std::string by = conflict.settled_by == state.caseload.owner() ? std::string(ui::tr("versions.settled_by_you")) : ui::tr("versions.settled_by", author_words(state, record::to_string(conflict.settled_by)), moment_words(state, conflict.settled_at));
  ui::small(conflict.settled_by == state.caseload.owner() ? by + " · " + moment_words(state, conflict.settled_at) : by);
  ui::text(asked, {.style = ui::Style::SecondaryStrong});
  ui::text(ui::tr("versions.kept_both"), {.style = ui::Style::Secondary});
  if (card.tapped()) out.push(state::OpenConflict{conflict.id, conflict.person});
}

}  // namespace

void draw_person_history(state::AppState& state, state::Commands& out) {
  const care::PersonFile& file = state::file_of(state);
  if (state.person.history_of != state.person.person) return;
  if (state.person.history_groups.empty()) return void(ui::empty_state("no_history", ui::Icon::History, ui::tr("history.none"), ui::tr("history.none_detail")));
  ui::secondary(ui::tr("history.about"));
  for (size_t i = 0; i < state.person.history_groups.size(); ++i) {
    ui::Block block("group:" + std::to_string(i), 110);
    if (!block) continue;
    const state::HistoryGroup& group = state.person.history_groups[i];
    if (group.settled != SIZE_MAX) draw_settlement(state, state.person.history_settled[group.settled], i, out);
    else draw_group(state, file, group, i);
  }
}

}  // namespace screens
