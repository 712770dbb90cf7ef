// platform/net/certificates.h: keys and X.509 certificates for TLS: an authority of our own, the hub's server certificate and one for each device.
// Keys are NIST P-256 (what a TPM can hold); a request for a certificate may bring an Ed25519 key too. Everything is PEM text; whoever holds a key keeps it
// secret. Times are passed in. Any thread.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "platform/base/result.h"

namespace net {

// Who one end of a connection says it is, and the key to show for it.
struct Identity {
  std::string certificate;  // PEM
  std::string key;          // PEM (PKCS#8), secret
};

struct Validity {
  int64_t from_s = 0, until_s = 0;  // seconds since 1970 UTC
};

base::Result<std::string> make_key();
// A certificate request (PKCS#10) signed by the key, naming nobody: who a certificate is for is for the authority to say. Errors: BadInput (no such key).
base::Result<std::string> make_certificate_request(const std::string& key);
// Is the certificate about this key, signed by this authority, for a client, and what name has it? Times are not looked at. Errors: BadInput (unreadable), Denied.
base::Result<std::string> name_of_device(const std::string& certificate, const std::string& authority_certificate);
base::Result<Validity> validity_of(const std::string& certificate);

class Authority {
 public:
  static base::Result<Authority> make(const std::string& name, const Validity& validity);
  // What `<folder>/authority.pem` holds (key, then certificate), made on first use: written whole or not at all, with mode 0600. Errors: as for files; Corrupt.
  static base::Result<Authority> open_or_make(const std::string& folder, const std::string& name, const Validity& validity);

  const std::string& certificate() const { return identity_.certificate; }
  // For a server reached by these names: DNS names and IP addresses. Errors: BadInput (no such key, no name).
  base::Result<std::string> certify_server(const std::string& key, const std::vector<std::string>& hosts, const Validity& validity) const;
  // For the key a request brings, under a name of ours. Errors: BadInput (unreadable, its signature does not hold, neither P-256 nor Ed25519).
  base::Result<std::string> certify_device(const std::string& request, const std::string& name, const Validity& validity) const;

 private:
  explicit Authority(Identity identity) : identity_(std::move(identity)) {}
  Identity identity_;
};

// What `<file>` holds, as open_or_make. Errors: NotFound, Corrupt.
base::Result<Identity> read_identity(const std::string& file);
base::Status write_identity(const std::string& file, const Identity& identity);

}  // namespace net
