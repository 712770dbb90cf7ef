#include "app/care/needs_you.h"

#include <map>
#include <tuple>

namespace care {
namespace {

using Key = std::tuple<NeedsYou::What, record::RecordId, record::RecordId>;

NeedsYou& row_of(std::map<Key, NeedsYou>& rows, NeedsYou::What what, const record::RecordId& person, const record::RecordId& about, record::RecordType type) {
  NeedsYou& row = rows[{what, person, about}];
  row.what = what, row.person = person, row.about = about, row.about_type = type;
  ++row.count;
  return row;
}

std::vector<RefusedAct> refused_acts(const Caseload& caseload) {
  std::vector<Verdict> all;
  for (const auto& [id, verdict] : caseload.verdicts()) all.push_back(verdict);
  return acts_of(std::move(all));
}

}  // namespace

std::vector<NeedsYou> needs_you(const Caseload& caseload, const record::RecordId& person) {
  std::map<Key, NeedsYou> rows;
  for (const auto& [id, conflict] : caseload.conflicts()) {
    if (!person.is_nil() && conflict.person != person) continue;
    NeedsYou& row = row_of(rows, NeedsYou::What::TwoVersions, conflict.person, conflict.about, conflict.about_type);
    if (row.count == 1 || id < row.first) row.first = id;
  }
  std::map<Key, int64_t> first;
  for (const RefusedAct& act : refused_acts(caseload)) {
    const Verdict& verdict = act.first();
    if (!person.is_nil() && verdict.person != person) continue;
    NeedsYou& row = row_of(rows, NeedsYou::What::Refused, verdict.person, verdict.about, verdict.about_type);
    const Key key{NeedsYou::What::Refused, verdict.person, verdict.about};
    if (row.count > 1 && first[key] <= verdict.sequence) continue;
    first[key] = verdict.sequence;
    row.reason = verdict.reason;
  }
  std::vector<NeedsYou> out;
  for (auto& [key, row] : rows) out.push_back(std::move(row));
  return out;
}

}  // namespace care
