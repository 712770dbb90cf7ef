// sync/reconcile/fields.h: one op meets the field as it stands at the hub. Here it is decided what becomes of it, by the rules of sync/record/merge.h.
// For this folder's own use.
#pragma once
#include "sync/reconcile/store.h"

namespace reconcile {

enum class Fate {
  Applied,     // as it was typed
  Same,        // it says what stands there already
  Changed,     // applied in another form: a text edit carried over others'
  Superseded,  // another value stays shown
};

// Two versions a person should look at.
struct Dispute {
  std::string_view kind;  // sync_types.h
  record::Value base, mine, theirs;
  Author their_author;
  uint64_t their_sequence = 0;
  bool mine_shown = false;
};

struct Applied {
  Fate fate = Fate::Applied;
  std::variant<record::Value, changeset::TextEdit> now;  // Changed: the op as applied; Superseded: the value that stands
  std::optional<Dispute> dispute;
  bool open = false;  // a conflict about the field is
};

struct Write {
  uint64_t sequence = 0;  // the hub's, of the entry
  uint64_t base = 0;      // cursor of its frame
  Author author;
};

base::Result<Applied> apply_op(TableWriter& table, const changeset::Op& op, const Write& write);

// Where a conflict keeps what that device said.
std::string conflict_side(uint64_t device);

// The field's value as its author saw it: what this device had written since, or what stood there at `base`.
base::Result<record::Value> value_seen(const TableReader& table, const record::RecordId& id, std::string_view path, FieldRow row, uint64_t device, uint64_t base);

// Undoes an edit that was applied.
record::Splices undo_of(const record::Splices& applied, const std::vector<std::string>& erased);

}  // namespace reconcile
