// app/care/worker.h: a worker, or a team (one whose kind is "team"): who is who on this tablet.
#pragma once
#include <string>
#include <vector>

#include "sync/record/record.h"

namespace care {

struct Worker {
  record::RecordId id;
  std::string name;
  std::string kind;          // "worker" or "team"
  std::string role;          // codes "worker-roles": social-worker, community-worker, ot, team-leader
  std::string registration;  // Social Work England: "SW" and digits
  std::string phone;
  std::string email;
  record::RecordId team;
  std::string team_name;  // as it is shown under the caseload's title
  int caseload_limit = 0;
  bool operator==(const Worker&) const = default;
};

Worker worker_from(const record::Record& from);
std::vector<record::Edit> to_edits(const Worker& made);
std::vector<record::Edit> to_edits(const Worker& before, const Worker& after);

}  // namespace care
