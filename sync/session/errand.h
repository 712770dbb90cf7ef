// sync/session/errand.h: what else there is to ask the hub once all words are in step: never before them, one request at a time. Store's thread.
#pragma once
#include <optional>
#include <string>

#include "platform/net/client.h"

namespace session {

struct Letter {
  std::string path;
  base::Bytes body;
};

class Errand {
 public:
  virtual ~Errand() = default;
  // Asked after a session, and again after each reply. Nothing: that was all for now.
  virtual std::optional<Letter> next(uint64_t device) = 0;
  // The reply to what it asked last, with or without an answer of the hub's.
  virtual void take(const net::Reply& reply) = 0;
};

}  // namespace session
