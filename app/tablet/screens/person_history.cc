// Who changed what, when, from what to what: everything about one person, newest first. What was made at one moment is told as one.
#include "app/care/record_types.h"
#include "app/forms/words.h"
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
  if (row.type == care::kAttachmentRecord) return named("history.document", {});
  return named("history.service", {});
}

forms::Wording wording_of(const state::AppState& state, const care::Person& person) {
  forms::Wording wording;
  wording.language = state.settings.language == state::Language::Welsh ? "cy" : "en";
  wording.first_name = person.preferred.empty() ? person.given : person.preferred;
  wording.yes = ui::tr("common.yes");
  wording.no = ui::tr("common.no");
  return wording;
}

struct Told {
  std::string what, from, to;
};

// An answer is told in the form's own words.
Told answer_told(const state::AppState& state, const care::Person& person, const state::HistoryRow& row) {
  const auto form = state.person.history_forms.find(row.record);
  const care::FieldMeaning meaning = care::meaning_of(row.type, row.path);
  Told told{std::string(ui::tr(meaning.words)), value_words(state, meaning, row.from), value_words(state, meaning, row.to)};
  if (form == state.person.history_forms.end() || !form->second) return told;
  const std::string link_id = row.path.substr(row.path.rfind('/') + 1);
  const forms::ItemIndex item = form->second->find(link_id);
  if (item == forms::kNoItem) return told;
  const forms::Wording wording = wording_of(state, person);
  told.what = forms::text_of(*form->second, form->second->item(item), wording);
  const auto say = [&](const record::Value& value, std::string& out) {
    if (!std::holds_alternative<record::Atom>(value)) return;
    if (const auto answers = forms::from_field_text(record::utf8_of(value))) out = forms::display_of(*form->second, form->second->item(item), *answers, wording);
  };
  say(row.from, told.from);
  say(row.to, told.to);
  return told;
}

Told told_of(const state::AppState& state, const care::Person& person, const state::HistoryRow& row) {
  const care::FieldMeaning meaning = care::meaning_of(row.type, row.path);
  if (meaning.kind == care::FieldKind::Answer) return answer_told(state, person, row);
  return {std::string(ui::tr(meaning.words)), value_words(state, meaning, row.from), value_words(state, meaning, row.to)};
}

void draw_change(const state::AppState& state, const care::Person& person, const state::HistoryRow& row) {
  const Told told = told_of(state, person, row);
  ui::text(told.what, {.style = ui::Style::SecondaryStrong});
  ui::text(ui::tr("history.from_to", told.from, told.to), {.style = ui::Style::Secondary});
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

}  // namespace

void draw_person_history(state::AppState& state, state::Commands&) {
  const care::PersonFile& file = state::file_of(state);
  if (state.person.history_of != state.person.person) return;
  if (state.person.history_groups.empty()) return void(ui::empty_state("no_history", ui::Icon::History, ui::tr("history.none"), ui::tr("history.none_detail")));
  ui::secondary(ui::tr("history.about"));
  for (size_t i = 0; i < state.person.history_groups.size(); ++i) {
    ui::Block block("group:" + std::to_string(i), 110);
    if (block) draw_group(state, file, state.person.history_groups[i], i);
  }
}

}  // namespace screens
