#include "sync/keys/key_ring.h"

#include <algorithm>
#include <array>

#include "platform/os/file.h"
#include "sync/keys/durable.h"

namespace keys {
namespace {

constexpr const char* kCopies[] = {"/keys.a", "/keys.b"};
constexpr int64_t kDayMs = 24ll * 60 * 60 * 1000;
constexpr int64_t kTickMs = 5 * 60 * 1000;

base::Error too_damaged(bool newer, const char* what) { return {newer ? base::Fault::TooNew : base::Fault::Corrupt, what}; }

// The newest readable copy, and whether both were.
struct Copies {
  KeyFile newest;
  bool both = false;
};

base::Result<Copies> read_copies(const std::string& folder, const crypto::Key& body_key) {
  std::optional<Copies> best;
  bool newer = false;
  for (const char* name : kCopies) {
    const auto bytes = os::read_file(folder + name, kKeyFileBytes);
    auto file = bytes ? decode_key_file(*bytes, body_key) : base::Result<KeyFile>(base::fail(bytes.error()));
    if (!file) {
      newer = newer || file.error().fault == base::Fault::TooNew;
      continue;
    }
    const bool both = best.has_value() && best->newest == *file;
    if (!best || file->generation > best->newest.generation) best = Copies{std::move(*file), both};
    best->both = both;
  }
  if (!best) return base::fail(too_damaged(newer, "both key files"));
  return std::move(*best);
}

}  // namespace

KeyRing::KeyRing(std::string folder, const World& world, const crypto::Key& device_secret, KeyFile file, SeenTime seen)
    : folder_(std::move(folder)),
      clock_(&world.clock),
      random_(&world.random),
      device_(&world.device),
      body_key_(crypto::derive(device_secret, "keys/body")),
      wrap_key_(crypto::derive(device_secret, "keys/wrap")),
      file_(std::move(file)),
      seen_(seen) {}

bool KeyRing::is_enrolled(const std::string& folder) { return os::exists(folder + kCopies[0]) || os::exists(folder + kCopies[1]); }

base::Result<Enrolled> KeyRing::enrol(const std::string& folder, const World& world, const Enrolment& how, base::ByteView secret) {
  if (is_enrolled(folder)) return base::fail(base::Fault::BadInput, "already enrolled");
  if (const Unfit why = unfit(how.kind, secret); why != Unfit::No) return base::fail(base::Fault::BadInput, "unfit " + std::to_string(int(why)));
  TRY_DO(os::make_folders(folder));
  auto known = world.device.secret();
  if (!known && known.error().fault == base::Fault::NotFound) known = world.device.make_secret(world.random);
  TRY(const crypto::Key device_secret, std::move(known));
  crypto::Key data_key = crypto::Key::random(world.random);
  const SeenTime seen = SeenTime::begin(world.clock);
  KeyFile file;
  file.device = record::make_record_id(world.clock.now_ms(), world.random);
  file.contact_seen_ms = seen.now_ms();
  file.lease_days = how.lease_days;
  file.profile = how.profile;
  const crypto::Key check = crypto::derive(data_key, "keys/check");
  std::copy(check.bytes().begin(), check.bytes().end(), file.key_check.begin());
  KeyRing ring(folder, world, device_secret, std::move(file), seen);
  ring.cost_ = how.cost;
  if (how.recovery) TRY_DO(ring.set_recovery(data_key, *how.recovery));
  TRY_DO(ring.set_secret(data_key, how.kind, secret));
  return Enrolled{std::move(ring), std::move(data_key)};
}

base::Result<KeyRing> KeyRing::open(const std::string& folder, const World& world) {
  if (!is_enrolled(folder)) return base::fail(base::Fault::NotFound, "not enrolled");
  auto device_secret = world.device.secret();
  if (!device_secret) {
    const bool lost = device_secret.error().fault == base::Fault::NotFound;
    return base::fail(lost ? base::Error{base::Fault::Corrupt, "device key lost"} : std::move(device_secret).error());
  }
  TRY(Copies copies, read_copies(folder, crypto::derive(*device_secret, "keys/body")));
  const SeenTime seen = SeenTime::resume(copies.newest.seen, world.clock);
  for (Wrap& wrap : copies.newest.wraps) wrap.tried_seen_ms += seen.start_counted_ms();  // starting again shortens no wait
  KeyRing ring(folder, world, *device_secret, std::move(copies.newest), seen);
  const auto memory = world.device.memory();
  if (memory) ring.merge_memory(*memory);
  else if (memory.error().fault != base::Fault::NotFound) return base::fail(memory.error());
  ring.finish_destroying();
  if (!copies.both) (void)ring.save();  // mend the other copy; if that fails today, the readable one still serves
  return ring;
}

base::Status KeyRing::set_profile(const Profile& profile) {
  Profile before = std::exchange(file_.profile, profile);
  const base::Status saved = save();
  if (!saved) file_.profile = std::move(before);
  return saved;
}

LeaseState KeyRing::lease() const {
  if (file_.lease_days == 0 || file_.contact_hub_ms == 0) return {};
  const int64_t left_ms = file_.lease_days * kDayMs - (seen_.now_ms() - file_.contact_seen_ms);
  return {true, left_ms <= 0, std::max<int64_t>(0, left_ms), file_.lease_days};
}

base::Status KeyRing::lease_renew(os::UnixMs hub_ms) {
  if (hub_ms < file_.contact_hub_ms) return base::fail(base::Fault::BadInput, "hub time older than the last");
  seen_.agree_with_hub();
  file_.contact_hub_ms = hub_ms;
  file_.contact_seen_ms = seen_.now_ms();
  return save();
}

base::Status KeyRing::set_lease_days(uint32_t days) {
  file_.lease_days = days;
  return save();
}

base::Status KeyRing::tick() {
  if (seen_.now_ms() - file_.seen.seen_ms < kTickMs) return {};
  return save();
}

base::Status KeyRing::save() {
  file_.seen = seen_.stamps();
  ++file_.generation;
  TRY_DO(save_copies());
  return remember();
}

// One copy after the other: whatever happens in between, one of them is whole. A copy that cannot be written is removed, since an older
// one still holds a lower count of tries.
base::Status KeyRing::save_copies() {
  TRY(const base::Bytes bytes, encode_key_file(file_, body_key_, *random_));
  const base::Status first = write_durably(folder_ + kCopies[0], bytes);
  const base::Status second = write_durably(folder_ + kCopies[1], bytes);
  if (!first && !second) return base::fail(first.error());
  if (!first) TRY_DO(os::remove_file(folder_ + kCopies[0]));
  if (!second) TRY_DO(os::remove_file(folder_ + kCopies[1]));
  return {};
}

// Device memory, at most 64 bytes: FORMAT.md, section 4.
base::Status KeyRing::remember() {
  base::Writer out;
  out.bytes(file_.device.bytes);
  out.u64(uint64_t(file_.seen.seen_ms));
  for (const Wrap& wrap : file_.wraps) {
    out.u8(uint8_t(wrap.kind));
    out.u32(wrap.tries);
  }
  return device_->remember(out.out());
}

void KeyRing::merge_memory(base::ByteView memory) {
  base::Reader in(memory);
  if (in.array<16>() != file_.device.bytes) return;
  seen_.at_least(int64_t(in.u64()));
  while (in.left() >= 5) {
    const Kind kind{in.u8()};
    const uint32_t tries = in.u32();
    Wrap* wrap = find(kind);
    if (wrap == nullptr || tries <= wrap->tries) continue;
    wrap->tries = tries;
    wrap->tried_seen_ms = seen_.now_ms();
  }
}

}  // namespace keys
