// app/tablet/ui/layout.h: where things stand. One pass: a widget is placed where the flow has come to, takes the flow's width (or its
// own) and moves the flow on; containers are objects that close when they go out of scope. Nothing here needs a second frame to find
// its size. Ids name widgets for input, scripts, tests and assistive technology: short, stable, never a translated label.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "app/tablet/ui/geometry.h"
#include "app/tablet/ui/theme.h"

namespace ui {

struct Container;  // a place in the flow; layout.cc

// Prefixes the ids inside it: Scope scope("visit:3") makes "open" into "visit:3/open".
class Scope {
 public:
  explicit Scope(std::string_view name);
  ~Scope();
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
};

// Everything inside is drawn faint and takes no input.
class Disabled {
 public:
  explicit Disabled(bool disabled);
  ~Disabled();
  Disabled(const Disabled&) = delete;
  Disabled& operator=(const Disabled&) = delete;

 private:
  bool disabled_;
};

// The base of containers: opened by a constructor, closed by its destructor.
class Box {
 public:
  Box(const Box&) = delete;
  Box& operator=(const Box&) = delete;

 protected:
  Box() = default;
  ~Box() = default;
};

struct PageOptions {
  float padding_dp = 24;
  float width_dp_max = 0;   // 0: as wide as there is room; else centred
  bool centred = false;     // contents in the middle when they are shorter than the page
  bool surface = false;     // drawn on the card colour instead of the ground
};

// Fills what is left of the window (or pane) and scrolls: by dragging anywhere with a fling, wheel, PageUp/PageDown/Home/End, arrows.
class Page : Box {
 public:
  explicit Page(std::string_view id, PageOptions options = {});
  ~Page();
};

// A page's scroll position in pixels from the top, to keep and restore. Restoring waits until the page is long enough.
float scroll_of(std::string_view page_id);
void set_scroll(std::string_view page_id, float y);
// Brings a widget (full id) or a Block (full key) into view and, if it can, gives it the focus. Works for blocks not built yet.
void reveal(std::string_view full_id, bool focus = true);

// Weighted columns over the flow's width; one column when the narrowest would be below `narrowest_dp` (times the text size).
// Columns cols({2, 1}); ...first...; cols.next(); ...second...
class Columns : Box {
 public:
  explicit Columns(std::initializer_list<float> weights, float narrowest_dp = 280, float gap_dp = 20) : Columns(std::span(weights.begin(), weights.size()), narrowest_dp, gap_dp) {}
  explicit Columns(std::span<const float> weights, float narrowest_dp = 280, float gap_dp = 20);
  ~Columns();
  void next();
  bool stacked() const { return stacked_; }

 private:
  bool stacked_ = false;
};

// Left to right at natural width, wrapping; children of one line are centred on it.
struct WrapOptions {
  float gap_dp = 12;
  bool centred = false;     // each line in the middle
};
class Wrap : Box {
 public:
  explicit Wrap(WrapOptions options = {});
  ~Wrap();
  // What follows stands at the right end; where it does not fit beside what came before, all of it goes to the next line together.
  void to_right();
};

// A surface with an edge. Its height follows its contents.
struct CardOptions {
  bool plain_tone = true;   // false: tinted by `tone`, with an edge of its ink
  Tone tone = Tone::Neutral;
  bool outlined = false;    // a strong accent edge: the one that matters now
  bool tappable = false;    // the whole card is a button (role row)
  bool selected = false;
  bool enabled = true;
  float padding_dp = 20;
  bool fill_height = false; // to the bottom of the page
  std::string_view label;   // read out for a tappable card
};
class Card : Box {
 public:
  explicit Card(std::string_view id = {}, CardOptions options = {});
  ~Card();
  bool tapped() const { return tapped_; }
  bool held() const { return held_; }  // pressed long

 private:
  bool tapped_ = false, held_ = false;
};

// Sets what follows in from the left.
class Indent : Box {
 public:
  explicit Indent(float left_dp = 16, float right_dp = 0);
  ~Indent();
};

// A bar at the bottom of what is left; declare it before the page it stands under, with that page's padding.
class Footer : Box {
 public:
  explicit Footer(std::string_view id, float side_dp = 24);
  ~Footer();
};

// A pane at the left of what is left; what follows takes the rest: { Pane rail("sections", 282); Page page(...); } Page main(...).
// When `compact()` it takes the whole width, so show one or the other.
struct PaneOptions {
  bool surface = true;
  bool brand = false;       // the product's own colour, with light words
  bool right = false;
};
class Pane : Box {
 public:
  explicit Pane(std::string_view id, float width_dp, PaneOptions options = {});
  ~Pane();

 private:
  bool branded_ = false;
};

// A part of a long page that is built only near the view: if (Block block(key, 120); block) { ...draw... }. Its height is remembered
// from when it was last built at this width; before that `estimate_dp` stands in. Keys are ids, in the current scope.
class Block : Box {
 public:
  Block(std::string_view key, float estimate_dp);
  ~Block();
  explicit operator bool() const { return built_; }

 private:
  bool built_ = false;
};

// A run of blocks of which a frame asks only for those it shows: for pages of thousands. blocks("rows", count, version, specs, draw) does for each
// near the view what Block does. `version` is another number whenever the blocks are others or stand in another order; all are asked for then.
struct BlockSpec {
  std::string key;
  float estimate_dp = 0;
};
using BlockSpecs = std::function<BlockSpec(size_t)>;
void blocks(std::string_view id, size_t count, uint64_t version, const BlockSpecs& specs, const std::function<void(size_t)>& draw);

// Rows of equal height, of which only those in view are built: List rows("people", count, 73); for (size_t i : rows) { ... }.
// `row_height_dp` grows with the text size. Inside a Page it scrolls with the page.
class List : Box {
 public:
  List(std::string_view id, size_t count, float row_height_dp);
  ~List();
  struct Iterator {
    List* list;
    size_t at;
    size_t operator*() const;
    Iterator& operator++() { ++at; return *this; }
    bool operator!=(const Iterator& other) const { return at != other.at; }
  };
  Iterator begin();
  Iterator end();
  void show(size_t row);  // scrolls the row into view

 private:
  friend struct Iterator;
  void place(size_t row);
  size_t first_ = 0, last_ = 0;
  float row_ = 0, top_ = 0;
  size_t count_ = 0;
  Rect whole_;
};

// Gaps, rules and measures of the flow.
void space(float gap_dp);
void divider();
void set_gap(float gap_dp);        // between the widgets that follow, in this container
float flow_width_dp();             // in units of text: width / (dp * text size)
Rect flow_rect();                  // pixels; y1 is the bottom of the visible pane
bool compact();                    // one column: a narrow window or large text
bool portrait();

}  // namespace ui
