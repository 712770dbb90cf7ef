// app/tablet/state/caseload_page.h: the caseload: search, filters, and adding a person.
#pragma once
#include <string>
#include <variant>

#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

struct CaseloadPage {
  std::string search;
  std::string filter;  // "all", "visit_today", "draft", "returned", "overdue", "alerts"
};

struct SearchPeople {
  std::string text;
};
struct FilterPeople {
  std::string filter;
};
struct OpenPerson {
  record::RecordId person;
};
using CaseloadCommand = std::variant<SearchPeople, FilterPeople, OpenPerson>;

void apply_caseload(AppState& state, const CaseloadCommand& command, Effects& out);
void caseload_on_event(AppState& state, Event& event, Effects& out);
void arrive_caseload(AppState& state, Effects& out);

}  // namespace state
