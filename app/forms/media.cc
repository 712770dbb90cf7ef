#include "app/forms/media.h"

#include <algorithm>
#include <string>

#include "app/fhirpath/text_code.h"
#include "app/forms/item.h"

namespace forms {
namespace {

constexpr size_t kWrittenMax = kMediaBytesMax / 3 * 4 + 4;  // characters of base64, without the spaces

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

size_t written_size(std::string_view base64) { return base64.size() - size_t(std::count_if(base64.begin(), base64.end(), is_space)); }

// rendering-media is R5's name for the first.
Media media_in(const json::Value& extension) {
  const std::string_view url = extension["url"].string(), name = url.substr(url.rfind('/') + 1);
  if (name != "sdc-questionnaire-itemMedia" && name != "sdc-questionnaire-itemAnswerMedia" && name != "rendering-media") return {};
  const json::Value& attachment = extension["valueAttachment"];
  if (!attachment.is_object()) return {};
  const Media found{&attachment, attachment["contentType"].string(), attachment["title"].string(), attachment["data"].string(), attachment["url"].string()};
  return found.data.empty() && found.url.empty() ? Media() : found;
}

}  // namespace

Media media_of(const json::Value& node) {
  for (const json::Value& extension : node["extension"].elements())
    if (const Media found = media_in(extension)) return found;
  return {};
}

std::vector<Media> all_media_of(const json::Value& node) {
  std::vector<Media> out;
  for (const json::Value& extension : node["extension"].elements())
    if (const Media found = media_in(extension)) out.push_back(found);
  return out;
}

MediaIs what_is(const Media& media) {
  if (!media.content_type.empty() && !media.content_type.starts_with("image/")) return MediaIs::OtherKind;
  if (media.data.empty()) return MediaIs::Elsewhere;
  // Counted only where spaces could make the difference: this is asked in every frame.
  return media.data.size() > kWrittenMax && written_size(media.data) > kWrittenMax ? MediaIs::TooLarge : MediaIs::Here;
}

base::Result<base::Bytes> bytes_of(std::string_view base64) {
  if (written_size(base64) > kWrittenMax) return base::fail(base::Fault::BadInput, "picture too large");
  std::string written;
  written.reserve(base64.size());
  std::copy_if(base64.begin(), base64.end(), std::back_inserter(written), [](char c) { return !is_space(c); });
  std::string bytes;
  const fhirpath::Coded coded = fhirpath::decode_text(written, "base64", bytes);  // Nothing: not text, as no picture is
  if ((coded != fhirpath::Coded::Done && coded != fhirpath::Coded::Nothing) || bytes.empty()) return base::fail(base::Fault::BadInput, "picture not base64");
  return base::Bytes(bytes.begin(), bytes.end());
}

}  // namespace forms
