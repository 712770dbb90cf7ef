#include <cmath>

#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/layout.h"

namespace ui {
namespace {

struct OpenCard {
  LateBox box;
  size_t item = SIZE_MAX;
  Surface surface;
  float padding = 0, top = 0, fill_to = -1e9f;
  bool ring = false;
};
std::vector<OpenCard>& open_cards() {
  static std::vector<OpenCard> cards;
  return cards;
}

Surface card_surface(const CardOptions& options, const Touch& touch) {
  const Theme& t = theme();
  Surface out{t.surface, t.line, dp(16), dp(t.edge_dp)};
  if (!options.plain_tone) {
    const ToneColours& tone = tone_colours(options.tone);
    out.fill = tone.tint, out.edge = options.tone == Tone::Neutral ? t.line : tone.ink;
  }
  if (options.outlined || options.selected) out.edge = t.accent, out.width = dp(2);
  if (options.selected) out.fill = t.accent_tint;
  if (touch.pressed) out.fill = blend(out.fill, t.accent_tint, 0.8f);
  else if (touch.hovered) out.fill = blend(out.fill, t.accent_tint, 0.35f);
  return out;
}

// What the last frame knew of a widget whose size this frame does not know yet.
bool hovered_before(Id id) {
  const Kit& k = kit();
  if (!k.pointer_known || k.press.down) return false;
  for (const Item& one : k.seen)
    if (one.id == id) return one.rect.has(k.pointer) && one.clip.has(k.pointer);
  return false;
}

}  // namespace

Card::Card(std::string_view id, CardOptions options) {
  Container& outer = here();
  OpenCard card;
  const float top = outer.y + (outer.first ? 0 : outer.gap);
  Touch touch;
  if (!id.empty()) {
    card.item = kit().items.size();
    Look_ look = options.tappable ? pressable(Role::Row, options.label, options.enabled, options.selected ? "selected" : "") : Look_{.role = Role::Card, .label = options.label};
    touch = item(id, {outer.area.x0, top, outer.area.x1, top}, look);
    touch.hovered = options.tappable && touch.enabled && hovered_before(touch.id);
    tapped_ = options.tappable && touch.clicked;
    held_ = options.tappable && touch.held;
  }
  card.surface = card_surface(options, options.tappable ? touch : Touch{});
  card.ring = touch.ring;
  card.box = reserve_box(card.surface.radius, true);
  card.padding = dp(options.padding_dp) + card.surface.width, card.top = top;
  if (options.fill_height) card.fill_to = kit().regions.back().y1 - dp(24);
  open_cards().push_back(card);
  push_flow({outer.area.x0 + card.padding, top + card.padding, outer.area.x1 - card.padding, outer.area.y1 - card.padding}, 10);
}

Card::~Card() {
  const OpenCard card = open_cards().back();
  open_cards().pop_back();
  float bottom = pop_flow() + card.padding;
  if (card.fill_to > bottom) bottom = card.fill_to;
  Container& outer = here();
  const Rect rect{outer.area.x0, card.top, outer.area.x1, std::ceil(bottom)};
  finish_box(card.box, rect, card.surface);
  if (card.item != SIZE_MAX) kit().items[card.item].rect = rect;
  if (card.ring) draw_focus(rect, card.surface.radius);
  outer.y = rect.y1, outer.first = false;
}

}  // namespace ui
