// app/tablet/state/sync_page.h: this tablet and its hub: joining it, what is on this tablet and nowhere else, told record by record, how sending goes; and
// what the hub told, taken into everything that is on screen.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

// What is typed to join a hub. Kept while the tablet is unlocked.
struct JoinDraft {
  std::string url = "https://";
  std::string code;
  std::string authority;  // PEM text, or a file that holds it
  std::string problem;    // word key; empty for none
  bool asked = false;     // on its way: until a hub has answered, one way or the other
};

// How far the people are that were given to this tablet and come whole. Told by the hub; all zero when it does not say, and when they are here.
struct Fetch {
  uint64_t people = 0;    // on this tablet once they are
  uint64_t from = 0;      // that were here when this session began
  int64_t since_ms = 0;   // monotonic, when it did
};

struct SyncPage {
  session::Status status;
  Fetch fetch;
  std::optional<WaitingLoaded> waiting;  // none until it has been read
  JoinDraft join;
  bool urgent_asked = false;  // what must not wait has been said to be on its way
};

struct JoinWithCode {};  // what the draft says
struct SyncNow {};
struct SetSyncPaused {
  bool paused = false;
};
using SyncCommand = std::variant<JoinWithCode, SyncNow, SetSyncPaused>;

// The last session's rows stay listed when the hub has them.
bool is_at_hub(const AppState& state, const WaitingRow& row);
// Has the hub not said that it has everything of this record? By what was last read of the outbox.
bool is_only_here(const AppState& state, const record::RecordId& record);
// Safeguarding concerns of hers that were sent and that the hub has not confirmed. They go at once, and are warned of until then.
std::vector<record::RecordId> urgent_waiting(const AppState& state);

// Until everybody has come, at the pace of this session; 0: cannot be said.
int64_t fetch_left_ms(const AppState& state);

// From the command line: joins, unless it has; then only the address is taken.
void join_hub(AppState& state, JoinHub invitation, Effects& out);
void apply_sync(AppState& state, const SyncCommand& command, Effects& out);
void arrive_sync(AppState& state, Effects& out);
void sync_on_event(AppState& state, Event& event, Effects& out);

}  // namespace state
