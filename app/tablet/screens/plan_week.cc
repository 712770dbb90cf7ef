// The week of a plan: a grid where there is room for seven days, a list by day where there is not.
#include <algorithm>
#include <tuple>

#include "app/tablet/screens/plan_parts.h"
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/typed.h"
#include "app/tablet/state/items.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr int kFirstVisit = 8 * 60;

std::string short_day(int day) { return std::string(ui::tr("day.short." + std::to_string(day))); }

// "Care", "Meal": the slot's own word, else its service's short name.
std::string label_of(const state::AppState& state, const care::WeekSlot& slot) {
  if (!slot.label.empty()) return slot.label;
  const care::PlanService* service = state::find_item(state.plan.plan.services, slot.service);
  if (!service) return std::string(ui::tr("plan.family"));
  const care::Code* code = state.assets->codes.list("services").find(service->code);
  const char* column = state.settings.language == state::Language::Welsh ? "short_cy" : "short_en";
  const auto found = code ? code->other.find(column) : std::map<std::string, std::string, std::less<>>::const_iterator{};
  return code && found != code->other.end() && !found->second.empty() ? found->second : state.label("services", service->code);
}

struct Words {
  std::string time;
  std::array<std::string, 7> labels, lengths;
};

void draw_grid(state::AppState& state, state::Commands& out, const std::vector<care::WeekRow>& rows) {
  std::vector<Words> words(rows.size());
  std::vector<ui::WeekLine> lines(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    words[i].time = care::to_clock(rows[i].start_minute);
    lines[i].time = words[i].time;
    for (size_t day = 0; day < 7; ++day) {
      const care::WeekSlot* slot = rows[i].days[day];
      if (!slot) continue;
      words[i].labels[day] = label_of(state, *slot);
      if (!slot->service.empty()) words[i].lengths[day] = ui::tr("plan.minutes_short", slot->minutes);
      lines[i].cells[day] = {words[i].labels[day], words[i].lengths[day], service_tone(state.plan.plan, slot->service)};
    }
  }
  std::vector<std::string> ids(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    const bool repeats = i > 0 && rows[i].start_minute == rows[i - 1].start_minute;
    ids[i] = repeats ? ids[i - 1] + "+" : words[i].time;
    lines[i].id = ids[i];
  }
  std::string names[7];
  std::string_view days[7];
  for (int day = 0; day < 7; ++day) days[day] = names[day] = short_day(day);
  const ui::WeekTap tapped = ui::week_grid("week", days, lines, ui::tr("plan.nothing_then"), state.plan.may_change());
  if (tapped.line < 0) return;
  const care::WeekRow& row = rows[size_t(tapped.line)];
  if (const care::WeekSlot* slot = row.days[size_t(tapped.day)]) return out.push(state::SetPart{"slot:" + slot->key});
  const auto like = std::find_if(row.days.begin(), row.days.end(), [](const care::WeekSlot* slot) { return slot != nullptr; });
  out.push(state::AddSlot{tapped.day, row.start_minute, like == row.days.end() ? std::string() : (*like)->service});
}

void draw_days(state::AppState& state, state::Commands& out) {
  std::vector<care::WeekSlot> slots = state.plan.plan.week;
  std::sort(slots.begin(), slots.end(), [](const care::WeekSlot& a, const care::WeekSlot& b) { return std::tie(a.day, a.start_minute, a.key) < std::tie(b.day, b.start_minute, b.key); });
  int day = -1;
  for (const care::WeekSlot& slot : slots) {
    if (slot.day != day) ui::strong(ui::tr("day." + std::to_string(day = slot.day)));
    const std::string time = care::to_clock(slot.start_minute), label = label_of(state, slot), length = duration(slot.minutes);
    if (ui::row("slot:" + slot.key, {.time = time, .title = label, .subtitle = slot.service.empty() ? std::string_view() : std::string_view(length), .chevron = true}))
      out.push(state::SetPart{"slot:" + slot.key});
  }
}

