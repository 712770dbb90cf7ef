// sync/keys/device.h: what ties a data folder to this one tablet: a secret that leaves it nowhere, and a small memory that copying the
// folder back does not set back. A TPM or the system's keystore stands behind this interface where there is one; FileDevice where not.
#pragma once
#include <string>

#include "platform/base/result.h"
#include "platform/crypto/secret.h"

namespace keys {

inline constexpr size_t kDeviceMemoryBytesMax = 64;

class Device {
 public:
  virtual ~Device() = default;
  // Errors: NotFound (none was made yet), Corrupt, Denied.
  virtual base::Result<crypto::Key> secret() = 0;
  // Durable once it returns. Errors: Full, Denied. Never replaces a secret that is there (BadInput).
  virtual base::Result<crypto::Key> make_secret(os::Random& random) = 0;
  // What remember() was last given. Errors: NotFound.
  virtual base::Result<base::Bytes> memory() = 0;
  // At most kDeviceMemoryBytesMax bytes, durable once it returns.
  virtual base::Status remember(base::ByteView bytes) = 0;
  // Secret and memory are gone for good once it returns. None there is no error. Errors: Denied, Full.
  virtual base::Status forget() = 0;
};

// Two files: `path` (the secret, twice, 4 KiB apart: FORMAT.md section 2) and `path`.memory. Rights 0600. Inside the data folder it keeps out
// whoever has only some of the files; in a folder of its own it also keeps the count of tries from being set back with the data.
class FileDevice final : public Device {
 public:
  explicit FileDevice(std::string path) : path_(std::move(path)) {}
  base::Result<crypto::Key> secret() override;
  base::Result<crypto::Key> make_secret(os::Random& random) override;
  base::Result<base::Bytes> memory() override;
  base::Status remember(base::ByteView bytes) override;
  base::Status forget() override;

 private:
  std::string path_;
};

}  // namespace keys
