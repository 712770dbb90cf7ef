// platform/net/connection.h: one client of the server, from its handshake to its end. Private to the server.
#pragma once
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "platform/net/request_reader.h"
#include "platform/net/server_impl.h"

namespace net {

// The words of a status line.
inline const char* reason_of(int status) {
  switch (status) {
    case 200: return "OK";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 413: return "Content Too Large";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 503: return "Service Unavailable";
    default: return status < 400 ? "OK" : status < 500 ? "Refused" : "Server Error";
  }
}

// What the certificate calls the peer; none when it showed none that holds.
inline std::optional<std::string> name_of_peer(SSL* tls) {
  X509* const certificate = SSL_get1_peer_certificate(tls);
  if (!certificate) return std::nullopt;
  char name[128] = {};
  const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
  X509_free(certificate);
  return size > 0 && SSL_get_verify_result(tls) == X509_V_OK ? std::optional<std::string>(std::in_place, name, size_t(size)) : std::nullopt;
}

// One client. Everything runs on its strand.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Server::Impl& server, tcp::socket socket, uint64_t number, bool to_be_told)
      : server_(server), stream_(std::move(socket), server.tls), timer_(stream_.get_executor()), number_(number), to_be_told_(to_be_told) {
    buffer_.resize(server.options.limits.header_bytes_max + kReadBytes);
  }
  ~Connection() {
    if (counted_open_) --server_.without_certificate;
    const std::lock_guard lock(server_.connections_mutex);
    server_.connections.erase(this);
    server_.shaking.erase(number_);
    server_.connection_gone.notify_all();
  }

  auto executor() { return stream_.get_executor(); }

  void begin() {
    arm(limits().handshake_ms);
    stream_.async_handshake(asio::ssl::stream_base::server, [self = shared_from_this()](Failed failed) { self->shaken(failed); });
  }

  // Somebody else would like to shake hands.
  void make_room() {
    if (phase_ == Phase::Handshake) late();
  }

  void answer(const Response& response) {
    if (phase_ == Phase::Closed) return;
    write(response, reader_->keep_alive() && !server_.stopping);
  }

  // The server stops: what is not at the handler or on its way out ends here.
  void end() {
    if (phase_ == Phase::Handling || phase_ == Phase::Writing) return;
    if (phase_ == Phase::Body) hand_on_part();
    close();
  }

 private:
  static constexpr size_t kReadBytes = 1024;  // beyond the longest head
  static constexpr size_t kDrainBytesMax = 4 * 1024 * 1024;
  static constexpr int64_t kDrainMs = 2'000;
  enum class Phase { Handshake, Idle, Head, Body, Handling, Writing, Draining, Closed };

  const Limits& limits() const { return server_.options.limits; }

  void arm(int64_t ms) {
    timer_.expires_after(std::chrono::milliseconds(ms));
    timer_.async_wait([self = shared_from_this(), turn = ++turn_](Failed failed) {
      if (!failed && turn == self->turn_) self->late();
    });
  }
  void disarm() {
    ++turn_;
    timer_.cancel();
  }

  void late() {
    if (phase_ != Phase::Idle && phase_ != Phase::Draining) ++server_.cut_off;
    if (phase_ == Phase::Body) hand_on_part();
    close();
  }

  void close() {
    if (phase_ == Phase::Closed) return;
    phase_ = Phase::Closed;
    disarm();
    Failed ignored;
    stream_.next_layer().close(ignored);
  }

  void shaken(Failed failed) {
    if (phase_ == Phase::Closed) return;
    if (failed) {
      ++server_.handshakes_failed;
      return drain();  // so that the other end reads the alert
    }
    {
      const std::lock_guard lock(server_.connections_mutex);
      server_.shaking.erase(number_);
    }
    peer_ = name_of_peer(stream_.native_handle());
    if (!peer_) {
      counted_open_ = true;
      const size_t strangers = ++server_.without_certificate;
      to_be_told_ = to_be_told_ || strangers > limits().open_connections_max;
      if (strangers > limits().open_connections_max + limits().open_connections_told_max) return ++server_.refused_busy, close();
    }
    next_request();
  }

  void next_request() {
    reader_ = std::make_unique<RequestReader>(limits(), server_.bodies_bytes);
    reader_->body_bytes_max = peer_ ? limits().body_bytes_max : limits().open_body_bytes_max;
    phase_ = Phase::Idle;
    if (server_.stopping) return close();
    arm(peer_ ? limits().idle_ms : std::min(limits().idle_ms, limits().head_ms));  // a stranger has nothing to keep a connection for
    if (filled_ > 0) return take();
    read();
  }

  void read() {
    stream_.async_read_some(asio::buffer(buffer_.data() + filled_, buffer_.size() - filled_), [self = shared_from_this()](Failed failed, size_t got) {
      if (self->phase_ == Phase::Closed) return;
      if (failed) {
        if (self->phase_ == Phase::Body) self->hand_on_part();
        return self->close();
      }
      self->filled_ += got;
      self->take();
    });
  }

