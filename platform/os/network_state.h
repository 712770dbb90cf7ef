// platform/os/network_state.h: which ways out of this machine there are, kept from what the kernel says over rtnetlink: links that run, addresses, routes.
// Pure: bytes in, news out. A wireless link says the same over and over; only what was not there before is news.
#pragma once
#include <cstdint>
#include <map>
#include <set>

#include "platform/base/bytes.h"

namespace os {

class NetworkState {
 public:
  // One datagram of the kernel's: several messages, one after the other. True: something is there that was not, so it may be worth trying again. What cannot
  // be read is passed over.
  bool take(base::ByteView datagram);
  // The end of what was asked for (NLMSG_DONE) stood in the last datagram.
  bool is_dump_done() const { return dump_done_; }

 private:
  bool take_link(base::ByteView body, bool gone);
  bool take_address(base::ByteView body, bool gone);
  bool take_route(base::ByteView body, bool gone);
  std::map<int, bool> links_;  // by index: up, and with something at the other end
  std::set<base::Bytes> addresses_, routes_;
  bool dump_done_ = false;
};

}  // namespace os
