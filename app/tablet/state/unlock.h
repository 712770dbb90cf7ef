// app/tablet/state/unlock.h: first run, unlock, wrong tries and lock. A secret lives only in this draft and in the effect it leaves in.
#pragma once
#include <string>
#include <variant>

#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

inline constexpr size_t kPinDigits = 6;
inline constexpr size_t kPasswordCharactersMin = 10;

enum class Phase {
  Starting,  // the key file is being read
  Enrolling, // first run: choose a PIN, then type it again
  Locked,    // waiting for the PIN or the password
  Opening,   // the worker is stretching the PIN and opening the store
  Asking,    // the PIN was right; the hub is asked, since it has not been heard for too long
  Ready,     // open
  Closed,    // by IT: there is nothing here to open
};

struct UnlockDraft {
  KeysRead keys;
  SecretKind kind = SecretKind::Pin;
  Secret typed;
  Secret first;              // enrolment: what was chosen, until it has been typed again
  bool confirming = false;   // enrolment: the second time
  std::string message;       // word key of what went wrong; empty for nothing
  bool asks_who = false;     // whose tablet this is, and what to do if it is not hers
  TabletClosed closed;       // in Phase::Closed
  std::string message_arg;   // {0} in those words: tries left, seconds to wait
  session::Why why = session::Why::None;  // the hub was asked and not heard; stands in the place of `message`
  session::Course course;    // in Phase::Asking
};

struct TypeSecret {
  char character = 0;
};
struct EraseSecret {};  // the last letter, however many bytes it has
struct SetSecretKind {
  SecretKind kind = SecretKind::Pin;
};
struct SubmitSecret {};
struct SetUpAgain {};  // a wiped tablet
struct StopAsking {};  // the hub
using UnlockCommand = std::variant<TypeSecret, EraseSecret, SetSecretKind, SubmitSecret, SetUpAgain, StopAsking>;

void apply_unlock(AppState& state, const UnlockCommand& command, Effects& out);
void unlock_on_event(AppState& state, Event& event, Effects& out);

}  // namespace state
