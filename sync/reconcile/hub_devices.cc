// Which devices there are and what they may see; and how it is noticed that one of them, or the hub's own disk, is not what it was.
#include "sync/reconcile/hub.h"
#include "sync/reconcile/ingest.h"
#include "sync/record/planted.h"

namespace reconcile {
namespace {

// More numbers than were given out since what the table has now: what a disk says it has written and loses, and what came in since a copy was made. The first
// is of no fixed width: a disk that loses a gap too must not come to give out the same numbers from beyond it.
constexpr uint64_t kGap = 1 << 20, kGapSpread = 1 << 28, kGapOfCopy = 1ull << 32;

}  // namespace

base::Status Hub::begin_new_epoch() {
  const std::lock_guard lock(writing_);
  MetaRow next = meta_;
  options_.random->fill(next.epoch);
  return leave_gap(next, kGapOfCopy);
}

base::Status Hub::enrol(uint64_t number, const crypto::VerifyKey& key, const std::string& worker) {
  const std::lock_guard lock(writing_);
  if (number == kHub) return base::fail(base::Fault::BadInput, "device 0");
  return table_.write([&](TableWriter& table) -> base::Status {
    TRY(std::optional<DeviceRow> row, find_row<DeviceRow>(table, device_key(number)));
    if (row && row->key != key) return base::fail(base::Fault::BadInput, "device has another key");
    if (!row) row.emplace();
    row->key = key;
    row->worker = worker;
    return put_row(table, device_key(number), *row);
  });
}

base::Status Hub::revoke(uint64_t number) {
  const std::lock_guard lock(writing_);
  {
    const std::lock_guard state(state_);
    stage(number, {});
    keep_answer(number, {});
  }
  return table_.write([&](TableWriter& table) -> base::Status {
    TRY(std::optional<DeviceRow> row, find_row<DeviceRow>(table, device_key(number)));
    if (!row) return base::fail(base::Fault::NotFound, "device");
    row->standing = Standing::Revoked;
    return put_row(table, device_key(number), *row);
  });
}

base::Status Hub::grant(uint64_t number, const record::RecordId& bucket, bool given) {
  const std::lock_guard lock(writing_);
  return change([&](Ingest& ingest) { return ingest.grant(number, bucket, given); });
}

base::Status Hub::grant_all(uint64_t number, std::span<const record::RecordId> buckets) {
  const std::lock_guard lock(writing_);
  return change([&](Ingest& ingest) -> base::Status {
    for (const record::RecordId& bucket : buckets) TRY_DO(ingest.grant(number, bucket, true));
    return {};
  });
}

base::Status Hub::leave_gap() {
  if (planted::has(planted::Bug::NoGap)) return {};
  return leave_gap(meta_, kGap + options_.random->next_u64() % kGapSpread);
}

base::Status Hub::leave_gap(MetaRow next, uint64_t width) {
  next.last_sequence += width;
  TRY_DO(table_.write([&](TableWriter& table) -> base::Status {
    TRY_DO(put_number(table, gap_key(next.last_sequence), meta_.last_sequence));
    return put_row(table, meta_key(), next);
  }));
  const std::lock_guard lock(state_);
  gaps_[next.last_sequence] = meta_.last_sequence;
  meta_ = next;
  figures_.last_sequence = meta_.last_sequence;
  return {};
}

// A number that this history never gave out, or more than this hub ever acknowledged.
bool Hub::knows_what_was_lost(const wire::Exchange& exchange, const DeviceRow& device, const MetaRow& meta) const {
  if (exchange.cursor > meta.last_sequence || exchange.grants > device.grants || exchange.held > device.held) return true;
  const auto gap = gaps_.upper_bound(exchange.cursor);
  return gap != gaps_.end() && exchange.cursor > gap->second;
}

base::Result<bool> Hub::same_chain(const TableReader& table, uint64_t number, const DeviceRow& device, uint64_t held, const wire::ChainCheck& chain) const {
  if (held == 0) return true;
  if (held == device.held) return chain == wire::check_of(device.chain);
  TRY(const auto after, find_row<FrameRow>(table, frame_key(number, held + 1)));
  return after && chain == wire::check_of(after->head.previous);
}

// Neither of the two is told or taken anything more, until IT has looked at both tablets.
base::Status Hub::note_forks(std::span<const uint64_t> numbers) {
  if (numbers.empty()) return {};
  const std::lock_guard lock(writing_);
  return table_.write([&](TableWriter& table) -> base::Status {
    for (const uint64_t number : numbers) {
      TRY(DeviceRow row, need_row<DeviceRow>(table, device_key(number), "device"));
      row.standing = Standing::Forked;
      TRY_DO(put_row(table, device_key(number), row));
    }
    return {};
  });
}

}  // namespace reconcile
