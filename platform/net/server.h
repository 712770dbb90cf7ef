// platform/net/server.h: an HTTPS server for many slow clients and few, short kinds of request. TLS 1.3 and nothing older; the client's certificate is asked
// for and checked against one authority; who has none reaches the paths marked open and no others. HTTP/1.1 with connections kept; no pipelining, no
// compression, no content of its own.
// Threads: `threads` of its own carry bytes, `callers` more call the handler. The handler is given all requests at hand in one call, so that it can make their
// effects durable together; with several callers it prepares some while others are made durable. start() and stop() belong to one thread; figures() to any.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "platform/net/certificates.h"

namespace net {

// Whoever goes beyond one of these is told (a status in brackets) or cut off; the others do not notice.
struct Limits {
  size_t header_bytes_max = 8 * 1024;                 // request line and headers (431)
  size_t body_bytes_max = 32 * 1024 * 1024;           // with a certificate (413)
  size_t open_body_bytes_max = 64 * 1024;             // without one (413)
  size_t bodies_bytes_max = 512 * 1024 * 1024;        // in memory, all together (429)
  size_t connections_max = 1000;                      // beyond: 429 to a request, as long as there are
  size_t handshakes_max = 700;                        // of those, in TLS's handshake: for one more the one that has been at it longest is closed
  size_t open_connections_max = 100;                  // of those, without a certificate (429)
  size_t open_connections_told_max = 100;             // as many beyond; further ones are closed at once
  size_t connections_told_max = 250;                  // as many beyond connections_max; further ones are closed at once
  size_t requests_waiting_max = 600;                  // for the handler (429)
  size_t requests_at_once_max = 128;                  // in one call of the handler
  int64_t handshake_ms = 15'000;                      // from the connection to the end of TLS's handshake (closed)
  int64_t idle_ms = 90'000;                           // between an answer and the next request (closed); without a certificate head_ms
  int64_t head_ms = 15'000;                           // from a request's first byte to the end of its headers (closed)
  int64_t request_ms = 120'000;                       // from a request's first byte to its last; what came of a body is still handed on (closed)
  int64_t answer_ms = 120'000;                        // to take an answer (closed)
  int64_t stop_ms = 5'000;                            // for answers under way when the server stops
  int retry_after_s = 15;                             // what a 429 says
};

struct Request {
  std::string method, path;         // the path as sent, without what follows a '?'
  std::optional<std::string> peer;  // the name in the client's certificate; none: open path
  base::Bytes body;
  bool whole = true;                // false: the connection ended inside the body; nobody will read an answer
};

struct Response {
  int status = 200;
  base::Bytes body;
  std::string type = "application/octet-stream";
  int retry_after_s = 0;  // 0: not said
};

// One answer for each request, in order.
using Handler = std::function<std::vector<Response>(std::span<Request> requests)>;

struct ServerOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 0;  // 0: any free one
  Identity identity;
  std::string authority;                // PEM: who signs clients' certificates
  std::vector<std::string> open_paths;  // whole paths
  Limits limits;
  int threads = 2;
  int callers = 1;  // with more the handler is called from as many threads at once
};

struct ServerFigures {
  uint64_t connections = 0;      // open now
  uint64_t connections_all = 0;  // since the start
  uint64_t handshakes_failed = 0;
  uint64_t requests = 0, calls = 0;  // handed to the handler; in how many calls
  uint64_t refused_busy = 0;         // 429
  uint64_t refused = 0;              // any other 4xx of the server's own
  uint64_t cut_off = 0;              // for being slow
};

// What every answer of such a server has among its headers, and nobody else's.
inline constexpr const char* kMarkHeader = "Doorstep";

class Server {
 public:
  // Listens once this returns. Errors: BadInput (certificates, address), Busy (the port is taken), Denied.
  static base::Result<std::unique_ptr<Server>> start(ServerOptions options, Handler handler);
  ~Server();  // stops
  uint16_t port() const;
  // No new connection or request; what the handler has is answered, for at most stop_ms. Requests still coming in are cut.
  void stop();
  ServerFigures figures() const;

  struct Impl;

 private:
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace net
