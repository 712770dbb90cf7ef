// app/tablet/ui/kit.h: what the widgets of the kit share: this frame's widgets, the last frame's, input, focus, scrolling and the draw
// lists. Screens include ui.h instead. One kit at a time, on the frame's thread.
//
// A frame: Host feeds one input to begin(), which decides from the LAST frame's widgets what was hit, so that hits do not depend on
// the order of drawing; widgets then answer for themselves while they are built; end() handles what nobody used (Tab, scroll keys)
// and says whether the screen must be built once more before it is shown.
#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/tablet/ui/block_run.h"
#include "app/tablet/ui/flow_text.h"
#include "app/tablet/ui/geometry.h"
#include "app/tablet/ui/glyphs.h"
#include "app/tablet/ui/theme.h"
#include "platform/os/clock.h"
#include "platform/window/events.h"
#include "platform/window/window.h"

struct ImDrawList;

namespace ui {

using Id = uint64_t;
inline constexpr Id kNoId = 0;
Id hash_id(std::string_view full);

enum class Role : uint8_t {
  Text, Heading, Button, Link, Row, Card, Tab, Chip, Radio, Check, Switch, Slider, Spin, Field, Area, Pill, Image, Progress, Page, List, Dialog, Toast, Banner, Nav, Pad,
  Ink, Map, Group, Label, Error
};
const char* role_name(Role role);

// What a widget does with a press that moves.
enum class Drags : uint8_t { No, Mouse, All };

struct Item {
  Id id = kNoId;
  std::string_view name, label, value;  // in the frame's store of text
  Rect rect, clip;
  Role role = Role::Text;
  Drags drags = Drags::No;
  uint8_t layer = 0;
  bool enabled = true, hits = false, focusable = false, types = false;
  uint16_t group = 0;      // arrows move within a group
  int16_t scroller = -1;
};

// Text that lives as long as its frame is the last or the current one.
class TextStore {
 public:
  std::string_view keep(std::string_view text);
  void clear() { used_ = 0, block_ = 0, large_.clear(); }
  void forget() { blocks_.clear(), clear(); }  // gives the memory back

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::vector<std::unique_ptr<char[]>> large_;
  size_t block_ = 0, used_ = 0;
};

struct ScrollState {
  float offset = 0, velocity = 0, content = 0, view = 0;
  float wanted = -1;       // to restore when the page is long enough
  uint64_t seen = 0;
};
struct Scroller {
  Id id = kNoId;
  Rect view;
  uint8_t layer = 0;
  int16_t parent = -1;
};

// The press under way.
struct Press {
  bool down = false, moved = false, scrolling = false, caught = false, long_sent = false;
  Id id = kNoId;
  Id scroller = kNoId;
  window::Pointer pointer = window::Pointer::Mouse;
  uint8_t button = 1;
  Vec start, now, before;
  int64_t at_ms = 0, moved_ms = 0;
  float velocity = 0;
};

// What this frame's input means to the widget it hit. One frame carries at most one of these.
struct Acts {
  Id clicked = kNoId, held = kNoId, doubled = kNoId, context = kNoId;
  Id pressed_now = kNoId;   // the pointer went down on it
  Id dragged = kNoId;       // it caught the press, and the pointer moved or went down
  Id dropped = kNoId;       // it caught the press, and the pointer came up
};

// A place in the flow: where the next widget goes. See layout.cc.
struct Container {
  enum class Kind : uint8_t { Flow, Wrap, Columns };
  Kind kind = Kind::Flow;
  bool region = false;      // stands directly in the window or a pane: above the page
  Rect area;                // x0, x1: room; y0: top; y1: bottom of the visible pane
  float y = 0, gap = 0;
  bool first = true;
  bool after_row = false;   // rows stand on each other without a gap
  // Wrap: the line being filled and the widgets on it.
  float pen = 0, line_top = 0, line_h = 0;
  bool centred = false;
  int to_right = -1;        // the widget from which the line stands at the right end
  struct Mark {
    size_t vertex = 0, command = 0, item = 0;
    float top = 0, height = 0, right = 0;
  };
  std::vector<Mark> marks;
  // Columns: where each begins and how far the longest reached.
  std::vector<float> weights;
  Rect whole;
  size_t column = 0;
  float deepest = 0, column_gap = 0;
  bool stacked = false;
};

struct Kit {
  window::Window* window = nullptr;
  std::unique_ptr<Glyphs> glyphs;
  os::Clock* clock = nullptr;

