#include "app/tablet/effects/runner.h"

#include <chrono>
#include <optional>
#include <utility>

namespace effects {
namespace {

bool same_field(const state::CommitEdits& a, const state::CommitEdits& b) {
  return a.edits.size() == 1 && b.edits.size() == 1 && a.edits[0].id == b.edits[0].id && a.edits[0].path == b.edits[0].path &&
         a.group == b.group;
}

bool replaces(const state::Effect& newer, const state::Effect& waiting) {
  if (std::holds_alternative<state::SavePlace>(newer)) return std::holds_alternative<state::SavePlace>(waiting);
  const auto* typed = std::get_if<state::CommitEdits>(&newer);
  const auto* before = std::get_if<state::CommitEdits>(&waiting);
  return typed && before && typed->continues_typing && same_field(*typed, *before);
}

}  // namespace

void enqueue(std::deque<state::Effect>& queue, state::Effect effect) {
  if (queue.empty() || !replaces(effect, queue.back())) return queue.push_back(std::move(effect));
  auto* typed = std::get_if<state::CommitEdits>(&effect);
  // The first of a run opens the field's log entry; what replaces it must open it too.
  if (typed) typed->continues_typing = std::get<state::CommitEdits>(queue.back()).continues_typing;
  queue.back() = std::move(effect);
}

Runner::Runner(WorkerOptions options, std::function<void()> wake) : wake_(std::move(wake)) {
  options.poke = [this] { poke(); };
  worker_ = std::make_unique<Worker>(std::move(options), [this](state::Event event) { post(std::move(event)); });
  thread_ = std::thread([this] { work(); });
}

Runner::~Runner() {
  {
    const std::lock_guard hold(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void Runner::run(state::Effects effects) {
  if (effects.empty()) return;
  {
    const std::lock_guard hold(mutex_);
    for (state::Effect& effect : effects) enqueue(queue_, std::move(effect));
  }
  changed_.notify_one();
}

std::vector<state::Event> Runner::take_events() {
  const std::lock_guard hold(mutex_);
  return std::exchange(events_, {});
}

bool Runner::idle() const {
  const std::lock_guard hold(mutex_);
  return queue_.empty() && !busy_ && events_.empty();
}

void Runner::post(state::Event event) {
  {
    const std::lock_guard hold(mutex_);
    events_.push_back(std::move(event));
  }
  wake_();
}

void Runner::poke() {
  {
    const std::lock_guard hold(mutex_);
    poked_ = true;
  }
  changed_.notify_one();
}

// What was asked for comes first; what goes on by itself gets its turn after each, so that neither waits long for the other.
void Runner::work() {
  std::unique_lock hold(mutex_);
  int64_t wait_ms = -1;
  const auto something = [this] { return stopping_ || poked_ || !queue_.empty(); };
  while (true) {
    if (wait_ms < 0) changed_.wait(hold, something);
    else changed_.wait_for(hold, std::chrono::milliseconds(wait_ms), something);
    if (queue_.empty() && stopping_) break;
    std::optional<state::Effect> effect;
    if (!queue_.empty()) {
      effect = std::move(queue_.front());
      queue_.pop_front();
    }
    poked_ = false;
    busy_ = true;
    hold.unlock();
    if (effect) worker_->run(std::move(*effect));
    wait_ms = worker_->turn();
    hold.lock();
    busy_ = false;
    if (queue_.empty()) wake_();  // whoever waits for idle() looks again
  }
  hold.unlock();
  worker_.reset();  // the store and the key close on the thread that used them
}

}  // namespace effects
