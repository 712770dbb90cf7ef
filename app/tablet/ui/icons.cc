// Names of the pictograms in the Material Design Icons webfont, in the order of Icon. Looked up by name, because code points moved
// between versions of the font.
#include <string>

#include "app/tablet/ui/glyphs.h"

namespace ui {
namespace {

constexpr const char* kNames[] = {
    "",
    "calendar-today", "account-multiple", "clipboard-check", "sync", "settings", "arrow-left", "arrow-right", "chevron-right", "chevron-down", "chevron-up", "chevron-left",
    "chevron-double-left", "chevron-double-right",
    "close", "menu", "dots-vertical", "home",
    "plus", "account-plus", "pencil", "delete", "check", "magnify", "filter-variant", "undo", "redo", "send", "content-save", "camera", "image", "note-plus",
    "border-color", "play", "pause", "printer", "share-variant", "content-copy", "content-paste",
    "content-cut", "arrow-up", "arrow-down", "drag-vertical", "refresh", "download", "upload", "eye", "eye-off", "backspace", "keyboard", "lock", "lock-open",
    "logout", "fingerprint", "paperclip", "folder", "file-pdf",
    "wifi-off", "wifi", "cloud-check", "cloud-upload", "cloud-outline-off", "content-save", "check-circle", "check-circle-outline", "alert", "alert-circle",
    "information-outline", "help-circle-outline", "shield", "paw", "account-alert", "account", "map-marker", "phone", "clock",
    "timer-sand", "calendar", "calendar-blank", "clipboard-text", "file-document", "heart", "heart-pulse", "chart-gantt", "bell-ring", "hospital-building",
    "account-card-details", "crosshairs", "cash-multiple", "barcode", "wallet", "bank",
    "receipt", "source-merge", "history", "tablet", "rocket", "key", "format-quote", "link-variant", "car", "walk", "wheelchair-accessibility", "pill", "food",
    "water", "stairs", "human-male-female", "human-child", "star", "flag",
    "format-size", "contrast-circle", "translate", "timer", "harddisk", "email", "message-text", "map", "weight-kilogram", "scale-bathroom", "ruler", "human-handsdown",
};
static_assert(sizeof kNames / sizeof *kNames == size_t(Icon::Count), "one name for each icon");

// Stand-ins for names an older font does not have.
constexpr const char* kStandIn = "checkbox-blank-circle-outline";

}  // namespace

Shape Glyphs::icon_shape(Icon icon) {
  uint32_t& glyph = icon_glyphs_[size_t(icon)];
  if (glyph == 0 && icon != Icon::None) {
    glyph = faces_[icons_]->glyph_named(kNames[size_t(icon)]);
    if (glyph == 0) glyph = faces_[icons_]->glyph_named(kStandIn);
  }
  return {icons_, glyph, 0};
}

}  // namespace ui
