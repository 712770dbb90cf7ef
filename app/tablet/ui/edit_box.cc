#include "app/tablet/ui/edit_box.h"

#include <cmath>
#include <utility>

#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/grapheme.h"
#include "app/tablet/ui/interact.h"
#include "app/tablet/ui/layout.h"
#include "app/tablet/ui/text.h"
#include "app/tablet/ui/words.h"
#include "platform/base/utf8.h"

namespace ui {
namespace {

std::unordered_map<Id, FieldState>& states() {
  static std::unordered_map<Id, FieldState> made;
  return made;
}

bool g_copied = false;  // the clipboard holds words from a field

// What stands in the box: the value, or dots for a secret, with the letters being composed at the caret.
struct Shown {
  std::string own;
  std::string_view text;
  size_t caret = 0, anchor = 0;
  size_t compose_begin = 0, compose_end = 0;
};

Shown shown_of(const std::string& value, const Editor& editor, bool secret, bool focused) {
  Shown out;
  out.caret = editor.caret(), out.anchor = editor.anchor();
  const std::string& composing = kit().composing;
  if (secret) {
    for (size_t at = 0, next; at < value.size(); at = next) {
      next = next_grapheme(value, at);
      out.own += "•";
    }
    out.caret = grapheme_count(std::string_view(value).substr(0, editor.caret())) * 3;
    out.anchor = grapheme_count(std::string_view(value).substr(0, editor.anchor())) * 3;
    out.text = out.own;
  } else if (focused && !composing.empty()) {
    out.own = value.substr(0, editor.caret()) + composing + value.substr(editor.caret());
    out.compose_begin = editor.caret(), out.compose_end = editor.caret() + composing.size();
    out.caret = out.anchor = out.compose_end;
    out.text = out.own;
  } else {
    out.text = value;
  }
  return out;
}

size_t value_offset(const std::string& value, size_t shown_at, bool secret) {
  if (!secret) return shown_at;
  size_t at = 0;
  for (size_t i = 0; i < shown_at / 3; ++i) at = next_grapheme(value, at);
  return at;
}

// A text laid out in a box: lines, where they stand, and the way between pixels and offsets.
struct Sheet {
  std::string_view text;
  Font font;
  const Lines* lines = nullptr;
  Rect inner;
  float shift = 0;

  size_t line_of(size_t at) const {
    for (size_t i = lines->lines.size(); i-- > 0;)
      if (at >= lines->lines[i].begin) return i;
    return 0;
  }
  std::string_view words(size_t line) const { return text.substr(lines->lines[line].begin, lines->lines[line].end - lines->lines[line].begin); }
  float left(size_t line) const { return lines->right_to_left ? inner.x1 - caret_end(line) : inner.x0 - shift; }
  float caret_end(size_t line) const { return std::max(lines->lines[line].width, 0.0f); }
  Vec caret(size_t at) const {
    const size_t line = line_of(at);
    return {left(line) + caret_x(words(line), font, at - lines->lines[line].begin, lines->right_to_left), inner.y0 + float(line) * font.line};
  }
  size_t at(Vec point) const {
    const float row = std::floor((point.y - inner.y0) / font.line);
    const size_t line = size_t(std::clamp(row, 0.0f, float(lines->lines.size() - 1)));
    return lines->lines[line].begin + caret_at(words(line), font, point.x - left(line), lines->right_to_left);
  }
};

Sheet sheet_of(std::string_view text, const Rect& inner, bool several_lines, float shift) {
  const Font font = font_of(Style::Body);
  return {text, font, &lay_out(text, font, several_lines ? inner.w() : 0), inner, shift};
}

void copy_selection(const std::string& value, const Editor& editor) {
  if (!editor.selected()) return;
  kit().window->set_clipboard(std::string(editor.selection(value)));
  g_copied = true;
}

struct KeyTaker {
  std::string& value;
  FieldState& state;
  const FieldOptions& options;
  const BoxStyle& style;
  const Sheet& sheet;
  Edited& out;

  bool may_edit() const { return !options.read_only && options.enabled; }

  bool paste() {
    std::string words = base::clean_pasted(kit().window->clipboard());
    if (!style.several_lines)
      for (char& c : words)
        if (c == '\n' || c == '\t') c = ' ';
    state.editor.close_step();
    return state.editor.insert(value, words, options.bytes_max, false);
  }

