// What IT gives and orders: keys, forms packs, and the end of everything on this tablet.
#include "app/tablet/effects/opened.h"
#include "app/tablet/effects/worker.h"
#include "platform/base/log.h"

namespace effects {

// Once unlocked: a pack that was changed on the disk is not used, and what is shipped is.
void Worker::load_forms_pack() {
  const auto pack = installed_.open();
  if (!pack) return base::log(base::Level::Error, std::string("forms pack not used: ") + base::fault_name(pack.error().fault) + ": " + pack.error().detail);
  if (!*pack) return;
  forms_.use(**pack);
  state::FormsAdded added;
  for (const std::string& name : forms_.added())
    if (const auto form = forms_.find(name)) added.forms.push_back({name, std::string((*form)->title()), std::string((*form)->title("cy"))});
  post_(std::move(added));
}

std::unique_ptr<ItErrand> Worker::make_errand(const crypto::Key& data_key) {
  ItErrandOptions how;
  how.app_version = DOORSTEP_VERSION;
  how.clock = options_.clock;
  how.on_installed = [this] { load_forms_pack(); };
  // The first hub's key stays: a box for another would be a way in for somebody else.
  const auto kept = std::make_shared<const crypto::Key>(data_key.clone());
  how.on_recovery_key = [this, kept](const crypto::BoxPublicKey& hub) {
    if (ring_->recovery_box()) return;
    if (const base::Status made = ring_->set_recovery(*kept, hub); !made) base::log(base::Level::Warning, std::string("no recovery box: ") + base::fault_name(made.error().fault));
  };
  return std::make_unique<ItErrand>(installed_, std::move(how));
}

}  // namespace effects
