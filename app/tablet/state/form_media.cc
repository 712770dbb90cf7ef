#include "app/tablet/state/form_media.h"

#include <algorithm>

#include "app/tablet/state/state.h"

namespace state {
namespace {

// The oldest go first; the screen asks again for what it still shows.
void keep_within_bounds(FormMedia& media) {
  size_t bytes = 0;
  for (const auto& [place, picture] : media.pictures) bytes += picture.pixels.rgba.size();
  while (bytes > kFormMediaBytesMax && media.pictures.size() > 1) {
    const auto age = [](const auto& a, const auto& b) { return a.second.ticket < b.second.ticket; };
    const auto oldest = std::min_element(media.pictures.begin(), media.pictures.end(), age);
    bytes -= oldest->second.pixels.rgba.size();
    media.pictures.erase(oldest);
  }
}

}  // namespace

void need_media(AppState& state, const NeedMedia& wanted, Effects& out) {
  FormMedia& media = state.assessment.media;
  const std::shared_ptr<const forms::Questionnaire>& form = state.assessment.form->shared_definition();
  if (media.of != form) media = FormMedia{form, {}};  // the draft was moved to another version
  FormPicture& picture = media.pictures[wanted.media.attachment];
  if (picture.ticket != 0) return;
  picture.ticket = ++state.media_asked;
  out.push_back(DecodeMedia{picture.ticket, form, wanted.media.data, wanted.side_max});
}

void take_media(FormMedia& media, MediaDecoded& decoded) {
  for (auto& [place, picture] : media.pictures) {
    if (picture.ticket != decoded.ticket) continue;
    picture.decoded = true;
    picture.pixels = std::move(decoded);
    return keep_within_bounds(media);
  }
}

const FormPicture* picture_of(const FormMedia& media, const forms::Media& wanted) {
  const auto found = media.pictures.find(wanted.attachment);
  return found == media.pictures.end() ? nullptr : &found->second;
}

}  // namespace state