  bool vertical(int by, bool extend) {
    Editor& editor = state.editor;
    const Vec now = sheet.caret(editor.caret());
    if (state.wanted_x < 0) state.wanted_x = now.x;
    const float y = now.y + sheet.font.line * (float(by) + 0.5f);
    const size_t line = sheet.line_of(editor.caret());
    if (by < 0 && line == 0) editor.place(value, 0, extend);
    else if (by > 0 && line + 1 >= sheet.lines->lines.size()) editor.place(value, value.size(), extend);
    else editor.place(value, sheet.at({state.wanted_x, y}), extend);
    return true;
  }

  // Home and End go to the ends of the line as it is wrapped.
  bool line_end(bool start, bool extend) {
    Editor& editor = state.editor;
    const Line& line = sheet.lines->lines[style.secret ? 0 : sheet.line_of(editor.caret())];
    if (style.secret) editor.place(value, start ? 0 : value.size(), extend);
    else if (start) editor.place(value, line.begin, extend);
    else {
      size_t end = line.end;
      while (end > line.begin && end < value.size() && value[end] != '\n' && value[end - 1] == ' ') --end;
      editor.place(value, end, extend);
    }
    return true;
  }

  bool ctrl_key(const window::Event& e) {
    Editor& editor = state.editor;
    switch (e.letter) {
      case 'a': editor.select_all(value); return true;
      case 'c': if (!style.secret) copy_selection(value, editor); return true;
      case 'x':
        if (style.secret || !editor.selected()) return true;
        copy_selection(value, editor);
        if (may_edit()) out.changed |= editor.erase(value, Editor::Step::Left);
        return true;
      case 'v': if (may_edit()) out.changed |= paste(); return true;
      // What the field cannot undo any more is left to the screen.
      case 'z': {
        const bool did = may_edit() && (e.shift ? editor.redo(value) : editor.undo(value));
        out.changed |= did;
        return did;
      }
      case 'y': {
        const bool did = may_edit() && editor.redo(value);
        out.changed |= did;
        return did;
      }
      default: return false;
    }
  }

