#include "platform/net/server.h"

#include <chrono>

#include "platform/base/log.h"
#include "platform/net/connection.h"

namespace net {
namespace {

constexpr int64_t kAcceptAgainMs = 100;

}  // namespace

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
  const uint64_t number = connections_all;
  const auto connection = std::make_shared<Connection>(*this, std::move(socket), number, now >= options.limits.connections_max);
  std::shared_ptr<Connection> longest;
  {
    const std::lock_guard lock(connections_mutex);
    connections.insert(connection.get());
    shaking.emplace(number, connection);
    if (shaking.size() > options.limits.handshakes_max) {
      longest = shaking.begin()->second.lock();
      shaking.erase(shaking.begin());
    }
  }
  if (longest) asio::post(longest->executor(), [longest] { longest->make_room(); });
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
    jobs_there.notify_all();
  }
  for (std::thread& caller : callers) caller.join();
  callers.clear();
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
  for (int i = 0; i < running->options.callers; ++i) running->callers.emplace_back([running] { running->call_handler(); });
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
