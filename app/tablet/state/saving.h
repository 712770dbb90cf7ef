// app/tablet/state/saving.h: the one way a screen's change reaches the store, and what may be said of it meanwhile. "Saved" is said only
// of tickets the worker has answered with Committed: durable state, never a guess.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

struct SaveState {
  Ticket last_asked = 0;
  Ticket last_durable = 0;
  int64_t last_durable_ms = 0;          // the wall clock when it became so
  std::optional<base::Error> failure;   // the newest failure not yet made good
  std::vector<record::Edit> unsaved;    // edits of failed commits, oldest first; kept until RetrySave makes them durable
  std::map<std::pair<record::RecordId, record::FieldPath>, Ticket> newest;  // of the fields with a commit under way: the ticket of the last one
  record::RecordId typed_record;        // the one field of the last commit, for save_typing
  record::FieldPath typed_path;
  bool all_durable() const { return last_durable == last_asked && unsaved.empty(); }
};

struct SaveOptions {
  std::string group;              // the visit or form the edits belong to: an id as text
  bool continues_typing = false;  // the same field is still being typed
};

// Hands the edits to the worker as one transaction and returns their ticket. No edits: the place alone.
Ticket save(AppState& state, std::vector<record::Edit> edits, Effects& out, SaveOptions options = {});
// The same for words typed into one field: when the last commit was that very field, it goes on growing.
Ticket save_typing(AppState& state, std::vector<record::Edit> edits, Effects& out, std::string group = {});
Ticket next_ticket(AppState& state);
void save_place(AppState& state, Effects& out);
void saving_on_event(AppState& state, Event& event, Effects& out);
void retry_save(AppState& state, Effects& out);

}  // namespace state
