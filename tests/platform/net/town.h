// tests/platform/net/town.h: an authority, a server under it and what its clients need, for a test; a TLS client that says what it is told to, byte by byte;
// and a server that knows no TLS.
#pragma once
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "platform/net/client.h"
#include "platform/net/server.h"

namespace net {

inline const Validity kNow{1'700'000'000, 4'000'000'000};  // any day a test may run

inline std::string pem(const base::Result<std::string>& made) { return made.value(); }

struct Town {
  Authority authority = Authority::make("Test authority", kNow).value();
  std::unique_ptr<Server> server;

  Identity identity_of_server(const Validity& validity = kNow) const {
    const std::string key = pem(make_key());
    return {pem(authority.certify_server(key, {"127.0.0.1", "localhost"}, validity)), key};
  }
  Identity device(const std::string& name) const {
    const std::string key = pem(make_key());
    return {pem(authority.certify_device(pem(make_certificate_request(key)), name, kNow)), key};
  }
  ServerOptions options() const {
    ServerOptions out;
    out.identity = identity_of_server();
    out.authority = authority.certificate();
    out.open_paths = {"/open"};
    return out;
  }
  void start(ServerOptions given, Handler handler) {
    auto started = Server::start(std::move(given), std::move(handler));
    ASSERT_TRUE(started) << started.error().detail;
    server = std::move(*started);
  }
  void start(Handler handler) { start(options(), std::move(handler)); }
  ClientOptions way_there(std::optional<Identity> identity) const {
    ClientOptions out;
    out.url = "https://127.0.0.1:" + std::to_string(server->port());
    out.authority = authority.certificate();
    out.identity = std::move(identity);
    return out;
  }
  std::unique_ptr<Client> client(std::optional<Identity> identity) const { return std::move(Client::make(way_there(std::move(identity))).value()); }
};

// Says back what it was told, after the name of who said it.
inline std::vector<Response> echo(std::span<Request> requests) {
  std::vector<Response> out;
  for (const Request& request : requests) {
    const std::string text = request.peer.value_or("nobody") + " " + request.path + " " + std::string(base::text_view(request.body));
    out.push_back({200, base::copy(base::view(text)), "text/plain", 0});
  }
  return out;
}

inline std::string text_of(const Reply& reply) { return std::string(base::text_view(reply.body)); }

inline int connect_to(uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_port = htons(port);
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval patience{20, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  return ::connect(socket, reinterpret_cast<sockaddr*>(&place), sizeof place) == 0 ? socket : -1;
}

class RawTls {
 public:
  RawTls(uint16_t port, const std::optional<Identity>& identity, int version_max = TLS1_3_VERSION) : context_(SSL_CTX_new(TLS_client_method())), socket_(connect_to(port)) {
    SSL_CTX_set_max_proto_version(context_, version_max);
    if (identity) {
      BIO* certificate = BIO_new_mem_buf(identity->certificate.data(), int(identity->certificate.size()));
      BIO* key = BIO_new_mem_buf(identity->key.data(), int(identity->key.size()));
      X509* read = PEM_read_bio_X509(certificate, nullptr, nullptr, nullptr);
      EVP_PKEY* read_key = PEM_read_bio_PrivateKey(key, nullptr, nullptr, nullptr);
      SSL_CTX_use_certificate(context_, read);
      SSL_CTX_use_PrivateKey(context_, read_key);
      X509_free(read), EVP_PKEY_free(read_key), BIO_free(certificate), BIO_free(key);
    }
    tls_ = SSL_new(context_);
    SSL_set_fd(tls_, socket_);
    shaken_ = SSL_connect(tls_) == 1;
  }
  RawTls(const RawTls&) = delete;
  ~RawTls() {
    SSL_free(tls_);
    SSL_CTX_free(context_);
    ::close(socket_);
  }
  bool shaken() const { return shaken_; }
  void say(std::string_view text) { (void)SSL_write(tls_, text.data(), int(text.size())); }
  // Until the other end closes.
  std::string hear() {
    std::string out;
    char some[4096];
    for (int got; (got = SSL_read(tls_, some, sizeof some)) > 0;) out.append(some, size_t(got));
    return out;
  }
  // Until the end of a head.
  std::string hear_head() {
    std::string out;
    for (char c; out.find("\r\n\r\n") == std::string::npos && SSL_read(tls_, &c, 1) == 1;) out += c;
    return out;
  }

 private:
  SSL_CTX* context_;
  int socket_;
  SSL* tls_ = nullptr;
  bool shaken_ = false;
};

// Answers everybody the same, in the clear.
class PlainServer {
 public:
  explicit PlainServer(std::string answer) : answer_(std::move(answer)), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof place;
    EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&place), size), 0);
    EXPECT_EQ(::listen(socket_, 16), 0);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&place), &size);
    port_ = ntohs(place.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~PlainServer() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }
  uint16_t port() const { return port_; }

 private:
  void serve() {
    for (int one; (one = ::accept(socket_, nullptr, nullptr)) >= 0; ::close(one)) {
      char some[4096];
      (void)!::read(one, some, sizeof some);
      (void)!::write(one, answer_.data(), answer_.size());
      ::shutdown(one, SHUT_WR);
      while (::read(one, some, sizeof some) > 0) {}
    }
  }
  const std::string answer_;
  int socket_;
  uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace net
