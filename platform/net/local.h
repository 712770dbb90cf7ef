// platform/net/local.h: lines between processes of one machine and one user, over a socket that is a file (mode 0600): who may open it may command.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "platform/base/result.h"

namespace net {

// Answers one line per connection, one connection at a time, on a thread of its own.
class LocalServer {
 public:
  using Answer = std::function<std::string(const std::string& line)>;
  // An old file of the name is replaced: whoever calls knows that nobody listens there. Errors: BadInput (name longer than 100 bytes), Denied, Busy.
  static base::Result<std::unique_ptr<LocalServer>> start(const std::string& file, Answer answer);
  ~LocalServer();

 private:
  LocalServer(int socket, std::string file, Answer answer);
  void serve();
  int socket_;
  const std::string file_;
  const Answer answer_;
  std::thread thread_;
};

// Errors: NotFound (nobody listens), Denied, Offline (no answer within 30 s).
base::Result<std::string> ask_local(const std::string& file, const std::string& line);

}  // namespace net
