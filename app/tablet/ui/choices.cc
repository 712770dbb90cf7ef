// Choosing among a few: large options in a grid, and a table of questions that share theirs.
#include <algorithm>
#include <cmath>
#include <string>

#include "app/tablet/ui/controls.h"
#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/group.h"

namespace ui {
namespace {

void draw_choice_mark(Vec at, bool several, bool on, bool enabled) {
  const Theme& t = theme();
  const Colour ink = !enabled ? (on ? t.soft : t.faint) : on ? t.accent : t.field_line;
  if (several) {
    const Rect box = {at.x - ip(12), at.y - ip(12), at.x + ip(12), at.y + ip(12)};
    draw_box(box, {on ? ink : 0, ink, dp(5), dp(2)});
    if (on) draw_icon(Icon::Check, at, ip(22), t.on_accent);
    return;
  }
  draw_circle(at, ip(13), on ? ink : 0, ink, dp(2));
  if (on) draw_circle(at, ip(5), t.on_accent);
}

struct OptionSize {
  const Lines *label, *detail;
  float height, picture;  // of the whole, and of it the picture's
};

constexpr float kPictureDp = 148, kPicturePadDp = 12;

OptionSize size_of(const Option& option, float width, const Font& plain, const Font& detail_font) {
  const Font font = lettered(plain, option.lettering);
  const float room = width - dp(18) - ip(40) - dp(14);
  OptionSize out{&lay_out(option.label, font, room), &lay_out(option.detail, detail_font, room), 0, option.picture ? dp(kPictureDp) : 0};
  out.height = float(out.label->lines.size()) * font.line + (option.detail.empty() ? 0 : float(out.detail->lines.size()) * detail_font.line);
  out.height = std::max(dp(56), out.height + dp(24)) + out.picture;
  return out;
}

constexpr size_t kOptionLinesMax = 3;

size_t most_lines(std::span<const Option> choices, float width, const Font& font) {
  size_t out = 0;
  for (const Option& option : choices) out = std::max(out, size_of(option, std::floor(width), font, font).label->lines.size());
  return out;
}

void draw_option_picture(const Option& option, const Rect& box) {
  note(std::string(option.id) + "/picture", option.picture ? Role::Image : Role::Label, box, option.picture_label);
  if (option.picture) draw_pixels(box, *option.picture);
}

bool draw_option(const Option& option, const OptionsLook& style, const OptionSize& size, const Rect& rect, const Font& plain_font, const Font& detail_font) {
  const Theme& t = theme();
  const Font font = lettered(plain_font, option.lettering);
  const Touch touch = item(option.id, rect, pressable(style.several ? Role::Check : Role::Radio, option.label, option.enabled, option.selected ? "selected" : ""));
  Surface surface{option.selected ? t.accent_tint : 0, option.selected ? t.accent : style.error ? t.danger : t.line, dp(12), dp(2)};
  if (touch.pressed) surface.fill = t.accent_tint;
  else if (touch.hovered && !option.selected) surface.fill = blend(t.ground, t.accent_tint, 0.6f);
  draw_box(rect, surface);
  const Rect above{rect.x0 + dp(kPicturePadDp), rect.y0 + dp(kPicturePadDp), rect.x1 - dp(kPicturePadDp), rect.y0 + size.picture};
  if (!option.picture_label.empty()) draw_option_picture(option, option.picture ? above : rect);
  const Rect below{rect.x0, rect.y0 + size.picture, rect.x1, rect.y1};
  draw_choice_mark({rect.x0 + dp(18) + ip(13), below.centre().y}, style.several, option.selected, touch.enabled);
  const float words_h = float(size.label->lines.size()) * font.line + (option.detail.empty() ? 0 : float(size.detail->lines.size()) * detail_font.line);
  const Rect words{rect.x0 + dp(18) + ip(40), below.centre().y - words_h / 2, rect.x1 - dp(14), rect.y1};
  const bool plain = touch.enabled || option.selected;  // what was chosen is read as easily in a form that has been sent
  const Colour ink = inks_of({.ink = option.lettering.ink}, t.ink).ink;
  draw_lines(option.label, *size.label, font, words, !plain ? t.faint : contrast(ink, t.accent_tint) >= kContrastMin ? ink : t.ink);
  if (!option.detail.empty())
    draw_lines(option.detail, *size.detail, detail_font, {words.x0, words.y0 + float(size.label->lines.size()) * font.line, words.x1, words.y1}, plain ? t.soft : t.faint);
  if (touch.ring) draw_focus(rect, dp(12));
  return touch.clicked;
}

}  // namespace

// Equal columns; each option is as high as its words, and shorter ones stand on the middle of their line.
int options(std::string_view id, std::span<const Option> choices, OptionsLook look) {
  if (choices.empty()) return -1;
  int out = -1;
  Font font = font_of(Style::Body);
  font.line = std::round(font.line * 24 / 26);
  const Font detail_font = font_of(Style::Secondary);
  const float whole = here().area.w(), gap = dp(14);
  size_t columns = std::min(choices.size(), size_t(std::max(1, look.columns_max)));
  while (columns > 1 && (whole - gap * float(columns - 1)) / float(columns) < sp(look.narrowest_dp)) --columns;
  if (columns > 1 && choices.size() % columns == 1 && choices.size() > columns && (choices.size() % (columns - 1) == 0 || columns > 2)) --columns;
  while (columns > 1 && most_lines(choices, (whole - gap * float(columns - 1)) / float(columns), font) > kOptionLinesMax) --columns;  // a sentence is read in a wide card
  const float width = std::floor((whole - gap * float(columns - 1)) / float(columns));
  const Group group(id);
  for (size_t first = 0; first < choices.size(); first += columns) {
    const size_t last = std::min(choices.size(), first + columns);
    float tallest = 0;
    bool pictures = false;
    for (size_t i = first; i < last; ++i) {
      tallest = std::max(tallest, size_of(choices[i], width, font, detail_font).height);
      pictures |= choices[i].picture != nullptr;
    }
    const Rect line = take(tallest);
    for (size_t i = first; i < last; ++i) {
      OptionSize size = size_of(choices[i], width, font, detail_font);
      if (pictures) {  // a line with pictures is level
        if (choices[i].picture) size.picture += tallest - size.height;
        size.height = tallest;
      }
      const Rect rect = rect_at(line.x0 + float(i - first) * (width + gap), std::round(line.centre().y - size.height / 2), width, size.height);
      if (draw_option(choices[i], look, size, rect, font, detail_font)) out = int(i);
    }
  }
  return out;
}


namespace {

constexpr float kMatrixWordsShare = 0.4f, kMatrixCellDp = 76;  // of the width; at least this for one choice

float matrix_words_width(const Rect& rect) { return std::round(rect.w() * kMatrixWordsShare); }

Rect matrix_cell(const Rect& row, size_t at, size_t columns) {
  const float left = matrix_words_width(row), width = (row.w() - left) / float(columns);
  return {std::round(row.x0 + left + width * float(at)), row.y0, std::round(row.x0 + left + width * float(at + 1)), row.y1};
}

}  // namespace

bool matrix_fits(std::span<const std::string_view> labels, size_t lines_max) {
  const Font font = font_of(Style::SecondaryStrong);
  const float width = here().area.w() * (1 - kMatrixWordsShare) / float(std::max<size_t>(1, labels.size()));
  if (width < sp(kMatrixCellDp)) return false;
  if (std::any_of(labels.begin(), labels.end(), [&](std::string_view label) { return lay_out(label, font, width - dp(8)).lines.size() > lines_max; })) return false;
  for (std::string_view label : labels)
    while (!label.empty()) {  // no word is to be cut
      const size_t space = std::min(label.find(' '), label.size());
      if (text_width(label.substr(0, space), font) > width - dp(8)) return false;
      label.remove_prefix(std::min(label.size(), space + 1));
    }
  return true;
}

void matrix_head(std::span<const std::string_view> labels, std::span<const Lettering> lettering) {
  const Font plain = font_of(Style::SecondaryStrong);
  const auto font_at = [&](size_t i) { return i < lettering.size() ? lettered(plain, lettering[i]) : plain; };
  const float width = here().area.w() * (1 - kMatrixWordsShare) / float(labels.size()) - dp(8);
  float tallest = plain.line;
  for (size_t i = 0; i < labels.size(); ++i) tallest = std::max(tallest, float(lay_out(labels[i], font_at(i), width).lines.size()) * plain.line);
  const Rect row = take_row(tallest + dp(16));
  for (size_t i = 0; i < labels.size(); ++i) {
    const Font font = font_at(i);
    const Lines& lines = lay_out(labels[i], font, width);
    const Rect cell = matrix_cell(row, i, labels.size());
    note("", Role::Label, cell, labels[i]);
    const float height = float(lines.lines.size()) * font.line;
    draw_lines(labels[i], lines, font, {cell.x0 + dp(4), cell.y1 - dp(8) - height, cell.x1 - dp(4), cell.y1}, inks_of({.ink = i < lettering.size() ? lettering[i].ink : 0}, theme().soft).ink, 0.5f);
  }
}

int matrix_row(std::string_view id, std::string_view words, std::span<const Option> choices, OptionsLook look) {
  const Theme& t = theme();
  Font font = lettered(font_of(Style::Body), look.lettering);
  font.line = std::round(font.line * 24 / 26);
  const Lines& lines = lay_out(words, font, here().area.w() * kMatrixWordsShare - dp(20));
  const float words_h = float(lines.lines.size()) * font.line;
  const bool parted = follows_row();
  const Rect row = take_row(std::max(dp(60), words_h + dp(20)));
  if (parted) draw_fill({row.x0, row.y0, row.x1, row.y0 + dp(1)}, look.error ? t.danger : t.line);
  note("", Role::Label, {row.x0, row.y0, row.x0 + matrix_words_width(row), row.y1}, words);
  draw_lines(words, lines, font, {row.x0, row.centre().y - words_h / 2, row.x0 + matrix_words_width(row) - dp(12), row.y1}, inks_of({.ink = look.lettering.ink}, t.ink).ink);
  const Group group(id);
  int out = -1;
  for (size_t i = 0; i < choices.size(); ++i) {
    const Rect cell = matrix_cell(row, i, choices.size());
    const std::string spoken = std::string(choices[i].detail.empty() ? words : choices[i].detail) + ": " + std::string(choices[i].label);
    const bool several = look.several || choices[i].several;
    const Touch touch = item(choices[i].id, cell, pressable(several ? Role::Check : Role::Radio, spoken, choices[i].enabled, choices[i].selected ? "selected" : ""));
    const Rect pad = cell.grown(-dp(4));
    if (choices[i].selected || touch.pressed || touch.hovered) draw_fill(pad, choices[i].selected || touch.pressed ? t.accent_tint : blend(t.ground, t.accent_tint, 0.6f), dp(10));
    draw_choice_mark(cell.centre(), several, choices[i].selected, touch.enabled);
    if (touch.ring) draw_focus(pad, dp(10));
    if (touch.clicked) out = int(i);
  }
  return out;
}

}  // namespace ui
