#include "tests/support/proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <deque>

namespace support {
namespace {

constexpr size_t kHeldBytesMax = 256 * 1024;  // on the way in one direction

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
  struct Piece {
    std::vector<char> bytes;
    int64_t due_ms = 0;
  };
  struct Way {
    std::deque<Piece> pieces;
    size_t bytes = 0;        // in them
    int64_t sent_ms = 0;     // when the last of them has left, at its pace
    bool ended = false;      // nothing more comes from there
    bool told = false;       // and the other end has been told
  };
  int ends[2];
  Way ways[2];  // from ends[i] to the other
  int64_t cut_after = -1;
  bool bad = true, falls_silent = false, silent = false, gone = false;
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

void Proxy::watch(const Link& link, std::vector<pollfd>& watch, int64_t& wait_ms) const {
  // No more is read than the way there holds, so that the sender feels how slow it is.
  const size_t held_max = !link.bad || network_.bytes_per_s == 0 ? kHeldBytesMax : network_.piece_bytes + size_t(network_.bytes_per_s) * size_t(network_.delay_ms) / 1000;
  const int64_t now = steady_ms();
  for (const int i : {0, 1}) {
    const Link::Way &from = link.ways[i], &to = link.ways[1 - i];
    short events = 0;
    if (link.silent) {
      events = POLLRDHUP;
    } else {
      const int64_t due = to.pieces.empty() ? -1 : to.pieces.front().due_ms;
      if (due > now) wait_ms = wait_ms < 0 ? due - now : std::min(wait_ms, due - now);
      if (!from.ended && from.bytes < held_max) events = POLLIN;
      if (due >= 0 && due <= now) events = short(events | POLLOUT);
    }
    watch.push_back({events != 0 ? link.ends[i] : -1, events, 0});  // one that has hung up would be reported for ever
  }
}

void Proxy::read_from(Link& link, int end) {
  Link::Way& from = link.ways[end];
  std::vector<char> piece(network_.piece_bytes);
  const ssize_t got = ::recv(link.ends[end], piece.data(), piece.size(), MSG_DONTWAIT);
  if (got < 0 && errno != EAGAIN) link.gone = true;
  if (got == 0) from.ended = true;
  if (got <= 0) return;
  piece.resize(size_t(got));
  from.sent_ms = std::max(from.sent_ms, steady_ms());
  if (link.bad && network_.bytes_per_s > 0) from.sent_ms += got * 1000 / int64_t(network_.bytes_per_s);
  from.bytes += size_t(got);
  from.pieces.push_back({std::move(piece), from.sent_ms + (link.bad ? network_.delay_ms : 0)});
}

void Proxy::pass_on(Link& link, int end) {
  Link::Way& to = link.ways[1 - end];
  if (to.pieces.empty() || to.pieces.front().due_ms > steady_ms()) return;
  std::vector<char>& bytes = to.pieces.front().bytes;
  const size_t allowed = link.cut_after >= 0 ? std::min<size_t>(bytes.size(), size_t(link.cut_after)) : bytes.size();
  const ssize_t sent = allowed == 0 ? 0 : ::send(link.ends[end], bytes.data(), allowed, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN) link.gone = true;
  if (sent <= 0) return;
  bytes_ += uint64_t(sent);
  to.bytes -= size_t(sent);
  bytes.erase(bytes.begin(), bytes.begin() + sent);
  if (bytes.empty()) to.pieces.pop_front();
  if (link.cut_after >= 0) link.cut_after -= sent;
}

bool Proxy::serve(Link& link, const pollfd* seen) {
  if (link.silent) return !((seen[0].revents | seen[1].revents) & (POLLRDHUP | POLLHUP | POLLERR));
  for (const int i : {0, 1}) {
    if ((seen[i].revents & (POLLIN | POLLHUP | POLLERR)) && !link.ways[i].ended) read_from(link, i);
    if (seen[i].revents & POLLOUT) pass_on(link, i);
  }
  for (const int i : {0, 1}) {
    Link::Way& way = link.ways[i];
    if (!way.ended || way.told || !way.pieces.empty()) continue;
    ::shutdown(link.ends[1 - i], SHUT_WR);
    way.told = true;
  }
  if (link.cut_after == 0) {
    ++cut_;
    silent_ += link.falls_silent;
    link.silent = link.falls_silent;
    link.gone = !link.silent;
  }
  return !link.gone && !(link.ways[0].told && link.ways[1].told);
}

void Proxy::take_in(std::list<Link>& links, std::mt19937_64& chance) {
  const int caller = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
  if (caller < 0 || ends_) return;
  ++connections_;
  const auto happens = [&](int percent) { return !healed_ && int(chance() % 100) < percent; };
  const int other = connect_to(to_);
  const bool refuse = happens(network_.refused_percent);
  if (refuse || other < 0) {
    refused_ += refuse;
    cut_off(caller);
    if (other >= 0) ::close(other);
    return;
  }
  Link link{{caller, other}, {}};
  link.bad = !healed_;
  if (happens(network_.cut_percent)) link.cut_after = 1 + int64_t(chance() % network_.cut_after_bytes_max);
  link.falls_silent = happens(network_.silent_percent);
  const int at_once = 1;
  for (const int end : link.ends) ::setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
  links.push_back(std::move(link));
}

void Proxy::run() {
  std::mt19937_64 chance(network_.seed);
  std::list<Link> links;
  while (!ends_) {
    std::vector<pollfd> all{{listening_, POLLIN, 0}};
    int64_t wait_ms = -1;
    for (const Link& link : links) watch(link, all, wait_ms);
    if (::poll(all.data(), all.size(), int(wait_ms)) < 0) continue;
    if (cuts_all_.exchange(false)) {
      for (const Link& link : links)
        for (const int end : link.ends) cut_off(end);
      links.clear();
      continue;
    }
    const pollfd* seen = &all[1];
    for (auto link = links.begin(); link != links.end(); seen += 2) {
      if (serve(*link, seen)) {
        ++link;
        continue;
      }
      for (const int end : link->ends) link->gone ? cut_off(end) : void(::close(end));
      link = links.erase(link);
    }
    if (all[0].revents & POLLIN) take_in(links, chance);
  }
  for (const Link& link : links)
    for (const int end : link.ends) ::close(end);
}

}  // namespace support
