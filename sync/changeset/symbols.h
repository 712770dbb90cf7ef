// sync/changeset/symbols.h: numbers in a block and the contexts they are coded in. FORMAT.md, sections 3, 4 and 7. For this folder's own use.
#pragma once
#include "platform/pack/symbols.h"
#include "sync/record/record.h"

namespace changeset {

// Numbers on the wire: never reused.
enum Token : uint64_t {
  kAbsent = 0,
  kFalse = 1,
  kTrue = 2,
  kInteger = 3,    // an Int
  kLiteral = 4,    // characters, from the words
  kDate = 5,       // characters that spell a date
  kId = 6,         // characters that spell a record id
  kShape = 7,      // JSON: a form and what fills its holes
  kTextEdit = 8,   // splices
  kTextBegun = 9,  // one splice into an empty text, from the words
  kText = 10,      // a whole Text that replaces what was there, from the words
  kBytes = 11,     // from the words
  kMoment = 12,    // an Int: milliseconds near the time of its entry
  kSmall = 16,     // Int 0 to 15
  kAtom = 32,      // and above: an atom of the schema
};
inline constexpr uint64_t kSmallCount = 16;
inline constexpr int64_t kMomentMsMax = 1LL << 30;  // either side of the entry's time

// What an entry says that the one before did not.
enum EntryFlag : uint64_t { kNewAuthor = 1, kNewGroup = 2, kNewDevice = 4, kJump = 8 };
inline constexpr uint64_t kEntryFlagsKnown = 15;

// Kinds of context. From kFirstOfSchema on they depend on the numbers a schema gives.
enum ContextKind : uint32_t {
  kInEntries = 0, kInFlags = 1, kInJump = 2, kInTime = 3, kInOps = 4, kInPlace = 5, kInType = 6, kInNewId = 7, kInIdRef = 8, kInAuthor = 9, kInLength = 10,
  kInSpliceCount = 11, kInGap = 12, kInErase = 13, kInLooseField = 14, kInLooseToken = 15, kInLooseDate = 16, kInLooseNumber = 17, kInKey = 18,
  kFirstOfSchema = 20, kInField = 20, kInToken = 21, kInHole = 22, kInDate = 23, kInNumber = 24, kInForm = 25,
};

constexpr pack::SymbolContext context(ContextKind kind, uint64_t a = 0, uint64_t b = 0, uint64_t c = 0) {
  return uint32_t(kind) << 27 | uint32_t((a * 1000003 + b * 4099 + c) & 0x7FFFFFF);
}
inline constexpr pack::SymbolContext kPrimedWithoutSchema = context(kFirstOfSchema);

}  // namespace changeset
