// tests/tools/sync_replay/tls_road.h: the hub behind its real server on a port of this machine, and for each tablet a real client with a certificate of its own.
#pragma once
#include <memory>

#include "platform/net/client.h"
#include "platform/net/server.h"
#include "sync/reconcile/hub.h"

namespace replay {

struct Sent {
  base::Bytes answer;
  uint64_t up = 0, down = 0;  // bytes on the wire, TLS included
};

// Any thread; each client belongs to one.
class TlsRoad {
 public:
  // Borrows the hub. `callers` threads give it what came.
  static base::Result<std::unique_ptr<TlsRoad>> open(reconcile::Hub& hub, int callers);
  base::Result<std::unique_ptr<net::Client>> client_of(uint64_t device) const;
  // Errors: Offline (why, by name).
  static base::Result<Sent> send(net::Client& client, base::ByteView request);

 private:
  explicit TlsRoad(net::Authority authority) : authority_(std::move(authority)) {}
  const net::Authority authority_;
  std::unique_ptr<net::Server> server_;
};

}  // namespace replay
