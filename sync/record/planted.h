// sync/record/planted.h: mistakes that the simulation (tests/sim) must find. They are there only in the second set of these libraries that it is built with
// (-DDOORSTEP_PLANTED_BUGS); in the product has() is false before the compiler reads on.
#pragma once

namespace planted {

enum class Bug {
  None,
  EditNotCarried,       // hub: a text edit stands where it was typed, not carried over what its author had not seen
  LoserForgotten,       // hub: of two values one is shown, and no conflict keeps the other
  CursorTooFar,         // hub: an answer that had to be cut says it told one row more than it did
  TakenAwayStillTold,   // hub: the feed of a person taken from a worker is still followed
  SealNotAsked,         // hub: the policy's refusal is not asked for
  RefusedDropped,       // hub: a refused change is not told to its author
  NoGap,                // hub: numbers go on where the disk left off
  SeenTooMuch,          // tablet: entries typed before news came say that they were typed after it
  SentTakenForHeld,     // tablet: what was sent is shown as being at the hub
  FramesNotKept,        // tablet: frames are sent before it is written down that they were made
  DropsForgotten,       // tablet: a record that could not be dropped yet stays for ever
};

#ifdef DOORSTEP_PLANTED_BUGS
extern Bug chosen;
inline bool has(Bug bug) { return chosen == bug; }
#else
constexpr bool has(Bug) { return false; }
#endif

}  // namespace planted
