// app/tablet/state/state.h: everything the tablet app knows while it runs. Owned by the frame's thread. Screens read it and push Commands;
// apply() changes it and returns Effects; nothing else touches it.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "app/care/caseload.h"
#include "app/tablet/state/approvals.h"
#include "app/tablet/state/assessment.h"
#include "app/tablet/state/assets.h"
#include "app/tablet/state/capture.h"
#include "app/tablet/state/caseload_page.h"
#include "app/tablet/state/copies.h"
#include "app/tablet/state/events.h"
#include "app/tablet/state/nav.h"
#include "app/tablet/state/notes.h"
#include "app/tablet/state/person_page.h"
#include "app/tablet/state/plan_page.h"
#include "app/tablet/state/preferences.h"
#include "app/tablet/state/refresh.h"
#include "app/tablet/state/route.h"
#include "app/tablet/state/saving.h"
#include "app/tablet/state/settings.h"
#include "app/tablet/state/settle.h"
#include "app/tablet/state/standing.h"
#include "app/tablet/state/sync_page.h"
#include "app/tablet/state/takeover.h"
#include "app/tablet/state/today_page.h"
#include "app/tablet/state/unlock.h"
#include "platform/os/clock.h"

namespace state {

struct AppState {
  // `random` makes record ids; it must outlive the state.
  explicit AppState(os::Random& random_source) : random(&random_source) {}

  os::Random* random;
  os::UnixMs now_ms = 0;         // the wall clock at the start of this turn of the loop
  int64_t monotonic_ms = 0;      // for the idle lock: a wrong wall clock must not keep a tablet open
  int64_t last_input_ms = 0;     // monotonic
  bool quit = false;

  Settings settings;
  Phase phase = Phase::Starting;
  UnlockDraft unlock;
  std::vector<Place> places{Place{}};  // never empty; the last one is on screen
  std::vector<Place> bookmarks;        // see Whereabouts
  SaveState save;
  Figures figures;
  std::string worker;                  // author of every change
  std::vector<std::string> notices;    // word keys to show once, oldest first; after a '|' what fills the {0}
  std::string toast;                   // word key of a short confirmation; empty for none

  std::shared_ptr<const Assets> assets = std::make_shared<Assets>();  // never null
  care::Caseload caseload;
  PreferencesDraft preferences;
  TodayPage today;
  CaseloadPage people;
  PersonPage person;
  AssessmentPage assessment;
  uint64_t rows_made = 0;              // how often rows of a page of a form were made
  Ticket media_asked = Ticket(1) << 40;  // of form pictures: numbers apart from those of saving, which say whether all is durable
  PlanPage plan;
  NotesPage notes;
  CapturePage capture;
  CopiesDraft copies;
  ApprovalsPage approvals;
  Queue queue;
  SyncPage sync;
  std::vector<AddedForm> added_forms;
  SettlePage settle;
  Refresh refresh;
  TakeOverDraft take_over;
  OwnChanges own_changes;

  Place& place() { return places.back(); }
  const Place& place() const { return places.back(); }
  // What a code of that list is called in the language in use.
  std::string label(std::string_view list, std::string_view code) const {
    return assets->codes.label(list, code, settings.language == Language::Welsh ? care::Language::Welsh : care::Language::English);
  }
};

}  // namespace state
