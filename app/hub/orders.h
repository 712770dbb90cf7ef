// app/hub/orders.h: what IT ordered of a tablet and what tablets said of themselves, in the hub's table. Any thread.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>

#include "platform/os/clock.h"
#include "sync/reconcile/table.h"
#include "sync/wire/message.h"

namespace hub {

// Numbers on disk: never reused.
enum class WipeHow : uint8_t {
  AfterSending = 1,  // once everything it has is held here
  Now = 2,           // at once; what is not held here it seals
};

struct WipeRow {
  WipeHow how = WipeHow::AfterSending;
  int64_t ordered_s = 0, told_s = 0, done_s = 0;  // UTC seconds; 0: not yet
};

struct AboutRow {
  std::string app_version;   // empty: it has not said
  uint64_t forms_pack = 0;
  int64_t seen_s = 0;        // when it was last here, by the hub's clock
  int64_t ahead_s = 0;       // how far its own clock was ahead then
};

// On the disk it is seen as often as this; in the list always.
inline constexpr int64_t kSeenKeptS = 60;

class Orders {
 public:
  // Borrows both. Errors: the table's; TooNew, Corrupt.
  static base::Result<std::unique_ptr<Orders>> open(reconcile::Table& table, const os::Clock& clock);

  // Stands until it is obeyed; ordered again it is how it is to be done that changes. Durable once it returns.
  base::Status order_wipe(uint64_t device, WipeHow how);
  // Errors: NotFound (none), Denied (it was told already: it may have obeyed).
  base::Status take_back_wipe(uint64_t device);
  // Without asking the table: none for most.
  std::optional<WipeHow> wiping(uint64_t device) const;
  base::Result<std::optional<WipeRow>> wipe(uint64_t device) const;
  // It was told when it had nothing to bring; or it said that it holds nothing. Only the first of each counts.
  base::Status note_told(uint64_t device);
  base::Status note_done(uint64_t device);

  base::Status note_about(uint64_t device, const std::string& app_version, uint64_t forms_pack);
  // Of each device that spoke, with its clock where it said it.
  struct Seen {
    uint64_t device = 0;
    std::optional<int64_t> unix_s;
  };
  base::Status note_seen(std::span<const Seen> all);
  AboutRow about(uint64_t device) const;

 private:
  Orders(reconcile::Table& table, const os::Clock& clock) : table_(table), clock_(clock) {}
  base::Status change_wipe(uint64_t device, int64_t WipeRow::*when);
  int64_t now_s() const { return clock_.now_ms() / 1000; }

  reconcile::Table& table_;
  const os::Clock& clock_;
  mutable std::mutex mutex_;
  std::map<uint64_t, WipeHow> wiping_;
  struct Known {
    AboutRow row;
    int64_t kept_s = 0;  // seen, as it is on the disk
  };
  std::map<uint64_t, Known> about_;
};

}  // namespace hub
