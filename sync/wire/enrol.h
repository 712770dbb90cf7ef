// sync/wire/enrol.h: how a tablet becomes known to a hub: a one-time code from IT, the tablet's public keys up; its number and its certificate down.
// PROTOCOL.md, section 9. Pure functions, any thread.
#pragma once
#include <string>

#include "platform/crypto/sign.h"
#include "sync/wire/message.h"

namespace wire {

inline constexpr size_t kEnrolBytesMax = 16 * 1024;

struct EnrolRequest {
  std::string code;                 // as typed: case, spaces and hyphens do not count
  crypto::VerifyKey key{};          // what its change-sets will be signed with
  std::string certificate_request;  // PEM: for its TLS key
  bool operator==(const EnrolRequest&) const = default;
};
struct EnrolAnswer {
  uint64_t device = 0;
  Epoch epoch{};
  int64_t unix_s = 0;        // the hub's clock
  std::string worker;        // whose tablet it is: a record id
  std::string certificate;   // PEM: the tablet's, naming the device number
  std::string authority;     // PEM: who signed it, and signs the hub's own
  bool operator==(const EnrolAnswer&) const = default;
};

// Signed with the key it brings, so that nobody enrols another's.
base::Bytes encode(const EnrolRequest& request, const crypto::SigningKey& key);
// Errors: Corrupt, TooNew, Denied (not signed with its key).
base::Result<EnrolRequest> decode_enrol_request(base::ByteView bytes);
base::Bytes encode(const EnrolAnswer& answer);
// Errors: Corrupt, TooNew.
base::Result<EnrolAnswer> decode_enrol_answer(base::ByteView bytes);

}  // namespace wire
