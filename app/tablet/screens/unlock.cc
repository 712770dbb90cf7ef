#include <string>

#include "app/care/person.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/unlock_hub.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using state::Phase;

std::string encrypted(const state::KeysRead& keys) {
  if (keys.waiting_visits == 0) return std::string(ui::tr("unlock.encrypted"));
  return count("unlock.encrypted_waiting", keys.waiting_visits);
}

void draw_brand(const state::AppState& state) {
  const ui::Pane pane("brand", 660, {.surface = false, .brand = true});
  const ui::Page page("welcome", {.padding_dp = 90, .centred = true});
  ui::text(ui::tr("unlock.name"), {.style = ui::Style::Display, .id = "name"});
  ui::space(6);
  {
    const ui::Indent narrower(0, 100);
    ui::text(ui::tr("unlock.lead"), {.style = ui::Style::Lead});
  }
  ui::space(20);
  if (state.phase != Phase::Closed) ui::text(encrypted(state.unlock.keys), {.style = ui::Style::Secondary, .icon = ui::Icon::Lock, .id = "encrypted"});
}

// Seconds until another try is allowed.
int64_t wait_seconds(const state::AppState& state) { return (std::max<int64_t>(0, state.unlock.keys.wait_until_ms - state.now_ms) + 999) / 1000; }

std::string wait_words(int64_t seconds) {
  if (seconds >= 120) return ui::tr("unlock.wait_minutes", (seconds + 59) / 60);
  return count("unlock.wait_seconds", seconds);
}

std::string_view prompt(const state::AppState& state) {
  const bool pin = state.unlock.kind == state::SecretKind::Pin;
  if (state.phase == Phase::Opening) return ui::tr(state.unlock.keys.enrolled ? "unlock.opening" : "unlock.making");
  if (state.phase != Phase::Enrolling) return ui::tr(pin ? "unlock.pin" : "unlock.password");
  if (state.unlock.confirming) return ui::tr("unlock.again");
  return ui::tr(pin ? "unlock.choose_pin" : "unlock.choose_password");
}

// What went wrong, or how long to wait, or what to do: one line, always at the same place.
void draw_message(const state::AppState& state) {
  const state::UnlockDraft& draft = state.unlock;
  const int64_t seconds = wait_seconds(state);
  if (seconds > 0) {
    ui::request_frame(1000);
    ui::text(wait_words(seconds), {.style = ui::Style::SecondaryStrong, .tone = ui::Tone::Red, .centred = true, .id = "message"});
  } else if (draft.why != session::Why::None) {
    draw_not_heard(draft.why);
  } else if (!draft.message.empty()) {
    ui::text(ui::tr(draft.message, draft.message_arg), {.style = ui::Style::SecondaryStrong, .tone = ui::Tone::Red, .centred = true, .id = "message"});
  } else if (state.phase == Phase::Enrolling && !draft.confirming) {
    ui::text(ui::tr("unlock.choose_why"), {.style = ui::Style::Secondary, .centred = true, .id = "message"});
  } else if (draft.keys.asks_hub_days > 0) {
    ui::text(ui::tr("unlock.asks_hub", draft.keys.asks_hub_days), {.style = ui::Style::Secondary, .centred = true, .id = "message"});
  }
}

void draw_pin(const state::AppState& state, state::Commands& out, bool enabled) {
  const int key = ui::pin_pad("pin", state.unlock.typed.size(), state::kPinDigits, enabled);
  if (key == ui::kPinErase) out.push(state::EraseSecret{});
  else if (key == ui::kPinDone) out.push(state::SubmitSecret{});
  else if (key != ui::kPinNone) out.push(state::TypeSecret{char('0' + key)});
}

size_t letters(std::string_view text) {
  size_t count = 0;
  for (const char c : text) count += (uint8_t(c) & 0xC0) != 0x80;
  return count;
}

