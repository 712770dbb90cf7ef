#include "app/demo/lists.h"

#include "app/demo/cells.h"


namespace demo {

namespace {

constexpr const char* kTables[] = {"names",         "places",        "streets",        "parameters", "provider-words",  "plan-texts",
                                   "note-texts",    "answers",       "story-people",   "story-alerts", "story-relations", "story-visits",
                                   "story-notes",   "story-responses", "story-comments", "story-plan",   "story-changes", "story-providers"};

std::string joined(std::string_view a, std::string_view b, std::string_view c) { return std::string(a).append("/").append(b).append("/").append(c); }

}  // namespace

base::Result<Lists> Lists::read(const ReadAsset& read) {
  Lists lists;
  for (const char* name : kTables) {
    TRY(const std::string text, read(std::string("demo/").append(name).append(".csv")));
    TRY(base::Csv csv, base::Csv::parse(text));
    lists.tables.emplace(name, std::move(csv));
  }
  const base::Csv& places = lists.table("places");
  for (size_t row = 0; row < places.row_count(); ++row)
    lists.towns.push_back({std::string(places.at(row, "town")), std::string(places.at(row, "outward")), int(fraction_of(places.at(row, "share")) * 100)});
  const base::Csv& names = lists.table("names");
  for (size_t row = 0; row < names.row_count(); ++row) {
    Names& of = lists.names[joined(names.at(row, "kind"), names.at(row, "cohort"), names.at(row, "group"))];
    of.names.emplace_back(names.at(row, "name"));
    of.weights.push_back(int(fraction_of(names.at(row, "weight"))));
  }
  const base::Csv& parameters = lists.table("parameters");
  for (size_t row = 0; row < parameters.row_count(); ++row)
    lists.parameters.emplace(parameters.at(row, "key"), fraction_of(parameters.at(row, "value")));
  if (lists.towns.empty() || lists.names.empty()) return base::fail(base::Fault::BadInput, "demo lists are empty");
  return lists;
}

double Lists::share(std::string_view key) const {
  const auto found = parameters.find(key);
  return found == parameters.end() ? 0 : found->second;
}

std::string Lists::name(Draw& draw, std::string_view kind, std::string_view cohort, std::string_view group) const {
  auto found = names.find(joined(kind, cohort, group));
  if (found == names.end()) found = names.find(joined(kind, "any", group));
  if (found == names.end()) found = names.find(joined(kind, "any", "Other"));
  return found->second.names[draw.weighted(found->second.weights)];
}

const Town& Lists::town(Draw& draw) const {
  std::vector<int> weights;
  for (const Town& town : towns) weights.push_back(town.weight);
  return towns[draw.weighted(weights)];
}

}  // namespace demo
