// Pages that scroll, footers that stay and panes beside them.
#include <cmath>

#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/layout.h"

namespace ui {
namespace {

struct OpenPage {
  Id id = kNoId;
  Rect view;
  float start = 0, padding = 0;
  bool centred = false;
  Container::Mark begun;
  bool uncut_before = false;
};
std::vector<OpenPage>& open_pages() {
  static std::vector<OpenPage> pages;
  return pages;
}

}  // namespace

Page::Page(std::string_view id, PageOptions options) {
  Kit& k = kit();
  OpenPage page;
  page.view = region();
  page.id = id_of(id);
  note(id, Role::Page, page.view, "");
  if (k.on_brand == 0) draw_fill(page.view, options.surface ? theme().surface : theme().ground);
  const ScrollState& state = open_scroller(page.id, page.view);
  push_clip(page.view);
  page.padding = dp(compact() ? std::min(16.0f, options.padding_dp) : options.padding_dp);
  page.start = page.view.y0 + page.padding - std::round(state.offset);
  page.centred = options.centred, page.uncut_before = k.uncut;
  if (page.centred) k.uncut = true;
  page.begun = mark();
  Rect area{page.view.x0 + page.padding, page.start, page.view.x1 - page.padding, page.view.y1 - page.padding};
  if (options.width_dp_max > 0 && area.w() > sp(options.width_dp_max)) {
    const float spare = std::round((area.w() - sp(options.width_dp_max)) / 2);
    area.x0 += spare, area.x1 -= spare;
  }
  push_flow(area, 14);
  open_pages().push_back(page);
}

Page::~Page() {
  Kit& k = kit();
  const OpenPage page = open_pages().back();
  open_pages().pop_back();
  const float bottom = pop_flow() + page.padding;
  const float content = bottom - page.start + page.padding;
  if (page.centred && content < page.view.h()) move_since(page.begun, nullptr, 0, (page.view.h() - content) / 2);
  k.uncut = page.uncut_before;
  pop_clip();
  close_scroller(page.id, std::ceil(content));
  draw_scroll_hint(k.scrolls[page.id], page.view);
  k.regions.back().y0 = k.regions.back().y1;
}

namespace {

struct OpenFooter {
  LateBox box;
  Container::Mark begun;
  float top = 0, padding = 0;
  bool uncut_before = false;
  std::string id;
};
std::vector<OpenFooter>& open_footers() {
  static std::vector<OpenFooter> footers;
  return footers;
}

}  // namespace

Footer::Footer(std::string_view id, float side_dp) {
  Kit& k = kit();
  const Rect left = region();
  OpenFooter footer;
  footer.begun = mark();
  footer.id = id;
  footer.padding = dp(compact() ? 12 : 22);
  footer.top = left.y0;
  footer.uncut_before = k.uncut;
  k.uncut = true;
  footer.box = reserve_box(0, false);
  const float side = dp(compact() ? 16 : side_dp);
  push_flow({left.x0 + side, left.y0 + footer.padding, left.x1 - side, left.y1}, 10);
  open_footers().push_back(footer);
}

Footer::~Footer() {
  Kit& k = kit();
  const OpenFooter footer = open_footers().back();
  open_footers().pop_back();
  const float bottom = pop_flow() + footer.padding;
  Rect& left = k.regions.back();
  const float height = std::ceil(bottom - footer.top);
  finish_box(footer.box, {left.x0, footer.top, left.x1, footer.top + height}, {theme().ground, 0, 0, 0});
  k.uncut = footer.uncut_before;
  move_since(footer.begun, nullptr, 0, left.y1 - height - footer.top);
  left.y1 -= height;
}

namespace {

void push_region(const Rect& rect) {
  Kit& k = kit();
  k.regions.push_back(rect);
  push_flow(rect, 0);
  k.flow.back().region = true;
}

}  // namespace

Pane::Pane(std::string_view id, float width_dp, PaneOptions options) {
  Rect& left = region();
  Rect pane = left;
  const bool whole = compact();
  if (whole) {
    left.x0 = left.x1;
  } else {
    const float width = std::min(sp(width_dp), left.w() * 0.55f);
    if (options.right) pane.x0 = left.x1 = std::round(left.x1 - width);
    else pane.x1 = left.x0 = std::round(left.x0 + width);
  }
  note(id, Role::Group, pane, "");
  if (options.brand) draw_fill(pane, theme().brand), ++kit().on_brand;
  else if (options.surface) draw_fill(pane, theme().surface);
  branded_ = options.brand;
  if (!whole && !options.brand) {
    draw_fill(options.right ? rect_at(pane.x0, pane.y0, dp(1), pane.h()) : rect_at(pane.x1 - dp(1), pane.y0, dp(1), pane.h()), theme().line);
    (options.right ? pane.x0 : pane.x1) += options.right ? dp(1) : -dp(1);
  }
  push_region(pane);
}

Pane::~Pane() {
  kit().on_brand -= branded_;
  pop_flow();
  kit().regions.pop_back();
}

}  // namespace ui
