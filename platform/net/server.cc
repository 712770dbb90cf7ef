#include "platform/net/server.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_set>

#include "platform/base/log.h"

namespace net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Failed = boost::system::error_code;
using asio::ip::tcp;

constexpr size_t kReadBytes = 1024;           // beyond the longest head
constexpr size_t kBodyBytesFirst = 64 * 1024;
constexpr size_t kDrainBytesMax = 4 * 1024 * 1024;
constexpr int64_t kDrainMs = 2'000;
constexpr int64_t kAcceptAgainMs = 100;

const char* reason_of(int status) {
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

}  // namespace

// Beast's state machine for HTTP/1, with nothing kept but what we look at.
class RequestReader final : public http::basic_parser<true> {
 public:
  RequestReader(const Limits& limits, std::atomic<size_t>& bodies_bytes) : bodies_bytes_(bodies_bytes), bodies_bytes_max_(limits.bodies_bytes_max) {
    header_limit(uint32_t(limits.header_bytes_max));
    body_limit(boost::none);  // counted here
  }
  ~RequestReader() override { forget_body(); }
  void forget_body() {
    request.body = {};
    bodies_bytes_ -= std::exchange(counted_, 0);
  }
  Request request;
  size_t body_bytes_max = 0;
  bool expects_continue = false;

 private:
  using Text = boost::beast::string_view;
  void on_request_impl(http::verb, Text method, Text target, int, Failed&) override {
    request.method.assign(method.data(), method.size());
    request.path.assign(target.data(), std::min(target.find('?'), target.size()));
  }
  void on_response_impl(int, Text, int, Failed&) override {}
  void on_field_impl(http::field name, Text, Text value, Failed&) override {
    if (name == http::field::expect) expects_continue = value == "100-continue";
  }
  void on_header_impl(Failed&) override {}
  void on_body_init_impl(const boost::optional<uint64_t>& length, Failed&) override {
    request.body.reserve(size_t(std::min<uint64_t>(length.value_or(0), kBodyBytesFirst)));
  }
  size_t on_body_impl(Text part, Failed& failed) override {
    counted_ += part.size();
    if ((bodies_bytes_ += part.size()) > bodies_bytes_max_) failed = http::error::buffer_overflow;
    else if (request.body.size() + part.size() > body_bytes_max) failed = http::error::body_limit;
    if (failed) return 0;
    request.body.insert(request.body.end(), part.begin(), part.end());
    return part.size();
  }
  void on_chunk_header_impl(uint64_t, Text, Failed&) override {}
  size_t on_chunk_body_impl(uint64_t, Text part, Failed& failed) override { return on_body_impl(part, failed); }
  void on_finish_impl(Failed&) override {}

  std::atomic<size_t>& bodies_bytes_;
  size_t bodies_bytes_max_, counted_ = 0;
};

namespace {

std::optional<std::string> name_of_peer(SSL* tls) {
  X509* const certificate = SSL_get1_peer_certificate(tls);
  if (!certificate) return std::nullopt;
  char name[128] = {};
  const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
  X509_free(certificate);
  return size > 0 && SSL_get_verify_result(tls) == X509_V_OK ? std::optional<std::string>(std::in_place, name, size_t(size)) : std::nullopt;
}

}  // namespace

class Connection;

struct Job {
  std::shared_ptr<Connection> connection;  // none: nobody will read the answer
  Request request;
};

struct Server::Impl {
  Impl(ServerOptions given, Handler handle) : options(std::move(given)), handler(std::move(handle)) {}
  ~Impl() { stop(); }
  base::Status prepare();
  base::Status listen();
  void accept();
  void take_in(tcp::socket socket);
  void call_handler();
  void stop();
  // False when there is no room.
  bool hand_over(Job& job);
  bool is_open(const std::string& path) const { return std::find(options.open_paths.begin(), options.open_paths.end(), path) != options.open_paths.end(); }

  const ServerOptions options;
  const Handler handler;
  std::atomic<uint64_t> connections_all{0}, handshakes_failed{0}, requests{0}, calls{0}, refused_busy{0}, refused{0}, cut_off{0};
  std::atomic<size_t> bodies_bytes{0}, without_certificate{0};
  std::atomic<bool> stopping{false};
  std::mutex connections_mutex;
  std::condition_variable connection_gone;
  std::unordered_set<Connection*> connections;

