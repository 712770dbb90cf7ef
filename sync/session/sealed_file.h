// sync/session/sealed_file.h: a small file that only somebody with the data key can read, replaced whole. For this folder's own use.
// Layout: u8 layout · the rest sealed (crypto::seal) under a key derived from the data key, bound to the file's name and layout.
#pragma once
#include <string>

#include "platform/crypto/crypto.h"
#include "platform/os/clock.h"

namespace session {

inline constexpr size_t kSealedFileBytesMax = 256 * 1024;

class SealedFile {
 public:
  // `name` is the file's in `folder`, and what its bytes are bound to.
  SealedFile(const std::string& folder, std::string name, uint8_t layout, const crypto::Key& data_key, os::Random& random);
  // Errors: NotFound, TooNew, Corrupt (damaged, or another key's), Denied (rights).
  base::Result<base::Bytes> read() const;
  // Durable once it returns. Errors: Full, Denied.
  base::Status write(base::ByteView plain) const;
  base::Status remove() const;

 private:
  base::Bytes bound() const;
  std::string path_, name_;
  uint8_t layout_;
  crypto::Key key_;
  os::Random* random_;
};

}  // namespace session
