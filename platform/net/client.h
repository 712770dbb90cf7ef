// platform/net/client.h: one tablet's way to its hub: requests over TLS with the device's certificate, to a server whose certificate our own authority signed
// and no other. Says why a request did not get through in terms a person can be told. Keeps its connection between requests.
// One thread sends; abandon() may be called from any.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "platform/net/certificates.h"

namespace net {

struct ClientOptions {
  std::string url;                   // "https://hub.example:8443"; paths are put behind it
  std::string authority;             // PEM: who must have signed the hub's certificate
  std::optional<Identity> identity;  // the device's; none before it is enrolled
  // A plain http:// address that answers 204 with nothing, asked when the hub cannot be reached as itself: another answer is a captive portal's. Empty: not asked.
  std::string portal_probe_url;
  int64_t connect_ms = 15'000;
  int64_t idle_ms = 30'000;          // without a byte either way
  int64_t request_ms = 300'000;      // the whole of it
  size_t answer_bytes_max = 65 * 1024 * 1024;
  // Told while a request is under way, by the thread that sends: bytes of bodies so far. Often; must be quick.
  std::function<void(uint64_t up, uint64_t down)> on_progress;
};

// Why there is no answer of the hub's.
enum class Trouble {
  None,            // there is one
  NoNetwork,       // this device has no network, or no way to the hub's
  NameNotFound,    // a network, but nobody knows the hub's name
  Refused,         // the machine is there, nobody listens
  CaptivePortal,   // somebody else answers in the hub's place: a sign-in page
  BadCertificate,  // not our authority's signature, or another name
  ClockWrong,      // the hub's certificate is not yet, or no longer, valid by this device's clock
  OwnCertificate,  // the hub does not accept this device's certificate
  TimedOut,
  LinkLost,        // began, and broke off
  Busy,            // the hub said later (429, 503): see retry_after_s
  Abandoned,
  TooLarge,        // an answer beyond answer_bytes_max
};
const char* trouble_name(Trouble trouble);

struct Reply {
  Trouble trouble = Trouble::None;
  int status = 0;           // HTTP's, when there was an answer of the hub's
  base::Bytes body;         // with LinkLost or TimedOut: what came of it
  int retry_after_s = 0;    // 0: not said
  uint64_t bytes_up = 0, bytes_down = 0;  // on the wire, TLS and repeats of TCP included, its own headers not
  bool ok() const { return trouble == Trouble::None && status == 200; }
};

class Client {
 public:
  // Errors: BadInput (no https:// address).
  static base::Result<std::unique_ptr<Client>> make(ClientOptions options);
  ~Client();
  Reply post(const std::string& path, base::ByteView body);
  Reply get(const std::string& path);
  // Ends the request under way, or the next one, at once.
  void abandon();

  struct Impl;

 private:
  explicit Client(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace net
