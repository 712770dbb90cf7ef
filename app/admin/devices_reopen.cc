// doorstep-admin devices reopen FOLDER: lets a worker into a tablet again that ten wrong tries, an ended lease or a wipe order have shut, by the box it keeps for
// the hub's recovery key. IT has the tablet in its hands; what the worker saved stays as it is and is never shown here.
#include <algorithm>
#include <cstdio>

#include "app/admin/arguments.h"
#include "app/admin/commands.h"
#include "app/formpack/pack.h"
#include "platform/crypto/sign.h"
#include "platform/os/file.h"
#include "sync/keys/key_ring.h"

namespace admin {
namespace {

constexpr size_t kPinDigits = 6, kClosedBytesMax = 256;

std::string new_pin(os::Random& random) {
  std::string pin;
  do {
    pin.clear();
    while (pin.size() < kPinDigits) pin += char('0' + random.next_u64() % 10);
  } while (keys::unfit(keys::Kind::Pin, base::view(pin)) != keys::Unfit::No);
  return pin;
}

// The data key, and whose: sync/keys/FORMAT.md, section 5.
base::Result<crypto::Key> open_box(const keys::KeyRing& ring, const std::string& hub_dir) {
  TRY(const crypto::Key seed, formpack::read_secret_key(hub_dir + "/recovery.key"));
  const auto box = ring.recovery_box();
  if (!box) return base::fail(base::Fault::NotFound, "this tablet keeps no box for the hub's recovery key: nobody but its worker can open it");
  const auto opened = crypto::BoxKey::from_seed(seed).open(*box);
  if (!opened || opened->size() != crypto::kKeyBytes + ring.device().bytes.size()) return base::fail(base::Fault::Denied, "its box is for another hub's recovery key");
  const base::ByteView whose = opened->bytes().subspan(crypto::kKeyBytes);
  if (!std::equal(whose.begin(), whose.end(), ring.device().bytes.begin())) return base::fail(base::Fault::Denied, "its box is another tablet's");
  return crypto::Key{std::span<const uint8_t, crypto::kKeyBytes>(opened->bytes().first(crypto::kKeyBytes))};
}

// A sealed tablet is open again; one that was wiped has nothing to open.
base::Status remove_seal(const std::string& folder) {
  const auto closed = os::read_file(folder + "/closed", kClosedBytesMax);
  if (!closed) return {};
  if (!base::text_view(*closed).starts_with("sealed")) return base::fail(base::Fault::NotFound, "this tablet was wiped: there is nothing to open");
  return os::remove_file(folder + "/closed");
}

base::Result<std::string> reopen(const std::string& folder, const std::string& hub_dir) {
  os::Random& random = os::system_random();
  keys::FileDevice device(folder + "/device.key");
  auto ring = keys::KeyRing::open(folder + "/keys", {os::system_clock(), random, device});
  if (!ring) return base::fail(ring.error().fault, folder + " holds no tablet's keys that can be read");
  TRY(const crypto::Key data_key, open_box(*ring, hub_dir));
  std::string pin = new_pin(random);
  TRY_DO(ring->set_secret(data_key, keys::Kind::Pin, base::view(pin)));
  (void)ring->lease_renew(os::system_clock().now_ms());  // IT stands for the hub; an older message than the last is no harm
  TRY_DO(remove_seal(folder));
  return pin;
}

}  // namespace

int devices_reopen(Words words) {
  const auto arguments = Arguments::read(words, {"--data"}, {});
  if (!arguments) return complain(arguments.error());
  if (arguments->plain().size() != 1 || !arguments->has("--data")) return complain({base::Fault::BadInput, "devices reopen needs the tablet's data folder and --data HUB"});
  const auto pin = reopen(arguments->plain()[0], arguments->value("--data"));
  if (!pin) return complain({base::Fault::Denied, pin.error().detail});
  std::printf("PIN %s opens it until the worker chooses another\n", pin->c_str());
  return kDone;
}

}  // namespace admin
