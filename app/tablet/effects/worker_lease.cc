// The lease: how long this tablet opens without having heard the hub, and what it does afterwards. The PIN opens the store unseen, an ordinary session asks the
// hub, and only when the hub has been heard is anything shown. Source: sync/keys/README.md.
#include "app/tablet/effects/opened.h"
#include "app/tablet/effects/worker.h"
#include "platform/base/log.h"

namespace effects {

void Worker::renew_lease(os::UnixMs hub_ms) {
  if (const base::Status renewed = ring_->lease_renew(hub_ms); !renewed && renewed.error().fault != base::Fault::BadInput)
    base::log(base::Level::Warning, std::string("lease not renewed: ") + base::fault_name(renewed.error().fault));
}

bool Worker::is_unseen() const { return opened_ && opened_->unseen; }

// Through a pause too: nothing else can open it. What waits to be sent goes with the question, as in any session.
void Worker::ask_hub_first() {
  opened_->unseen = true;
  post_(state::HubAsked{});
  if (opened_->session) opened_->session->sync_urgently();
}

// After each turn of the session that asks.
void Worker::heed_answer() {
  if (!ring_->lease().ended) {
    opened_->unseen = false;
    return show_opened();
  }
  session::Why why = session::Why::Stranger;  // it belongs to no hub any more, or cannot read to which
  if (opened_->session && opened_->session->status().standing != session::Standing::Alone) {
    const session::Status& status = opened_->session->status();
    if (status.active) return;
    why = status.why != session::Why::None ? status.why : session::Why::Busy;  // it asked to be left alone for a while
  }
  close_store();
  base::log(base::Level::Warning, std::string("the hub was not heard: ") + session::why_name(why));
  post_(state::UnlockFailed{{base::Fault::Offline, "lease ended"}, read_keys(), why});
}

}  // namespace effects