  asio::io_context io;
  asio::executor_work_guard<asio::io_context::executor_type> until_stopped{io.get_executor()};  // a connection whose request is at the handler waits for nothing
  asio::ssl::context tls{asio::ssl::context::tls_server};
  tcp::acceptor acceptor{asio::make_strand(io)};
  asio::steady_timer accept_again{acceptor.get_executor()};
  uint16_t port = 0;

  std::mutex jobs_mutex;
  std::condition_variable jobs_there;
  std::deque<Job> jobs;
  bool jobs_end = false;
  std::vector<std::thread> threads;
  std::thread caller;
};

// One client. Everything runs on its strand.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Server::Impl& server, tcp::socket socket, bool to_be_told)
      : server_(server), stream_(std::move(socket), server.tls), timer_(stream_.get_executor()), to_be_told_(to_be_told) {
    buffer_.resize(server.options.limits.header_bytes_max + kReadBytes);
  }
  ~Connection() {
    if (counted_open_) --server_.without_certificate;
    const std::lock_guard lock(server_.connections_mutex);
    server_.connections.erase(this);
    server_.connection_gone.notify_all();
  }

  auto executor() { return stream_.get_executor(); }

  void begin() {
    arm(limits().handshake_ms);
    stream_.async_handshake(asio::ssl::stream_base::server, [self = shared_from_this()](Failed failed) { self->shaken(failed); });
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
    peer_ = name_of_peer(stream_.native_handle());
    if (!peer_) {
      counted_open_ = true;
      if (++server_.without_certificate > limits().open_connections_max) to_be_told_ = true;
    }
    next_request();
  }

  void next_request() {
    reader_ = std::make_unique<RequestReader>(limits(), server_.bodies_bytes);
    reader_->body_bytes_max = peer_ ? limits().body_bytes_max : limits().open_body_bytes_max;
    phase_ = Phase::Idle;
    if (server_.stopping) return close();
    arm(limits().idle_ms);
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
  uint64_t turn_ = 0;
  Phase phase_ = Phase::Handshake;
  bool to_be_told_, counted_open_ = false;
  std::optional<std::string> peer_;
  base::Bytes buffer_, out_;
  size_t filled_ = 0, drained_ = 0;
  std::unique_ptr<RequestReader> reader_;
};

base::Status Server::Impl::prepare() {
  Failed failed;
  SSL_CTX* const context = tls.native_handle();
  SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);  // tickets carry what is needed to go on with a session
  SSL_CTX_set_num_tickets(context, 1);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  static constexpr unsigned char kSessions[] = "doorstep";
  SSL_CTX_set_session_id_context(context, kSessions, sizeof kSessions);
  tls.use_certificate_chain(asio::buffer(options.identity.certificate), failed);
  if (!failed) tls.use_private_key(asio::buffer(options.identity.key), asio::ssl::context::pem, failed);
  if (!failed) tls.add_certificate_authority(asio::buffer(options.authority), failed);
  if (!failed) tls.set_verify_mode(asio::ssl::verify_peer, failed);
  if (failed) return base::fail(base::Fault::BadInput, "server certificate: " + std::to_string(failed.value()));
  return {};
}

base::Status Server::Impl::listen() {
  Failed failed;
  const auto address = asio::ip::make_address(options.address, failed);
  if (failed) return base::fail(base::Fault::BadInput, "address");
  const tcp::endpoint place(address, options.port);
  acceptor.open(place.protocol(), failed);
  if (!failed) acceptor.set_option(tcp::acceptor::reuse_address(true), failed);
  if (!failed) acceptor.bind(place, failed);
  if (!failed) acceptor.listen(1024, failed);
  if (failed) return base::fail(failed == asio::error::access_denied ? base::Fault::Denied : base::Fault::Busy, "listen: " + std::to_string(failed.value()));
  port = acceptor.local_endpoint(failed).port();
  return {};
}

void Server::Impl::accept() {
  acceptor.async_accept(asio::make_strand(io), [this](Failed failed, tcp::socket socket) {
    if (failed == asio::error::operation_aborted || stopping) return;
    if (failed) {  // out of files, most likely: some will be closed
      accept_again.expires_after(std::chrono::milliseconds(kAcceptAgainMs));
      return accept_again.async_wait([this](Failed stopped) {
        if (!stopped) accept();
      });
    }
    ++connections_all;
    try {
      take_in(std::move(socket));
    } catch (const std::exception&) {  // no memory for one more
      ++refused_busy;
    }
    accept();
  });
}

