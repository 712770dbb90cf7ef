// A wipe order, obeyed. Source: PROTOCOL.md, section 6, "A wipe order".
#include "app/tablet/effects/closed.h"
#include "app/tablet/effects/opened.h"
#include "app/tablet/effects/worker.h"
#include "platform/base/log.h"
#include "platform/crypto/secret.h"
#include "platform/net/client.h"
#include "platform/pack/pack.h"
#include "sync/keys/destroy.h"
#include "sync/wire/message.h"

namespace effects {
namespace {

constexpr int64_t kFarewellMs = 15'000;

void complain(const char* what, const base::Status& status) {
  if (!status) base::log(base::Level::Error, std::string(what) + ": " + base::fault_name(status.error().fault) + ": " + status.error().detail);
}

// It holds nothing any more: the last thing it says. Lost on the way, the list at the hub says "told" and no more.
void say_farewell(net::ClientOptions way, uint64_t device, int64_t unix_s) {
  way.connect_ms = way.request_ms = kFarewellMs;
  const auto client = net::Client::make(std::move(way));
  if (!client) return;
  wire::Exchange nothing;
  nothing.unix_s = unix_s;
  const net::Reply reply = (*client)->post(session::kSyncPath, wire::encode(wire::Request{device, nothing}));
  base::log(base::Level::Info, std::string("wiped; the hub was told: ") + (reply.ok() ? "yes" : net::trouble_name(reply.trouble)));
}

}  // namespace

void Worker::close_store() {
  opened_.reset();
  pack::forget();
  crypto::wipe_stack();
}

// Words nobody else has are brought first; when IT cannot wait for that they are sealed, where there is a box to seal them in.
void Worker::obey_wipe(bool now) {
  const bool unsent = opened_->session->has_unsent(), seal = unsent && now && ring_->recovery_box();
  if (unsent && !seal) return;  // what was just saved is sent by itself, and the order told again
  const net::ClientOptions way = opened_->session->way_there();
  const uint64_t device = opened_->session->status().device;
  const Closed closed{seal ? ClosedHow::Sealed : ClosedHow::Wiping, options_.clock->now_ms()};
  if (const base::Status written = write_closed(options_.data_dir, closed); !written) return complain("wipe not begun", written);
  close_store();
  post_(state::TabletClosed{seal, closed.at_ms});
  finish_closing(closed);
  say_farewell(way, device, options_.clock->now_ms() / 1000);
}

// Also at a start that finds it begun.
void Worker::finish_closing(const Closed& closed) {
  if (closed.how == ClosedHow::Wiped) return;
  if (closed.how == ClosedHow::Sealed) {
    if (!ring_) {
      auto ring = keys::KeyRing::open(path("keys"), world());
      if (!ring) return complain("not sealed", base::fail(ring.error()));
      ring_ = std::move(*ring);
    }
    complain("not sealed", ring_->seal_to_hub());
    ring_.reset();
    return;
  }
  ring_.reset();
  const base::Status destroyed = keys::destroy(path("keys"), device_);
  complain("keys not destroyed", destroyed);
  const base::Status removed = remove_all_but_closed(options_.data_dir);
  complain("files not removed", removed);
  if (destroyed && removed) complain("wipe not noted", write_closed(options_.data_dir, {ClosedHow::Wiped, closed.at_ms}));
}

bool Worker::is_closed() {
  const std::optional<Closed> closed = read_closed(options_.data_dir);
  if (!closed) return false;
  finish_closing(*closed);
  post_(state::TabletClosed{closed->how == ClosedHow::Sealed, closed->at_ms});
  return true;
}

// A wiped tablet is set up anew; a sealed one is IT's.
void Worker::on(state::BeginAgain&) {
  const std::optional<Closed> closed = read_closed(options_.data_dir);
  if (!closed || closed->how != ClosedHow::Wiped) return;
  complain("not begun again", remove_closed(options_.data_dir));
  state::ReadKeys again;
  on(again);
}

}  // namespace effects
