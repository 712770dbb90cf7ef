// sync/record/merge.h: two versions of one field, made from the same one, become one: or stay two until a person settles it.
// Values and pure functions only.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "sync/record/record.h"
#include "sync/record/splice.h"

namespace record {

struct Side {
  Value value;
  Stamp stamp;
  bool operator==(const Side&) const = default;
};

enum class Agreement {
  Same,      // both wrote the same, or only one wrote
  Joined,    // free text: both sides' words are in it
  Overlap,   // free text, joined, but both worked on the same words: a person should look
  Conflict,  // two answers: one is shown, both are kept
};

struct Merged {
  Agreement agreement = Agreement::Same;
  Value value;             // what is shown
  bool mine_shown = false; // of a conflict
  bool operator==(const Merged&) const = default;
};

// The version shown of two that disagree: the later save, by stamp; of equal times the greater device number. A case review can follow it.
bool shown_before(const Stamp& a, const Stamp& b);

// Three-way merge of one field. Swapping `mine` and `theirs` gives the same value: where both put words in at the same place the earlier save's
// come first.
Merged merge_field(const Value& base, const Side& mine, const Side& theirs);

// One edit of a text field, in the hub's order.
struct TextStep {
  uint64_t sequence = 0;  // the hub's
  bool own = false;       // by the device whose edit is to be placed
  uint64_t base = 0;      // own: everything up to this hub sequence had been seen when it was typed
  Splices splices;        // own: as typed. Others': as the hub applied them.
};

struct Placed {
  Splices splices;       // against the text after every step
  bool touched = false;  // it overlaps one of the steps it was carried over
};

// Carries `mine`, typed on a device that had seen the hub's edits up to `base` and had made its own steps before it, over the edits it had not
// seen. `steps` are all edits of the field after some hub sequence that no own step's base is below, in the hub's order; own steps not yet at the
// hub come last. The hub and the tablet both place edits by this function, so that what the tablet shows is what the hub will make of it.
// `text`, where given, is the text before the first step and becomes the one the author typed `mine` over; empty when a step does not fit.
Placed place(const std::vector<TextStep>& steps, uint64_t base, Splices mine, std::optional<std::string>* text = nullptr);

}  // namespace record
