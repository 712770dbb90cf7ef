#include "app/care/verdict.h"

#include <algorithm>
#include <tuple>

#include "app/care/fields.h"
#include "sync/record/sync_types.h"

namespace care {
namespace {

record::Value below(const record::Value& text, const record::Value& words) {
  const std::string before(record::utf8_of(text)), added(record::utf8_of(words));
  if (before.find(added) != std::string::npos) return text;
  return record::text(before.empty() ? added : before + "\n" + added);
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
