// app/tablet/state/refresh.h: what the hub told, taken into what is open on screen. Whatever is open is read again from the store, which has laid what is
// typed here over what arrived; and only when nothing is on its way there, so that no letter typed meanwhile is set back.
#pragma once
#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

struct Refresh {
  bool person = false, response = false;                // what is open may be out of date
  bool person_asked = false, response_asked = false;    // and is being read
  bool any() const { return person || response; }
};

// The form on screen takes what reads differently in the record; the page, the caret and what is half typed stay.
void refresh_form(AppState& state, const ResponseLoaded& loaded);
// The same of a plan, a note, a picture: those that are copies of what PersonPage has loaded.
void refresh_plan(AppState& state);
void refresh_note(AppState& state);
void refresh_capture(AppState& state);

// Did the hub take somebody away? Then what the kit remembers of fields is to go, too.
bool takes_somebody_away(const Event& event);
// Before every other area sees the event. True: nobody else is to see it.
bool refresh_before(AppState& state, Event& event);
// After they have.
void refresh_on_event(AppState& state, Event& event, Effects& out);

}  // namespace state
