#include "platform/net/local.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

#include "platform/os/file.h"

namespace net {
namespace {

constexpr size_t kLineBytesMax = 4096;
constexpr timeval kListenerPatience{5, 0}, kAskerPatience{30, 0};

bool local_address(const std::string& file, sockaddr_un& out) {
  out = {};
  out.sun_family = AF_UNIX;
  if (file.size() > 100) return false;
  file.copy(out.sun_path, file.size());
  return true;
}

void be_patient(int socket, const timeval& patience) {
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

void send_all(int socket, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    text.remove_prefix(size_t(sent));
  }
}

// Up to the end of a line, or of everything.
std::string receive(int socket, bool line) {
  std::string out;
  char some[1024];
  for (ssize_t got; (got = ::recv(socket, some, sizeof some, 0)) > 0;) {
    out.append(some, size_t(got));
    if (line && (out.find('\n') != std::string::npos || out.size() > kLineBytesMax)) break;
  }
  return out;
}

}  // namespace

LocalServer::LocalServer(int socket, std::string file, Answer answer)
    : socket_(socket), file_(std::move(file)), answer_(std::move(answer)), thread_([this] { serve(); }) {}

LocalServer::~LocalServer() {
  ::shutdown(socket_, SHUT_RDWR);
  thread_.join();
  ::close(socket_);
  ::unlink(file_.c_str());
}

base::Result<std::unique_ptr<LocalServer>> LocalServer::start(const std::string& file, Answer answer) {
  sockaddr_un place;
  if (!local_address(file, place)) return base::fail(base::Fault::BadInput, "control: name too long");
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ::unlink(file.c_str());
  // The folder is this user's alone (os::make_folders), so nobody else comes between.
  if (socket < 0 || ::bind(socket, reinterpret_cast<sockaddr*>(&place), sizeof place) != 0 || ::chmod(file.c_str(), 0600) != 0 || ::listen(socket, 8) != 0) {
    const int error = errno;
    if (socket >= 0) ::close(socket);
    return base::fail(os::file_error(file, "listen", error));
  }
  return std::unique_ptr<LocalServer>(new LocalServer(socket, file, std::move(answer)));
}

void LocalServer::serve() {
  for (;;) {
    const int one = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (one < 0 && (errno == EINTR || errno == ECONNABORTED)) continue;
    if (one < 0) return;
    be_patient(one, kListenerPatience);
    const std::string line = receive(one, true);
    if (line.ends_with('\n')) send_all(one, answer_(line.substr(0, line.size() - 1)));
    ::close(one);
  }
}

base::Result<std::string> ask_local(const std::string& file, const std::string& line) {
  sockaddr_un place;
  if (!local_address(file, place)) return base::fail(base::Fault::BadInput, "control: name too long");
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return base::fail(os::file_error(file, "socket", errno));
  be_patient(socket, kAskerPatience);
  if (::connect(socket, reinterpret_cast<sockaddr*>(&place), sizeof place) != 0) {
    const int error = errno;
    ::close(socket);
    return base::fail(error == EACCES ? base::Fault::Denied : base::Fault::NotFound, "control: errno " + std::to_string(error));
  }
  send_all(socket, line + "\n");
  std::string answer = receive(socket, false);
  ::close(socket);
  if (answer.empty()) return base::fail(base::Fault::Offline, "control: no answer");
  return answer;
}

}  // namespace net