  bool key(const window::Event& e) {
    using window::Key;
    Editor& editor = state.editor;
    const bool keeps_column = e.key == Key::Up || e.key == Key::Down;
    if (!keeps_column) state.wanted_x = -1;
    if (e.alt) return false;
    if (e.key == Key::Letter) return e.ctrl && ctrl_key(e);
    switch (e.key) {
      case Key::Left: editor.move(value, e.ctrl ? Editor::Step::WordLeft : backwards() ? Editor::Step::Right : Editor::Step::Left, e.shift); return true;
      case Key::Right: editor.move(value, e.ctrl ? Editor::Step::WordRight : backwards() ? Editor::Step::Left : Editor::Step::Right, e.shift); return true;
      case Key::Up: return style.several_lines && vertical(-1, e.shift);
      case Key::Down: return style.several_lines && vertical(1, e.shift);
      case Key::Home: return e.ctrl ? (editor.move(value, Editor::Step::Start, e.shift), true) : line_end(true, e.shift);
      case Key::End: return e.ctrl ? (editor.move(value, Editor::Step::End, e.shift), true) : line_end(false, e.shift);
      case Key::Backspace: if (may_edit()) out.changed |= editor.erase(value, e.ctrl ? Editor::Step::WordLeft : Editor::Step::Left); return true;
      case Key::Delete: if (may_edit()) out.changed |= editor.erase(value, e.ctrl ? Editor::Step::WordRight : Editor::Step::Right); return true;
      case Key::Insert: if (may_edit() && e.shift) out.changed |= paste(); return true;
      case Key::Space: return !e.ctrl;  // the letter itself comes as text
      case Key::Enter:
        if (!style.several_lines) { out.submitted = true; return true; }
        if (e.ctrl) return false;
        if (may_edit()) out.changed |= editor.insert(value, "\n", options.bytes_max, true);
        return true;
      default: return false;
    }
  }
  bool backwards() const { return sheet.lines->right_to_left; }
};

// The bar over a selection made by finger.
void edit_menu(std::string_view id, FieldState& state, KeyTaker& keys, const Rect& rect) {
  push_layer(false);
  Kit& k = kit();
  const Font font = font_of(Style::Pill);
  struct Entry {
    const char* id;
    std::string_view words;
    bool shown;
  };
  const bool some = state.editor.selected() && !keys.style.secret;
  const Entry entries[] = {{"cut", tr("ui.cut"), some && keys.may_edit()}, {"copy", tr("ui.copy"), some}, {"paste", tr("ui.paste"), keys.may_edit()},
                           {"select_all", tr("ui.select_all"), true}};
  float width = 0;
  for (const Entry& one : entries) width += one.shown ? text_width(one.words, font) + dp(32) : 0;
  const float height = std::max(dp(kTargetDp), font.line + dp(20));
  const float y = rect.y0 - height - dp(8) > dp(4) ? rect.y0 - height - dp(8) : rect.y1 + dp(8);
  float x = std::clamp(rect.x0, dp(8), std::max(dp(8), float(k.window->width_px()) - width - dp(8)));
  draw_box({x - dp(3), y + dp(2), x + width + dp(3), y + height + dp(5)}, {theme().shadow, 0, dp(14), 0});
  draw_box(rect_at(x, y, width, height), {theme().ink, 0, dp(12), 0});
  for (const Entry& one : entries) {
    if (!one.shown) continue;
    const Rect spot = rect_at(x, y, text_width(one.words, font) + dp(32), height);
    const Touch touch = item(std::string(id) + "/" + one.id, spot, {.role = Role::Button, .label = one.words, .hits = true});
    if (touch.pressed) draw_fill(spot, blend(theme().ink, theme().surface, 0.25f), dp(12));
    draw_centred(one.words, font, spot, theme().surface);
    if (touch.clicked) {
      window::Event chord;
      chord.key = window::Key::Letter, chord.ctrl = true;
      chord.letter = one.id[0] == 'p' ? 'v' : one.id[0] == 's' ? 'a' : one.id[1] == 'u' ? 'x' : 'c';
      keys.key(chord);
      if (chord.letter != 'a') state.menu = false;
      keys.out.moved = true;
      kit().focus = id_of(id);
    }
    x = spot.x1;
  }
  pop_layer();
}

void take_pointer(const Touch& touch, const Sheet& sheet, std::string& value, FieldState& state, bool secret, Edited& out) {
  Kit& k = kit();
  Editor& editor = state.editor;
  const bool mouse = k.last_pointer != window::Pointer::Touch;
  const auto under = [&](Vec at) { return value_offset(value, sheet.at(at), secret); };
  if (k.acts.pressed_now == touch.id && mouse) {
    editor.place(value, under(k.press.now), k.event.shift);
    out.moved = true, state.menu = false;
  } else if (k.acts.dragged == touch.id && k.press.moved) {
    editor.place(value, under(k.press.now), true);
    out.moved = true;
  }
  if (touch.doubled || touch.held) {
    size_t begin = 0, end = 0;
    word_around(value, under(touch.held ? k.press.start : k.last_click_at), begin, end);
    if (touch.held) k.focus = touch.id, k.focus_name = k.items.back().name;
    editor.select(value, begin, end);
    state.menu = touch.held || !mouse;
    out.moved = true;
  } else if (touch.clicked && !mouse) {
    editor.place(value, under(k.last_click_at), false);
    out.moved = true, state.menu = false;
  }
  if (out.moved) state.wanted_x = -1, k.rebuild = true;
}

void draw_sheet(const Sheet& sheet, const Shown& shown, const Rect& clip, bool focused, Colour ink) {
  const Rect window = clip_rect();
  for (size_t i = 0; i < sheet.lines->lines.size(); ++i) {
    const Line& line = sheet.lines->lines[i];
    const float y = sheet.inner.y0 + float(i) * sheet.font.line;
    if (y > std::min(clip.y1, window.y1 + sheet.font.line) || y + sheet.font.line < std::max(clip.y0, window.y0 - sheet.font.line)) continue;
    const std::string_view words = sheet.words(i);
    const size_t low = std::min(shown.caret, shown.anchor), high = std::max(shown.caret, shown.anchor);
    if (focused && high > line.begin && low < line.end)
      for (const Range& range : ranges_of(words, sheet.font, low > line.begin ? low - line.begin : 0, high - line.begin, sheet.lines->right_to_left))
        draw_fill({sheet.left(i) + range.x0, y + dp(1), sheet.left(i) + range.x1, y + sheet.font.line - dp(1)}, blend(theme().surface, theme().accent, 0.32f));
    draw_letters(words, sheet.font, sheet.left(i), y, ink, sheet.lines->right_to_left);
    if (shown.compose_end > shown.compose_begin && shown.compose_end > line.begin && shown.compose_begin < line.end)
      for (const Range& range : ranges_of(words, sheet.font, shown.compose_begin - line.begin, shown.compose_end - line.begin, sheet.lines->right_to_left))
        draw_fill({sheet.left(i) + range.x0, y + sheet.font.line - dp(3), sheet.left(i) + range.x1, y + sheet.font.line - dp(1)}, theme().accent);
  }
}

Rect inner_of(const Rect& rect, const BoxStyle& style) {
  const float line = font_of(Style::Body).line;
  if (style.several_lines) return {rect.x0 + dp(16), rect.y0 + dp(13), rect.x1 - dp(16), rect.y1 - dp(13)};
  return {rect.x0 + dp(16) + style.left, rect.centre().y - line / 2, rect.x1 - dp(16) - style.right, rect.centre().y + line / 2};
}

}  // namespace

void forget_fields() {
  states().clear();
  if (std::exchange(g_copied, false)) kit().window->set_clipboard("");
}

FieldState& field_state(Id id) {
  FieldState& state = states()[id];
  if (state.seen + 1 < kit().frame) state.offered = false;  // it was away, as a dialog's field is between two rows
  state.seen = kit().frame;
  return state;
}

float box_height(std::string_view value, float width, const BoxStyle& style, int lines_min) {
  const Font font = font_of(Style::Body);
  if (!style.several_lines) return std::max(dp(52), font.line + dp(22));
  const Lines& lines = lay_out(value, font, width - 2 * dp(16));
  return std::max(float(lines_min), float(lines.lines.size()) + (lines.lines.size() >= size_t(lines_min) ? 0.4f : 0.0f)) * font.line + dp(30);
}

Edited edit_box(std::string_view id, std::string& value, const Rect& rect, const FieldOptions& options, const BoxStyle& style) {
  Kit& k = kit();
  const Theme& t = theme();
  const Id own = id_of(id);
  FieldState& state = field_state(own);
  if (state.name.empty()) state.name = full_name(id);
  if (options.focus && !state.offered && k.focus_wanted == kNoId && (k.focus == kNoId || !k.focus_present)) k.focus = own, k.focus_name = state.name, k.rebuild = true;
  state.offered = true;
  const bool secret = style.secret && !state.show_secret;
  const std::string_view told = !secret ? std::string_view(value) : value.empty() ? "" : "•••";  // a secret's length is its own business
  Look_ look = pressable(style.several_lines ? Role::Area : Role::Field, options.label, options.enabled, told);
  look.types = true, look.drags = Drags::Mouse;
  if (look.label.empty()) look.label = options.spoken.empty() ? options.placeholder : options.spoken;
  const Touch touch = item(id, rect, look);
  Edited out;
  out.focused = touch.focused, out.left = state.had_focus && !touch.focused;
  Editor& editor = state.editor;
  editor.sync(value);
  if (touch.focused && !state.had_focus && !touch.clicked && k.focus_shown && !style.several_lines) editor.select_all(value);
  if (out.left) state.menu = false, editor.close_step(), state.wanted_x = -1, k.rebuild = true;
  state.had_focus = touch.focused;
  // Esc puts the keyboard away first; on a dialog it closes the dialog.
  if (touch.focused && k.layer == 0 && k.has_event && !k.used && k.event.kind == window::Event::Kind::KeyDown && k.event.key == window::Key::Escape) {
    take_key();
    clear_focus();
    k.rebuild = true;
  }

  const Rect inner = inner_of(rect, style);
  {
    const Shown before = shown_of(value, editor, secret, false);
    const Sheet sheet = sheet_of(before.text, inner, style.several_lines, state.shift);
    const size_t caret_before = editor.caret(), anchor_before = editor.anchor();
    if (touch.enabled) take_pointer(touch, sheet, value, state, secret, out);
    KeyTaker keys{value, state, options, style, sheet, out};
    if (touch.focused && k.has_event && !k.used) {
      if (k.event.kind == window::Event::Kind::KeyDown && keys.key(k.event)) {
        k.used = true, k.rebuild = true, state.menu = false;
      } else if (k.event.kind == window::Event::Kind::Text && keys.may_edit()) {
        out.changed |= editor.insert(value, base::clean_pasted(k.event.text), options.bytes_max, true);
        k.used = true, k.rebuild = true, state.menu = false;
      }
    }
    if (state.menu && touch.focused) edit_menu(id, state, keys, rect);
    out.moved |= editor.caret() != caret_before || editor.anchor() != anchor_before;
  }

  const Shown shown = shown_of(value, editor, secret, touch.focused);
  Sheet sheet = sheet_of(shown.text, inner, style.several_lines, state.shift);
  if (!style.several_lines && !sheet.lines->right_to_left) {
    const float caret = caret_x(sheet.words(0), sheet.font, std::min(shown.caret, sheet.words(0).size()), false);
    if (!touch.focused) state.shift = 0;
    else if (caret - state.shift > inner.w() - dp(2)) state.shift = caret - inner.w() + dp(2);
    else if (caret - state.shift < 0) state.shift = caret;
    sheet.shift = state.shift;
  }
  const bool wrong = !options.error.empty();
  Surface surface{options.read_only || !touch.enabled ? t.ground : t.surface, wrong ? t.danger : t.field_line, dp(12), dp(2)};
  if (!touch.enabled) surface.edge = t.line;
  if (touch.focused) draw_box(rect.grown(dp(4)), {0, t.focus, dp(15), dp(4)});
  if (touch.focused && !wrong) surface.edge = t.focus_edge;
  draw_box(rect, surface);
  push_clip(Rect{rect.x0 + dp(2), rect.y0 + dp(2), rect.x1 - dp(2), rect.y1 - dp(2)}.cut({inner.x0 - dp(3), rect.y0, inner.x1 + dp(3), rect.y1}));
  if (shown.text.empty() && !options.placeholder.empty()) draw_cut(options.placeholder, sheet.font, inner.x0, inner.y0, inner.w(), blend(t.surface, t.soft, 0.85f));
  else draw_sheet(sheet, shown, rect, touch.focused, touch.enabled ? t.ink : t.faint);
  if (touch.focused) {
    const Vec at = sheet.caret(std::min(shown.caret, shown.text.size()));
    const Rect caret = rect_at(std::round(std::min(at.x, inner.x1)), at.y + dp(2), dp(2), sheet.font.line - dp(4));
    if (!options.read_only) draw_fill(caret, t.ink);
    k.typing = true;
    k.typing_rect[0] = int(caret.x0), k.typing_rect[1] = int(caret.y0), k.typing_rect[2] = int(caret.w()), k.typing_rect[3] = int(caret.h());
    if (out.changed || out.moved) {
      Item where;
      where.rect = caret, where.scroller = k.scroll_stack.empty() ? int16_t(-1) : k.scroll_stack.back();
      bring_into_view(k, where);
    }
  }
  pop_clip();
  return out;
}

// --- fields.h

bool caret_of(std::string_view full_id, Caret& out) {
  const auto found = states().find(hash_id(full_id));
  if (found == states().end() || kit().focus != hash_id(full_id) || found->second.seen != kit().frame) return false;
  out = {found->second.editor.caret(), found->second.editor.anchor()};
  return true;
}

void set_caret(std::string_view full_id, Caret caret) {
  // The text is not known here: sync() settles the offsets when the field is next drawn.
  FieldState& state = states()[hash_id(full_id)];
  state.editor.forget();
  const std::string room(std::max(caret.at, caret.anchor), ' ');
  state.editor.select(room, caret.anchor, caret.at);
  again();
}

void forget_fields(std::string_view prefix) {
  for (auto& [id, state] : states())
    if (std::string_view(state.name).starts_with(prefix)) state.editor.forget();
}

}  // namespace ui
