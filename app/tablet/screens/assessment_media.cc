// The pictures of a form: under a question's words, a group's name or words that stand alone, and in the options of a choice. A picture that cannot be
// shown is said in plain words; the question is answered without it.
#include <algorithm>

#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr int kMediaSide = 1280, kOptionSide = 360;  // pixels
constexpr float kMediaHeightDp = 320;

std::string media_title(const FormView& view, const forms::Media& media) {
  const std::string_view title = forms::title_of(media, view.wording.language);
  return std::string(title.empty() ? ui::tr("assessment.media") : title);
}

// Why there is nothing to look at; null where there is, or will be.
const char* why_not(const forms::Media& media, const state::FormPicture* picture) {
  switch (forms::what_is(media)) {
    case forms::MediaIs::Elsewhere: return "assessment.media_elsewhere";
    case forms::MediaIs::TooLarge: return "assessment.media_large";
    case forms::MediaIs::OtherKind: return "assessment.media_kind";
    case forms::MediaIs::Here: break;
  }
  if (!picture || !picture->decoded || !picture->pixels.rgba.empty()) return nullptr;
  return picture->pixels.too_large ? "assessment.media_large" : "assessment.media_damaged";
}

const state::FormPicture* wanted(FormView& view, const forms::Media& media, int side_max) {
  const state::FormPicture* const picture = state::picture_of(view.page.media, media);
  if (!picture && forms::what_is(media) == forms::MediaIs::Here) view.out.push(state::NeedMedia{media, side_max});
  return picture;
}

ui::PictureView pixels_of(const state::FormPicture* picture) {
  if (!picture) return {};
  return {picture->ticket, picture->pixels.width, picture->pixels.height, picture->pixels.rgba};
}

void draw_one_media(FormView& view, const forms::Media& media, const std::string& id) {
  const std::string title = media_title(view, media);
  const state::FormPicture* const picture = wanted(view, media, kMediaSide);
  if (const char* const why = why_not(media, picture)) return ui::secondary(ui::tr(why, title), id);
  if (!picture || !picture->decoded) return ui::secondary(ui::tr("assessment.media_loading"), id);
  const ui::PictureView pixels = pixels_of(picture);
  ui::set_gap(10);
  ui::picture(id, pixels, std::min(kMediaHeightDp, float(pixels.height)), title);  // a small one is not blown up
}

}  // namespace

void draw_media(FormView& view, const forms::json::Value& node, const std::string& id) {
  if (!forms::media_of(node)) return;
  const std::vector<forms::Media> all = forms::all_media_of(node);
  for (size_t i = 0; i < all.size(); ++i) draw_one_media(view, all[i], i == 0 ? id : id + std::to_string(i + 1));
}

OptionPicture picture_for(FormView& view, const forms::Option& option) {
  OptionPicture out;
  const forms::Media media = option.node ? forms::media_of(*option.node) : forms::Media();
  if (!media) return out;
  out.label = media_title(view, media);
  const state::FormPicture* const picture = wanted(view, media, kOptionSide);
  if (const char* const why = why_not(media, picture)) {
    out.label = out.said = ui::tr(why, out.label);
    return out;
  }
  out.there = true;
  out.pixels = pixels_of(picture);
  return out;
}

bool has_pictures(std::span<const forms::Option> options) {
  return std::any_of(options.begin(), options.end(), [](const forms::Option& option) { return option.node && forms::media_of(*option.node); });
}

}  // namespace screens
