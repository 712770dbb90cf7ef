#include "app/tablet/state/unlock.h"

#include <algorithm>
#include <memory>

#include "app/tablet/state/state.h"

namespace state {
namespace {

void say(UnlockDraft& draft, std::string message, std::string arg = {}) {
  draft.why = session::Why::None;
  draft.message = std::move(message);
  draft.message_arg = std::move(arg);
}

void forget_typed(UnlockDraft& draft) {
  draft.typed.wipe();
  draft.first.wipe();
  draft.confirming = false;
}

bool long_enough(const UnlockDraft& draft) {
  return draft.typed.size() >= (draft.kind == SecretKind::Pin ? kPinDigits : kPasswordCharactersMin);
}

// The PINs that guessers try first: one digit over and over, and runs up or down.
bool is_obvious_pin(std::string_view pin) {
  bool same = true, up = true, down = true;
  for (size_t i = 1; i < pin.size(); ++i) {
    same = same && pin[i] == pin[i - 1];
    up = up && pin[i] == pin[i - 1] + 1;
    down = down && pin[i] == pin[i - 1] - 1;
  }
  return same || up || down;
}

void submit_choice(AppState& state, Effects& out) {
  UnlockDraft& draft = state.unlock;
  if (!draft.confirming) {
    if (draft.kind == SecretKind::Pin && is_obvious_pin(draft.typed.view())) {
      draft.typed.wipe();
      return say(draft, "unlock.pin_obvious");
    }
    draft.first = std::move(draft.typed);
    draft.typed = Secret();
    draft.confirming = true;
    return say(draft, "");
  }
  if (draft.first.view() != draft.typed.view()) {
    forget_typed(draft);
    return say(draft, "unlock.not_the_same");
  }
  Enrol enrol{std::move(draft.typed), draft.kind};
  forget_typed(draft);
  say(draft, "");
  state.phase = Phase::Opening;
  out.push_back(std::move(enrol));
}

void submit(AppState& state, Effects& out) {
  UnlockDraft& draft = state.unlock;
  if (!long_enough(draft)) return say(draft, draft.kind == SecretKind::Pin ? "unlock.pin_short" : "unlock.password_short");
  if (state.phase == Phase::Enrolling) return submit_choice(state, out);
  if (state.phase != Phase::Locked) return;
  if (draft.keys.wait_until_ms > state.now_ms) return draft.typed.wipe();
  Unlock unlock{std::move(draft.typed), draft.kind};
  draft.typed = Secret();
  say(draft, "");
  state.phase = Phase::Opening;
  out.push_back(std::move(unlock));
}

struct Type {
  AppState& state;
  Effects& out;
  void operator()(const TypeSecret& c) const {
    UnlockDraft& draft = state.unlock;
    if (state.phase != Phase::Enrolling && state.phase != Phase::Locked) return;
    if (draft.kind == SecretKind::Pin && (c.character < '0' || c.character > '9' || draft.typed.size() >= kPinDigits)) return;
    draft.typed.push(c.character);
    if (draft.kind == SecretKind::Pin && draft.typed.size() == kPinDigits) submit(state, out);
  }
  void operator()(const EraseSecret&) const {
    Secret& typed = state.unlock.typed;
    while (!typed.empty() && (uint8_t(typed.view().back()) & 0xC0) == 0x80) typed.pop();
    typed.pop();
  }
  void operator()(const SetSecretKind& c) const {
    state.unlock.kind = c.kind;
    forget_typed(state.unlock);
    say(state.unlock, "");
  }
  void operator()(const SubmitSecret&) const { submit(state, out); }
  void operator()(const SetUpAgain&) const {
    if (state.phase != Phase::Closed || state.unlock.closed.sealed) return;
    state.phase = Phase::Starting;
    out.push_back(BeginAgain{});
  }
  void operator()(const StopAsking&) const {
    if (state.phase == Phase::Asking) out.push_back(Lock{});
  }
};

void on_keys(AppState& state, const KeysRead& keys) {
  state.unlock.keys = keys;
  state.phase = keys.enrolled ? Phase::Locked : Phase::Enrolling;
}

void on_unlocked(AppState& state, Unlocked& event, Effects& out) {
  state.phase = Phase::Ready;
  state.last_input_ms = state.monotonic_ms;
  state.caseload = std::move(*event.caseload);
  state.worker = state.caseload.worker_name();
  state.figures = event.figures;
  state.notices = event.notices;
  std::vector<record::Edit> unsaved = std::move(state.save.unsaved);
  state.save = SaveState{};
  state.save.unsaved = std::move(unsaved);
  auto at = decode_whereabouts(event.place);
  if (!at || at->places.empty()) at = Whereabouts{{Place{}}, {}};
  state.sync.status = std::move(event.sync);
  state.places = std::move(at->places);
  state.bookmarks = std::move(at->bookmarks);
  retry_save(state, out);
  arrive(state, out);
}

void on_refused(AppState& state, const UnlockFailed& event) {
  state.unlock.keys = event.keys;
  state.phase = event.keys.enrolled ? Phase::Locked : Phase::Enrolling;
  switch (event.error.fault) {
    case base::Fault::Denied:
      if (event.keys.tries_left == 0) return say(state.unlock, "unlock.locked_to_hub");
      return say(state.unlock, state.unlock.kind == SecretKind::Pin ? "unlock.wrong_pin" : "unlock.wrong_password",
                 std::to_string(event.keys.tries_left));
    case base::Fault::TooNew: return say(state.unlock, "unlock.store_too_new");
    case base::Fault::Busy: return say(state.unlock, "unlock.second_copy");
    case base::Fault::Full: return say(state.unlock, "unlock.disk_full");
    case base::Fault::Corrupt: return say(state.unlock, "unlock.store_damaged");
    case base::Fault::Offline: return say(state.unlock, ""), void(state.unlock.why = event.why);
    default: return say(state.unlock, "unlock.cannot_open");
  }
}

// After what the worker had told of a session before she gave it up, this may still come.
void on_asked(AppState& state, const HubAsked& asked) {
  if (state.phase == Phase::Opening) state.phase = Phase::Asking;
  state.unlock.course = asked.course;
}

// A new one in its place. Assigning would copy short strings into the old ones' memory and leave what stood there before.
template <class T>
void renew(T& thing) {
  std::destroy_at(&thing);
  std::construct_at(&thing);
}

// Locking is not a curtain: everything read from the store leaves memory with the key. What could not be saved stays until it is.
void on_locked(AppState& state) {
  state.phase = Phase::Locked;
  renew(state.caseload);
  renew(state.person);
  renew(state.assessment);
  renew(state.plan);
  renew(state.notes);
  renew(state.capture);
  renew(state.people);
  renew(state.copies);
  renew(state.today);
  renew(state.sync);
  renew(state.toast);
  forget_typed(state.unlock);
}

void on_closed(AppState& state, const TabletClosed& closed) {
  on_locked(state);
  state.phase = Phase::Closed;
  state.save = SaveState{};
  state.places = {Place{}};
  state.bookmarks.clear();
  state.figures = {};
  state.worker.clear();
  state.added_forms.clear();
  state.unlock.keys = {};
  state.unlock.closed = closed;
  say(state.unlock, "");
}

}  // namespace

void apply_unlock(AppState& state, const UnlockCommand& command, Effects& out) { std::visit(Type{state, out}, command); }

void unlock_on_event(AppState& state, Event& event, Effects& out) {
  if (const auto* keys = std::get_if<KeysRead>(&event)) on_keys(state, *keys);
  if (auto* unlocked = std::get_if<Unlocked>(&event)) on_unlocked(state, *unlocked, out);
  if (const auto* asked = std::get_if<HubAsked>(&event)) on_asked(state, *asked);
  if (const auto* refused = std::get_if<UnlockFailed>(&event)) on_refused(state, *refused);
  if (std::holds_alternative<Locked>(event) && state.phase != Phase::Closed) on_locked(state);
  if (auto* noticed = std::get_if<Noticed>(&event)) state.notices.push_back(std::move(noticed->notice));
  if (const auto* closed = std::get_if<TabletClosed>(&event)) on_closed(state, *closed);
}

}  // namespace state
