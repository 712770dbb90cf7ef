#include "app/tablet/ui/canvas.h"

#include <cmath>
#include <unordered_map>

#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/layout.h"

namespace ui {
namespace {

struct KeptPicture {
  window::TextureId texture = 0;
  uint64_t used = 0;
};
std::unordered_map<uint64_t, KeptPicture>& pictures() {
  static std::unordered_map<uint64_t, KeptPicture> made;
  return made;
}
constexpr uint64_t kFramesKept = 240;

window::TextureId texture_of(const PictureView& view) {
  Kit& k = kit();
  auto& kept = pictures();
  KeptPicture& picture = kept[view.key];
  picture.used = k.frame;
  if (picture.texture == 0 && view.width > 0 && view.rgba.size() >= size_t(view.width) * size_t(view.height) * 4) {
    picture.texture = k.window->textures().create(view.width, view.height);
    k.window->textures().update(picture.texture, 0, 0, view.width, view.height,
                                {reinterpret_cast<const uint32_t*>(view.rgba.data()), size_t(view.width) * size_t(view.height)});
  }
  const window::TextureId out = picture.texture;
  std::erase_if(kept, [&](const auto& entry) {
    if (entry.second.used + kFramesKept > k.frame) return false;
    k.window->textures().destroy(entry.second.texture);
    return true;
  });
  return out;
}

}  // namespace

void forget_pictures() {
  for (auto& [key, picture] : pictures())
    if (picture.texture != 0) kit().window->textures().destroy(picture.texture);
  pictures().clear();
}

void draw_pixels(const Rect& box, const PictureView& view) {
  if (view.width <= 0 || view.height <= 0 || !visible(box)) return;
  const float ratio = std::min({box.w() / float(view.width), box.h() / float(view.height), dp(1)});
  const float width = std::round(float(view.width) * ratio), height = std::round(float(view.height) * ratio);
  const window::TextureId texture = texture_of(view);
  if (texture != 0) draw_texture(rect_at(std::round(box.centre().x - width / 2), std::round(box.centre().y - height / 2), width, height), texture, 1, 1);
}

bool picture(std::string_view id, const PictureView& view, float height_dp_max, std::string_view label) {
  const float ratio = std::min(room() / float(std::max(1, view.width)), dp(height_dp_max) / float(std::max(1, view.height)));
  const Rect rect = take(std::round(float(view.width) * ratio), std::round(float(view.height) * ratio));
  const Touch touch = item(id, rect, pressable(Role::Image, label));
  if (visible(rect)) {
    const window::TextureId texture = texture_of(view);
    if (texture != 0) draw_texture(rect, texture, 1, 1);
    draw_box(rect, {touch.pressed ? with_alpha(theme().accent, 60) : 0, theme().line, dp(4), dp(1)});
  }
  if (touch.ring) draw_focus(rect, dp(4));
  return touch.clicked;
}

namespace {

void draw_stroke(const InkStroke& stroke, const Rect& pad, Colour ink) {
  const auto place = [&](const InkPoint& p) { return Vec{pad.x0 + p.x * pad.w(), pad.y0 + p.y * pad.h()}; };
  const auto width = [](const InkPoint& p) { return dp(1) * (1.6f + 2.4f * std::clamp(p.pressure, 0.1f, 1.0f) * 0.7f); };
  const size_t count = stroke.points.size();
  if (count == 1) draw_segment(place(stroke.points[0]), place(stroke.points[0]), ink, width(stroke.points[0]) * 1.4f, width(stroke.points[0]));
  // Between the middles of the pieces runs a curve with the point itself as its handle, so that a quick hand is round, not cornered.
  for (size_t i = 1; i < count; ++i) {
    const Vec a = place(stroke.points[i - 1]), b = place(stroke.points[i]);
    const Vec before = i >= 2 ? place(stroke.points[i - 2]) : a;
    const Vec from = i >= 2 ? Vec{(before.x + a.x) / 2, (before.y + a.y) / 2} : a, to = i + 1 < count ? Vec{(a.x + b.x) / 2, (a.y + b.y) / 2} : b;
    const int steps = std::clamp(int(std::hypot(to.x - from.x, to.y - from.y) / dp(3)), 1, 12);
    Vec last = from;
    for (int s = 1; s <= steps; ++s) {
      const float t = float(s) / float(steps), u = 1 - t;
      const Vec at{u * u * from.x + 2 * u * t * a.x + t * t * to.x, u * u * from.y + 2 * u * t * a.y + t * t * to.y};
      draw_segment(last, at, ink, width(stroke.points[i - 1]), width(stroke.points[i]));
      last = at;
    }
  }
}

}  // namespace

InkEdit ink_pad(std::string_view id, std::vector<InkStroke>& strokes, float height_dp, std::string_view hint, bool enabled) {
  Kit& k = kit();
  const Rect rect = take(dp(height_dp));
  size_t points = 0;
  for (const InkStroke& stroke : strokes) points += stroke.points.size();
  Look_ how{.role = Role::Ink, .label = hint, .value = {}, .enabled = enabled, .hits = true, .focusable = true, .types = false, .drags = Drags::All};
  const std::string value = std::to_string(strokes.size()) + " strokes, " + std::to_string(points) + " points";
  how.value = value;
  const Touch touch = item(id, rect, how);
  InkEdit out;
  static std::unordered_map<Id, int64_t> began;
  if (touch.enabled && (k.acts.dragged == touch.id || k.acts.dropped == touch.id)) {
    const Vec at{std::clamp((k.press.now.x - rect.x0) / rect.w(), 0.0f, 1.0f), std::clamp((k.press.now.y - rect.y0) / rect.h(), 0.0f, 1.0f)};
    if (k.acts.pressed_now == touch.id) strokes.emplace_back(), began[touch.id] = k.now;
    if (!strokes.empty() && k.acts.dropped != touch.id) {
      strokes.back().points.push_back({at.x, at.y, k.event.pressure, uint32_t(std::max<int64_t>(0, k.now - began[touch.id]))});
      out.changed = true;
    }
    out.finished = k.acts.dropped == touch.id;
    k.rebuild = true;
  }
  const Theme& t = theme();
  draw_box(rect, {enabled ? t.surface : t.ground, t.field_line, dp(12), dp(2)});
  const float base = rect.y1 - std::min(rect.h() * 0.28f, dp(64));
  draw_line(rect.x0 + dp(24), rect.x1 - dp(24), base, t.line, dp(2));
  const Font font = font_of(Style::Secondary);
  draw_cut(hint, font, rect.x0 + dp(24), base + dp(8), rect.w() - dp(48), t.soft);
  push_clip(rect.grown(-dp(2)));
  for (const InkStroke& stroke : strokes) draw_stroke(stroke, rect, t.ink);
  pop_clip();
  if (touch.ring) draw_focus(rect, dp(12));
  return out;
}

namespace {

// Outlines are filled by rows of spans: shapes of people are not convex.
void fill_outline(std::span<const Vec> points, const Rect& figure, Colour colour) {
  const float step = std::max(1.0f, dp(1));
  std::vector<float> crossings;
  for (float y = figure.y0; y < figure.y1; y += step) {
    const float v = (y + step / 2 - figure.y0) / figure.h();
    crossings.clear();
    for (size_t i = 0; i < points.size(); ++i) {
      const Vec &a = points[i], &b = points[(i + 1) % points.size()];
      if ((a.y <= v) != (b.y <= v)) crossings.push_back(figure.x0 + (a.x + (v - a.y) / (b.y - a.y) * (b.x - a.x)) * figure.w());
    }
    std::sort(crossings.begin(), crossings.end());
    for (size_t i = 0; i + 1 < crossings.size(); i += 2) draw_fill({crossings[i], y, crossings[i + 1], y + step}, colour);
  }
}

}  // namespace

MapTap body_map(std::string_view id, std::span<const Outline> outlines, float aspect, std::span<const Mark> marks, float height_dp, std::string_view label, bool enabled) {
  Kit& k = kit();
  float height = dp(height_dp), width = height * aspect;
  if (width > room()) width = room(), height = width / aspect;
  const Rect rect = take(std::round(width), std::round(height));
  const std::string value = std::to_string(marks.size()) + " marks";
  Look_ how = pressable(Role::Map, label, enabled, value);
  const Touch touch = item(id, rect, how);
  const Theme& t = theme();
  draw_box(rect, {t.surface, t.line, dp(16), dp(t.edge_dp)});
  const Rect figure = rect.grown(-dp(10));
  std::vector<Vec> path;
  for (const Outline& outline : outlines) {
    if (outline.closed) fill_outline(outline.points, figure, t.raised);
    path.clear();
    for (const Vec& p : outline.points) path.push_back({figure.x0 + p.x * figure.w(), figure.y0 + p.y * figure.h()});
    draw_polyline(path.data(), path.size(), t.soft, dp(2), outline.closed);
  }
  MapTap out;
  const Font font = {Weight::SemiBold, dp(14), dp(18), 0};
  const Vec at = k.last_click_at;
  float nearest = dp(26);
  for (size_t i = 0; i < marks.size(); ++i) {
    const Vec centre{figure.x0 + marks[i].at.x * figure.w(), figure.y0 + marks[i].at.y * figure.h()};
    const float radius = std::max(dp(12), marks[i].size * figure.h() / 2);
    const ToneColours& colours = tone_colours(marks[i].tone);
    draw_circle(centre, radius, colours.tint, colours.ink, dp(2));
    if (marks[i].selected) draw_circle(centre, radius + dp(5), 0, t.focus, dp(3));
    draw_centred(marks[i].label, font, {centre.x - radius, centre.y - radius, centre.x + radius, centre.y + radius}, colours.ink);
    const float far = std::hypot(at.x - centre.x, at.y - centre.y) - radius;
    if (touch.clicked && far < nearest) nearest = std::max(0.0f, far), out.mark = int(i);
  }
  if (touch.clicked && out.mark < 0 && figure.has(at)) out.added = true, out.at = {(at.x - figure.x0) / figure.w(), (at.y - figure.y0) / figure.h()};
  if (touch.ring) draw_focus(rect, dp(16));
  return out;
}

}  // namespace ui
