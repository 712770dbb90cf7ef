#include "app/hub/orders.h"

#include "sync/codec/layout.h"
#include "sync/reconcile/keys.h"

namespace hub {
namespace {

using reconcile::Key;
using reconcile::Kind;

// In the hub's table; 0x80 and 0x81 are codes.cc's. Numbers on disk: never reused.
constexpr Kind kAboutKind{0x82};  // u64 device: AboutRow
constexpr Kind kWipeKind{0x83};   // u64 device: WipeRow
constexpr uint8_t kRowLayout = 1;

// AboutRow, layout 1:  u8 layout · sized app version · u64 forms pack · svarint seen, UTC seconds · svarint ahead, seconds
base::Bytes encode_about(const AboutRow& row) {
  base::Writer out;
  out.u8(kRowLayout);
  out.sized_text(row.app_version);
  out.u64(row.forms_pack);
  out.svarint(row.seen_s);
  out.svarint(row.ahead_s);
  return out.take();
}

base::Result<AboutRow> decode_about(base::ByteView bytes) {
  base::Reader in(bytes);
  TRY_DO(codec::check_layout(in, kRowLayout, "about row"));
  AboutRow row;
  row.app_version = in.sized_text(64);
  row.forms_pack = in.u64();
  row.seen_s = in.svarint();
  row.ahead_s = in.svarint();
  if (!in.done()) return base::fail(base::Fault::Corrupt, "about row");
  return row;
}

// WipeRow, layout 1:  u8 layout · u8 how · i64 ordered, told, done: UTC seconds (u64); 0: not yet
base::Bytes encode_wipe(const WipeRow& row) {
  base::Writer out;
  out.u8(kRowLayout);
  out.u8(uint8_t(row.how));
  for (const int64_t when : {row.ordered_s, row.told_s, row.done_s}) out.u64(uint64_t(when));
  return out.take();
}

base::Result<WipeRow> decode_wipe(base::ByteView bytes) {
  base::Reader in(bytes);
  TRY_DO(codec::check_layout(in, kRowLayout, "wipe row"));
  WipeRow row;
  row.how = WipeHow{in.u8()};
  for (int64_t* when : {&row.ordered_s, &row.told_s, &row.done_s}) *when = int64_t(in.u64());
  if (!in.done() || (row.how != WipeHow::AfterSending && row.how != WipeHow::Now)) return base::fail(base::Fault::Corrupt, "wipe row");
  return row;
}

base::Result<std::optional<WipeRow>> find_wipe(const reconcile::TableReader& table, uint64_t device) {
  TRY(const auto found, table.find(Key(kWipeKind).add64(device)));
  if (!found) return std::optional<WipeRow>();
  TRY(const WipeRow row, decode_wipe(*found));
  return std::optional<WipeRow>(row);
}

}  // namespace

base::Result<std::unique_ptr<Orders>> Orders::open(reconcile::Table& table, const os::Clock& clock) {
  std::unique_ptr<Orders> orders(new Orders(table, clock));
  TRY_DO(table.read([&](const reconcile::TableReader& reader) -> base::Status {
    TRY_DO(reader.scan(Key(kAboutKind), [&](base::ByteView key, base::ByteView value) -> base::Result<bool> {
      TRY(AboutRow row, decode_about(value));
      const int64_t seen_s = row.seen_s;
      orders->about_[reconcile::number_at_end(key)] = {std::move(row), seen_s};
      return true;
    }));
    return reader.scan(Key(kWipeKind), [&](base::ByteView key, base::ByteView value) -> base::Result<bool> {
      TRY(const WipeRow row, decode_wipe(value));
      orders->wiping_[reconcile::number_at_end(key)] = row.how;
      return true;
    });
  }));
  return orders;
}

base::Status Orders::order_wipe(uint64_t device, WipeHow how) {
  const std::lock_guard hold(mutex_);
  TRY_DO(table_.write([&](reconcile::TableWriter& table) -> base::Status {
    TRY(std::optional<WipeRow> row, find_wipe(table, device));
    if (!row) row.emplace().ordered_s = now_s();
    row->how = how;
    return table.put(Key(kWipeKind).add64(device), encode_wipe(*row));
  }));
  wiping_[device] = how;
  return {};
}

base::Status Orders::take_back_wipe(uint64_t device) {
  const std::lock_guard hold(mutex_);
  TRY_DO(table_.write([&](reconcile::TableWriter& table) -> base::Status {
    TRY(const std::optional<WipeRow> row, find_wipe(table, device));
    if (!row) return base::fail(base::Fault::NotFound, "no wipe was ordered");
    if (row->told_s != 0) return base::fail(base::Fault::Denied, "the tablet was told already");
    return table.erase(Key(kWipeKind).add64(device));
  }));
  wiping_.erase(device);
  return {};
}

std::optional<WipeHow> Orders::wiping(uint64_t device) const {
  const std::lock_guard hold(mutex_);
  const auto found = wiping_.find(device);
  return found == wiping_.end() ? std::nullopt : std::optional(found->second);
}

base::Result<std::optional<WipeRow>> Orders::wipe(uint64_t device) const {
  std::optional<WipeRow> out;
  TRY_DO(table_.read([&](const reconcile::TableReader& table) -> base::Status {
    TRY(out, find_wipe(table, device));
    return {};
  }));
  return out;
}

base::Status Orders::change_wipe(uint64_t device, int64_t WipeRow::*when) {
  TRY(const std::optional<WipeRow> known, wipe(device));
  if (!known || (*known).*when != 0) return {};
  return table_.write([&](reconcile::TableWriter& table) -> base::Status {
    TRY(std::optional<WipeRow> row, find_wipe(table, device));
    if (!row) return {};
    (*row).*when = now_s();
    return table.put(Key(kWipeKind).add64(device), encode_wipe(*row));
  });
}

base::Status Orders::note_told(uint64_t device) { return change_wipe(device, &WipeRow::told_s); }
base::Status Orders::note_done(uint64_t device) { return change_wipe(device, &WipeRow::done_s); }

base::Status Orders::note_about(uint64_t device, const std::string& app_version, uint64_t forms_pack) {
  const std::lock_guard hold(mutex_);
  Known& known = about_[device];
  if (known.row.app_version == app_version && known.row.forms_pack == forms_pack) return {};
  known.row.app_version = app_version;
  known.row.forms_pack = forms_pack;
  return table_.write([&](reconcile::TableWriter& table) { return table.put(Key(kAboutKind).add64(device), encode_about(known.row)); });
}

base::Status Orders::note_seen(std::span<const Seen> all) {
  const std::lock_guard hold(mutex_);
  const int64_t now = now_s();
  std::vector<uint64_t> stale;
  for (const Seen& each : all) {
    Known& known = about_[each.device];
    known.row.seen_s = now;
    if (each.unix_s) known.row.ahead_s = *each.unix_s - now;
    if (now - known.kept_s >= kSeenKeptS) stale.push_back(each.device);
  }
  if (stale.empty()) return {};
  TRY_DO(table_.write([&](reconcile::TableWriter& table) -> base::Status {
    for (const uint64_t device : stale) TRY_DO(table.put(Key(kAboutKind).add64(device), encode_about(about_[device].row)));
    return {};
  }));
  for (const uint64_t device : stale) about_[device].kept_s = now;
  return {};
}

AboutRow Orders::about(uint64_t device) const {
  const std::lock_guard hold(mutex_);
  const auto found = about_.find(device);
  return found == about_.end() ? AboutRow() : found->second.row;
}

}  // namespace hub
