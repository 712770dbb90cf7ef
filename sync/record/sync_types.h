// sync/record/sync_types.h: records that synchronisation itself makes. They are stored, carried and scoped as all others are.
#pragma once
#include "sync/record/record.h"

namespace record {

// Types from 0xFF00 on belong to sync/. Numbers never reused.
inline constexpr RecordType kConflictType{0xFF01};
inline constexpr RecordType kVerdictType{0xFF02};

// A conflict: two people gave one field two values (or rewrote the same words). Written by the hub, settled by a person's change of kConflictState.
inline constexpr std::string_view kConflictRecord = "head/record";  // Atom: id of the record
inline constexpr std::string_view kConflictRecordType = "head/type";  // Int
inline constexpr std::string_view kConflictPath = "head/path";      // Atom
inline constexpr std::string_view kConflictKind = "head/kind";      // Atom: one of the kinds below
inline constexpr std::string_view kConflictState = "head/state";    // Atom: kOpen, then kSettled
inline constexpr std::string_view kConflictBucket = "head/bucket";  // Atom: the bucket of what it is about
inline constexpr std::string_view kConflictShown = "head/shown";    // Atom: key of the side whose value the field has; of a text, "joined"
inline constexpr std::string_view kConflictBase = "base/value";     // what both started from
// Sides: items "sides/#<device in hex>" with value, author (Atom), time (Int, unix seconds) and sequence (Int, the hub's). What a side said earlier, where
// nobody wrote over it knowingly, is "sides/#<device in hex>.<sequence>".
inline constexpr std::string_view kConflictSides = "sides";
// A settlement: who, when (Int, unix milliseconds), and what it was settled on as settled_as() gives it. When two settle on different values, neither
// having seen the other's settlement, the hub raises a new conflict between the two.
inline constexpr std::string_view kConflictSettledBy = "head/settled-by";  // Atom
inline constexpr std::string_view kConflictSettledAt = "head/settled-at";
inline constexpr std::string_view kConflictSettledOn = "settled/value";
// A value that is replaced as a whole: a text as an Atom, none as no bytes. And back again: `like` says whether an Atom was a text.
Value settled_as(const Value& value);
Value settled_from(const Value& settled, const Value& like);
inline constexpr std::string_view kKindValue = "value";      // two values; one is shown
inline constexpr std::string_view kKindOverlap = "overlap";  // a text that holds both sides' words, but both rewrote the same ones
inline constexpr std::string_view kKindLoose = "loose";      // words whose place is lost: the text they were typed into is not the hub's
inline constexpr std::string_view kOpen = "open";
inline constexpr std::string_view kSettled = "settled";

// A verdict: a change the hub did not accept, told to its author alone. The words are kept.
inline constexpr std::string_view kVerdictRecord = "head/record";
inline constexpr std::string_view kVerdictRecordType = "head/type";  // Int
inline constexpr std::string_view kVerdictPath = "head/path";
inline constexpr std::string_view kVerdictBucket = "head/bucket";  // Atom; absent when it cannot be told
inline constexpr std::string_view kVerdictReason = "head/reason";  // Atom: "scope", "owner", or the policy's own word
inline constexpr std::string_view kVerdictSequence = "head/sequence";  // Int: the author's own
inline constexpr std::string_view kVerdictValue = "said/value";    // what was to stand there; of an edit of a text, the words put in
inline constexpr std::string_view kVerdictState = "head/state";    // Atom, the author's own: absent, then kSettled once they have dealt with it

}  // namespace record
