#include "app/tablet/ui/text.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "app/tablet/ui/controls.h"
#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/grapheme.h"
#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/layout.h"
#include "platform/base/utf8.h"

namespace ui {
namespace {

bool is_soft(Style style) { return style == Style::Secondary || style == Style::Small; }

Colour ink_of(const TextOptions& options) {
  if (kit().on_brand > 0) return options.style == Style::Display ? theme().on_brand : blend(theme().brand, theme().on_brand, 0.9f);
  if (kit().disabled > 0) return theme().faint;
  if (options.tone != Tone::Neutral) return tone_colours(options.tone).ink;
  return options.soft || is_soft(options.style) ? theme().soft : theme().ink;
}

Role role_of(Style style) { return style == Style::Title || style == Style::Section || style == Style::Heading || style == Style::Display ? Role::Heading : Role::Text; }

struct TextBlock {
  Role role = Role::Text;
  std::string_view id, value = {};
  bool centred = false;
  int lines_max = 0;
  Icon icon = Icon::None;
  Lettering lettering = {};
};

// Words on a colour of their own stand in from its edges.
Rect text_block(std::string_view words, Font font, Colour colour, const TextBlock& block) {
  font = lettered(font, block.lettering);
  const Inks inks = inks_of(block.lettering, colour);
  const float left = block.icon == Icon::None ? 0 : ip(28), pad = inks.paper ? dp(8) : 0;
  const Lines& lines = lay_out(words, font, room() - left - 2 * pad, block.lines_max);
  const float height = float(lines.lines.size()) * font.line + pad;
  const Rect rect = in_wrap() ? take(left + lines.width + 1 + 2 * pad, height) : take(height);
  note(block.id, block.role, rect, words, block.value);
  if (inks.paper) draw_fill(rect, inks.paper, dp(6));
  draw_icon(block.icon, {rect.x0 + pad + ip(10), rect.y0 + pad / 2 + font.line / 2}, ip(22), inks.ink);
  const float lean = block.centred || block.lettering.align == Lettering::Align::Centre ? 0.5f : block.lettering.align == Lettering::Align::End ? 1.0f : 0.0f;
  draw_lines(words, lines, font, {rect.x0 + left + pad, rect.y0 + pad / 2, rect.x1 - pad, rect.y1}, inks.ink, in_wrap() && !block.centred ? 0 : lean);
  return rect;
}

}  // namespace

void text(std::string_view words, TextOptions options) {
  text_block(words, font_of(options.style), ink_of(options), {role_of(options.style), options.id, {}, options.centred, options.lines_max, options.icon, options.lettering});
}
void secondary(std::string_view words, std::string_view id) { text(words, {.style = Style::Secondary, .id = id}); }
void small(std::string_view words, std::string_view id) { text(words, {.style = Style::Small, .id = id}); }
void strong(std::string_view words, std::string_view id) { text(words, {.style = Style::Strong, .id = id}); }

void heading(std::string_view words, Icon icon, std::string_view id, const Lettering& lettering) {
  const Font font = lettered(font_of(Style::Heading), lettering);
  const float left = icon == Icon::None ? 0 : ip(34);
  const Lines& lines = lay_out(words, font, room() - left);
  const float height = std::max(float(lines.lines.size()) * font.line, dp(28));
  const Rect rect = in_wrap() ? take(left + lines.width + 1, height) : take(height);
  note(id, Role::Heading, rect, words);
  const float top = rect.y0 + (rect.h() - float(lines.lines.size()) * font.line) / 2;
  draw_icon(icon, {rect.x0 + ip(12), top + font.line / 2}, ip(24), theme().ink);
  draw_lines(words, lines, font, {rect.x0 + left, top, rect.x1, rect.y1}, inks_of({.ink = lettering.ink}, theme().ink).ink);
}

void section(std::string_view words, std::string_view above, std::string_view id) {
  const Font font = font_of(Style::Section), small_font = font_of(Style::Secondary);
  const Lines& lines = lay_out(words, font, room());
  const float extra = above.empty() ? 0 : small_font.line;
  const float height = extra + float(lines.lines.size()) * font.line;
  const Rect rect = in_wrap() ? take(std::max(lines.width, text_width(above, small_font)) + 1, height) : take(height);
  note(id, Role::Heading, rect, words, above);
  if (!above.empty()) draw_cut(above, small_font, rect.x0, rect.y0, rect.w(), theme().soft);
  draw_lines(words, lines, font, {rect.x0, rect.y0 + extra, rect.x1, rect.y1}, theme().ink);
}

void label(std::string_view words, bool required, const Lettering& lettering) {
  const std::string shown = required ? std::string(words) + " *" : std::string(words);
  const Font font = lettered(font_of(Style::Strong), lettering);
  const Inks inks = kit().disabled ? Inks{theme().faint, 0} : inks_of(lettering, theme().ink);
  const float pad = inks.paper ? dp(8) : 0;
  const Lines& lines = lay_out(shown, font, room() - 2 * pad);
  const float height = float(lines.lines.size()) * font.line + pad;
  const Rect rect = in_wrap() ? take(lines.width + 1 + 2 * pad, height) : take(height);
  note("", Role::Label, rect, words, required ? "required" : "");
  if (inks.paper) draw_fill(rect, inks.paper, dp(6));
  draw_lines(shown, lines, font, {rect.x0 + pad, rect.y0 + pad / 2, rect.x1 - pad, rect.y1}, inks.ink);
}

void problem(std::string_view words, std::string_view id) {
  const Font font = font_of(Style::SecondaryStrong);
  const Colour red = tone_colours(Tone::Red).ink;
  const Lines& lines = lay_out(words, font, room() - ip(28));
  const Rect rect = take(std::max(ip(22), float(lines.lines.size()) * font.line));
  note(id, Role::Error, rect, words);
  draw_icon(Icon::Error, {rect.x0 + ip(10), rect.y0 + font.line / 2}, ip(20), red);
  draw_lines(words, lines, font, {rect.x0 + ip(28), rect.y0, rect.x1, rect.y1}, red);
}

void marked(std::string_view words, std::span<const Stretch> marks, Tone tone, std::string_view id) {
  const Font font = font_of(Style::Body);
  const Lines& lines = lay_out(words, font, room());
  const Rect rect = take(float(lines.lines.size()) * font.line);
  std::string read_out;
  for (const Stretch& mark : marks) read_out.append(read_out.empty() ? "" : " … ").append(words.substr(mark.begin, mark.end - mark.begin));
  note(id, Role::Text, rect, words, read_out);
  const ToneColours& colours = tone_colours(tone);
  for (size_t i = 0; i < lines.lines.size(); ++i) {
    const Line& line = lines.lines[i];
    const float top = rect.y0 + float(i) * font.line;
    for (const Stretch& mark : marks) {
      const size_t begin = std::max<size_t>(mark.begin, line.begin), end = std::min<size_t>(mark.end, line.end);
      if (begin >= end) continue;
      const float left = lines.right_to_left ? rect.x1 - line.width : rect.x0;
      for (const Range& range : ranges_of(words.substr(line.begin, line.end - line.begin), font, begin - line.begin, end - line.begin, lines.right_to_left)) {
        const Rect under{left + range.x0 - dp(1), top + dp(1), left + range.x1 + dp(1), top + font.line - dp(1)};
        draw_fill(under, colours.tint, dp(3));
        draw_fill({under.x0, under.y1 - dp(2), under.x1, under.y1}, colours.ink);
      }
    }
  }
  draw_lines(words, lines, font, rect, kit().disabled > 0 ? theme().faint : theme().ink);
}

void quote(std::string_view words, std::string_view source) {
  const Font font = font_of(Style::Body);
  const std::string marked = "“" + std::string(words) + "”";
  const Lines& lines = lay_out(marked, font, room());
  const Rect rect = take(float(lines.lines.size()) * font.line);
  note("", Role::Text, rect, marked);
  draw_lines(marked, lines, font, rect, theme().ink);
  if (!source.empty()) secondary(source);
}

void pill(std::string_view words, Tone tone, Icon icon, std::string_view id) {
  const Font font = font_of(Style::Pill);
  const float left = dp(14) + (icon == Icon::None ? 0 : ip(27));
  const Lines& lines = lay_out(words, font, room() - left - dp(14));
  const bool single = lines.lines.size() == 1;
  const Rect rect = take(left + lines.width + dp(15), float(lines.lines.size()) * font.line + (single ? dp(15) : dp(14)));
  note(id, Role::Pill, rect, words);
  const ToneColours& colours = tone_colours(tone);
  draw_box(rect, {colours.tint, look() == Look::HighContrast ? colours.ink : 0, single ? rect.h() / 2 : dp(16), look() == Look::HighContrast ? dp(1) : 0});
  draw_icon(icon, {rect.x0 + dp(14) + ip(10), rect.centre().y}, ip(20), colours.ink);
  draw_lines(words, lines, font, {rect.x0 + left, rect.y0 + dp(7), rect.x1 - dp(14), rect.y1}, colours.ink);
}

void avatar(std::string_view initials, float size_dp) {
  const Rect rect = take(ip(size_dp), ip(size_dp));
  note("", Role::Image, rect, initials);
  draw_circle(rect.centre(), rect.w() / 2, theme().accent_tint, look() == Look::HighContrast ? theme().accent : 0, dp(1));
  Font font = font_of(Style::Strong);
  font.weight = Weight::Bold;
  font.px = std::round(ip(size_dp) * (size_dp > 60 ? 0.36f : 0.35f) * 4) / 4;
  draw_centred(initials, font, rect, theme().accent_ink);
}

void icon(Icon icon, Tone tone, float size_dp) {
  const Rect rect = take(ip(size_dp), ip(size_dp));
  draw_icon(icon, rect.centre(), ip(size_dp), tone == Tone::Neutral ? theme().ink : tone_colours(tone).ink);
}

// The key takes another line beside a short value; a long value moves under the key.
void key_value(std::string_view key, std::string_view value, std::string_view id) {
  const Font font = font_of(Style::Body);
  const float inset = dp(10), width = room() - 2 * inset, gap = dp(16);
  const float value_width = text_width(value, font);
  const bool beside = text_width(key, font) + gap + value_width <= width || value_width <= width * 0.3f;
  const float key_width = beside ? width - gap - value_width : width;
  const Lines& keys = lay_out(key, font, key_width);
  const Lines& values = lay_out(value, font, beside ? 0 : width);
  const float keys_h = float(keys.lines.size()) * font.line, values_h = float(values.lines.size()) * font.line;
  const bool parted = follows_row();
  const Rect rect = take_row((beside ? std::max(keys_h, values_h) : keys_h + values_h) + dp(17));
  note(id, Role::Text, rect, key, value);
  const float top = rect.y0 + dp(8);
  draw_lines(key, keys, font, {rect.x0 + inset, top, rect.x0 + inset + key_width, rect.y1}, theme().soft);
  if (beside) draw_lines(value, values, font, {rect.x1 - inset - values.width, top, rect.x1 - inset, rect.y1}, theme().ink);
  else draw_lines(value, values, font, {rect.x0 + inset, top + keys_h, rect.x1 - inset, rect.y1}, theme().ink);
  if (parted) draw_fill({rect.x0, rect.y0, rect.x1, rect.y0 + dp(1)}, theme().line);
}

void progress(float done, std::string_view label, std::string_view id) {
  const float share = std::clamp(done, 0.0f, 1.0f);
  const Rect bar = take(dp(16));
  note(id, Role::Progress, bar, label, std::to_string(int(std::lround(share * 100))) + "%");
  draw_box(bar, {theme().line, 0, dp(6), 0});
  if (share > 0) draw_box({bar.x0, bar.y0, bar.x0 + std::max(dp(12), bar.w() * share), bar.y1}, {theme().accent, 0, dp(6), 0});
  if (!label.empty()) secondary(label);
}

void stacked_bar(std::span<const BarPart> parts) {
  const Rect bar = take(dp(12));
  draw_box(bar, {theme().line, 0, dp(6), 0});
  float x = bar.x0;
  push_clip(bar);
  size_t left = parts.size();
  for (const BarPart& part : parts) {
    const float width = std::round(bar.w() * std::clamp(part.share, 0.0f, 1.0f));
    const bool first = left == parts.size();
    draw_box({x, bar.y0, x + width, bar.y1}, {tone_colours(part.tone).ink, 0, first ? dp(6) : 0, 0});
    if (first && parts.size() > 1) draw_fill({x + dp(6), bar.y0, x + width, bar.y1}, tone_colours(part.tone).ink);
    x += width, --left;
  }
  pop_clip();
}

bool banner(std::string_view id, Banner kind, std::string_view title, std::string_view detail, std::string_view action) {
  constexpr Tone kTones[] = {Tone::Teal, Tone::Amber, Tone::Red, Tone::Green};
  constexpr Icon kIcons[] = {Icon::Info, Icon::Warning, Icon::Error, Icon::Done};
  const ToneColours& colours = tone_colours(kTones[size_t(kind)]);
  const Font strong_font = font_of(Style::Strong), font = font_of(Style::Secondary);
  const float pad = dp(16), left = dp(20) + ip(34);
  const Rect area{here().area.x0, 0, here().area.x1, 0};
  const float width = area.w() - left - pad;
  const Lines& titles = lay_out(title, strong_font, width);
  const Lines& details = lay_out(detail, font, width);
  const float titles_line = strong_font.line, title_h = float(titles.lines.size()) * strong_font.line, detail_h = detail.empty() ? 0 : float(details.lines.size()) * font.line;
  const float words_h = action.empty() ? 0 : float(lay_out(action, strong_font, width - dp(48)).lines.size()) * strong_font.line;  // as button() has it
  const float button_h = action.empty() ? 0 : dp(10) + std::max(dp(52), words_h + dp(24));
  const Rect rect = take(title_h + detail_h + 2 * pad + button_h);
  note(id, Role::Banner, rect, title, detail);
  draw_box(rect, {colours.tint, colours.ink, dp(16), dp(theme().edge_dp)});
  draw_icon(kIcons[size_t(kind)], {rect.x0 + dp(20) + ip(12), rect.y0 + pad + titles_line / 2}, ip(24), colours.ink);
  draw_lines(title, titles, strong_font, {rect.x0 + left, rect.y0 + pad, rect.x1 - pad, rect.y1}, theme().ink);
  if (!detail.empty()) draw_lines(detail, details, font, {rect.x0 + left, rect.y0 + pad + title_h, rect.x1 - pad, rect.y1}, theme().ink);
  if (action.empty()) return false;
  push_flow({rect.x0 + left, rect.y0 + pad + title_h + detail_h + dp(10), rect.x1 - pad, rect.y1}, 0);
  const Scope scope(id);
  const bool tapped = button("action", action);
  pop_flow();
  return tapped;
}

bool empty_state(std::string_view id, Icon icon, std::string_view title, std::string_view detail, std::string_view action) {
  space(24);
  const Rect spot = take(ip(56));
  draw_icon(icon, spot.centre(), ip(48), theme().faint);
  text(title, {.style = Style::Heading, .centred = true, .id = id});
  if (!detail.empty()) text(detail, {.style = Style::Secondary, .centred = true});
  bool tapped = false;
  if (!action.empty()) {
    const Scope scope(id);
    const Wrap wrap({.centred = true});
    tapped = button("action", action);
  }
  space(24);
  return tapped;
}

std::string initials_of(std::string_view name) {
  std::string first, last;
  for (size_t at = 0; at < name.size();) {
    while (at < name.size() && (name[at] == ' ' || name[at] == '-')) ++at;
    if (at >= name.size()) break;
    const std::string letter(name.substr(at, next_grapheme(name, at) - at));
    (first.empty() ? first : last) = letter;
    const size_t space_at = name.find(' ', at);
    at = space_at == std::string_view::npos ? name.size() : space_at;
  }
  std::string out = first + last;
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = char(c - 32);
  return out;
}

}  // namespace ui
