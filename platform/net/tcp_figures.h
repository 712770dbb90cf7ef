// platform/net/tcp_figures.h: what one TCP connection has carried so far, repeats included, as the system counts it. Zeros where it does not say. Any thread.
#pragma once
#include <cstdint>

namespace net {

struct TcpFigures {
  uint64_t bytes_up = 0, bytes_down = 0;
};
TcpFigures tcp_figures(int socket);

}  // namespace net
