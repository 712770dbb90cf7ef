// What is bytes rather than words: photos, ink, pictures on screen, the written copy.
#include <algorithm>

#include "app/print/print.h"
#include "app/tablet/effects/opened.h"
#include "app/tablet/effects/worker.h"
#include "platform/image/image.h"
#include "platform/os/file.h"

namespace effects {
namespace {
std::string blob_name(const store::BlobId& id) { return base::to_hex(id.bytes); }

bool parse_blob_name(std::string_view name, store::BlobId& out) {
  base::Bytes bytes;
  if (!base::from_hex(name, bytes) || bytes.size() != out.bytes.size()) return false;
  std::copy(bytes.begin(), bytes.end(), out.bytes.begin());
  return true;
}

}  // namespace

void Worker::on(state::SaveBlob& effect) {
  if (!opened_) return post_(state::CommitFailed{effect.ticket, {base::Fault::Denied, "locked"}, {}});
  const auto id = opened_->store.put_blob(effect.bytes);
  if (!id) return post_(state::CommitFailed{effect.ticket, id.error(), {}});
  post_(state::BlobSaved{effect.ticket, blob_name(*id), 0, 0, effect.bytes.size()});
}

void Worker::on(state::ImportPhoto& effect) {
  if (!opened_) return post_(state::CommitFailed{effect.ticket, {base::Fault::Denied, "locked"}, {}});
  const auto photo = image::import_photo_file(effect.path);
  if (!photo) return post_(state::PhotoRefused{effect.ticket, photo.error()});
  const auto id = opened_->store.put_blob(photo->bytes);
  if (!id) return post_(state::CommitFailed{effect.ticket, id.error(), {}});
  post_(state::BlobSaved{effect.ticket, blob_name(*id), photo->width, photo->height, photo->bytes.size()});
}

void Worker::on(state::LoadPicture& effect) {
  state::PictureLoaded loaded{effect.blob, 0, 0, {}};
  store::BlobId id;
  if (opened_ && parse_blob_name(effect.blob, id))
    if (const auto bytes = opened_->store.get_blob(id))
      if (auto picture = image::decode_rgba(*bytes, effect.side_max)) {
        loaded.width = picture->width;
        loaded.height = picture->height;
        loaded.rgba = std::move(picture->pixels);
      }
  post_(std::move(loaded));
}

void Worker::on(state::MakeCopy& effect) {
  if (!opened_) return post_(state::CopyFailed{effect.ticket, {base::Fault::Denied, "locked"}});
  const auto pdf = print::make_pdf(*effect.copy);
  if (!pdf) return post_(state::CopyFailed{effect.ticket, pdf.error()});
  const auto id = opened_->store.put_blob(*pdf);
  if (!id) return post_(state::CopyFailed{effect.ticket, id.error()});
  if (!effect.export_path.empty())
    if (const base::Status written = os::replace_file(effect.export_path, *pdf); !written) return post_(state::CopyFailed{effect.ticket, written.error()});
  post_(state::CopyMade{effect.ticket, blob_name(*id), pdf->size(), !effect.export_path.empty()});
}

}  // namespace effects
