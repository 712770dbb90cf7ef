#include "sync/keys/durable.h"

#include "platform/os/file.h"

namespace keys {

base::Status write_durably(const std::string& path, base::ByteView bytes) {
  const base::Status replaced = os::replace_file(path, bytes);
  if (replaced || !os::exists(path)) return replaced;
  return os::overwrite_file(path, bytes);
}

}  // namespace keys
