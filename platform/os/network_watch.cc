#include "platform/os/network_watch.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <ctime>
#include <limits>
#include <utility>

#include "platform/os/network_state.h"

namespace os {
namespace {

constexpr uint16_t kDumps[] = {RTM_GETLINK, RTM_GETADDR, RTM_GETROUTE};
constexpr size_t kDatagramBytes = 64 * 1024;

int64_t steady_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

// The kernel answers with everything it has of that kind, and NLMSG_DONE.
void ask_for_all(int kernel, uint16_t kind) {
  struct {
    nlmsghdr head;
    rtgenmsg body;
  } request{};
  request.head.nlmsg_len = sizeof request;
  request.head.nlmsg_type = kind;
  request.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  (void)::send(kernel, &request, sizeof request, 0);
}

// Never reached; cancelled when the wall clock is set, and when the machine wakes.
void watch_for_jumps(int timer) {
  itimerspec far{};
  far.it_value.tv_sec = std::numeric_limits<int32_t>::max();
  (void)::timerfd_settime(timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &far, nullptr);
}

bool has_jumped(int timer) {
  uint64_t times = 0;
  if (::read(timer, &times, sizeof times) >= 0 || errno != ECANCELED) return false;
  watch_for_jumps(timer);
  return true;
}

// News that more may follow, from the first of it to the last.
struct Untold {
  bool any = false;
  int64_t first_ms = 0, last_ms = 0;
  void add(int64_t now_ms) {
    if (!std::exchange(any, true)) first_ms = now_ms;
    last_ms = now_ms;
  }
  // Until it is to be told; -1: there is none.
  int wait_ms(int64_t now_ms) const {
    return any ? int(std::max<int64_t>(0, std::min(last_ms + kNetworkQuietMs, first_ms + kNetworkPatienceMs) - now_ms)) : -1;
  }
};

}  // namespace

class NetworkWatch::Kernel {
 public:
  explicit Kernel(int socket) : socket_(socket) { begin(); }
  // Everything that has been said. True: a network came. The kernel has the answer to what it is asked ready when the asking returns.
  bool hear() {
    bool news = false;
    while (true) {
      const ssize_t got = ::recv(socket_, bytes_.data(), bytes_.size(), MSG_DONTWAIT);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0 && errno == ENOBUFS) {  // it said more than fitted
        news = true;
        begin();
        continue;
      }
      if (got <= 0) return news;
      const bool came = state_.take(base::ByteView(bytes_).first(size_t(got)));
      news |= came && dump_ == std::size(kDumps);
      if (dump_ < std::size(kDumps) && state_.is_dump_done() && ++dump_ < std::size(kDumps)) ask_for_all(socket_, kDumps[dump_]);
    }
  }

 private:
  // What is there already.
  void begin() {
    dump_ = 0;
    ask_for_all(socket_, kDumps[0]);
  }
  int socket_;
  size_t dump_ = 0;
  NetworkState state_;
  base::Bytes bytes_ = base::Bytes(kDatagramBytes);
};

NetworkWatch::NetworkWatch(std::function<void(NetworkNews)> tell) : tell_(std::move(tell)) {}

base::Result<std::unique_ptr<NetworkWatch>> NetworkWatch::start(std::function<void(NetworkNews)> tell) {
  std::unique_ptr<NetworkWatch> made(new NetworkWatch(std::move(tell)));
  TRY_DO(made->open());
  made->thread_ = std::thread([watch = made.get()] { watch->work(); });
  return made;
}

base::Status NetworkWatch::open() {
  kernel_ = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
  sockaddr_nl here{};
  here.nl_family = AF_NETLINK;
  here.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
  if (kernel_ < 0 || ::bind(kernel_, reinterpret_cast<sockaddr*>(&here), sizeof here) != 0) return base::fail(base::Fault::Denied, "rtnetlink errno " + std::to_string(errno));
  jumps_ = ::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  end_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (jumps_ < 0 || end_ < 0) return base::fail(base::Fault::Busy, "descriptors errno " + std::to_string(errno));
  watch_for_jumps(jumps_);
  said_ = std::make_unique<Kernel>(kernel_);
  (void)said_->hear();
  return {};
}

NetworkWatch::~NetworkWatch() {
  if (thread_.joinable()) {
    const uint64_t one = 1;
    (void)!::write(end_, &one, sizeof one);
    thread_.join();
  }
  for (const int each : {kernel_, jumps_, end_})
    if (each >= 0) ::close(each);
}

void NetworkWatch::work() {
  Untold untold;
  while (true) {
    pollfd all[] = {{kernel_, POLLIN, 0}, {jumps_, POLLIN, 0}, {end_, POLLIN, 0}};
    (void)::poll(all, std::size(all), untold.wait_ms(steady_ms()));
    if (all[2].revents) return;
    if (all[1].revents && has_jumped(jumps_)) tell_(NetworkNews::Woke);
    if (all[0].revents && said_->hear()) untold.add(steady_ms());
    if (untold.wait_ms(steady_ms()) != 0) continue;
    untold = {};
    tell_(NetworkNews::Came);
  }
}

}  // namespace os
