// app/forms/media.h: the picture a form's author put beside a question's words or an option (SDC itemMedia and itemAnswerMedia, each an Attachment).
// Only what stands in the form itself can be shown: a tablet fetches nothing. Views into the form; pure, any thread.
#pragma once
#include <string_view>
#include <vector>

#include "app/forms/json.h"
#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace forms {

inline constexpr size_t kMediaBytesMax = 4 * 1024 * 1024;  // of one picture, decoded

struct Media {
  const json::Value* attachment = nullptr;  // in the form's JSON: which picture it is; null: there is none
  std::string_view content_type;            // as written; may be empty
  std::string_view title;                   // what it shows, for those who cannot see it; may be empty
  std::string_view data;                    // base64, as written
  std::string_view url;
  explicit operator bool() const { return attachment != nullptr; }
};

// What can be said of a picture before it is decoded.
enum class MediaIs : uint8_t { Here, Elsewhere, TooLarge, OtherKind };  // Elsewhere: only its address is in the form; OtherKind: a film, a sound, a document

// Of an item or an answerOption, in the order of the form: SDC lets it have several.
std::vector<Media> all_media_of(const json::Value& node);
// Its first; none where there is no extension or it has neither data nor url.
Media media_of(const json::Value& node);
MediaIs what_is(const Media& media);
// The title in a language where the form has a translation.
std::string_view title_of(const Media& media, std::string_view language);
// The bytes of a picture that is Here. Errors: BadInput (not base64, or too large).
base::Result<base::Bytes> bytes_of(std::string_view base64);

}  // namespace forms
