// app/hub/guard.h: what a tablet may do to the records that are guarded, decided for certain: assessments and plans with their decisions (care/approval.h),
// what hangs on them, and who is who. The device says whose it is, and the hub's own records which role that worker has; nothing a tablet claims counts.
#pragma once
#include <string>

#include "app/care/approval.h"
#include "sync/reconcile/policy.h"

namespace hub {

// The worker whose devices are IT's own: they write workers, teams and providers, and bring what another system knew as it stood there.
record::RecordId it_worker();

// Why nothing of the entry is accepted, a word of assets/codes/refusals.csv; empty: it is. `worker`: whose the device is.
std::string refusal_of(const changeset::Entry& entry, const std::string& worker, const reconcile::Look& look, const care::Limits& limits);

}  // namespace hub
