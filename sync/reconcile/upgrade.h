// sync/reconcile/upgrade.h: an older hub's table is brought to the present format, some thousand rows at a time: whoever stops it half-way only has it go
// on at the next start. For this folder's own use.
//   1 to 2: versions are kept by hub sequence and no longer by record, so that a batch's new ones stand on a few pages; windows are no longer kept.
#pragma once
#include "sync/reconcile/store.h"

namespace reconcile {

// `meta` is the table's own; its format is that of MetaRow() afterwards, on disk too. Errors: TooNew; as the table's.
base::Status upgrade(Table& table, MetaRow& meta);

}  // namespace reconcile