  // Looks at what came.
  void take() {
    if (phase_ == Phase::Idle) {
      phase_ = Phase::Head;
      arm(limits().head_ms);
    }
    Failed failed;
    while (filled_ > 0 && !failed && !reader_->is_done()) {
      const size_t used = reader_->put(asio::const_buffer(buffer_.data(), filled_), failed);
      std::copy(buffer_.begin() + std::ptrdiff_t(used), buffer_.begin() + std::ptrdiff_t(filled_), buffer_.begin());
      filled_ -= used;
      if (!failed && phase_ == Phase::Head && reader_->is_header_done() && !head_is_good()) return;
    }
    if (failed && failed != http::error::need_more) return refuse(status_of(failed));
    if (phase_ == Phase::Body && reader_->is_done()) return hand_over();
    if (phase_ == Phase::Body && std::exchange(reader_->expects_continue, false)) return tell_to_go_on();
    read();
  }

  static int status_of(Failed failed) {
    if (failed == http::error::body_limit) return 413;
    if (failed == http::error::header_limit) return 431;
    return failed == http::error::buffer_overflow ? 429 : 400;
  }

  bool head_is_good() {
    const Request& request = reader_->request;
    const uint64_t length = reader_->content_length().value_or(0);
    int status = 0;
    if (to_be_told_) status = 429;
    else if (request.method != "GET" && request.method != "POST") status = 405;
    else if (!peer_ && !server_.is_open(request.path)) status = 403;
    else if (length > reader_->body_bytes_max) status = 413;
    if (status != 0) return refuse(status), false;
    phase_ = Phase::Body;
    reader_->eager(true);
    arm(limits().request_ms);
    return true;
  }

  void tell_to_go_on() {
    static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(stream_, asio::buffer(kGoOn.data(), kGoOn.size()), [self = shared_from_this()](Failed failed, size_t) {
      if (self->phase_ == Phase::Closed) return;
      return failed ? self->close() : self->read();
    });
  }

  void hand_over() {
    disarm();
    phase_ = Phase::Handling;
    Job job{shared_from_this(), std::move(reader_->request)};
    job.request.peer = peer_;
    if (!server_.hand_over(job)) refuse(429);
  }

  // The link broke inside a body: what came of it may be worth something.
  void hand_on_part() {
    if (!peer_ || reader_->request.body.empty()) return;
    Job job{nullptr, std::move(reader_->request)};
    job.request.peer = peer_;
    job.request.whole = false;
    (void)server_.hand_over(job);
  }

  void refuse(int status) {
    ++(status == 429 ? server_.refused_busy : server_.refused);
    reader_->forget_body();
    Response response;
    response.status = status;
    response.type = "text/plain";
    response.body = base::copy(base::view(reason_of(status)));
    if (status == 429) response.retry_after_s = limits().retry_after_s;
    write(response, reader_->is_done() && reader_->keep_alive() && !server_.stopping);
  }

  void write(const Response& response, bool keep) {
    phase_ = Phase::Writing;
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + " " + reason_of(response.status) + "\r\n" + kMarkHeader + ": 1\r\nContent-Type: " + response.type +
                       "\r\nContent-Length: " + std::to_string(response.body.size()) + "\r\n";
    if (response.retry_after_s > 0) head += "Retry-After: " + std::to_string(response.retry_after_s) + "\r\n";
    head += keep ? "\r\n" : "Connection: close\r\n\r\n";
    out_.assign(head.begin(), head.end());
    out_.insert(out_.end(), response.body.begin(), response.body.end());
    arm(limits().answer_ms);
    asio::async_write(stream_, asio::buffer(out_), [self = shared_from_this(), keep](Failed failed, size_t) {
      self->out_ = {};
      if (self->phase_ == Phase::Closed) return;
      if (failed) return self->close();
      return keep ? self->next_request() : self->drain();
    });
  }

  // Closing with words of the client unread would take our last answer from it: they are read, and forgotten, for a while.
  void drain() {
    if (phase_ != Phase::Draining) arm(kDrainMs);
    phase_ = Phase::Draining;
    Failed ignored;
    stream_.next_layer().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.next_layer().async_read_some(asio::buffer(buffer_), [self = shared_from_this()](Failed failed, size_t got) {
      self->drained_ += got;
      if (self->phase_ == Phase::Closed) return;
      return failed || self->drained_ > kDrainBytesMax ? self->close() : self->drain();
    });
  }

  Server::Impl& server_;
  asio::ssl::stream<tcp::socket> stream_;
  asio::steady_timer timer_;
  const uint64_t number_;
  uint64_t turn_ = 0;
  Phase phase_ = Phase::Handshake;
  bool to_be_told_, counted_open_ = false;
  std::optional<std::string> peer_;
  base::Bytes buffer_, out_;
  size_t filled_ = 0, drained_ = 0;
  std::unique_ptr<RequestReader> reader_;
};

}  // namespace net