  // --- this frame
  uint64_t frame = 0;
  int64_t now = 0;
  std::vector<Item> items, seen;
  std::vector<Scroller> scrollers, seen_scrollers;
  float foot = -1;  // where a toast took the pages to end; -1 for none: built again when they end elsewhere
  TextStore text[2];
  size_t side = 0;
  std::string path;                       // of the scopes, ends in "/" when not empty
  std::vector<size_t> scope_ends;
  std::vector<Container> flow;
  std::vector<Rect> regions;              // what is left of the window or pane, innermost last
  std::vector<int16_t> scroll_stack;
  std::vector<std::unique_ptr<ImDrawList>> lists;
  size_t lists_used = 0;
  ImDrawList* list = nullptr;             // of the current layer
  uint8_t layer = 0, modal = 0, modal_seen = 0;
  std::vector<uint8_t> layer_stack;
  int disabled = 0;
  int on_brand = 0;                       // words stand on the product's colour
  uint16_t group = 0, groups = 0;
  bool uncut = false;                     // what is built now will be moved: do not leave out what looks outside

  // --- input of this frame
  window::Event event;                    // the one being handled
  bool has_event = false, used = false;   // used: a widget took the key or text
  Vec pointer;
  bool pointer_known = false;
  window::Pointer last_pointer = window::Pointer::Mouse;
  Press press;
  Acts acts;
  Id last_click = kNoId;
  int64_t last_click_ms = -10000;
  Vec last_click_at;
  float pinch = 1;
  std::string composing;

  // --- kept between frames
  Id focus = kNoId, focus_wanted = kNoId, focus_before = kNoId;
  std::string focus_name;
  bool focus_shown = false;               // by keyboard: draw the ring
  bool focus_seen = false;                // the focused widget was built this frame
  bool focus_present = false;             // or in the last one
  Id focus_block = kNoId;                 // the block it is in, which is built wherever the page has been scrolled to
  std::unordered_map<Id, ScrollState> scrolls;
  std::unordered_map<Id, float> heights;  // of blocks, by key and width
  std::unordered_map<Id, BlockRun> runs;  // of blocks()
  Id reveal = kNoId;
  std::string reveal_name;
  bool reveal_focus = false;
  int reveal_tries = 0;
  bool rebuild = false;                   // build again before showing
  int64_t next_frame_ms = -1;             // when the next one is wanted; -1: none
  float unit = 1;                         // pixels of a dp
  int typing_rect[4] = {0, 0, 0, 0};
  bool typing = false;
};

Kit& kit();
void set_kit(Kit* kit);

// --- frames (Host)
void begin(Kit& kit, const window::Event* event);
// True: build once more before showing.
bool end(Kit& kit);
// Where the pages in the middle of the window end, and what is pressed at its foot begins.
float foot_of(const Kit& kit, const std::vector<Scroller>& scrollers);

// --- ids and items
std::string full_name(std::string_view id);
Id id_of(std::string_view id);

struct Look_ {
  Role role = Role::Text;
  std::string_view label, value;
  bool enabled = true, hits = false, focusable = false, types = false;
  Drags drags = Drags::No;
};
// How the person is dealing with a widget in this frame.
struct Touch {
  Id id = kNoId;
  bool hovered = false, pressed = false, clicked = false, held = false, doubled = false, focused = false, ring = false, enabled = true;
};
// Registers a widget and answers for it. An empty `id` is a widget nobody names.
Touch item(std::string_view id, const Rect& rect, const Look_& look);
// A widget nobody presses.
void note(std::string_view id, Role role, const Rect& rect, std::string_view label, std::string_view value = {});
inline Look_ pressable(Role role, std::string_view label, bool enabled = true, std::string_view value = {}) {
  return {role, label, value, enabled, true, true, false, Drags::No};
}
// The key this widget may use now; Key::None when it has not the focus or it was used. take_key() uses it.
bool key_is(const Touch& touch, window::Key key);
void take_key();
void again();  // build once more before showing: what was drawn is no longer true

// --- the flow (layout.cc)
Container& here();
// What is left of the window or pane; what was drawn directly in it has taken its room.
Rect& region();
// Room for a widget that takes the whole width, and for one with its own width.
Rect take(float height);
Rect take(float width, float height);
Rect take_row(float height);
bool follows_row();  // before take_row(): a row stands right above, so a line parts them
float room();      // width left: of the flow, or of a Wrap's line
bool in_wrap();
bool visible(const Rect& rect);
Rect clip_rect();
void push_clip(const Rect& rect);
void pop_clip();
// Where the draw list and the items have come to, to move what follows later.
Container::Mark mark();
void move_since(const Container::Mark& from, const Container::Mark* to, float dx, float dy);
void push_flow(const Rect& area, float gap_dp);
float pop_flow();  // how far it came
void push_layer(bool modal);
void pop_layer();

// canvas.cc
struct PictureView;
void forget_pictures();
void draw_pixels(const Rect& box, const PictureView& view);  // fitted into the middle, never larger than a dp a pixel

// --- scrolling (scroll.cc)
ScrollState& open_scroller(Id id, const Rect& view);
void close_scroller(Id id, float content);
void animate_scrolls(Kit& kit);
bool scroll_by(Kit& kit, Id id, float dy);
void bring_into_view(Kit& kit, const Item& item);
void draw_scroll_hint(const ScrollState& state, const Rect& view);

}  // namespace ui
