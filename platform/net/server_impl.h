// platform/net/server_impl.h: what the server and its connections share. Private to the server.
#pragma once
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_set>

#include "platform/net/server.h"

namespace net {

namespace asio = boost::asio;
using asio::ip::tcp;

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
  std::map<uint64_t, std::weak_ptr<Connection>> shaking;  // in the handshake, by when they came

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
  std::vector<std::thread> callers;
};

}  // namespace net
