// app/hub/codes.h: one-time codes by which tablets become known here, and the numbers they are given. Kept in the hub's table, hashed: who reads the table
// cannot enrol. Any thread (the table's lock).
#pragma once
#include <string>

#include "platform/os/clock.h"
#include "sync/reconcile/table.h"
#include "sync/wire/enrol.h"

namespace hub {

inline constexpr int64_t kCodeLastsS = 24 * 60 * 60;

// Whom a code let in.
struct Admitted {
  uint64_t device = 0;
  std::string worker;
};

class Codes {
 public:
  // Borrows all three.
  Codes(reconcile::Table& table, const os::Clock& clock, os::Random& random) : table_(table), clock_(clock), random_(random) {}
  // A new code for a tablet of this worker (a record id): "7K3M-Q2XW-9ADF", 60 bits of chance. Errors: BadInput (no record id), the table's.
  base::Result<std::string> make(const std::string& worker, int64_t lasts_s = kCodeLastsS);
  // Uses up the code and gives out the next device number; the same keys again, while it lasts, get the same number. Durable once it returns.
  // Errors: Denied (no such code, used by another, too old), the table's.
  base::Result<Admitted> use(const wire::EnrolRequest& request);

 private:
  int64_t now_s() const { return clock_.now_ms() / 1000; }
  reconcile::Table& table_;
  const os::Clock& clock_;
  os::Random& random_;
};

}  // namespace hub
