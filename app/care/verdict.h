// app/care/verdict.h: a change the hub did not accept, told to this tablet alone (sync/record/sync_types.h). The words are kept in it until their author
// has dealt with it. Pure functions, any thread.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sync/record/record.h"

namespace care {

struct Verdict {
  record::RecordId id;
  record::RecordId person;  // whose record it was; nil when that cannot be told
  record::RecordId about;   // the record
  record::RecordType about_type{};
  record::FieldPath path;
  std::string reason;       // "scope", "owner", "type", or a word of the hub's rules
  int64_t sequence = 0;     // of the change, among this tablet's
  bool is_open = true;      // its author has not dealt with it
  record::Value said;       // not in the head
  bool operator==(const Verdict&) const = default;
};

Verdict verdict_from(const record::Record& from);
// By the author's own sequence: what was said first comes first.
void sort_verdicts(std::vector<Verdict>& verdicts);

// What was refused together. A step of a form or plan (it was sent, it was decided on) is several fields of one change and one thing to a person; every
// other verdict stands for itself.
struct RefusedAct {
  std::vector<Verdict> verdicts;  // never empty; of a step, that of the form's or plan's state first
  bool is_step = false;
  bool is_decision = false;       // a step of who decides, else of who sent it
  const Verdict& first() const { return verdicts.front(); }
};
// Of `verdicts` in their order.
std::vector<RefusedAct> acts_of(std::vector<Verdict> verdicts);

// Whether trying once more can be accepted: not where the record is no longer hers to write, or cannot be told whose it is.
bool may_try_again(const Verdict& verdict);
// The change once more: a value as it was; words of a text below what stands there now, unless they are in it. `now` is what the field holds. One commit.
std::vector<record::Edit> put_in_again(const Verdict& verdict, const record::Value& now);
// Its author has seen it and needs it no more.
record::Edit dismissed(const Verdict& verdict);

}  // namespace care
