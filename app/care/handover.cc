#include "app/care/handover.h"

#include <algorithm>

#include "app/care/fields.h"
#include "platform/base/check.h"

namespace care {
namespace {

constexpr std::string_view kAuthor = "head/author", kFormer = "head/former-authors", kHanded = "head/handed/#";

record::Value value_in(const record::FieldMap& fields, const std::string& path) {
  const auto found = fields.find(path);
  return found == fields.end() ? record::Value() : found->second.value;
}

}  // namespace

bool may_write(const record::RecordId& author, const record::RecordId& worker) { return author.is_nil() || worker.is_nil() || author == worker; }

std::vector<HandOver> hand_overs_in(const record::FieldMap& head) {
  constexpr std::string_view kAt = "/at";
  std::vector<HandOver> out;
  for (auto at = head.lower_bound(kHanded); at != head.end() && at->first.starts_with(kHanded); ++at) {
    if (!at->first.ends_with(kAt) || record::is_absent(at->second.value)) continue;
    const std::string item = at->first.substr(0, at->first.size() - kAt.size());
    out.push_back({id_of(value_in(head, item + "/from")), id_of(value_in(head, item + "/to")), record::int_of(at->second.value), std::string(record::utf8_of(value_in(head, item + "/why")))});
  }
  std::stable_sort(out.begin(), out.end(), [](const HandOver& a, const HandOver& b) { return a.at < b.at; });
  return out;
}

std::vector<record::Edit> hand_over(const record::Record& draft, const HandOver& made, const std::string& key) {
  CHECK(!made.why.empty());
  const std::string former(draft.utf8(kFormer)), item = std::string(kHanded) + key, from = record::to_string(made.from);
  const auto edit = [&](std::string path, record::Value to) { return record::Edit{draft.id, draft.type, std::move(path), std::move(to)}; };
  return {edit(std::string(kAuthor), record::atom(record::to_string(made.to))),
          edit(std::string(kFormer), record::atom(former.empty() ? from : former + " " + from)),
          edit(item + "/from", record::atom(from)),
          edit(item + "/to", record::atom(record::to_string(made.to))),
          edit(item + "/at", int64_t(made.at)),
          edit(item + "/why", record::text(made.why))};
}

}  // namespace care
