// app/hub/offer.h: what the hub has for tablets beside the records: the forms pack IT published into its folder, and the two keys that are IT's. Any thread.
// <data>/forms: the pack (formpack::Installed); <data>/recovery.key: 64 hex digits, whoever has it reads what a sealed tablet holds.
#pragma once
#include <memory>
#include <mutex>
#include <string>

#include "app/formpack/installed.h"
#include "platform/os/clock.h"
#include "sync/wire/about.h"

namespace hub {

class Offer {
 public:
  // Makes the recovery key on first use. A pack that cannot be read is logged and not offered. Errors: as for files.
  static base::Result<std::unique_ptr<Offer>> open(const std::string& data_dir, os::Random& random, const os::Clock& clock);
  // What is there now: its number, 0 for none. Errors: those of Installed::open(); what was offered before still is.
  base::Result<uint64_t> reload();

  wire::AboutAnswer about() const;
  base::Bytes part(const wire::FormsRequest& request) const;

 private:
  struct Ready {
    uint64_t version = 0;
    std::string valid_from;
    base::Bytes bundle;
  };
  Offer(std::string folder, const os::Clock& clock) : installed_(std::move(folder)), clock_(clock) {}
  // On its day and after it.
  bool is_due(const Ready& ready) const;

  const formpack::Installed installed_;
  const os::Clock& clock_;
  crypto::BoxPublicKey recovery_key_{};
  mutable std::mutex mutex_;
  crypto::VerifyKey forms_key_{};
  std::shared_ptr<const Ready> ready_ = std::make_shared<const Ready>();
};

}  // namespace hub
