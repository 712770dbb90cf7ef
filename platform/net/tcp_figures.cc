#include "platform/net/tcp_figures.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace net {

TcpFigures tcp_figures(int socket) {
  tcp_info info{};
  socklen_t size = sizeof info;
  if (::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return {};
  return {info.tcpi_bytes_sent, info.tcpi_bytes_received};
}

}  // namespace net
