// app/tablet/ui/script_hand.h: the hand and the eye of a script: finds a widget by its id, scrolls it into view by the wheel, and presses where a
// finger would. It only sends events.
#pragma once
#include "app/tablet/ui/script.h"

namespace ui {

class ScriptHand {
 protected:
  explicit ScriptHand(ScriptTarget& target) : target_(target) {}

  // With a * the last one that fits: of repeats, whose keys are random, the newest.
  const Item* find(std::string_view id) const;
  // The * at `star` stands for one part of an id.
  static bool fits(std::string_view name, std::string_view id, size_t star);
  static Rect shown(const Item& item) { return item.rect.cut(item.clip); }
  // Found and in view; pages that build only what is near are searched from top to bottom. Null when it is nowhere.
  const Item* bring(std::string_view id);

  std::string no_widget(std::string_view id) const;  // and which are named nearly so
  // "" and the point to press, or why nobody could.
  std::string why_not_pressable(const std::string& id, Vec& out);

  void wheel(const Rect& view, float dy);
  void pointer(window::Event::Kind kind, Vec at, bool finger, uint8_t button = 1);
  void tap_at(Vec at, bool finger);
  void drag_between(Vec from, Vec to, int steps);

  ScriptTarget& target_;

 private:
  static bool in_view(const Item& item);
  const Item* search(std::string_view id);
};

}  // namespace ui