void draw_slot_days(state::AppState& state, state::Commands& out, const care::WeekSlot& slot) {
  ui::label(ui::tr("plan.slot_days"));
  std::string names[7], ids[7];
  ui::Option days[7];
  for (int day = 0; day < 7; ++day) {
    names[day] = short_day(day);
    ids[day] = "day" + std::to_string(day);
    const bool on = std::any_of(state.plan.plan.week.begin(), state.plan.plan.week.end(), [&](const care::WeekSlot& other) {
      return other.day == day && other.start_minute == slot.start_minute && other.minutes == slot.minutes && other.service == slot.service && other.label == slot.label;
    });
    days[day] = {.id = ids[day], .label = names[day], .selected = on, .enabled = day != slot.day};
  }
  const int tapped = ui::options("days", days, {.several = true, .narrowest_dp = 110, .columns_max = 4});
  if (tapped >= 0) out.push(state::ToggleSlotDay{slot.key, tapped});
}

// Which service comes; the last option is family or a friend.
void draw_slot_service(state::AppState& state, state::Commands& out, const care::WeekSlot& slot) {
  const care::Plan& plan = state.plan.plan;
  std::vector<std::string> titles;
  for (const care::PlanService& service : plan.services) titles.push_back(service_title(state, service));
  std::vector<ui::Option> options;
  for (size_t i = 0; i < plan.services.size(); ++i) options.push_back({.id = plan.services[i].key, .label = titles[i], .selected = slot.service == plan.services[i].key});
  options.push_back({.id = "family", .label = ui::tr("plan.family"), .selected = slot.service.empty()});
  ui::label(ui::tr("plan.slot_who"));
  const int tapped = ui::options("who", options, {.narrowest_dp = 230, .columns_max = 2});
  if (tapped < 0) return;
  care::Plan after = plan;
  care::WeekSlot& changed = *state::find_item(after.week, slot.key);
  changed.service = size_t(tapped) < plan.services.size() ? plan.services[size_t(tapped)].key : std::string();
  out.push(state::ChangePlan{std::move(after)});
}

}  // namespace

void draw_plan_week(state::AppState& state, state::Commands& out) {
  const care::Plan& plan = state.plan.plan;
  ui::Card card("week_card");
  {
    ui::Wrap wrap;
    ui::heading(ui::tr("plan.week", called_of(state, plan.person)), ui::Icon::Calendar);
    wrap.to_right();
    if (const int64_t minutes = care::weekly_care_minutes(plan); minutes > 0) ui::pill(ui::tr("plan.a_week", duration(minutes)), ui::Tone::Teal, ui::Icon::Clock, "week_total");
  }
  const std::vector<care::WeekRow> rows = care::week_rows(plan);
  if (rows.empty()) ui::secondary(ui::tr("plan.week_empty"));
  else if (ui::week_fits()) draw_grid(state, out, rows);
  else draw_days(state, out);
  if (ui::button("add_slot", ui::tr("plan.add_slot"), {.kind = ui::Kind::Quiet, .icon = ui::Icon::Add}))
    out.push(state::AddSlot{0, kFirstVisit, plan.services.empty() ? std::string() : plan.services.front().key});
}

void draw_slot_editor(state::AppState& state, state::Commands& out, const std::string& key) {
  const care::WeekSlot* slot = state::find_item(state.plan.plan.week, key);
  if (!slot) return;
  ui::Dialog dialog("slot", ui::tr("plan.slot"), {.width_dp = 620, .icon = ui::Icon::Calendar});
  care::Plan after = state.plan.plan;
  care::WeekSlot& changed = *state::find_item(after.week, key);
  draw_slot_service(state, out, *slot);
  {
    ui::Columns columns({1, 1, 1}, 150);
    if (minute_of("start", changed.start_minute, state.plan.typed, {.label = ui::tr("plan.slot_start")})) out.push(state::ChangePlan{after, true});
    columns.next();
    if (number_of("minutes", changed.minutes, 24 * 60, state.plan.typed, {.label = ui::tr("plan.slot_minutes"), .unit = ui::tr("plan.slot_unit")})) out.push(state::ChangePlan{after, true});
    columns.next();
    if (ui::text_field("label", changed.label, {.label = ui::tr("plan.slot_label"), .placeholder = label_of(state, *slot)})) out.push(state::ChangePlan{after, true});
  }
  draw_slot_days(state, out, *slot);
  ui::Wrap wrap;
  if (ui::button("remove", ui::tr("common.remove"), {.kind = ui::Kind::DangerOutline, .icon = ui::Icon::Delete})) out.push(state::RemoveFromPlan{state::PlanList::Week, key});
  wrap.to_right();
  if (ui::primary_button("done", ui::tr("common.done"), ui::Icon::Check) || dialog.closed()) out.push(state::SetPart{});
}

}  // namespace screens
