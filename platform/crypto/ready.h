// platform/crypto/ready.h: for this folder's own use.
#pragma once

namespace crypto {
// libsodium chooses its code for this processor once, before first use. Thread-safe, cheap to call again.
void ready();
}  // namespace crypto
