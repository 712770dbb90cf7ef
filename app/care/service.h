// app/care/service.h: one service line of a person's package (a package element): what runs now, from whom, since when, for how much.
#pragma once
#include <string>
#include <vector>

#include "app/care/date.h"
#include "sync/record/record.h"

namespace care {

enum class ServiceStatus { Planned, Active, Suspended, Ended, Cancelled };

struct Service {
  record::RecordId id;
  record::RecordId person;
  record::RecordId plan;
  record::RecordId provider;
  std::string provider_name;
  std::string code;  // codes "services"
  ServiceStatus status = ServiceStatus::Planned;
  Date starts;
  Date ends;
  int minutes_per_week = 0;
  int carers = 1;
  int64_t pence_per_week = 0;
  std::string suspended_because;
  bool operator==(const Service&) const = default;
};

Service service_from(const record::Record& from);
std::vector<record::Edit> to_edits(const Service& made);
std::vector<record::Edit> to_edits(const Service& before, const Service& after);

}  // namespace care
