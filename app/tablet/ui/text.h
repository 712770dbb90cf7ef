// app/tablet/ui/text.h: words on the screen that are not pressed.
#pragma once
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "app/tablet/ui/icons.h"
#include "app/tablet/ui/lettering.h"
#include "app/tablet/ui/theme.h"

namespace ui {

struct TextOptions {
  Style style = Style::Body;
  Tone tone = Tone::Neutral;  // Neutral: the style's own ink
  bool soft = false;          // the secondary ink
  bool centred = false;
  Icon icon = Icon::None;     // before the words, which hang beside it
  int lines_max = 0;          // 0: all; else the last line ends in an ellipsis
  std::string_view id;        // for expect; text without an id is still in the tree
  Lettering lettering = {};
};
// Wrapped to the flow's width (in a Wrap: its own width up to what is left).
void text(std::string_view words, TextOptions options = {});
void secondary(std::string_view words, std::string_view id = {});
void small(std::string_view words, std::string_view id = {});
void strong(std::string_view words, std::string_view id = {});

// A card's heading, with an icon before it.
void heading(std::string_view words, Icon icon = Icon::None, std::string_view id = {}, const Lettering& lettering = {});
// A page's heading: a line above it (where we are) and the name.
void section(std::string_view words, std::string_view above = {}, std::string_view id = {});
// What a question or field asks; `required` adds a mark that is also read out.
void label(std::string_view words, bool required = false, const Lettering& lettering = {});
// An error beside the thing it is about: icon and red text.
void problem(std::string_view words, std::string_view id = {});
// Wrapped words of which some stand out, for a reader who looks for what differs: on a tint and underlined. `marks`: byte ranges, ascending.
struct Stretch {
  size_t begin = 0, end = 0;
};
void marked(std::string_view words, std::span<const Stretch> marks, Tone tone, std::string_view id = {});
// The person's own words, with quotation marks and a bar.
void quote(std::string_view words, std::string_view source = {});

void pill(std::string_view words, Tone tone = Tone::Neutral, Icon icon = Icon::None, std::string_view id = {});
void avatar(std::string_view initials, float size_dp = 48);
void icon(Icon icon, Tone tone = Tone::Neutral, float size_dp = 24);

void key_value(std::string_view key, std::string_view value, std::string_view id = {});
// 0 to 1. `label` is read out and shown beside it when not empty.
void progress(float done, std::string_view label = {}, std::string_view id = {});
// Parts of one bar, each with a tone; what is left is empty.
struct BarPart {
  float share;
  Tone tone;
};
void stacked_bar(std::span<const BarPart> parts);
inline void stacked_bar(std::initializer_list<BarPart> parts) { stacked_bar(std::span(parts.begin(), parts.size())); }

// Plain words about what happened, near where it happened. `action` shows a button; true when it is tapped.
enum class Banner { Info, Warning, Error, Done };
bool banner(std::string_view id, Banner kind, std::string_view title, std::string_view detail = {}, std::string_view action = {});
// Nothing to show: says so, and what to do. True when `action` is tapped.
bool empty_state(std::string_view id, Icon icon, std::string_view title, std::string_view detail = {}, std::string_view action = {});

// The initials an avatar shows: "Margaret Whitlock" -> "MW".
std::string initials_of(std::string_view name);

}  // namespace ui
