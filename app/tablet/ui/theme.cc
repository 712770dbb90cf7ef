#include "app/tablet/ui/theme.h"

#include <algorithm>
#include <cmath>

#include "app/tablet/ui/flow_text.h"
#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/lettering.h"

namespace ui {
namespace {

constexpr Theme kLight = {
    .ground = rgb(0xf3f6f8), .surface = rgb(0xffffff), .raised = rgb(0xe8edf1),
    .ink = rgb(0x17212b), .soft = rgb(0x4a5a6a), .faint = rgb(0x64707c),
    .line = rgb(0xd3dbe3), .field_line = rgb(0x4a5a6a),
    .accent = rgb(0x0b5c6b), .on_accent = rgb(0xffffff), .accent_tint = rgb(0xe1f0f2), .accent_ink = rgb(0x0b5c6b),
    .danger = rgb(0xb3261e), .on_danger = rgb(0xffffff),
    .focus = rgb(0xffbf47), .focus_edge = rgb(0x17212b),
    .scrim = with_alpha(rgb(0x10181f), 140), .shadow = with_alpha(rgb(0x10181f), 40),
    .brand = rgb(0x0b5c6b), .on_brand = rgb(0xffffff),
    .edge_dp = 1,
    .tones = {{rgb(0x4a5a6a), rgb(0xf3f6f8)}, {rgb(0x0b5c6b), rgb(0xe1f0f2)}, {rgb(0xa44a05), rgb(0xfdf0de)},
              {rgb(0xb3261e), rgb(0xfbe8e6)}, {rgb(0x1b6e3c), rgb(0xe3f3e8)}, {rgb(0x5b3fa0), rgb(0xeee9f8)}},
};

constexpr Theme kDark = {
    .ground = rgb(0x10181f), .surface = rgb(0x19242d), .raised = rgb(0x24323d),
    .ink = rgb(0xe8eef3), .soft = rgb(0xa9b7c4), .faint = rgb(0x8494a2),
    .line = rgb(0x33424f), .field_line = rgb(0xa9b7c4),
    .accent = rgb(0x5cc3d3), .on_accent = rgb(0x10181f), .accent_tint = rgb(0x143841), .accent_ink = rgb(0x5cc3d3),
    .danger = rgb(0xff8a80), .on_danger = rgb(0x10181f),
    .focus = rgb(0xffbf47), .focus_edge = rgb(0xe8eef3),
    .scrim = with_alpha(rgb(0x000000), 160), .shadow = with_alpha(rgb(0x000000), 90),
    .brand = rgb(0x0a3f4a), .on_brand = rgb(0xe8eef3),
    .edge_dp = 1,
    .tones = {{rgb(0xa9b7c4), rgb(0x24323d)}, {rgb(0x5cc3d3), rgb(0x143841)}, {rgb(0xf2a65a), rgb(0x3b2a17)},
              {rgb(0xff8a80), rgb(0x3d1f1d)}, {rgb(0x7fd6a0), rgb(0x163524)}, {rgb(0xc0a9f5), rgb(0x2c2344)}},
};

constexpr Theme kHighContrast = {
    .ground = rgb(0x000000), .surface = rgb(0x000000), .raised = rgb(0x262626),
    .ink = rgb(0xffffff), .soft = rgb(0xffffff), .faint = rgb(0xa6a6a6),
    .line = rgb(0xffffff), .field_line = rgb(0xffffff),
    .accent = rgb(0x7de3f2), .on_accent = rgb(0x000000), .accent_tint = rgb(0x00323a), .accent_ink = rgb(0x9aecf8),
    .danger = rgb(0xff9d94), .on_danger = rgb(0x000000),
    .focus = rgb(0xffd400), .focus_edge = rgb(0xffffff),
    .scrim = with_alpha(rgb(0x000000), 200), .shadow = 0,
    .brand = rgb(0x000000), .on_brand = rgb(0xffffff),
    .edge_dp = 2,
    .tones = {{rgb(0xffffff), rgb(0x262626)}, {rgb(0x9aecf8), rgb(0x00323a)}, {rgb(0xffc078), rgb(0x3a2400)},
              {rgb(0xffaaa2), rgb(0x470b07)}, {rgb(0x9df0bb), rgb(0x00331a)}, {rgb(0xd5c4ff), rgb(0x2b1466)}},
};

constexpr const Theme* kThemes[] = {&kLight, &kDark, &kHighContrast};
Look g_look = Look::Light;
float g_text_scale = 1;

struct TypeSize {
  Weight weight;
  float px, line;
};
constexpr TypeSize kTypes[] = {
    {Weight::Bold, 52, 62}, {Weight::Bold, 36, 44}, {Weight::Bold, 24, 30}, {Weight::SemiBold, 24, 32}, {Weight::SemiBold, 18, 26},
    {Weight::Regular, 17, 26}, {Weight::SemiBold, 17, 24}, {Weight::Regular, 15, 21}, {Weight::SemiBold, 15, 21}, {Weight::Regular, 13, 18},
    {Weight::SemiBold, 13, 18}, {Weight::Medium, 15, 21}, {Weight::SemiBold, 22, 28}, {Weight::Regular, 20, 30},
};

}  // namespace

const Theme& theme() { return *kThemes[size_t(g_look)]; }
Look look() { return g_look; }
void set_look(Look look) {
  if (g_look == look) return;
  g_look = look;
  again();
}
float text_scale() { return g_text_scale; }
void set_text_scale(float scale) {
  const float clamped = std::clamp(std::round(scale * 100) / 100, 1.0f, 2.0f);
  if (clamped == g_text_scale) return;
  g_text_scale = clamped;
  again();
}

namespace {

float luminance(Colour colour) {
  const auto part = [&](int shift) {
    const float c = float((colour >> shift) & 0xff) / 255;
    return c <= 0.03928f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
  };
  return 0.2126f * part(0) + 0.7152f * part(8) + 0.0722f * part(16);
}

}  // namespace

float contrast(Colour a, Colour b) {
  const float x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05f) / (std::min(x, y) + 0.05f);
}

float dp(float value) { return std::round(value * kit().unit); }
float ip(float value) { return std::round(value * kit().unit * (1 + (g_text_scale - 1) * 0.6f)); }
float sp(float value) { return std::round(value * kit().unit * g_text_scale); }

Font lettered(Font font, const Lettering& lettering) {
  if (lettering.weight == Lettering::Weight::Bold) font.weight = Weight::Bold;
  else if (lettering.weight == Lettering::Weight::Normal) font.weight = Weight::Regular;
  if (lettering.italic) font.weight = slanted(font.weight);
  return font;
}

Font font_of(Style style) {
  const TypeSize& type = kTypes[size_t(style)];
  const float ratio = kit().unit * g_text_scale;
  const float px = std::round(type.px * ratio * 4) / 4;
  return {type.weight, px, std::round(type.line * ratio), type.px >= 36 ? -0.028f * px : type.px >= 24 ? -0.012f * px : 0};
}

}  // namespace ui
