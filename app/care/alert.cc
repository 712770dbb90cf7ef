#include "app/care/alert.h"

#include "app/care/fields.h"
#include "app/care/record_types.h"

namespace care {

namespace {

constexpr std::string_view kSeverities[] = {"low", "medium", "high"};

constexpr auto kAlertFields = [](auto& f, auto& alert) {
  f.id("head/person", alert.person);
  f.atom("head/kind", alert.kind);
  f.atom("head/title", alert.title);
  f.code("head/severity", alert.severity, kSeverities);
  f.date("head/since", alert.since);
  f.date("head/review-on", alert.review_on, alert.review_on_typed);
  f.date("head/ended-on", alert.ended_on);
  f.text("head/text", alert.text);
};

}  // namespace

Alert alert_from(const record::Record& from) { return read_thing<Alert>(from, kAlertFields); }
std::vector<record::Edit> to_edits(const Alert& made) { return write_thing(made, kAlertRecord, kAlertFields); }
std::vector<record::Edit> to_edits(const Alert& before, const Alert& after) { return change_thing(before, after, kAlertRecord, kAlertFields); }

void sort_alerts(std::vector<Alert>& alerts) {
  std::sort(alerts.begin(), alerts.end(), [](const Alert& a, const Alert& b) {
    if (a.severity != b.severity) return a.severity > b.severity;
    return std::tie(a.since, a.id) < std::tie(b.since, b.id);
  });
}

bool needs_two(const Alert& alert) { return alert.kind == "two-person"; }

}  // namespace care
