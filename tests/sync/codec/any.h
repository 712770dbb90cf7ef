// tests/sync/codec/any.h: any section, log entry or root, for properties.
#pragma once
#include <rapidcheck.h>

#include "platform/base/utf8.h"
#include "sync/codec/root.h"
#include "sync/codec/section.h"
#include "sync/codec/set_aside.h"

namespace codec {

inline std::string any_text(int points_max = 12) {
  std::string text;
  for (const int pick : *rc::gen::container<std::vector<int>>(size_t(*rc::gen::inRange(0, points_max)), rc::gen::inRange(0, 5))) {
    static constexpr uint32_t kPoints[] = {'a', 'z', 0xE9, 0x20AC, 0x1F468};
    base::append_utf8(text, kPoints[pick]);
  }
  return text;
}

inline record::Value any_value() {
  switch (*rc::gen::inRange(0, 6)) {
    case 0: return {};
    case 1: return *rc::gen::arbitrary<bool>();
    case 2: return *rc::gen::arbitrary<int64_t>();
    case 3: return record::text(any_text(40));
    case 4: return record::atom(any_text());
    default: return *rc::gen::arbitrary<base::Bytes>();
  }
}

inline record::RecordId any_id() {
  record::RecordId id;
  for (uint8_t& byte : id.bytes) byte = *rc::gen::arbitrary<uint8_t>();
  return id;
}

// Whole numbers of every length, the longest too.
inline uint64_t any_number() { return *rc::gen::arbitrary<uint64_t>() >> *rc::gen::inRange(0, 64); }

inline record::Stamp any_stamp() { return {any_number(), uint64_t(*rc::gen::inRange(1, 4))}; }

inline std::string any_part() { return "p" + std::to_string(*rc::gen::inRange(0, 30)); }
inline std::string any_path(const std::string& section) {
  std::string path = section + "/" + any_part();
  if (*rc::gen::arbitrary<bool>()) path += "/#" + any_part();
  return path;
}

inline Section any_section() {
  Section section{record::RecordType{*rc::gen::arbitrary<uint16_t>()}, any_part(), {}};
  const int count = *rc::gen::inRange(0, 12);
  for (int i = 0; i < count; ++i) section.fields[any_path(section.name)] = {{any_value(), any_stamp()}, any_number()};
  return section;
}

inline LogEntry any_entry() {
  LogEntry entry;
  entry.sequence = any_number();
  for (uint8_t& byte : entry.previous) byte = *rc::gen::arbitrary<uint8_t>();
  if (*rc::gen::inRange(0, 10) == 0) {
    entry.lost = true;
    entry.hash[0] = *rc::gen::arbitrary<uint8_t>();
    return entry;
  }
  entry.unix_ms = *rc::gen::arbitrary<int64_t>();
  entry.author = any_text(), entry.group = any_text();
  const int count = *rc::gen::inRange(0, 6);
  for (int i = 0; i < count; ++i) {
    Change change;
    const bool same = i > 0 && *rc::gen::arbitrary<bool>();
    if (same) change = entry.changes.back();
    else change.edit.id = any_id(), change.edit.type = record::RecordType{*rc::gen::arbitrary<uint16_t>()}, change.stamp = any_stamp();
    change.edit.path = any_path(any_part());
    change.from = any_value();
    change.edit.to = any_value();
    change.base = any_number();
    entry.changes.push_back(std::move(change));
  }
  return entry;
}

inline Root any_root() {
  Root root;
  root.generation = any_number(), root.last_sequence = any_number(), root.clock = any_number();
  root.acknowledged = root.last_sequence / 2, root.open_sequence = root.last_sequence / 3;
  root.tally = {any_number(), any_number(), any_number()};
  root.last_commit_ms = *rc::gen::arbitrary<int64_t>();
  root.quarantined = any_number(), root.lost_entries = any_number();
  const int types = *rc::gen::inRange(0, 5);
  for (int i = 0; i < types; ++i) root.records[record::RecordType{*rc::gen::arbitrary<uint16_t>()}] = any_number();
  return root;
}

}  // namespace codec
