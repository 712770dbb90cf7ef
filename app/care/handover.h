// app/care/handover.h: a draft is its author's until it is handed over: who took it over from whom, when and why stands in its head for good. Forms, plans
// and notes alike. What the first author writes afterwards, not knowing of it, is a change like any other: merged, or two versions. Pure, any thread.
#pragma once
#include <string>
#include <vector>

#include "app/care/date.h"
#include "app/care/item.h"
#include "sync/record/record.h"

namespace care {

struct HandOver {
  record::RecordId from, to;
  os::UnixMs at = 0;
  std::string why;
  bool operator==(const HandOver&) const = default;
};

// Whose draft it is writes in it; one that names nobody, and on a tablet that belongs to nobody, anybody does.
bool may_write(const record::RecordId& author, const record::RecordId& worker);
// Oldest first.
std::vector<HandOver> hand_overs_in(const record::FieldMap& head);
// The changes that hand the draft over. `key` names this hand-over among the record's; `draft` needs no more than its head. `why` is not empty.
std::vector<record::Edit> hand_over(const record::Record& draft, const HandOver& made, const std::string& key);

}  // namespace care