void draw_password(const state::AppState& state, state::Commands& out, bool enabled) {
  const ui::SecretKeys keys = ui::secret_keys("password", letters(state.unlock.typed.view()), {.enabled = enabled, .focus = true});
  for (const char c : keys.typed) out.push(state::TypeSecret{c});
  if (keys.erase) out.push(state::EraseSecret{});
  const bool once_more = state.phase == Phase::Enrolling && !state.unlock.confirming;
  const bool pressed = ui::button("open", ui::tr(once_more ? "unlock.next" : "unlock.open"), {.kind = ui::Kind::Primary, .fill = true, .enabled = enabled});
  if (pressed) ui::focus("password");  // typed again, or corrected
  if (keys.submitted || pressed) out.push(state::SubmitSecret{});
}

void draw_other_ways(state::AppState& state, state::Commands& out) {
  const state::KeysRead& keys = state.unlock.keys;
  const bool pin = state.unlock.kind == state::SecretKind::Pin;
  const bool other = state.phase == Phase::Enrolling ? !state.unlock.confirming : pin ? keys.has_password : keys.has_pin;
  const ui::Wrap wrap({.gap_dp = 20, .centred = true});
  if (other && ui::link("other", ui::tr(pin ? "unlock.use_password" : "unlock.use_pin")))
    out.push(state::SetSecretKind{pin ? state::SecretKind::Password : state::SecretKind::Pin});
  if (keys.worker_name.empty()) return;
  const std::string given = keys.worker_name.substr(0, keys.worker_name.find(' '));
  if (ui::link("not_you", ui::tr("unlock.not_you", given))) state.unlock.asks_who = true;
}

void draw_who(state::AppState& state) {
  const std::string& name = state.unlock.keys.worker_name;
  const ui::Dialog dialog("who", ui::tr("unlock.not_you_title", name), {.icon = ui::Icon::Person});
  ui::text(ui::tr("unlock.not_you_detail", name));
  ui::Wrap wrap;
  wrap.to_right();
  if (ui::primary_button("ok", ui::tr("common.close")) || dialog.closed()) state.unlock.asks_who = false;
}

void draw_closed(const state::AppState& state, state::Commands& out) {
  const state::TabletClosed& closed = state.unlock.closed;
  const std::string day = day_short(care::wall_time(closed.at_ms).date);
  ui::text(ui::tr("unlock.closed"), {.style = ui::Style::Clock, .centred = true, .id = "closed"});
  ui::text(closed.sealed ? ui::tr("unlock.closed_sealed", day) : ui::tr("unlock.closed_wiped", day), {.centred = true, .id = "closed_detail"});
  ui::space(8);
  if (!closed.sealed && ui::button("set_up_again", ui::tr("unlock.set_up_again"), {.kind = ui::Kind::Outline, .fill = true})) out.push(state::SetUpAgain{});
}

}  // namespace

void draw_unlock(state::AppState& state, state::Commands& out) {
  if (!ui::compact()) draw_brand(state);
  const ui::Page page("unlock", {.width_dp_max = 430, .centred = true, .surface = true});
  if (state.phase == Phase::Starting) return;
  ui::set_gap(12);
  if (ui::compact()) ui::text(ui::tr("unlock.name"), {.style = ui::Style::Section, .centred = true, .id = "name"});
  if (state.phase == Phase::Closed) return draw_closed(state, out);
  const std::string& name = state.unlock.keys.worker_name;
  if (!name.empty()) {
    const ui::Wrap wrap({.centred = true});
    ui::avatar(care::initials(name), 72);
  }
  if (!name.empty()) ui::text(name, {.style = ui::Style::Clock, .centred = true, .id = "worker"});
  if (state.phase == Phase::Asking) return draw_asking(state, out);
  ui::text(prompt(state), {.style = name.empty() ? ui::Style::Clock : ui::Style::Secondary, .centred = true, .id = "prompt"});
  draw_message(state);
  const bool enabled = (state.phase == Phase::Locked || state.phase == Phase::Enrolling) && wait_seconds(state) == 0;
  if (state.unlock.kind == state::SecretKind::Pin) draw_pin(state, out, enabled);
  else draw_password(state, out, enabled);
  draw_other_ways(state, out);
  if (ui::compact()) ui::text(encrypted(state.unlock.keys), {.style = ui::Style::Secondary, .icon = ui::Icon::Lock, .id = "encrypted"});
  if (state.unlock.asks_who) draw_who(state);
}

}  // namespace screens
