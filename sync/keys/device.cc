#include "sync/keys/device.h"

#include <algorithm>

#include "platform/crypto/crypto.h"
#include "platform/os/file.h"
#include "sync/keys/destroy.h"
#include "sync/keys/durable.h"

namespace keys {
namespace {

// One copy of the secret; FORMAT.md, section 2.
constexpr std::string_view kDeviceMagic = "DSTPDEV1";
constexpr size_t kCopyBytes = 8 + crypto::kKeyBytes + 32;
constexpr size_t kSecondCopyAt = 4096;
constexpr size_t kFileBytes = kSecondCopyAt + kCopyBytes;

void put_copy(std::span<uint8_t> out, const crypto::Key& secret) {
  std::copy(kDeviceMagic.begin(), kDeviceMagic.end(), out.begin());
  std::copy(secret.bytes().begin(), secret.bytes().end(), out.begin() + kDeviceMagic.size());
  const crypto::Hash check = crypto::hash(out.first(kDeviceMagic.size() + crypto::kKeyBytes));
  std::copy(check.begin(), check.end(), out.begin() + kDeviceMagic.size() + crypto::kKeyBytes);
}

bool copy_is_whole(base::ByteView copy) {
  const base::ByteView covered = copy.first(kDeviceMagic.size() + crypto::kKeyBytes);
  return base::text_view(copy.first(kDeviceMagic.size())) == kDeviceMagic && crypto::equal(crypto::hash(covered), copy.subspan(covered.size()));
}

}  // namespace

base::Result<crypto::Key> FileDevice::secret() {
  TRY(base::Bytes bytes, os::read_file(path_, 2 * kFileBytes));
  for (const size_t at : {size_t{0}, kSecondCopyAt}) {
    if (bytes.size() < at + kCopyBytes || !copy_is_whole(base::ByteView(bytes).subspan(at, kCopyBytes))) continue;
    crypto::Key key{std::span<const uint8_t, crypto::kKeyBytes>(bytes.data() + at + kDeviceMagic.size(), crypto::kKeyBytes)};
    crypto::wipe(bytes);
    return key;
  }
  crypto::wipe(bytes);
  return base::fail(base::Fault::Corrupt, "device key");
}

base::Result<crypto::Key> FileDevice::make_secret(os::Random& random) {
  if (os::exists(path_)) return base::fail(base::Fault::BadInput, "device key exists");
  TRY_DO(os::make_folders(os::folder_of(path_)));
  crypto::Key key = crypto::Key::random(random);
  base::Bytes bytes(kFileBytes);
  put_copy(std::span(bytes).first(kCopyBytes), key);
  put_copy(std::span(bytes).subspan(kSecondCopyAt), key);
  const base::Status written = os::replace_file(path_, bytes);
  crypto::wipe(bytes);
  if (!written) return base::fail(written.error());
  return key;
}

base::Result<base::Bytes> FileDevice::memory() {
  TRY(base::Bytes bytes, os::read_file(path_ + ".memory", kDeviceMemoryBytesMax + sizeof(crypto::Hash)));
  if (bytes.size() < sizeof(crypto::Hash)) return base::fail(base::Fault::NotFound, "device memory");
  const base::ByteView kept = base::ByteView(bytes).first(bytes.size() - sizeof(crypto::Hash));
  if (!crypto::equal(crypto::hash(kept), base::ByteView(bytes).subspan(kept.size()))) return base::fail(base::Fault::NotFound, "device memory");
  return base::copy(kept);
}

base::Status FileDevice::remember(base::ByteView bytes) {
  if (bytes.size() > kDeviceMemoryBytesMax) return base::fail(base::Fault::BadInput, "device memory bytes " + std::to_string(bytes.size()));
  base::Bytes with_check = base::copy(bytes);
  const crypto::Hash check = crypto::hash(bytes);
  with_check.insert(with_check.end(), check.begin(), check.end());
  return write_durably(path_ + ".memory", with_check);
}

base::Status FileDevice::forget() {
  TRY_DO(destroy_file(path_));
  return destroy_file(path_ + ".memory");
}

}  // namespace keys