void Server::Impl::take_in(tcp::socket socket) {
  Failed ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  size_t now = 0;
  {
    const std::lock_guard lock(connections_mutex);
    now = connections.size();
  }
  if (now >= options.limits.connections_max + options.limits.connections_told_max) return void(++refused_busy);
  const auto connection = std::make_shared<Connection>(*this, std::move(socket), now >= options.limits.connections_max);
  {
    const std::lock_guard lock(connections_mutex);
    connections.insert(connection.get());
  }
  asio::post(connection->executor(), [connection] { connection->begin(); });
}

bool Server::Impl::hand_over(Job& job) {
  const std::lock_guard lock(jobs_mutex);
  if (jobs.size() >= options.limits.requests_waiting_max || jobs_end) return false;
  jobs.push_back(std::move(job));
  ++requests;
  jobs_there.notify_one();
  return true;
}

void Server::Impl::call_handler() {
  for (;;) {
    std::vector<Job> some;
    {
      std::unique_lock lock(jobs_mutex);
      jobs_there.wait(lock, [this] { return jobs_end || !jobs.empty(); });
      if (jobs.empty()) return;
      while (!jobs.empty() && some.size() < options.limits.requests_at_once_max) {
        some.push_back(std::move(jobs.front()));
        jobs.pop_front();
      }
    }
    ++calls;
    std::vector<Request> asked;
    for (Job& job : some) asked.push_back(std::move(job.request));
    std::vector<Response> answers;
    try {
      answers = handler(asked);
    } catch (const std::exception&) {
      base::log(base::Level::Error, "handler failed on requests " + std::to_string(asked.size()));
    }
    answers.resize(some.size(), Response{500, {}, "text/plain", 0});
    for (size_t i = 0; i < some.size(); ++i) {
      const std::shared_ptr<Connection> connection = some[i].connection;
      if (connection) asio::post(connection->executor(), [connection, answer = std::move(answers[i])] { connection->answer(answer); });
    }
  }
}

void Server::Impl::stop() {
  if (stopping.exchange(true)) return;
  asio::post(acceptor.get_executor(), [this] {
    Failed ignored;
    acceptor.close(ignored);
    accept_again.cancel();
  });
  std::vector<std::shared_ptr<Connection>> all;
  {
    const std::lock_guard lock(connections_mutex);
    for (Connection* each : connections) all.push_back(each->weak_from_this().lock());
  }
  for (const auto& connection : all)
    if (connection) asio::post(connection->executor(), [connection] { connection->end(); });
  all.clear();  // the last to let go of one takes the lock
  {
    std::unique_lock lock(connections_mutex);
    connection_gone.wait_for(lock, std::chrono::milliseconds(options.limits.stop_ms), [this] { return connections.empty(); });
  }
  {
    const std::lock_guard lock(jobs_mutex);
    jobs_end = true;
    jobs_there.notify_one();
  }
  if (caller.joinable()) caller.join();
  io.stop();
  for (std::thread& thread : threads) thread.join();
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;
uint16_t Server::port() const { return impl_->port; }
void Server::stop() { impl_->stop(); }

base::Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Handler handler) {
  auto impl = std::make_unique<Impl>(std::move(options), std::move(handler));
  TRY_DO(impl->prepare());
  TRY_DO(impl->listen());
  impl->accept();
  Impl* const running = impl.get();
  for (int i = 0; i < running->options.threads; ++i) {
    running->threads.emplace_back([running] {
      for (;;) try {
          running->io.run();
          return;
        } catch (const std::exception&) {
          base::log(base::Level::Error, "a connection failed");
        }
    });
  }
  running->caller = std::thread([running] { running->call_handler(); });
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

ServerFigures Server::figures() const {
  ServerFigures out;
  {
    const std::lock_guard lock(impl_->connections_mutex);
    out.connections = impl_->connections.size();
  }
  out.connections_all = impl_->connections_all;
  out.handshakes_failed = impl_->handshakes_failed;
  out.requests = impl_->requests;
  out.calls = impl_->calls;
  out.refused_busy = impl_->refused_busy;
  out.refused = impl_->refused;
  out.cut_off = impl_->cut_off;
  return out;
}

}  // namespace net
