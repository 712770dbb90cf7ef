#include "app/tablet/screens/said_pictures.h"

#include <algorithm>

#include "app/care/field_meaning.h"
#include "app/forms/answer.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr int kSaidSide = 640;  // pixels
constexpr float kSaidHeightDp = 220;

// Nil: it is no picture of ours.
record::RecordId attachment_in(const forms::Answer& answer) {
  constexpr std::string_view kUuid = "urn:uuid:";
  record::RecordId id;
  if (answer.kind != forms::AnswerKind::Attachment || !answer.text.starts_with(kUuid)) return {};
  return record::parse_record_id(std::string_view(answer.text).substr(kUuid.size()), id) ? id : record::RecordId{};
}

void draw_photo(const state::AppState& state, const care::Attachment& photo, state::Commands& out) {
  const state::PictureLoaded* const picture = state::picture_of(state.capture, photo.blob);
  if (!picture) return out.push(state::NeedPicture{photo.blob, kSaidSide}), ui::secondary(ui::tr("photo.loading"));
  if (picture->missing) return ui::secondary(ui::tr("versions.photo_missing"), "missing");
  if (picture->rgba.empty()) return ui::secondary(ui::tr("photo.unreadable"));
  ui::picture("photo", {std::hash<std::string>{}(photo.blob), picture->width, picture->height, picture->rgba}, kSaidHeightDp, photo.title.empty() ? ui::tr("photo.screen") : std::string_view(photo.title));
}

}  // namespace

void draw_said_pictures(const FieldOf& field, const record::Value& value, state::Commands& out) {
  if (care::meaning_of(field.type, field.path).kind != care::FieldKind::Answer || !std::holds_alternative<record::Atom>(value)) return;
  const auto answers = forms::from_field_text(record::utf8_of(value));
  if (!answers) return;
  const std::vector<care::Attachment> known = state::attachments_of(field.state);
  for (size_t i = 0; i < answers->size(); ++i) {
    const record::RecordId id = attachment_in((*answers)[i]);
    const auto found = std::find_if(known.begin(), known.end(), [&](const care::Attachment& each) { return each.id == id; });
    if (id.is_nil() || found == known.end() || found->kind != care::AttachmentKind::Photo) continue;
    const ui::Scope scope("said" + std::to_string(i + 1));
    draw_photo(field.state, *found, out);
  }
}

}  // namespace screens
