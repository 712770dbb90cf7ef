// app/care/field_meaning.h: what a field of a record is to a person reading its history: the words for it, and how its value is said. Patterns of paths as in the
// .cc files of this folder, with "#" for any item of a list.
#pragma once
#include <string_view>

#include "sync/record/record.h"

namespace care {

enum class FieldKind : uint8_t {
  Words,    // as typed
  Code,     // `list` is one of assets/codes
  Codes,    // several, separated by spaces
  Choice,   // one of ours; words at "choice.<value>"
  Day,      // an ISO date
  Moment,   // Unix milliseconds
  Yes,      // true, or nothing
  Count,    // a plain number
  Minutes,
  Clock,    // minute of a day
  Weekday,  // 0 Monday
  Pence,
  NhsNumber,
  Phone,
  Who,      // a record id: worker, person or provider
  Content,  // bytes, strokes, links to other records: that it changed, not what it says
  Answer,   // of a form; its question is the form's business
  Hidden,   // bookkeeping: places in lists, counters
};

struct FieldMeaning {
  std::string_view words;  // key in assets/words/field.csv
  FieldKind kind = FieldKind::Words;
  std::string_view list;
};
// A path nobody knows has the words "field.other".
FieldMeaning meaning_of(record::RecordType type, std::string_view path);

}  // namespace care
