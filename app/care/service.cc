#include "app/care/service.h"

#include "app/care/fields.h"
#include "app/care/record_types.h"

namespace care {

namespace {

constexpr std::string_view kServiceStatuses[] = {"planned", "active", "suspended", "ended", "cancelled"};

constexpr auto kServiceFields = [](auto& f, auto& service) {
  f.id("head/person", service.person);
  f.id("head/plan", service.plan);
  f.id("head/provider", service.provider);
  f.atom("head/provider-name", service.provider_name);
  f.atom("head/code", service.code);
  f.code("head/status", service.status, kServiceStatuses);
  f.date("head/starts", service.starts);
  f.date("head/ends", service.ends);
  f.number("head/minutes-per-week", service.minutes_per_week);
  f.number("head/carers", service.carers);
  f.number("head/pence", service.pence_per_week);
  f.atom("head/suspended-because", service.suspended_because);
};

}  // namespace

Service service_from(const record::Record& from) { return read_thing<Service>(from, kServiceFields); }
std::vector<record::Edit> to_edits(const Service& made) { return write_thing(made, kServiceRecord, kServiceFields); }
std::vector<record::Edit> to_edits(const Service& before, const Service& after) { return change_thing(before, after, kServiceRecord, kServiceFields); }

}  // namespace care
