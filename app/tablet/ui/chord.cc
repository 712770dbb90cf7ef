#include "app/tablet/ui/chord.h"

namespace ui {
namespace {

struct KeyName {
  std::string_view name;
  window::Key key;
};
constexpr KeyName kKeyNames[] = {
    {"enter", window::Key::Enter}, {"escape", window::Key::Escape}, {"tab", window::Key::Tab}, {"space", window::Key::Space}, {"backspace", window::Key::Backspace},
    {"delete", window::Key::Delete}, {"left", window::Key::Left}, {"right", window::Key::Right}, {"up", window::Key::Up}, {"down", window::Key::Down},
    {"home", window::Key::Home}, {"end", window::Key::End}, {"pageup", window::Key::PageUp}, {"pagedown", window::Key::PageDown}, {"insert", window::Key::Insert},
    {"menu", window::Key::Menu}, {"f1", window::Key::F1}, {"f2", window::Key::F2}, {"f3", window::Key::F3}, {"f4", window::Key::F4}, {"f5", window::Key::F5},
    {"f6", window::Key::F6}, {"f7", window::Key::F7}, {"f8", window::Key::F8}, {"f9", window::Key::F9}, {"f10", window::Key::F10}, {"f11", window::Key::F11},
    {"f12", window::Key::F12}};

}  // namespace

bool read_chord(std::string_view chord, window::Event& out) {
  out.kind = window::Event::Kind::KeyDown;
  for (size_t plus = chord.find('+'); plus != std::string_view::npos && plus > 0 && plus + 1 < chord.size(); plus = chord.find('+')) {
    const std::string_view part = chord.substr(0, plus);
    if (part == "ctrl") out.ctrl = true;
    else if (part == "shift") out.shift = true;
    else if (part == "alt") out.alt = true;
    else return false;
    chord.remove_prefix(plus + 1);
  }
  if (chord.size() == 1) {
    out.key = window::Key::Letter, out.letter = char(chord[0] >= 'A' && chord[0] <= 'Z' ? chord[0] + 32 : chord[0]);
    return true;
  }
  for (const KeyName& one : kKeyNames)
    if (one.name == chord) out.key = one.key;
  return out.key != window::Key::None;
}

bool is_chord(const window::Event& event, std::string_view chord) {
  window::Event named;
  if (!read_chord(chord, named)) return false;
  return event.ctrl == named.ctrl && event.alt == named.alt && event.shift == named.shift && event.key == named.key &&
         (event.key != window::Key::Letter || event.letter == named.letter);
}

}  // namespace ui
