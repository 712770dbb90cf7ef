// The half of KeyRing that handles what a person types.
#include <algorithm>

#include "platform/os/file.h"
#include "sync/keys/durable.h"
#include "sync/keys/key_ring.h"

namespace keys {
namespace {

constexpr std::string_view kRecoveryMagic = "DSTPREC1";
constexpr const char* kRecovery = "/recovery.key";

bool all_same(base::ByteView text) {
  return std::all_of(text.begin(), text.end(), [&](uint8_t c) { return c == text.front(); });
}

bool is_run(base::ByteView text) {
  const auto steps = [&](int by) {
    for (size_t i = 1; i < text.size(); ++i) {
      if (text[i] - text[i - 1] != by) return false;
    }
    return true;
  };
  return steps(1) || steps(-1);
}

}  // namespace

Unfit unfit(Kind kind, base::ByteView secret) {
  const size_t bytes_min = kind == Kind::Pin ? 6 : 8;
  const size_t bytes_max = kind == Kind::Pin ? 12 : 200;
  if (secret.size() < bytes_min) return Unfit::TooShort;
  if (secret.size() > bytes_max) return Unfit::TooLong;
  const bool digits = std::all_of(secret.begin(), secret.end(), [](uint8_t c) { return c >= '0' && c <= '9'; });
  if (kind == Kind::Pin && !digits) return Unfit::NotDigits;
  if (all_same(secret) || (kind == Kind::Pin && is_run(secret))) return Unfit::TooSimple;
  return Unfit::No;
}

int64_t wait_after_ms(uint32_t tries) {
  static constexpr int64_t kWait_ms[] = {0, 0, 0, 0, 5'000, 30'000, 60'000, 300'000, 900'000, 1'800'000};
  return kWait_ms[std::min<size_t>(tries, std::size(kWait_ms) - 1)];
}

Wrap* KeyRing::find(Kind kind) {
  const auto at = std::find_if(file_.wraps.begin(), file_.wraps.end(), [&](const Wrap& wrap) { return wrap.kind == kind; });
  return at == file_.wraps.end() ? nullptr : &*at;
}

const Wrap* KeyRing::find(Kind kind) const { return const_cast<KeyRing*>(this)->find(kind); }

TryState KeyRing::try_state(Kind kind) const {
  const Wrap* wrap = find(kind);
  if (wrap == nullptr) return {};
  if (!wrap->live) return {true, true, 0, 0};
  const int64_t wait_ms = wrap->tried_seen_ms + wait_after_ms(wrap->tries) - seen_.now_ms();
  return {true, false, kTriesMax - std::min(wrap->tries, kTriesMax), std::max<int64_t>(0, wait_ms)};
}

base::Status KeyRing::may_try(Kind kind) const {
  const TryState state = try_state(kind);
  if (!state.set || state.destroyed) return base::fail(base::Fault::NotFound, state.set ? "wrap destroyed" : "wrap never set");
  if (state.wait_ms > 0) return base::fail(base::Fault::Busy, "wait ms " + std::to_string(state.wait_ms));
  return {};
}

base::Status KeyRing::count_try(Wrap& wrap) {
  ++wrap.tries;
  wrap.tried_seen_ms = seen_.now_ms();
  return save();
}

void KeyRing::destroy(Wrap& wrap) {
  wrap.live = false;
  crypto::wipe(wrap.sealed);
  crypto::wipe(wrap.salt);
  (void)save();  // if this fails the count is durable, and the next start destroys it
}

void KeyRing::finish_destroying() {
  for (Wrap& wrap : file_.wraps) {
    if (wrap.live && wrap.tries >= kTriesMax) destroy(wrap);
  }
}

base::Bytes KeyRing::bound_of(const Wrap& wrap) const {
  base::Writer out;
  out.bytes(base::view("keys/data/1"));
  out.bytes(file_.device.bytes);
  out.u8(uint8_t(wrap.kind));
  return out.take();
}

base::Result<crypto::Key> KeyRing::wrapping_key(const Wrap& wrap, base::ByteView secret) const {
  TRY(const crypto::Key stretched, crypto::stretch(secret, wrap.salt, wrap.cost));
  return crypto::combine(stretched, wrap_key_, "keys/data");
}

base::Result<crypto::Key> KeyRing::unlock(Kind kind, base::ByteView secret) {
  if (lease().ended) return base::fail(base::Fault::Offline, "lease ended, days " + std::to_string(file_.lease_days));
  return unlock_to_ask(kind, secret);
}

base::Result<crypto::Key> KeyRing::unlock_to_ask(Kind kind, base::ByteView secret) {
  TRY_DO(may_try(kind));
  Wrap& wrap = *find(kind);
  TRY_DO(count_try(wrap));
  const auto wrapping = wrapping_key(wrap, secret);
  if (!wrapping) {  // no try was made
    --wrap.tries;
    (void)save();
    return base::fail(wrapping.error());
  }
  auto opened = crypto::open_secret(*wrapping, wrap.sealed, bound_of(wrap));
  if (!opened || opened->size() != crypto::kKeyBytes) {
    if (wrap.tries >= kTriesMax) destroy(wrap);
    return base::fail(base::Fault::Denied, "wrong secret, tries " + std::to_string(wrap.tries));
  }
  wrap.tries = 0;
  (void)save();  // a full disk must not keep her out: the count is only higher than it need be
  return crypto::Key(std::span<const uint8_t, crypto::kKeyBytes>(opened->bytes()));
}

base::Status KeyRing::check_data_key(const crypto::Key& data_key) const {
  if (crypto::equal(crypto::derive(data_key, "keys/check").bytes(), file_.key_check)) return {};
  return base::fail(base::Fault::Denied, "not this data key");
}

base::Status KeyRing::set_secret(const crypto::Key& data_key, Kind kind, base::ByteView secret) {
  if (const Unfit why = unfit(kind, secret); why != Unfit::No) return base::fail(base::Fault::BadInput, "unfit " + std::to_string(int(why)));
  TRY_DO(check_data_key(data_key));
  if (!cost_) cost_ = calibrate(*clock_);
  Wrap wrap;
  wrap.kind = kind;
  wrap.cost = *cost_;
  random_->fill(wrap.salt);
  TRY(const crypto::Key wrapping, wrapping_key(wrap, secret));
  const base::Bytes sealed = crypto::seal(wrapping, data_key.bytes(), bound_of(wrap), *random_);
  std::copy(sealed.begin(), sealed.end(), wrap.sealed.begin());
  const std::vector<Wrap> before = file_.wraps;
  if (Wrap* old = find(kind)) *old = wrap; else file_.wraps.push_back(wrap);
  const base::Status saved = save();
  if (!saved) file_.wraps = before;
  return saved;
}

base::Status KeyRing::change_secret(Kind kind, base::ByteView old_secret, base::ByteView new_secret) {
  if (const Unfit why = unfit(kind, new_secret); why != Unfit::No) return base::fail(base::Fault::BadInput, "unfit " + std::to_string(int(why)));
  TRY(const crypto::Key data_key, unlock(kind, old_secret));
  return set_secret(data_key, kind, new_secret);
}

// FORMAT.md, section 5.
base::Status KeyRing::set_recovery(const crypto::Key& data_key, const crypto::BoxPublicKey& hub) {
  TRY_DO(check_data_key(data_key));
  crypto::Secret plain(crypto::kKeyBytes + file_.device.bytes.size());
  std::copy(data_key.bytes().begin(), data_key.bytes().end(), plain.bytes().begin());
  std::copy(file_.device.bytes.begin(), file_.device.bytes.end(), plain.bytes().begin() + crypto::kKeyBytes);
  TRY(const base::Bytes box, crypto::seal_to(hub, std::as_const(plain).bytes()));
  base::Writer out;
  out.bytes(base::view(kRecoveryMagic));
  out.bytes(file_.device.bytes);
  out.bytes(box);
  const crypto::Hash check = crypto::hash(out.out());
  out.bytes(check);
  return os::replace_file(folder_ + kRecovery, out.out());
}

base::Result<base::Bytes> KeyRing::recovery_box() const {
  TRY(const base::Bytes bytes, os::read_file(folder_ + kRecovery, 1024));
  const size_t head = kRecoveryMagic.size() + file_.device.bytes.size();
  if (bytes.size() <= head + sizeof(crypto::Hash)) return base::fail(base::Fault::Corrupt, "recovery box");
  const base::ByteView covered = base::ByteView(bytes).first(bytes.size() - sizeof(crypto::Hash));
  if (!crypto::equal(crypto::hash(covered), base::ByteView(bytes).subspan(covered.size()))) return base::fail(base::Fault::Corrupt, "recovery box");
  return base::copy(covered.subspan(head));
}

base::Status KeyRing::seal_to_hub() {
  if (!recovery_box()) return base::fail(base::Fault::BadInput, "no recovery box");
  for (Wrap& wrap : file_.wraps) {
    wrap.live = false;
    crypto::wipe(wrap.sealed);
    crypto::wipe(wrap.salt);
  }
  return save();
}

}  // namespace keys
