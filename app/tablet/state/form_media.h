// app/tablet/state/form_media.h: the pictures of the form on screen, decoded by the worker when the screen first wants them. They are the form's, not
// the person's: nothing of them is kept, and they go with the page.
#pragma once
#include <map>
#include <memory>

#include "app/forms/media.h"
#include "app/forms/questionnaire.h"
#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

inline constexpr size_t kFormMediaBytesMax = 64 * 1024 * 1024;  // of pixels kept; many times what one screen shows

struct FormPicture {
  Ticket ticket = 0;     // never another picture's
  bool decoded = false;  // false: the worker has it
  MediaDecoded pixels;
};

struct FormMedia {
  std::shared_ptr<const forms::Questionnaire> of;         // whose pictures they are
  std::map<const forms::json::Value*, FormPicture> pictures;  // by Media::attachment, a place in its JSON
};

// Decodes it unless that was asked for already.
struct NeedMedia {
  forms::Media media;
  int side_max = 256;  // pixels
};

void need_media(AppState& state, const NeedMedia& wanted, Effects& out);
void take_media(FormMedia& media, MediaDecoded& decoded);
// nullptr until it was asked for.
const FormPicture* picture_of(const FormMedia& media, const forms::Media& wanted);

}  // namespace state
