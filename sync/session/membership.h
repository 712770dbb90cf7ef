// sync/session/membership.h: what a tablet keeps of the hub it belongs to: where that is, whose signature to trust, the tablet's own keys and what the hub
// called it. One sealed file, `hub`. Keys are made and kept before they are first shown to a hub: when its answer is lost, the same request again gets the
// same number. Any one thread.
#pragma once
#include <optional>
#include <string>

#include "platform/crypto/sign.h"
#include "platform/net/client.h"
#include "sync/session/sealed_file.h"
#include "sync/wire/enrol.h"

namespace session {

// What a person (or IT's file) says of a hub to join.
struct Invitation {
  std::string url;        // "https://hub.example:8443"
  std::string code;       // one-time
  std::string authority;  // PEM: who signed the hub's certificate
  bool operator==(const Invitation&) const = default;
};

struct Membership {
  Invitation invitation;
  crypto::Key signing_seed;         // of its change-sets
  std::string tls_key;              // PEM, secret
  std::string certificate_request;  // PEM
  wire::EnrolAnswer answer;         // device 0: not let in yet
  bool is_joined() const { return answer.device != 0; }

  crypto::SigningKey signing_key() const { return crypto::SigningKey::from_seed(signing_seed); }
  base::Bytes enrol_request() const;
  // The way there: as itself once it has joined, as nobody before.
  net::ClientOptions way_there() const;
};

// The plain bytes of `hub`. Errors: Corrupt.
base::Bytes encode(const Membership& membership);
base::Result<Membership> decode_membership(base::ByteView bytes);

class MembershipFile {
 public:
  MembershipFile(const std::string& folder, const crypto::Key& data_key, os::Random& random) : file_(folder, "hub", 1, data_key, random), random_(&random) {}
  // None: this tablet belongs to no hub. Errors: TooNew, Corrupt, Denied.
  base::Result<std::optional<Membership>> read() const;
  // New keys, kept. Errors: Full, Denied, Busy.
  base::Result<Membership> begin(const Invitation& invitation) const;
  base::Status write(const Membership& membership) const;
  base::Status remove() const { return file_.remove(); }

 private:
  SealedFile file_;
  os::Random* random_;
};

}  // namespace session
