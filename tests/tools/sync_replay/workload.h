// tests/tools/sync_replay/workload.h: the replayable week of social work (newline JSON, ../shared/workload beside a checkout) as records and changes of ours.
// A document becomes a record whose id holds its time of making and a hash of its name; a person's demographics become the person's own record.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "platform/base/result.h"
#include "sync/record/record.h"
#include "sync/record/splice.h"

namespace workload {

// As in app/care/record_types.h, which this does not need.
inline constexpr record::RecordType kPerson{1}, kAssessment{3}, kPlan{4}, kNote{5};

struct Op {
  enum class Kind { Set, Text, Put } kind = Kind::Set;
  int visit = 0;
  int64_t unix_ms = 0;
  std::string user;
  uint64_t number = 0;  // the user's own count
  record::RecordId id;
  record::RecordType type{};
  record::FieldPath path;
  record::Value value;                   // Set
  std::vector<record::Splice> splices;   // Text: one after the other, each against what the one before left
  record::Record document;               // Put
};

struct Visitor {
  std::function<void(int)> tablet = [](int) {};
  std::function<void(record::Record)> base = [](record::Record) {};
  std::function<void(Op)> op = [](Op) {};
  std::function<void(record::RecordType, record::FieldPath)> name = [](record::RecordType, record::FieldPath) {};  // of the schema line
  std::function<void(std::string)> code = [](std::string) {};  // likewise: a value of a list
};

// The field that says whose record it is.
inline constexpr const char* kPersonPath = "head/person";
// The person a record belongs to.
record::RecordId person_of(const record::Record& record);

class Reader {
 public:
  // Errors: NotFound, Corrupt (a line that is not what the workload's README says).
  base::Status read(const std::string& file, const Visitor& visitor);

 private:
  base::Status read_line(const std::string& line, const Visitor& visitor);
  struct Known {
    record::RecordId id;
    record::RecordType type{};
  };
  std::map<std::string, Known> documents_;  // by the workload's name; kept from file to file
  friend struct Lines;
};

}  // namespace workload
