// LINK sync_store sync_replica sync_reconcile
// What tablet and hub keep of replication: a fault, or a value that writes the same value again.
#include "platform/base/check.h"
#include "sync/reconcile/rows.h"
#include "sync/replica/state.h"
#include "sync/store/lanes.h"

namespace {

template <class Row>
void row_again(base::ByteView bytes) {
  const base::Result<Row> row = reconcile::decode<Row>(bytes);
  if (!row) return;
  const base::Result<Row> again = reconcile::decode<Row>(reconcile::encode(*row));
  CHECK(again && *again == *row);
}

void lane_again(base::ByteView bytes) {
  const base::Result<store::Lane> lane = store::decode_lane(bytes);
  if (!lane) return;
  const base::Result<store::Lane> again = store::decode_lane(store::encode_lane(*lane));
  CHECK(again && *again == *lane);
}

void state_again(base::ByteView bytes) {
  const base::Result<replica::State> state = replica::decode_state(bytes);
  if (!state) return;
  const base::Result<replica::State> again = replica::decode_state(replica::encode(*state));
  CHECK(again && *again == *state);
}

void replication_again(base::ByteView bytes) {
  store::Replication one, again;
  if (!store::decode_replication(bytes, one)) return;
  CHECK(store::decode_replication(store::encode_replication(one.settled, one.state), again));
  CHECK(again.settled == one.settled && again.state == one.state);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const base::ByteView bytes(data + 1, size - 1);
  switch (data[0] % 13) {
    case 0: lane_again(bytes); break;
    case 1: state_again(bytes); break;
    case 2: replication_again(bytes); break;
    case 3: row_again<reconcile::MetaRow>(bytes); break;
    case 4: row_again<reconcile::DeviceRow>(bytes); break;
    case 5: row_again<reconcile::GrantRow>(bytes); break;
    case 6: row_again<reconcile::RecordRow>(bytes); break;
    case 7: row_again<reconcile::FieldRow>(bytes); break;
    case 8: row_again<reconcile::VersionRow>(bytes); break;
    case 9: row_again<reconcile::QuarantineRow>(bytes); break;
    case 10: row_again<reconcile::FrameRow>(bytes); break;
    case 11: row_again<reconcile::MoveRow>(bytes); break;
    default: row_again<reconcile::FeedRow>(bytes);
  }
  return 0;
}
