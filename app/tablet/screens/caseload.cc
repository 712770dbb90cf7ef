// The caseload: search as you type, filters with counts, one row a person.
#include <algorithm>
#include <iterator>

#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

struct Filter {
  care::PeopleFilter filter;
  const char* id;
  const char* words;
};
using care::PeopleFilter;
constexpr Filter kFilters[] = {{PeopleFilter::All, "all", "caseload.all"},
                               {PeopleFilter::VisitToday, "visit_today", "caseload.visit_today"},
                               {PeopleFilter::Draft, "draft", "caseload.draft"},
                               {PeopleFilter::Returned, "returned", "caseload.returned"},
                               {PeopleFilter::Overdue, "overdue", "caseload.overdue"},
                               {PeopleFilter::Alerts, "alerts", "caseload.alerts"}};

constexpr float kRowDp = 73, kStackedRowDp = 132, kRoomyRowDp = 96, kRoomyDp = 680;

std::string caseload_subtitle(const state::AppState& state) {
  const uint64_t all = state.sync.fetch.people;
  std::string words = all > 0 ? ui::tr("signal.people_of", whole(state.people.list.total), whole(all)) : count("caseload.people", int64_t(state.people.list.total));
  const care::Worker* owner = state.caseload.worker(state.caseload.owner());
  return owner && !owner->team_name.empty() ? words.append(" · ").append(owner->team_name) : words;
}

void draw_search(state::AppState& state, state::Commands& out) {
  ui::Columns columns({4, 1}, 215, 14);
  std::string search = state.people.search;
  const bool searching = !search.empty();
  const std::string note = searching ? ui::tr("caseload.shown", int64_t(state.people.list.people.size()), int64_t(state.people.list.total)) : std::string();
  if (ui::search_box("search", search, ui::tr(ui::compact() ? "caseload.search_short" : "caseload.search"), note)) out.push(state::SearchPeople{search});
  columns.next();
  if (ui::button("new_person", ui::tr("caseload.new_person"), {.kind = ui::Kind::Primary, .icon = ui::Icon::AddPerson, .fill = true})) out.push(state::StartPerson{});
}

void draw_filters(state::AppState& state, state::Commands& out) {
  ui::Choice choices[std::size(kFilters)];
  int chosen = 0;
  for (size_t i = 0; i < std::size(kFilters); ++i) {
    const bool counted = kFilters[i].filter != PeopleFilter::All;
    choices[i] = {.id = kFilters[i].id, .label = ui::tr(kFilters[i].words), .count = counted ? int(state.people.list.counts[size_t(kFilters[i].filter)]) : -1};
    if (kFilters[i].filter == state.people.filter) chosen = int(i);
  }
  const int tapped = ui::chips("filter", choices, chosen);
  if (tapped >= 0) out.push(state::FilterPeople{kFilters[tapped].filter});
}

// One height for the whole list: what its fullest row needs.
float row_height() { return !ui::compact() ? kRowDp : ui::flow_width_dp() >= kRoomyDp ? kRoomyRowDp : kStackedRowDp; }

void draw_person_row(const state::AppState& state, const care::Person& person, state::Commands& out) {
  const care::Date today = today_of(state);
  const care::PersonFacts facts = care::facts_of(state.caseload, person, today);
  const std::string name = care::full_name(person), initials = care::initials(name), age = age_words(person, today);
  const std::string address = care::address_line(person, false), reason = reason_short(state, person.support_reason), when = when_words(facts, today);
  const Badge badge = standing_badge(state, facts);
  const ui::Cell cells[] = {{reason, 1.3f}, {when, -0.8f}};
  ui::RowSpec spec{.initials = initials, .title = name, .beside_title = age, .subtitle = address, .cells = cells, .pill = badge.words, .pill_tone = badge.tone,
                   .chevron = true, .height_dp = row_height()};
  if (facts.alerts > 0) spec.title_icon = facts.has_high_alert ? ui::Icon::Shield : ui::Icon::Info;
  if (ui::row(record::to_string(person.id), spec)) out.push(state::OpenPerson{person.id});
}

void draw_nobody(const state::AppState& state, state::Commands& out) {
  const bool searching = !state.people.search.empty();
  if (state.caseload.people().empty()) {
    if (ui::empty_state("nobody", ui::Icon::People, ui::tr("caseload.empty"), ui::tr("caseload.empty_detail"), ui::tr("caseload.new_person"))) out.push(state::StartPerson{});
  } else if (searching && state.people.list.counts[0] == 0) {
    if (ui::empty_state("nobody", ui::Icon::Search, ui::tr("caseload.none_found"), ui::tr(state.sync.fetch.people > 0 ? "caseload.none_found_yet" : "caseload.none_found_detail"), ui::tr("caseload.new_person"))) out.push(state::StartPerson{});
  } else if (ui::empty_state("nobody", ui::Icon::Filter, ui::tr("caseload.none_filtered"), {}, ui::tr("caseload.show_all"))) {
    out.push(state::FilterPeople{PeopleFilter::All});
  }
}

}  // namespace

void draw_caseload(state::AppState& state, state::Commands& out) {
  state::refresh_people(state);
  draw_top_bar(state, out, {.title = std::string(ui::tr("nav.caseload")), .subtitle = caseload_subtitle(state)});
  ui::Page page("caseload");
  draw_search(state, out);
  draw_filters(state, out);
  const std::vector<record::RecordId>& people = state.people.list.people;
  if (people.empty()) return draw_nobody(state, out);
  ui::Card card("people_card", {.padding_dp = 4});
  ui::Indent inside(16, 16);
  ui::List rows("people", people.size(), row_height());
  for (const size_t i : rows)
    if (const care::Person* person = state.caseload.person(people[i])) draw_person_row(state, *person, out);
}

}  // namespace screens
