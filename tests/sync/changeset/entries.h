// Invented entries, for tests of the change-set's bytes.
#pragma once
#include <rapidcheck.h>

#include "platform/os/clock.h"
#include "sync/changeset/frame.h"
#include "tests/sync/record/texts.h"

namespace changeset {

inline record::RecordId an_id(uint64_t seed) {
  os::SeededRandom random(seed);
  return record::make_record_id(1'763'769'600'000 + int64_t(seed) * 1000, random);
}

inline std::string any_atom() {
  switch (*rc::gen::inRange(0, 8)) {
    case 0: return "2026-03-07";
    case 1: return record::to_string(an_id(*rc::gen::inRange<uint64_t>(0, 6)));
    case 2: return R"([{"valueCoding":{"code":"daily"}}])";
    case 3: return R"([{"valueDate":"2025-11-22"},{"valueInteger":-7},{"valueDecimal":3.50},{"valueString":"a \"b\""}])";
    case 4: return R"(["referral_health","telecare"])";
    case 5: return "daily";
    case 6: return "";
    default: return record::any_text(4);
  }
}

inline record::Value any_value() {
  switch (*rc::gen::inRange(0, 8)) {
    case 0: return {};
    case 1: return *rc::gen::arbitrary<bool>();
    case 2: return *rc::gen::element<int64_t>(0, 15, 16, -1, 1'763'769'612'345, INT64_MIN, INT64_MAX, (1LL << 30) + 1);
    case 3: return record::text(record::any_text(4));
    case 4: return base::Bytes{0, 1, 255, 7};
    default: return record::atom(any_atom());
  }
}

inline Op any_op() {
  Op op;
  op.id = an_id(*rc::gen::inRange<uint64_t>(0, 9));
  op.type = record::RecordType(*rc::gen::element<uint16_t>(1, 3, 4, 65000));
  op.path = *rc::gen::element<std::string>("head/kind", "mobility/q01", "mobility/q10", "services/#7ag/kind", "services/#2026-03-07/@order", "plan/#/x");
  if (*rc::gen::inRange(0, 3) == 0) {
    const std::string text = record::any_text();
    op.what = TextEdit{record::any_splices(text), text_check(text)};
  } else {
    op.what = any_value();
  }
  return op;
}

inline std::vector<Entry> any_entries(uint64_t device, uint64_t first, bool one_device) {
  std::vector<Entry> entries;
  Entry entry;
  entry.device = device;
  entry.sequence = first;
  entry.unix_s = 1'763'769'600;
  const int count = *rc::gen::inRange(1, 12);
  for (int i = 0; i < count; ++i) {
    entry.ops.clear();
    entry.unix_s += *rc::gen::inRange<int64_t>(-100, 5000);
    entry.author = *rc::gen::element<std::string>("", "ada", record::to_string(an_id(3)));
    entry.group = *rc::gen::element<std::string>("", "2025-11-22", record::to_string(an_id(4)));
    const int ops = *rc::gen::inRange(0, 5);
    for (int k = 0; k < ops; ++k) entry.ops.push_back(any_op());
    entries.push_back(entry);
    entry.sequence += one_device ? 1 : *rc::gen::inRange<uint64_t>(1, 50);
    if (!one_device) entry.device = *rc::gen::inRange<uint64_t>(0, 3);
  }
  return entries;
}

inline Schema a_schema() {
  return Schema({{{record::RecordType(1), {"head/kind"}}, {record::RecordType(3), {"mobility/q01", "services/#/kind", "mobility/q10"}}},
                 {"daily", "never", "telecare", "referral_health"},
                 {std::string("[{\"valueCoding\":{\"code\":\"\x01\"}}]"), std::string("[\"\x01\",\"\x01\"]")}});
}

}  // namespace changeset
