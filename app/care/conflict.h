// app/care/conflict.h: two people gave one field two values while neither knew of the other (sync/record/sync_types.h). What a person is offered to settle
// it with, and the changes that settle it. Pure functions, any thread.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/care/date.h"
#include "sync/record/record.h"

namespace care {

enum class ConflictKind : uint8_t { Value, Overlap, Loose };  // as record::kKindValue, kKindOverlap, kKindLoose

// One thing somebody said.
struct ConflictSide {
  std::string key;            // of the side: the device in hex; with ".<sequence>" what it said earlier; empty: what the field holds, which nobody of them said
  std::string author;         // a worker's record id, or a name
  int64_t unix_s = 0;
  int64_t sequence = 0;       // the hub's
  record::Value value;
  bool operator==(const ConflictSide&) const = default;
  bool is_since() const { return key.empty(); }
  bool is_earlier() const { return key.find('.') != std::string::npos; }
};

struct Conflict {
  record::RecordId id;
  record::RecordId person;  // whose record it is in; nil when nobody's
  record::RecordId about;   // the record
  record::RecordType about_type{};
  record::FieldPath path;
  ConflictKind kind = ConflictKind::Value;
  bool is_open = false;
  std::string shown;        // key of the side whose value the field has; "joined"
  record::RecordId settled_by;
  os::UnixMs settled_at = 0;
  // Not in the head: empty in what lists are made of.
  record::Value base;
  std::vector<ConflictSide> sides;  // by the hub's sequence
  bool operator==(const Conflict&) const = default;
};

Conflict conflict_from(const record::Record& from);
// Newest first by id, so that a list stays as it is while conflicts come and go.
void sort_conflicts(std::vector<Conflict>& conflicts);

// Who is looking: her words are "mine".
struct Reader {
  record::RecordId worker;
  std::string name;
  bool is(const std::string& author) const { return !author.empty() && (author == name || author == record::to_string(worker)); }
};

// What can be kept, as the screen shows it.
struct Version {
  ConflictSide side;
  bool mine = false;
  bool shown = false;  // what the record says meanwhile
  bool operator==(const Version&) const = default;
};
struct Choices {
  record::Value base;                   // before both; absent also when nobody knows
  std::vector<Version> versions;        // hers first, then the others' by the hub's sequence; no value twice of one person; last what somebody has made of it since
  std::optional<record::Value> joined;  // everybody's words in one; absent where two values cannot be joined
  bool operator==(const Choices&) const = default;
};
// How values other than free text can be joined; absent: they cannot.
using Join = std::function<std::optional<record::Value>(const record::Value& base, const std::vector<Version>& versions)>;
// Of lists of codes separated by spaces: what either side added is there, what either took away is gone.
std::optional<record::Value> join_codes(const record::Value& base, const std::vector<Version>& versions);
// `now` is what the field holds on this tablet.
Choices choices_of(const Conflict& conflict, const record::Value& now, const Reader& reader, const Join& join = {});
// The words of `after` that are not those of `before`: byte ranges, ascending, of whole words.
struct Changed {
  size_t begin = 0, end = 0;
  bool operator==(const Changed&) const = default;
};
std::vector<Changed> changed_words(std::string_view before, std::string_view after);

// How many other answers of `record` stand as the others on this conflict's sides wrote them on the day they wrote theirs: merged without a question.
size_t merged_beside(const Conflict& conflict, const record::Record& record, const Reader& reader);

// Settles it on `chosen`: the conflict's state, who and when, and the field's value where it is another. `record` is the whole record it is about: an
// item somebody took away comes back when what is kept stands in it. One commit.
std::vector<record::Edit> settle(const Conflict& conflict, const record::Record& record, const record::Value& chosen, const record::RecordId& by, os::UnixMs at);
// Takes that back: `settled` as it stands in the log. What was kept of a submission (versions.h) stays.
struct Written {
  record::Edit edit;
  record::Value from;
};
std::vector<record::Edit> take_back(const std::vector<Written>& settled);

// Words she has begun to join and not kept yet stand in the conflict itself, so that nothing typed is lost.
record::FieldPath joining_path(const record::RecordId& worker);

// Counters and places in lists, which nobody typed: of two values the later save stands and nobody is asked.
bool settles_itself(record::RecordType type, std::string_view path);

}  // namespace care
