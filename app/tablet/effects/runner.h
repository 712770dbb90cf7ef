// app/tablet/effects/runner.h: carries out effects on one worker thread, in the order they were asked for, and keeps the events they end in
// until the frame's thread takes them. The frame's thread never waits for a disk.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "app/tablet/effects/worker.h"
#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace effects {

class Runner {
 public:
  // `wake` is called from the worker thread after each event; it must be thread-safe and quick.
  Runner(WorkerOptions options, std::function<void()> wake);
  // Finishes everything that was asked for first: closing the window loses nothing.
  ~Runner();
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  void run(state::Effects effects);
  std::vector<state::Event> take_events();
  // Nothing is queued, nothing is running and every event has been taken.
  bool idle() const;

 private:
  void work();
  void post(state::Event event);
  void poke();

  std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<state::Effect> queue_;
  std::vector<state::Event> events_;
  bool busy_ = false;
  bool poked_ = false;
  bool stopping_ = false;
  std::unique_ptr<Worker> worker_;
  std::thread thread_;
};

// Adds `effect` to the queue. Typing that goes on in one field, and places, replace the one still waiting behind them: what was typed since is
// in the newer one, so a slow disk costs one commit and not one a keystroke.
void enqueue(std::deque<state::Effect>& queue, state::Effect effect);

}  // namespace effects
