// app/tablet/effects/it_errand.h: after the words, now and then: tells the hub what runs on this tablet, takes the keys IT gives, and fetches a newer forms pack
// in parts. Source: PROTOCOL.md, section 10. Store's thread.
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "app/formpack/installed.h"
#include "platform/os/clock.h"
#include "sync/session/errand.h"
#include "sync/wire/about.h"

namespace effects {

inline constexpr int64_t kAboutEveryMs = 60 * 60'000;

struct ItErrandOptions {
  std::string app_version;
  const os::Clock* clock = &os::system_clock();
  std::function<void(const crypto::BoxPublicKey&)> on_recovery_key;  // the hub's; told each time
  std::function<void()> on_installed;                                // another forms pack is in use
};

class ItErrand final : public session::Errand {
 public:
  // Borrows what is installed.
  ItErrand(formpack::Installed& installed, ItErrandOptions options) : installed_(installed), options_(std::move(options)) {}
  std::optional<session::Letter> next(uint64_t device) override;
  void take(const net::Reply& reply) override;

 private:
  void take_about(const wire::AboutAnswer& answer);
  void take_part(base::ByteView part);
  void install();
  void give_up() { wanted_ = 0; }

  formpack::Installed& installed_;
  ItErrandOptions options_;
  std::optional<int64_t> asked_ms_;  // monotonic
  bool asking_about_ = false;
  uint64_t wanted_ = 0;              // number of the pack that is being fetched; 0: none
  uint64_t wanted_bytes_ = 0;
  uint64_t bundle_of_ = 0;           // whose bytes these are: a fetch that was cut goes on where it ended
  base::Bytes bundle_;
};

}  // namespace effects
