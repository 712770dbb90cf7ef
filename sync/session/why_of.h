// sync/session/why_of.h: from what the client and the hub say to what a person is told. For this folder's own use.
#pragma once
#include "platform/net/client.h"
#include "sync/session/why.h"
#include "sync/wire/message.h"

namespace session {

Why why_of(net::Trouble trouble);
Why why_of(wire::Status status);

}  // namespace session
