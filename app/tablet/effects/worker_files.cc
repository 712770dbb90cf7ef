// What is bytes rather than words: photos, ink, pictures on screen, the written copy.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <tuple>

#include "app/forms/media.h"
#include "app/print/print.h"
#include "app/tablet/effects/blob_names.h"
#include "app/tablet/effects/opened.h"
#include "app/tablet/effects/worker.h"
#include "platform/camera/camera.h"
#include "platform/image/image.h"
#include "platform/os/file.h"

namespace effects {
namespace {
constexpr size_t kPhotosListedMax = 60;

bool is_photo_name(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return name.ends_with(".jpg") || name.ends_with(".jpeg") || name.ends_with(".png");
}

void add_photos(const std::string& dir, std::vector<state::PhotoFile>& out) {
  namespace fs = std::filesystem;
  std::error_code error;
  for (fs::directory_iterator at(dir, fs::directory_options::skip_permission_denied, error), end; !error && at != end; at.increment(error)) {
    std::error_code odd;
    const std::string name = at->path().filename().string();
    if (!is_photo_name(name) || !at->is_regular_file(odd) || odd) continue;
    const auto written = std::chrono::file_clock::to_sys(at->last_write_time(odd)).time_since_epoch();
    out.push_back({at->path().string(), name, uint64_t(at->file_size(odd)), std::chrono::duration_cast<std::chrono::milliseconds>(written).count()});
  }
}

}  // namespace

void Worker::on(state::SaveBlob& effect) {
  if (!opened_) return post_(state::CommitFailed{effect.ticket, {base::Fault::Denied, "locked"}, {}});
  const auto id = opened_->store.put_blob(effect.bytes);
  if (!id) return post_(state::CommitFailed{effect.ticket, id.error(), {}});
  post_(state::BlobSaved{effect.ticket, blob::to_string(*id), 0, 0, effect.bytes.size()});
}

void Worker::keep_photo(state::Ticket ticket, const base::Result<image::Jpeg>& photo) {
  if (!opened_) return post_(state::CommitFailed{ticket, {base::Fault::Denied, "locked"}, {}});
  if (!photo) return post_(state::PhotoRefused{ticket, photo.error()});
  const auto id = opened_->store.put_blob(photo->bytes);
  if (!id) return post_(state::CommitFailed{ticket, id.error(), {}});
  post_(state::BlobSaved{ticket, blob::to_string(*id), photo->width, photo->height, photo->bytes.size()});
}

void Worker::on(state::ImportPhoto& effect) { keep_photo(effect.ticket, image::import_photo_file(effect.path)); }

void Worker::on(state::TakePhoto& effect) {
  const std::vector<std::string> devices = options_.camera.empty() ? camera::devices() : std::vector{options_.camera};
  if (devices.empty()) return post_(state::PhotoRefused{effect.ticket, {base::Fault::NotFound, "no camera"}});
  const auto seen = camera::take_picture(devices.front());
  if (!seen) return post_(state::PhotoRefused{effect.ticket, seen.error()});
  keep_photo(effect.ticket, image::import_photo(*seen));
}

void Worker::on(state::ListPhotos&) {
  state::PhotosListed listed;
  for (const std::string& dir : options_.photo_dirs) add_photos(dir, listed.files);
  std::sort(listed.files.begin(), listed.files.end(), [](const auto& a, const auto& b) { return std::tie(b.unix_ms, a.path) < std::tie(a.unix_ms, b.path); });
  if (listed.files.size() > kPhotosListedMax) listed.files.resize(kPhotosListedMax);
  listed.camera = !options_.camera.empty() || !camera::devices().empty();
  post_(std::move(listed));
}

namespace {
// Not whole here, or damaged while the hub has it.
bool can_come(const store::Store& store, const blob::Name& name) {
  const auto here = store.find_blob(name);
  return here && (!*here || !(*here)->whole || (*here)->hub != store::HubMark{});
}
}  // namespace

void Worker::on(state::LoadPicture& effect) {
  state::PictureLoaded loaded{effect.blob, 0, 0, {}};
  const auto bytes = opened_ ? read_blob(opened_->store, effect.blob) : base::fail(base::Fault::Denied, "locked");
  // Not here, or not as it should be: it is asked for, before all others.
  blob::Name name;
  loaded.missing = !bytes && opened_ && blob::parse_name(effect.blob, name) && can_come(opened_->store, name);
  if (loaded.missing && opened_->session) opened_->session->want_blob(name);
  if (bytes)
      if (auto picture = image::decode_rgba(*bytes, effect.side_max)) {
        loaded.width = picture->width;
        loaded.height = picture->height;
        loaded.rgba = std::move(picture->pixels);
      }
  post_(std::move(loaded));
}

void Worker::on(state::DecodeMedia& effect) {
  state::MediaDecoded decoded{effect.ticket, 0, 0, {}};
  if (const auto bytes = forms::bytes_of(effect.base64)) {
    if (auto picture = image::decode_rgba(*bytes, effect.side_max)) {
      decoded.width = picture->width;
      decoded.height = picture->height;
      decoded.rgba = std::move(picture->pixels);
    } else {
      decoded.too_large = picture.error().detail.starts_with("too large");
    }
  }
  post_(std::move(decoded));
}

void Worker::on(state::MakeCopy& effect) {
  if (!opened_) return post_(state::CopyFailed{effect.ticket, {base::Fault::Denied, "locked"}});
  const auto pdf = print::make_pdf(*effect.copy);
  if (!pdf) return post_(state::CopyFailed{effect.ticket, pdf.error()});
  const auto id = opened_->store.put_blob(*pdf);
  if (!id) return post_(state::CopyFailed{effect.ticket, id.error()});
  if (!effect.export_path.empty())
    if (const base::Status written = os::replace_file(effect.export_path, *pdf); !written) return post_(state::CopyFailed{effect.ticket, written.error()});
  post_(state::CopyMade{effect.ticket, blob::to_string(*id), pdf->size(), !effect.export_path.empty()});
}

}  // namespace effects
