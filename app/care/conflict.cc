#include "app/care/conflict.h"

#include <algorithm>
#include <set>

#include "app/care/field_meaning.h"
#include "app/care/fields.h"
#include "app/care/record_types.h"
#include "app/care/versions.h"
#include "sync/record/hlc.h"
#include "sync/record/merge.h"
#include "sync/record/order_key.h"
#include "sync/record/sync_types.h"

namespace care {
namespace {

using record::Value;

ConflictKind kind_of(std::string_view word) {
  if (word == record::kKindOverlap) return ConflictKind::Overlap;
  return word == record::kKindLoose ? ConflictKind::Loose : ConflictKind::Value;
}

std::vector<ConflictSide> sides_in(const record::Record& from) {
  const std::string under = std::string(record::kConflictSides) + "/#", last = "/value";
  std::vector<ConflictSide> out;
  for (auto at = from.fields.lower_bound(under); at != from.fields.end() && at->first.starts_with(under); ++at) {
    const record::FieldPath& path = at->first;
    const size_t end = path.find('/', under.size());
    if (end == std::string::npos || !path.ends_with("/sequence")) continue;  // every side has one, also one that said nothing
    ConflictSide side;
    const std::string item = path.substr(0, end);
    side.key = item.substr(under.size());
    side.value = from.value(item + last);
    side.author = from.utf8(item + "/author");
    side.unix_s = record::int_of(from.value(item + "/time"));
    side.sequence = record::int_of(at->second.value);
    out.push_back(std::move(side));
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
  return out;
}

bool is_words(const Value& value) { return std::holds_alternative<record::Text>(value); }

Value merged(const Value& base, const ConflictSide& a, const ConflictSide& b) {
  const auto stamp = [](const ConflictSide& side) { return record::Stamp{record::clock_at(side.unix_s * 1000), uint64_t(side.sequence)}; };
  return record::merge_field(base, {a.value, stamp(a)}, {b.value, stamp(b)}).value;
}

std::vector<std::string> codes_in(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// Loose words have no place in the text: they stand below it.
Value with_words_below(const Value& text, const std::vector<Version>& versions) {
  std::string out(record::utf8_of(text));
  for (const Version& version : versions) {
    const std::string words(record::utf8_of(version.side.value));
    if (words.empty() || out.find(words) != std::string::npos) continue;
    out += (out.empty() ? "" : "\n") + words;
  }
  return record::text(std::move(out));
}

Value joined_words(const Value& base, const std::vector<Version>& versions) {
  ConflictSide so_far = versions.front().side;
  for (size_t i = 1; i < versions.size(); ++i) {
    so_far.value = merged(base, so_far, versions[i].side);
    so_far.sequence = std::max(so_far.sequence, versions[i].side.sequence);
    so_far.unix_s = std::max(so_far.unix_s, versions[i].side.unix_s);
  }
  return so_far.value;
}

std::optional<Value> joined_of(const Conflict& conflict, const Choices& offered, const Value& now, const Join& join) {
  const std::vector<Version>& versions = offered.versions;
  if (versions.empty()) return std::nullopt;
  if (conflict.kind == ConflictKind::Overlap) return now;
  if (conflict.kind == ConflictKind::Loose) return with_words_below(now, versions);
  if (join) return join(offered.base, versions);
  const auto words = [](const Version& version) { return is_words(version.side.value); };
  if (std::count_if(versions.begin(), versions.end(), words) < 2) return std::nullopt;
  std::vector<Version> said;
  const bool is_since = versions.back().side.is_since();
  // What somebody made of the shown version since stands in its place: it says all that one did, as far as they left it.
  std::copy_if(versions.begin(), versions.end(), std::back_inserter(said), [&](const Version& version) { return words(version) && !(is_since && version.side.key == conflict.shown); });
  return joined_words(is_words(offered.base) ? offered.base : Value(record::Text{}), said);
}

// Something a person reads as an answer, not how a form or plan has come along.
bool is_told_answer(record::RecordType type, std::string_view path) {
  const FieldKind kind = meaning_of(type, path).kind;
  if (type == kResponseRecord) return kind == FieldKind::Answer;
  return kind != FieldKind::Hidden && record::section_of(path) != kWasSection && !(type == kPlanRecord && record::section_of(path) == record::kHeadSection);
}

// As the key of a side has it.
std::string device_key(uint64_t device) {
  base::Bytes bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(uint8_t(device >> shift));
  return base::to_hex(bytes);
}

// "outcomes/#k/text" stands in the item "outcomes/#k" of the list "outcomes"; empty: in none.
std::string item_of(std::string_view path) {
  const size_t mark = path.rfind("/#");
  const size_t end = mark == std::string_view::npos ? mark : path.find('/', mark + 1);
  return end == std::string_view::npos ? std::string() : std::string(path.substr(0, end));
}

constexpr std::string_view kOrder = "/@order";

// An item is there while it has a place; the last in its list when it comes back.
void bring_back(const Conflict& conflict, const record::Record& record, std::vector<record::Edit>& out) {
  const std::string item = item_of(conflict.path), order = item + std::string(kOrder);
  if (item.empty() || item.ends_with("/#1") || !record::is_absent(record.value(order))) return;
  const std::string list = item.substr(0, item.rfind('#') + 1);
  std::string last;
  for (auto at = record.fields.lower_bound(list); at != record.fields.end() && at->first.starts_with(list); ++at)
    if (at->first.ends_with(kOrder) && item_of(at->first + "/") == at->first.substr(0, at->first.size() - kOrder.size())) last = std::max(last, std::string(record::utf8_of(at->second.value)));
  out.push_back({conflict.about, conflict.about_type, order, record::atom(record::order_between(last, ""))});
}

}  // namespace

Conflict conflict_from(const record::Record& from) {
  Conflict out;
  out.id = from.id;
  out.person = id_of(from.value(record::kConflictBucket));
  out.about = id_of(from.value(record::kConflictRecord));
  out.about_type = record::RecordType(record::int_of(from.value(record::kConflictRecordType)));
  out.path = from.utf8(record::kConflictPath);
  out.kind = kind_of(from.utf8(record::kConflictKind));
  out.is_open = from.utf8(record::kConflictState) == record::kOpen;
  out.shown = from.utf8(record::kConflictShown);
  out.settled_by = id_of(from.value(record::kConflictSettledBy));
  out.settled_at = record::int_of(from.value(record::kConflictSettledAt));
  out.base = from.value(record::kConflictBase);
  out.sides = sides_in(from);
  return out;
}

void sort_conflicts(std::vector<Conflict>& conflicts) {
  std::sort(conflicts.begin(), conflicts.end(), [](const Conflict& a, const Conflict& b) { return a.id < b.id; });
}

std::optional<Value> join_codes(const Value& base, const std::vector<Version>& versions) {
  const std::vector<std::string> before = codes_in(record::utf8_of(base));
  std::vector<std::string> all = before;
  std::set<std::string> gone;
  for (const Version& version : versions) {
    const std::vector<std::string> said = codes_in(record::utf8_of(version.side.value));
    for (const std::string& code : said)
      if (std::find(all.begin(), all.end(), code) == all.end()) all.push_back(code);
    for (const std::string& code : before)
      if (std::find(said.begin(), said.end(), code) == said.end()) gone.insert(code);
  }
  std::string out;
  for (const std::string& code : all)
    if (!gone.contains(code)) out += (out.empty() ? "" : " ") + code;
  return out.empty() ? Value() : record::atom(std::move(out));
}

std::vector<Changed> changed_words(std::string_view before, std::string_view after) {
  const auto parts_words = [](char c) { return c == ' ' || c == '\n'; };
  std::vector<Changed> out;
  size_t put_in = 0, taken_out = 0;
  for (const record::Splice& splice : record::diff(before, after)) {
    size_t begin = splice.at + put_in - taken_out, end = begin + splice.insert.size();
    put_in += splice.insert.size();
    taken_out += splice.erase;
    while (begin < end && parts_words(after[begin])) ++begin;
    while (end > begin && parts_words(after[end - 1])) --end;
    if (begin == end) continue;
    while (begin > 0 && !parts_words(after[begin - 1])) --begin;
    while (end < after.size() && !parts_words(after[end])) ++end;
    if (!out.empty() && begin <= out.back().end) out.back().end = std::max(out.back().end, end);
    else out.push_back({begin, end});
  }
  return out;
}

Choices choices_of(const Conflict& conflict, const Value& now, const Reader& reader, const Join& join) {
  Choices out;
  out.base = conflict.base;
  for (const ConflictSide& side : conflict.sides) {
    const auto same = [&](const Version& other) { return other.side.author == side.author && other.side.value == side.value; };
    std::erase_if(out.versions, same);  // said again later
    out.versions.push_back({side, reader.is(side.author), side.key == conflict.shown});
  }
  std::stable_partition(out.versions.begin(), out.versions.end(), [](const Version& version) { return version.mine; });
  const bool said = std::any_of(out.versions.begin(), out.versions.end(), [&](const Version& version) { return version.side.value == now; });
  if (conflict.is_open && conflict.kind == ConflictKind::Value && !said && !record::is_absent(now)) out.versions.push_back({{{}, {}, 0, 0, now}});
  out.joined = joined_of(conflict, out, now, join);
  for (Version& version : out.versions) version.shown = version.side.value == now;
  return out;
}

size_t merged_beside(const Conflict& conflict, const record::Record& record, const Reader& reader) {
  std::set<std::pair<std::string, int64_t>> written;  // device, day
  for (const ConflictSide& side : conflict.sides)
    if (!reader.is(side.author) && !side.is_earlier()) written.insert({side.key, day_number(wall_time(side.unix_s * 1000).date)});
  if (written.empty()) return 0;
  return size_t(std::count_if(record.fields.begin(), record.fields.end(), [&](const auto& field) {
    const auto& [path, now] = field;
    if (path == conflict.path || record::is_absent(now.value) || !is_told_answer(record.type, path)) return false;
    return written.contains({device_key(now.stamp.device), day_number(wall_time(now.stamp.unix_ms()).date)});
  }));
}

std::vector<record::Edit> settle(const Conflict& conflict, const record::Record& record, const Value& chosen, const record::RecordId& by, os::UnixMs at) {
  // The state first: what follows is then no longer a side that changes its mind.
  std::vector<record::Edit> out{{conflict.id, record::kConflictType, std::string(record::kConflictState), record::atom(std::string(record::kSettled))},
                                {conflict.id, record::kConflictType, std::string(record::kConflictSettledBy), record::atom(record::to_string(by))},
                                {conflict.id, record::kConflictType, std::string(record::kConflictSettledAt), int64_t(at)}};
  if (record.value(conflict.path) != chosen) {
    out.push_back({conflict.about, conflict.about_type, conflict.path, chosen});
    if (!record::is_absent(chosen)) bring_back(conflict, record, out);
  }
  // Last: should somebody else have settled it too, the hub compares the two with what the field then holds.
  out.push_back({conflict.id, record::kConflictType, std::string(record::kConflictSettledOn), record::settled_as(chosen)});
  return out;
}

std::vector<record::Edit> take_back(const std::vector<Written>& settled) {
  std::vector<record::Edit> out;
  for (const Written& written : settled)
    if (record::section_of(written.edit.path) != kWasSection) out.push_back({written.edit.id, written.edit.type, written.edit.path, written.from});
  std::reverse(out.begin(), out.end());  // the state last, for the same reason as it came first
  return out;
}

record::FieldPath joining_path(const record::RecordId& worker) { return "joining/#" + record::to_string(worker) + "/text"; }

bool settles_itself(record::RecordType type, std::string_view path) {
  if (path.ends_with(kOrder)) return true;
  constexpr std::string_view kCounted[] = {"head/answered", "head/total", "head/saved", "head/at"};
  return type == kResponseRecord && std::find(std::begin(kCounted), std::end(kCounted), path) != std::end(kCounted);
}

}  // namespace care
