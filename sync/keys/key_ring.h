// sync/keys/key_ring.h: the way into a tablet's records. One random data key seals everything the store keeps; it is wrapped by the device
// secret AND a PIN or password (either of the two), and, where the hub's recovery key was given, by that. Locking is dropping the data key:
// the KeyRing itself never holds it.
//
// Every function may wait for the disk, and unlock(), set_secret() and enrol() for Argon2id (0.5 to 1 s): call them on a worker thread. One
// thread at a time, one KeyRing a folder. Files: FORMAT.md. The key file is kept twice; any one readable copy is enough.
#pragma once
#include <optional>
#include <string>

#include "platform/crypto/sign.h"
#include "sync/keys/device.h"
#include "sync/keys/key_file.h"

namespace keys {

// Borrowed; all three outlive the KeyRing.
struct World {
  os::Clock& clock;
  os::Random& random;
  Device& device;
};

// What IT decides at enrolment.
struct Enrolment {
  Kind kind = Kind::Pin;
  Profile profile;
  std::optional<crypto::StretchCost> cost;         // none: calibrate()
  uint32_t lease_days = 14;                        // 0: records stay readable for ever without the hub
  std::optional<crypto::BoxPublicKey> recovery;    // the hub's; none: nobody but the worker can ever unlock
};

// Why a PIN or password cannot be chosen.
enum class Unfit { No, TooShort, TooLong, NotDigits, TooSimple };
// PIN: 6 to 12 digits, not one digit only, not a run up or down. Password: 8 to 200 bytes, not one character only.
Unfit unfit(Kind kind, base::ByteView secret);

// What the unlock screen can say before a try.
struct TryState {
  bool set = false;        // a secret of this kind was chosen
  bool destroyed = false;  // by kTriesMax wrong tries: the other kind or the hub has to help
  uint32_t tries_left = 0;
  int64_t wait_ms = 0;     // until the next try is taken; falls as SeenTime rises
};

struct LeaseState {
  bool has_lease = false;  // none: IT set none, or no hub was ever reached that could renew it
  bool ended = false;
  int64_t left_ms = 0;
  uint32_t days = 0;       // its whole length
};

struct Enrolled;

class KeyRing {
 public:
  // A new data key. Makes `folder` where missing. Errors: BadInput (unfit secret, texts too long, or already enrolled), Full, Denied.
  static base::Result<Enrolled> enrol(const std::string& folder, const World& world, const Enrolment& how, base::ByteView secret);
  // Errors: NotFound (not enrolled), TooNew, Corrupt (both copies, or the device key: the hub has to help), Denied (rights).
  static base::Result<KeyRing> open(const std::string& folder, const World& world);
  static bool is_enrolled(const std::string& folder);

  KeyRing(KeyRing&&) noexcept = default;
  KeyRing& operator=(KeyRing&&) noexcept = default;

  // This tablet's id, made at enrolment: the "on which device" of every change.
  const record::RecordId& device() const { return file_.device; }
  const Profile& profile() const { return file_.profile; }
  base::Status set_profile(const Profile& profile);

  TryState try_state(Kind kind) const;
  // The try is counted, durably, before it is made: pulling the plug saves nobody a try. A right secret sets the count to 0. Errors:
  //   Denied    wrong secret: see try_state()      Busy     too soon after a wrong one: nothing was counted
  //   NotFound  never set, or destroyed            Offline  the lease has ended: the hub has to be reached; nothing was counted
  //   Full      no memory for Argon2id, or a disk on which the try cannot be counted
  base::Result<crypto::Key> unlock(Kind kind, base::ByteView secret);
  // The same, also after the lease has ended: only to ask the hub. Nothing it opens is shown before lease_renew(). Errors: as above, never Offline.
  base::Result<crypto::Key> unlock_to_ask(Kind kind, base::ByteView secret);

  // Chooses or replaces the secret of one kind, and brings a destroyed one back. `data_key` is checked. Errors: BadInput (unfit), Denied (not
  // this tablet's data key), Full.
  base::Status set_secret(const crypto::Key& data_key, Kind kind, base::ByteView secret);
  // unlock() with the old, then set_secret() with the new: a wrong old one counts.
  base::Status change_secret(Kind kind, base::ByteView old_secret, base::ByteView new_secret);

  LeaseState lease() const;
  // The hub was reached, by a message whose signature was checked, at `hub_ms` by its clock. Errors: BadInput (older than the last: replayed).
  base::Status lease_renew(os::UnixMs hub_ms);
  base::Status set_lease_days(uint32_t days);
  // Call about once a minute while the app runs, and when it locks: stores how far time has got, at most every five minutes.
  base::Status tick();

  // The data key for the hub's eyes alone, to send when nothing else opens the tablet: then the hub hands the key back for set_secret(), or
  // reads the unsent work itself. Errors: NotFound (none was made), Corrupt.
  base::Result<base::Bytes> recovery_box() const;
  base::Status set_recovery(const crypto::Key& data_key, const crypto::BoxPublicKey& hub);
  // A wipe order: every PIN and password wrap is destroyed; the records stay for the hub. Errors: BadInput (no recovery box: refused, since
  // unsent work would be lost).
  base::Status seal_to_hub();

  // The cost a new secret will get.
  void set_cost(const crypto::StretchCost& cost) { cost_ = cost; }

 private:
  KeyRing(std::string folder, const World& world, const crypto::Key& device_secret, KeyFile file, SeenTime seen);
  Wrap* find(Kind kind);
  const Wrap* find(Kind kind) const;
  base::Status may_try(Kind kind) const;
  base::Status count_try(Wrap& wrap);
  void destroy(Wrap& wrap);
  base::Result<crypto::Key> wrapping_key(const Wrap& wrap, base::ByteView secret) const;
  base::Bytes bound_of(const Wrap& wrap) const;
  base::Status wrap_data_key(const crypto::Key& data_key, Kind kind, base::ByteView secret);
  base::Status check_data_key(const crypto::Key& data_key) const;
  base::Status save();
  base::Status save_copies();
  base::Status remember();
  void merge_memory(base::ByteView memory);
  void finish_destroying();

  std::string folder_;
  const os::Clock* clock_;
  os::Random* random_;
  Device* device_;
  crypto::Key body_key_;
  crypto::Key wrap_key_;
  KeyFile file_;
  SeenTime seen_;
  std::optional<crypto::StretchCost> cost_;
};

struct Enrolled {
  KeyRing ring;
  crypto::Key data_key;
};

// How long a wrong try makes the next one wait, by the number of wrong tries: 0 0 0 5 s, 30 s, 1 min, 5 min, 15 min, 30 min.
int64_t wait_after_ms(uint32_t tries);

// The costliest Argon2id this device does in 0.5 to 1 s, with at most 256 MiB and at least 32 MiB. Takes about a second.
crypto::StretchCost calibrate(const os::Clock& clock);

}  // namespace keys
