#include "app/tablet/effects/it_errand.h"

#include "app/care/date.h"
#include "platform/base/log.h"

namespace effects {
namespace {

constexpr int kAnswered = 200;

void warn(const char* what, const base::Error& error) { base::log(base::Level::Warning, std::string(what) + ": " + base::fault_name(error.fault) + ": " + error.detail); }

}  // namespace

std::optional<session::Letter> ItErrand::next(uint64_t device) {
  if (wanted_ != 0) return session::Letter{wire::kFormsPath, wire::encode(wire::FormsRequest{device, wanted_, bundle_.size()})};
  const int64_t now = options_.clock->monotonic_ms();
  if (asked_ms_ && now - *asked_ms_ < kAboutEveryMs) return std::nullopt;
  asked_ms_ = now;
  asking_about_ = true;
  return session::Letter{wire::kAboutPath, wire::encode(wire::AboutRequest{device, options_.app_version, installed_.version()})};
}

void ItErrand::take(const net::Reply& reply) {
  const bool about = std::exchange(asking_about_, false);
  if (reply.trouble != net::Trouble::None || reply.status != kAnswered) {
    asked_ms_.reset();  // again after the next session
    return give_up();   // what is here of a pack stays
  }
  if (!about) return take_part(reply.body);
  const auto answer = wire::decode_about_answer(reply.body);
  if (answer) take_about(*answer);
  else warn("about", answer.error());
}

void ItErrand::take_about(const wire::AboutAnswer& answer) {
  if (answer.recovery_key != crypto::BoxPublicKey{} && options_.on_recovery_key) options_.on_recovery_key(answer.recovery_key);
  if (answer.forms_key == crypto::VerifyKey{}) return;
  if (const base::Status trusted = installed_.trust(answer.forms_key); !trusted) return warn("forms pack", trusted.error());
  if (answer.forms_pack <= installed_.version()) return;
  if (answer.forms_pack_bytes == 0 || answer.forms_pack_bytes > formpack::kBundleBytesMax) return warn("forms pack", {base::Fault::BadInput, "too large to be one"});
  if (answer.forms_pack != bundle_of_ || answer.forms_pack_bytes != wanted_bytes_) bundle_.clear();
  wanted_ = bundle_of_ = answer.forms_pack;
  wanted_bytes_ = answer.forms_pack_bytes;
}

void ItErrand::take_part(base::ByteView part) {
  if (part.empty() || part.size() > wanted_bytes_ - bundle_.size()) {  // another pack is on offer by now
    bundle_.clear();
    asked_ms_.reset();
    return give_up();
  }
  bundle_.insert(bundle_.end(), part.begin(), part.end());
  if (bundle_.size() == wanted_bytes_) install();
}

void ItErrand::install() {
  const base::Bytes whole = std::exchange(bundle_, {});
  give_up();
  const auto key = installed_.key();
  if (!key) return warn("forms pack", key.error());
  const auto pack = formpack::decode_bundle(whole, &*key);
  if (!pack) return warn("forms pack", pack.error());
  const base::Status done = installed_.install(*pack, care::to_iso(care::wall_time(options_.clock->now_ms()).date));
  if (!done) return warn("forms pack", done.error());
  base::log(base::Level::Info, "forms pack " + std::to_string(pack->manifest.version) + " is in use");
  if (options_.on_installed) options_.on_installed();
}

}  // namespace effects
