#include "sync/session/sealed_file.h"

#include "platform/os/file.h"

namespace session {

SealedFile::SealedFile(const std::string& folder, std::string name, uint8_t layout, const crypto::Key& data_key, os::Random& random)
    : path_(folder + "/" + name), name_(std::move(name)), layout_(layout), key_(crypto::derive(data_key, "session/files")), random_(&random) {}

base::Bytes SealedFile::bound() const {
  base::Writer out;
  out.sized_text(name_);
  out.u8(layout_);
  return out.take();
}

base::Result<base::Bytes> SealedFile::read() const {
  TRY(const base::Bytes stored, os::read_file(path_, kSealedFileBytesMax));
  if (stored.empty() || stored[0] == 0) return base::fail(base::Fault::Corrupt, name_);
  if (stored[0] > layout_) return base::fail(base::Fault::TooNew, name_);
  auto plain = crypto::open(key_, base::ByteView(stored).subspan(1), bound());
  if (!plain) return base::fail(base::Fault::Corrupt, name_);
  return plain;
}

base::Status SealedFile::write(base::ByteView plain) const {
  base::Bytes stored{layout_};
  crypto::seal_onto(stored, key_, plain, bound(), *random_);
  return os::replace_file(path_, stored);
}

base::Status SealedFile::remove() const { return os::remove_file(path_); }

}  // namespace session
