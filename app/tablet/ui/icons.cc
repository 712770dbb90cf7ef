// The pictograms in the order of Icon: our own name, and that in the Material Design Icons webfont. Looked up by name, because code
// points moved between versions of the font.
#include <string>

#include "app/tablet/ui/glyphs.h"

namespace ui {
namespace {

struct Named {
  const char* ours;
  const char* theirs;
};
constexpr Named kNames[] = {
    {"", ""}, {"today", "calendar-today"}, {"people", "account-multiple"}, {"approvals", "clipboard-check"}, {"sync", "sync"},
    {"settings", "settings"}, {"back", "arrow-left"}, {"forward", "arrow-right"}, {"chevron-right", "chevron-right"},
    {"chevron-down", "chevron-down"}, {"chevron-up", "chevron-up"}, {"chevron-left", "chevron-left"},
    {"double-left", "chevron-double-left"}, {"double-right", "chevron-double-right"}, {"close", "close"}, {"menu", "menu"},
    {"more", "dots-vertical"}, {"home", "home"}, {"add", "plus"}, {"add-person", "account-plus"}, {"edit", "pencil"},
    {"delete", "delete"}, {"check", "check"}, {"search", "magnify"}, {"filter", "filter-variant"}, {"undo", "undo"}, {"redo", "redo"},
    {"send", "send"}, {"save", "content-save"}, {"camera", "camera"}, {"photo", "image"}, {"note", "note-plus"},
    {"sign", "border-color"}, {"play", "play"}, {"pause", "pause"}, {"print", "printer"}, {"share", "share-variant"},
    {"copy", "content-copy"}, {"paste", "content-paste"}, {"cut", "content-cut"}, {"up", "arrow-up"}, {"down", "arrow-down"},
    {"drag", "drag-vertical"}, {"refresh", "refresh"}, {"download", "download"}, {"upload", "upload"}, {"eye", "eye"},
    {"eye-off", "eye-off"}, {"backspace", "backspace"}, {"keyboard", "keyboard"}, {"lock", "lock"}, {"lock-open", "lock-open"},
    {"logout", "logout"}, {"fingerprint", "fingerprint"}, {"attach", "paperclip"}, {"folder", "folder"}, {"pdf", "file-pdf"},
    {"no-signal", "wifi-off"}, {"signal", "wifi"}, {"cloud-done", "cloud-check"}, {"cloud-up", "cloud-upload"},
    {"cloud-off", "cloud-outline-off"}, {"saved", "content-save"}, {"done", "check-circle"}, {"done-outline", "check-circle-outline"},
    {"warning", "alert"}, {"error", "alert-circle"}, {"info", "information-outline"}, {"help", "help-circle-outline"},
    {"shield", "shield"}, {"paw", "paw"}, {"person-alert", "account-alert"}, {"person", "account"}, {"pin", "map-marker"},
    {"phone", "phone"}, {"clock", "clock"}, {"hourglass", "timer-sand"}, {"calendar", "calendar"}, {"calendar-blank", "calendar-blank"},
    {"clipboard", "clipboard-text"}, {"document", "file-document"}, {"heart", "heart"}, {"heart-pulse", "heart-pulse"},
    {"timeline", "chart-gantt"}, {"bell", "bell-ring"}, {"hospital", "hospital-building"}, {"id-card", "account-card-details"},
    {"target", "crosshairs"}, {"money", "cash-multiple"}, {"barcode", "barcode"}, {"wallet", "wallet"}, {"bank", "bank"},
    {"receipt", "receipt"}, {"merge", "source-merge"}, {"history", "history"}, {"tablet", "tablet"}, {"rocket", "rocket"},
    {"key", "key"}, {"quote", "format-quote"}, {"link", "link-variant"}, {"car", "car"}, {"walk", "walk"},
    {"wheelchair", "wheelchair-accessibility"}, {"medicine", "pill"}, {"food", "food"}, {"bath", "water"}, {"stairs", "stairs"},
    {"group", "human-male-female"}, {"child", "human-child"}, {"star", "star"}, {"flag", "flag"}, {"text-size", "format-size"},
    {"contrast", "contrast-circle"}, {"language", "translate"}, {"timer", "timer"}, {"storage", "harddisk"}, {"mail", "email"},
    {"message", "message-text"}, {"map", "map"}, {"weight", "weight-kilogram"}, {"scale", "scale-bathroom"}, {"ruler", "ruler"},
    {"body", "human-handsdown"},
};
static_assert(sizeof kNames / sizeof *kNames == size_t(Icon::Count), "one name for each icon");

// Stand-ins for names an older font does not have.
constexpr const char* kStandIn = "checkbox-blank-circle-outline";

}  // namespace

Icon icon_named(std::string_view name) {
  for (size_t i = 1; i < size_t(Icon::Count); ++i)
    if (name == kNames[i].ours) return Icon(i);
  return Icon::None;
}

Shape Glyphs::icon_shape(Icon icon) {
  uint32_t& glyph = icon_glyphs_[size_t(icon)];
  if (glyph == 0 && icon != Icon::None) {
    glyph = faces_[icons_]->glyph_named(kNames[size_t(icon)].theirs);
    if (glyph == 0) glyph = faces_[icons_]->glyph_named(kStandIn);
  }
  return {icons_, glyph, 0};
}

}  // namespace ui
