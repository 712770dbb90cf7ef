#include "sync/session/carrier.h"

#include "platform/os/clock.h"

namespace session {
namespace {
constexpr int64_t kTellMs = 250;
}

base::Result<std::unique_ptr<Carrier>> Carrier::start(net::ClientOptions options, Deliver deliver, std::function<void()> moved) {
  std::unique_ptr<Carrier> made(new Carrier(std::move(deliver), std::move(moved)));
  options.on_progress = [carrier = made.get()](uint64_t up, uint64_t down) { carrier->count(up, down); };
  TRY(made->client_, net::Client::make(std::move(options)));
  made->thread_ = std::thread([carrier = made.get()] { carrier->work(); });
  return made;
}

Carrier::~Carrier() {
  {
    const std::lock_guard hold(mutex_);
    ends_ = true;
    letter_.reset();
  }
  if (client_) client_->abandon();
  there_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Carrier::send(std::string path, base::Bytes body) {
  up_ = down_ = 0;
  {
    const std::lock_guard hold(mutex_);
    letter_ = Letter{std::move(path), std::move(body)};
  }
  there_.notify_one();
}

void Carrier::count(uint64_t up, uint64_t down) {
  if (up == up_ && down == down_) return;
  up_ = up;
  down_ = down;
  const int64_t now = os::system_clock().monotonic_ms();
  if (now - told_ms_ < kTellMs) return;
  told_ms_ = now;
  moved_();
}

void Carrier::work() {
  std::unique_lock hold(mutex_);
  while (true) {
    there_.wait(hold, [this] { return ends_ || letter_; });
    if (ends_) return;
    const Letter letter = std::move(*letter_);
    letter_.reset();
    hold.unlock();
    net::Reply reply = client_->post(letter.path, letter.body);
    hold.lock();
    if (ends_) return;
    hold.unlock();
    deliver_(std::move(reply));
    hold.lock();
  }
}

}  // namespace session
