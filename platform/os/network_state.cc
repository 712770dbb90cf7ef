#include "platform/os/network_state.h"

#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <net/if.h>

#include <algorithm>
#include <cstring>
#include <initializer_list>
#include <utility>

namespace os {
namespace {

template <class Head>
bool read_head(base::ByteView bytes, Head& head) {
  if (bytes.size() < sizeof head) return false;
  std::memcpy(&head, bytes.data(), sizeof head);
  return true;
}

// Appends the attributes that name a thing; what else is said of it (lifetimes, counters) changes while it stays the same.
void name_by(base::ByteView attributes, std::initializer_list<uint16_t> kinds, base::Bytes& name) {
  rtattr one;
  while (read_head(attributes, one) && one.rta_len >= sizeof one && one.rta_len <= attributes.size()) {
    const base::ByteView whole = attributes.first(one.rta_len);
    if (std::find(kinds.begin(), kinds.end(), one.rta_type) != kinds.end()) name.insert(name.end(), whole.begin(), whole.end());
    attributes = attributes.subspan(std::min<size_t>(RTA_ALIGN(one.rta_len), attributes.size()));
  }
}

bool note(std::set<base::Bytes>& all, base::Bytes name, bool gone) {
  if (gone) return all.erase(name), false;
  return all.insert(std::move(name)).second;
}

}  // namespace

bool NetworkState::take_link(base::ByteView body, bool gone) {
  ifinfomsg head;
  if (!read_head(body, head)) return false;
  const bool runs = !gone && (head.ifi_flags & IFF_UP) && (head.ifi_flags & IFF_RUNNING);
  return !std::exchange(links_[head.ifi_index], runs) && runs;
}

bool NetworkState::take_address(base::ByteView body, bool gone) {
  ifaddrmsg head;
  if (!read_head(body, head)) return false;
  base::Bytes name{head.ifa_family, head.ifa_prefixlen, uint8_t(head.ifa_index), uint8_t(head.ifa_index >> 8)};
  name_by(body.subspan(sizeof head), {IFA_ADDRESS, IFA_LOCAL}, name);
  return note(addresses_, std::move(name), gone);
}

// The local table only repeats the addresses.
bool NetworkState::take_route(base::ByteView body, bool gone) {
  rtmsg head;
  if (!read_head(body, head) || head.rtm_type != RTN_UNICAST || head.rtm_table == RT_TABLE_LOCAL) return false;
  base::Bytes name{head.rtm_family, head.rtm_dst_len, head.rtm_table};
  name_by(body.subspan(sizeof head), {RTA_DST, RTA_GATEWAY, RTA_OIF}, name);
  return note(routes_, std::move(name), gone);
}

bool NetworkState::take(base::ByteView datagram) {
  bool news = false;
  dump_done_ = false;
  nlmsghdr head;
  while (read_head(datagram, head) && head.nlmsg_len >= sizeof head && head.nlmsg_len <= datagram.size()) {
    const base::ByteView body = datagram.first(head.nlmsg_len).subspan(sizeof head);
    switch (head.nlmsg_type) {
      case NLMSG_DONE:
      case NLMSG_ERROR: dump_done_ = true; break;
      case RTM_NEWLINK:
      case RTM_DELLINK: news |= take_link(body, head.nlmsg_type == RTM_DELLINK); break;
      case RTM_NEWADDR:
      case RTM_DELADDR: news |= take_address(body, head.nlmsg_type == RTM_DELADDR); break;
      case RTM_NEWROUTE:
      case RTM_DELROUTE: news |= take_route(body, head.nlmsg_type == RTM_DELROUTE); break;
      default: break;
    }
    datagram = datagram.subspan(std::min<size_t>(NLMSG_ALIGN(head.nlmsg_len), datagram.size()));
  }
  return news;
}

}  // namespace os
