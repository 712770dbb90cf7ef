#include "app/hub/offer.h"

#include <algorithm>

#include "app/care/date.h"
#include "platform/base/log.h"
#include "platform/os/file.h"

namespace hub {
namespace {

constexpr size_t kKeyFileBytesMax = 256;

base::Result<crypto::BoxPublicKey> recovery_key_at(const std::string& file, os::Random& random) {
  if (!os::exists(file)) {
    const crypto::Key seed = crypto::Key::random(random);
    TRY_DO(os::replace_file(file, base::view(formpack::key_text(seed.bytes()))));
  }
  TRY(const crypto::Key seed, formpack::read_secret_key(file));
  return crypto::BoxKey::from_seed(seed).public_key();
}

}  // namespace

base::Result<std::unique_ptr<Offer>> Offer::open(const std::string& data_dir, os::Random& random, const os::Clock& clock) {
  std::unique_ptr<Offer> offer(new Offer(data_dir + "/forms", clock));
  TRY(offer->recovery_key_, recovery_key_at(data_dir + "/recovery.key", random));
  if (const auto read = offer->reload(); !read) base::log(base::Level::Error, "the forms pack is not offered: " + read.error().detail);
  return offer;
}

base::Result<uint64_t> Offer::reload() {
  const auto key = installed_.key();
  if (!key && key.error().fault != base::Fault::NotFound) return base::fail(key.error());
  TRY(const auto pack, installed_.open());
  auto ready = std::make_shared<Ready>();
  if (pack) *ready = {pack->manifest.version, pack->manifest.valid_from, formpack::encode_bundle(*pack)};
  const std::lock_guard hold(mutex_);
  if (key) forms_key_ = *key;
  ready_ = std::move(ready);
  return ready_->version;
}

bool Offer::is_due(const Ready& ready) const {
  return ready.version != 0 && (ready.valid_from.empty() || care::to_iso(care::wall_time(clock_.now_ms()).date) >= ready.valid_from);
}

wire::AboutAnswer Offer::about() const {
  const std::lock_guard hold(mutex_);
  wire::AboutAnswer out;
  out.forms_key = forms_key_;
  out.recovery_key = recovery_key_;
  if (!is_due(*ready_)) return out;
  out.forms_pack = ready_->version;
  out.forms_pack_bytes = ready_->bundle.size();
  return out;
}

base::Bytes Offer::part(const wire::FormsRequest& request) const {
  std::shared_ptr<const Ready> ready;
  {
    const std::lock_guard hold(mutex_);
    ready = ready_;
  }
  if (!is_due(*ready) || request.forms_pack != ready->version || request.offset >= ready->bundle.size()) return {};
  const base::ByteView rest = base::ByteView(ready->bundle).subspan(size_t(request.offset));
  return base::copy(rest.first(std::min(rest.size(), wire::kFormsPartBytesMax)));
}

}  // namespace hub
