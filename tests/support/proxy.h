// tests/support/proxy.h: a bad network between two real programs: it passes TCP on, in pieces and at a pace, refuses some connections and cuts others after some bytes,
// all drawn from a seed. A thread of its own; heal() and the figures may be asked from any.
#pragma once
#include <poll.h>

#include <atomic>
#include <cstdint>
#include <list>
#include <random>
#include <thread>
#include <vector>

namespace support {

struct BadNetwork {
  uint64_t seed = 1;
  int refused_percent = 0;         // connections that end as soon as they begin
  int cut_percent = 0;             // connections that end after some bytes, either way
  uint64_t cut_after_bytes_max = 64 * 1024;
  int silent_percent = 0;          // of the ones that are cut: nobody is told, nothing comes any more
  size_t piece_bytes = 64 * 1024;  // passed on at once, at most
  uint64_t bytes_per_s = 0;        // each way of each connection; 0: as fast as it goes. 2G: 5,000
  int delay_ms = 0;                // on the way, of every byte
};

class Proxy {
 public:
  // Listens on a free port of 127.0.0.1 and passes on to `port` there. Aborts the test program when it cannot.
  Proxy(int port, const BadNetwork& network);
  ~Proxy();
  int port() const { return port_; }
  // From now on nothing is refused, cut or slow; connections there are go on as they were.
  void heal() { healed_ = true; }
  // Every connection there is ends now.
  void cut_all();
  uint64_t connections() const { return connections_; }
  uint64_t refused() const { return refused_; }
  uint64_t cut() const { return cut_; }        // those that fell silent among them
  uint64_t silent() const { return silent_; }
  uint64_t bytes() const { return bytes_; }

 private:
  struct Link;
  // What of it there is to wait for, put on `watch`; and for how long at most. -1: until something happens.
  void watch(const Link& link, std::vector<pollfd>& watch, int64_t& wait_ms) const;
  void read_from(Link& link, int end);
  void pass_on(Link& link, int end);
  // False: it is over.
  bool serve(Link& link, const pollfd* seen);
  void take_in(std::list<Link>& links, std::mt19937_64& chance);
  void run();
  void wake() const;
  const int to_;
  const BadNetwork network_;
  int listening_ = -1, port_ = 0;
  std::atomic<bool> healed_{false}, cuts_all_{false}, ends_{false};
  std::atomic<uint64_t> connections_{0}, refused_{0}, cut_{0}, silent_{0}, bytes_{0};
  std::thread thread_;
};

}  // namespace support
