// platform/os/network_watch.h: says when it may be worth trying to reach somebody again: a network came, or the machine woke or had its clock set. By what
// the kernel tells (rtnetlink; a timer the kernel cancels when the wall clock jumps, which waking is), so nothing is polled and a tablet at rest stays at rest.
// Threads: `tell` comes from a thread of its own.
#pragma once
#include <functional>
#include <memory>
#include <thread>

#include "platform/base/result.h"

namespace os {

enum class NetworkNews { Came, Woke };

inline constexpr int kNetworkQuietMs = 400;     // a network comes in a dozen messages: told once they have stopped
inline constexpr int kNetworkPatienceMs = 2'000;  // or after so long, if they do not

class NetworkWatch {
 public:
  // Told of what comes from now on; what is there already is no news. Errors: Denied (the kernel tells nobody here), Busy.
  static base::Result<std::unique_ptr<NetworkWatch>> start(std::function<void(NetworkNews)> tell);
  ~NetworkWatch();
  NetworkWatch(const NetworkWatch&) = delete;
  NetworkWatch& operator=(const NetworkWatch&) = delete;

 private:
  explicit NetworkWatch(std::function<void(NetworkNews)> tell);
  base::Status open();
  void work();

  class Kernel;
  const std::function<void(NetworkNews)> tell_;
  std::unique_ptr<Kernel> said_;
  int kernel_ = -1, jumps_ = -1, end_ = -1;
  std::thread thread_;
};

}  // namespace os
