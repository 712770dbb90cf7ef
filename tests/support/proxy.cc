#include "tests/support/proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <list>
#include <random>
#include <vector>

namespace support {
namespace {

int64_t steady_ms() { return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

sockaddr_in local(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(uint16_t(port));
  return address;
}

int connect_to(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = local(port);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
  ::close(socket);
  return -1;
}

// Gone without a word, as when a tablet leaves the range of its mast.
void cut_off(int socket) {
  const linger at_once{1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(socket);
}

}  // namespace

struct Proxy::Link {
  struct Way {
    std::vector<char> waiting;
    int64_t may_ms = 0;  // when the next piece may go
    bool ended = false;
  };
  int ends[2];
  Way ways[2];  // from ends[i] to the other
  int64_t cut_after = -1;
  bool slow = true;
};

Proxy::Proxy(int port, const BadNetwork& network) : to_(port), network_(network) {
  listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = local(0);
  socklen_t size = sizeof address;
  if (::bind(listening_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listening_, 128) != 0) std::abort();
  ::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

Proxy::~Proxy() {
  ends_ = true;
  wake();
  thread_.join();
  ::close(listening_);
}

void Proxy::wake() const {
  if (const int caller = connect_to(port_); caller >= 0) ::close(caller);
}

void Proxy::cut_all() {
  cuts_all_ = true;
  wake();
}

void Proxy::run() {
  std::mt19937_64 chance(network_.seed);
  std::list<Link> links;
  std::vector<char> piece(network_.piece_bytes);
  while (!ends_) {
    std::vector<pollfd> watch{{listening_, POLLIN, 0}};
    int64_t wait_ms = -1;
    const int64_t now = steady_ms();
    for (Link& link : links) {
      for (int i : {0, 1}) {
        const Link::Way &from = link.ways[i], &to = link.ways[1 - i];
        const bool ready = !to.waiting.empty() && now >= to.may_ms;
        if (!to.waiting.empty() && !ready) wait_ms = wait_ms < 0 ? to.may_ms - now : std::min(wait_ms, to.may_ms - now);
        const short events = short((from.waiting.empty() && !from.ended ? POLLIN : 0) | (ready ? POLLOUT : 0));
        watch.push_back({events != 0 ? link.ends[i] : -1, events, 0});  // one that has hung up would be reported for ever
      }
    }
    if (::poll(watch.data(), watch.size(), int(wait_ms)) < 0) continue;
    if (cuts_all_.exchange(false)) {
      for (const Link& link : links)
        for (const int end : link.ends) cut_off(end);
      links.clear();
      continue;
    }
    size_t at = 1;
    for (auto link = links.begin(); link != links.end(); at += 2) {
      bool gone = false, cut = false;
      for (int i : {0, 1}) {
        Link::Way &from = link->ways[i], &to = link->ways[1 - i];
        const short what = watch[at + size_t(i)].revents;
        if ((what & (POLLIN | POLLHUP | POLLERR)) && from.waiting.empty() && !from.ended) {
          const ssize_t got = ::recv(link->ends[i], piece.data(), piece.size(), MSG_DONTWAIT);
          if (got > 0) {
            from.waiting.assign(piece.begin(), piece.begin() + got);
            if (link->slow && network_.bytes_per_s > 0) from.may_ms = std::max(from.may_ms, steady_ms()) + got * 1000 / int64_t(network_.bytes_per_s);
          } else if (got == 0) {
            from.ended = true;
            ::shutdown(link->ends[1 - i], SHUT_WR);
          } else if (errno != EAGAIN) {
            gone = true;
          }
        }
        if ((what & POLLOUT) && !to.waiting.empty()) {
          size_t allowed = to.waiting.size();
          if (link->cut_after >= 0) allowed = std::min<size_t>(allowed, size_t(link->cut_after));
          const ssize_t sent = allowed == 0 ? 0 : ::send(link->ends[i], to.waiting.data(), allowed, MSG_DONTWAIT | MSG_NOSIGNAL);
          if (sent > 0) {
            bytes_ += uint64_t(sent);
            to.waiting.erase(to.waiting.begin(), to.waiting.begin() + sent);
            if (link->cut_after >= 0) link->cut_after -= sent;
          } else if (sent < 0 && errno != EAGAIN) {
            gone = true;
          }
          cut = cut || link->cut_after == 0;
        }
      }
      if (cut) ++cut_;
      if (!cut && !gone && !(link->ways[0].ended && link->ways[1].ended)) {
        ++link;
        continue;
      }
      for (const int end : link->ends) cut || gone ? cut_off(end) : void(::close(end));
      link = links.erase(link);
    }
    if (!(watch[0].revents & POLLIN)) continue;
    const int caller = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (caller < 0 || ends_) continue;
    ++connections_;
    const int other = connect_to(to_);
    const bool refuse = !healed_ && int(chance() % 100) < network_.refused_percent;
    if (refuse || other < 0) {
      refused_ += refuse;
      cut_off(caller);
      if (other >= 0) ::close(other);
      continue;
    }
    Link link{{caller, other}, {}, -1, !healed_};
    if (!healed_ && int(chance() % 100) < network_.cut_percent) link.cut_after = 1 + int64_t(chance() % network_.cut_after_bytes_max);
    link.ways[0].may_ms = link.ways[1].may_ms = steady_ms() + (healed_ ? 0 : network_.delay_ms);
    const int at_once = 1;
    for (const int end : link.ends) ::setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    links.push_back(std::move(link));
  }
  for (const Link& link : links)
    for (const int end : link.ends) ::close(end);
}

}  // namespace support
