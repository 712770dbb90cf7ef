#include "app/care/worker.h"

#include "app/care/fields.h"
#include "app/care/record_types.h"

namespace care {

namespace {

constexpr auto kWorkerFields = [](auto& f, auto& worker) {
  f.atom("head/name", worker.name);
  f.atom("head/kind", worker.kind);
  f.atom("head/role", worker.role);
  f.atom("head/registration", worker.registration);
  f.atom("head/phone", worker.phone);
  f.atom("head/email", worker.email);
  f.id("head/team", worker.team);
  f.atom("head/team-name", worker.team_name);
  f.number("head/caseload-limit", worker.caseload_limit);
};

}  // namespace

Worker worker_from(const record::Record& from) { return read_thing<Worker>(from, kWorkerFields); }
std::vector<record::Edit> to_edits(const Worker& made) { return write_thing(made, kWorkerRecord, kWorkerFields); }
std::vector<record::Edit> to_edits(const Worker& before, const Worker& after) { return change_thing(before, after, kWorkerRecord, kWorkerFields); }

}  // namespace care
