#include "tests/tools/sync_replay/expected.h"

#include <algorithm>
#include <set>

#include "sync/record/sync_types.h"

namespace replay {
namespace {

using record::RecordId;
using record::Value;

const Value kNothing;

const Value& value_of(const Records& records, const RecordId& id, const record::FieldPath& path) {
  const auto record = records.find(id);
  return record == records.end() ? kNothing : record->second.value(path);
}

// The values each side of a conflict about a field has.
struct Kept {
  std::vector<Value> sides;
  bool complete = true;  // with people, times and base
};

std::map<std::pair<RecordId, record::FieldPath>, Kept> conflicts_in(const std::vector<record::Record>& found) {
  std::map<std::pair<RecordId, record::FieldPath>, Kept> out;
  for (const record::Record& record : found) {
    if (record.type != record::kConflictType) continue;
    RecordId about;
    if (!record::parse_record_id(record.utf8(record::kConflictRecord), about)) continue;
    Kept& kept = out[{about, record::FieldPath(record.utf8(record::kConflictPath))}];
    const std::string sides = std::string(record::kConflictSides) + "/#";
    std::set<std::string> people;
    for (const auto& [path, field] : record.fields) {
      if (!path.starts_with(sides) || !path.ends_with("/value")) continue;
      const std::string side = path.substr(0, path.size() - 6);
      kept.sides.push_back(field.value);
      people.insert(std::string(record.utf8(side + "/author")));
      if (record::int_of(record.value(side + "/time")) == 0) kept.complete = false;
    }
    if (people.size() < 2 || people.count("") || !record.fields.count(record::FieldPath(record::kConflictBase))) kept.complete = false;
  }
  return out;
}

bool has(const Kept& kept, const Value& value) { return std::find(kept.sides.begin(), kept.sides.end(), value) != kept.sides.end(); }

// The words one side put in, in pieces.
std::vector<std::string> put_in(const Value& base, const Value& now) {
  std::vector<std::string> out;
  for (const record::Splice& splice : record::diff(record::utf8_of(base), record::utf8_of(now)))
    if (!splice.insert.empty()) out.push_back(splice.insert);
  return out;
}

bool holds(const Value& shown, const Kept* kept, const std::string& words) {
  if (record::utf8_of(shown).find(words) != std::string_view::npos) return true;
  if (!kept) return false;
  return std::any_of(kept->sides.begin(), kept->sides.end(), [&](const Value& side) { return record::utf8_of(side).find(words) != std::string_view::npos; });
}

}  // namespace

base::Status apply(Records& records, const workload::Op& op) {
  if (op.kind == workload::Op::Kind::Put) {
    records[op.id] = op.document;
    return {};
  }
  record::Record& record = records[op.id];
  record.id = op.id;
  record.type = op.type;
  if (op.kind == workload::Op::Kind::Set) {
    record.fields[op.path].value = op.value;
    return {};
  }
  std::string text(record.utf8(op.path));
  for (const record::Splice& splice : op.splices) {
    if (splice.at + splice.erase > text.size()) return base::fail(base::Fault::BadInput, "splice of op " + std::to_string(op.number));
    text.replace(splice.at, splice.erase, splice.insert);
  }
  record.fields[op.path].value = record::text(std::move(text));
  return {};
}

Findings compare(const Records& base, const Records& week, const Records& lead, const std::vector<record::Record>& found) {
  Findings out;
  const auto conflicts = conflicts_in(found);
  Records shown;
  for (const record::Record& record : found) shown[record.id] = record;
  std::set<std::pair<RecordId, record::FieldPath>> places;
  for (const Records* side : {&base, &week, &lead})
    for (const auto& [id, record] : *side)
      for (const auto& [path, field] : record.fields) places.emplace(id, path);
  const auto problem = [&](const RecordId& id, const record::FieldPath& path, uint64_t& count) {
    ++count;
    if (out.problems.size() < 10) out.problems.push_back(record::to_string(id) + " " + path);
  };
  for (const auto& place : places) {
    const auto& [id, path] = place;
    const Value &was = value_of(base, id, path), &mine = value_of(week, id, path), &theirs = value_of(lead, id, path), &now = value_of(shown, id, path);
    const bool i = mine != was, they = theirs != was;
    const auto kept = conflicts.find(place);
    const Kept* const conflict = kept == conflicts.end() ? nullptr : &kept->second;
    if (!i || !they || mine == theirs) {
      if (i && they) ++out.both_same;
      else if (i || they) ++out.one_sided;
      // Somebody who ends at the value they began with has edited the field all the same: then both stand in a conflict.
      const bool asked = conflict && conflict->complete && has(*conflict, mine) && has(*conflict, theirs);
      if (now != (i ? mine : theirs) && !asked) problem(id, path, out.hidden);
      continue;
    }
    if (std::holds_alternative<record::Text>(mine) && std::holds_alternative<record::Text>(theirs)) {
      ++out.joined;
      for (const Value* side : {&mine, &theirs})
        for (const std::string& words : put_in(was, *side))
          if (!holds(now, conflict, words)) problem(id, path, out.lost_words);
      continue;
    }
    ++out.conflicts;
    const bool whole = conflict && conflict->complete && has(*conflict, mine) && has(*conflict, theirs) && (now == mine || now == theirs);
    if (!whole) problem(id, path, out.hidden);
  }
  return out;
}

}  // namespace replay
