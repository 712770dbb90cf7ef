#include "app/care/verdict.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "app/care/fields.h"
#include "app/care/record_types.h"
#include "sync/record/sync_types.h"

namespace care {
namespace {

record::Value below(const record::Value& text, const record::Value& words) {
  const std::string before(record::utf8_of(text)), added(record::utf8_of(words));
  if (before.find(added) != std::string::npos) return text;
  return record::text(before.empty() ? added : before + "\n" + added);
}

bool is_of_course(const Verdict& verdict) { return verdict.about_type == kResponseRecord || verdict.about_type == kPlanRecord; }
bool is_decided(const Verdict& verdict) { return is_of_course(verdict) && verdict.path == "head/decision"; }
bool is_state(const Verdict& verdict) { return is_of_course(verdict) && verdict.path == "head/status"; }

// All of them are of one change.
RefusedAct step_of(std::vector<Verdict> together) {
  std::stable_partition(together.begin(), together.end(), is_state);
  const bool decision = std::any_of(together.begin(), together.end(), is_decided);
  return {std::move(together), true, decision};
}

bool is_step(const std::vector<Verdict>& together) {
  const auto sent = [](const Verdict& verdict) { return is_of_course(verdict) && verdict.path == "head/submission"; };
  return std::any_of(together.begin(), together.end(), is_state) && (std::any_of(together.begin(), together.end(), is_decided) || std::any_of(together.begin(), together.end(), sent));
}

}  // namespace

Verdict verdict_from(const record::Record& from) {
  Verdict out;
  out.id = from.id;
  out.person = id_of(from.value(record::kVerdictBucket));
  out.about = id_of(from.value(record::kVerdictRecord));
  out.about_type = record::RecordType(record::int_of(from.value(record::kVerdictRecordType)));
  out.path = from.utf8(record::kVerdictPath);
  out.reason = from.utf8(record::kVerdictReason);
  out.sequence = record::int_of(from.value(record::kVerdictSequence));
  out.is_open = from.utf8(record::kVerdictState) != record::kSettled;
  out.said = from.value(record::kVerdictValue);
  return out;
}

void sort_verdicts(std::vector<Verdict>& verdicts) {
  std::sort(verdicts.begin(), verdicts.end(), [](const Verdict& a, const Verdict& b) { return std::tie(a.sequence, a.path, a.id) < std::tie(b.sequence, b.path, b.id); });
}

std::vector<RefusedAct> acts_of(std::vector<Verdict> verdicts) {
  sort_verdicts(verdicts);
  std::vector<RefusedAct> out;
  for (size_t at = 0; at < verdicts.size();) {
    size_t end = at;
    while (end < verdicts.size() && verdicts[end].sequence == verdicts[at].sequence) ++end;
    std::vector<Verdict> together(std::make_move_iterator(verdicts.begin() + std::ptrdiff_t(at)), std::make_move_iterator(verdicts.begin() + std::ptrdiff_t(end)));
    if (is_step(together)) out.push_back(step_of(std::move(together)));
    else for (Verdict& verdict : together) out.push_back({{std::move(verdict)}, false, false});
    at = end;
  }
  return out;
}

bool may_try_again(const Verdict& verdict) {
  constexpr std::string_view kNever[] = {"scope", "owner", "type"};
  return verdict.about_type != record::RecordType{} && std::find(std::begin(kNever), std::end(kNever), verdict.reason) == std::end(kNever);
}

std::vector<record::Edit> put_in_again(const Verdict& verdict, const record::Value& now) {
  const bool words = std::holds_alternative<record::Text>(verdict.said);
  return {{verdict.about, verdict.about_type, verdict.path, words ? below(now, verdict.said) : verdict.said}, dismissed(verdict)};
}

record::Edit dismissed(const Verdict& verdict) {
  return {verdict.id, record::kVerdictType, std::string(record::kVerdictState), record::atom(std::string(record::kSettled))};
}

}  // namespace care
