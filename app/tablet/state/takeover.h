// app/tablet/state/takeover.h: a colleague's draft is read, and written in by whoever takes it over: asked for with a reason, recorded, and from then on theirs.
#pragma once
#include <optional>
#include <string>
#include <variant>

#include "app/care/handover.h"
#include "app/tablet/state/effects.h"

namespace state {

struct AppState;

struct TakeOverDraft {
  record::RecordId record;  // asked about; nil: the question is not open
  std::string why;
};

// Of the draft on screen: whose it is when it is a colleague's, and the last time it changed hands.
struct DraftHands {
  record::RecordId author;
  bool theirs = false;               // a colleague's: to be read
  std::optional<care::HandOver> last;
};
// Absent where the screen on top shows no draft, or it has not been read.
std::optional<DraftHands> hands_of_draft(const AppState& state);

struct AskTakeOver {};
struct TypeTakeOverReason {
  std::string why;
};
struct CancelTakeOver {};
struct TakeOver {};  // when there is a reason
using TakeOverCommand = std::variant<AskTakeOver, TypeTakeOverReason, CancelTakeOver, TakeOver>;

void apply_take_over(AppState& state, const TakeOverCommand& command, Effects& out);

}  // namespace state
