// app/tablet/ui/theme.h: colours, sizes and type of everything drawn. Screens name a tone or a style, never a colour or a pixel.
#pragma once
#include <cstddef>
#include <cstdint>

namespace ui {

// 0xAABBGGRR, as the draw lists take it.
using Colour = uint32_t;
constexpr Colour rgb(uint32_t hex) { return 0xff000000u | ((hex & 0xff) << 16) | (hex & 0xff00) | (hex >> 16); }
constexpr Colour with_alpha(Colour colour, uint32_t alpha) { return (colour & 0x00ffffffu) | (alpha << 24); }

enum class Look : uint8_t { Light, Dark, HighContrast };
enum class Tone : uint8_t { Neutral, Teal, Amber, Red, Green, Violet };

struct ToneColours {
  Colour ink;   // text and icons on `tint` or on a surface
  Colour tint;  // the quiet background
};

struct Theme {
  Colour ground, surface, raised;     // behind cards; cards and bars; pressed or quiet buttons
  Colour ink, soft, faint;            // text; secondary text; disabled text and icons
  Colour line, field_line;            // dividers and card edges; edges of fields and options
  Colour accent, on_accent;           // the main action and what stands on it
  Colour accent_tint, accent_ink;     // chosen things
  Colour danger, on_danger;
  Colour focus, focus_edge;           // the amber ring and the edge inside it
  Colour scrim, shadow;               // behind dialogs; under them
  Colour brand, on_brand;             // the unlock panel
  float edge_dp;                      // width of card edges: 1, in high contrast 2
  ToneColours tones[6];
};

const Theme& theme();
Look look();
void set_look(Look look);
inline const ToneColours& tone_colours(Tone tone) { return theme().tones[size_t(tone)]; }

// Text size, 1.0 to 2.0; layouts reflow with it. Values outside are clamped.
float text_scale();
void set_text_scale(float scale);

// Pixels of `value` density-independent units (1/160 inch): for gaps, icons and edges.
float dp(float value);
// The same, grown with the text size: for things that must keep room for text.
float sp(float value);
// Between the two: for pictograms, portraits and the room they take beside words.
float ip(float value);

// Never smaller than this on a side, so that a finger finds it.
inline constexpr float kTargetDp = 48;

// How well one is read on the other, 1 to 21; words want 4.5. Source: WCAG 2.1, contrast ratio.
float contrast(Colour a, Colour b);
inline constexpr float kContrastMin = 4.5f;

// Type. Sizes and line heights are in theme.cc and follow the text size.
enum class Style : uint8_t {
  Display,    // 52 bold: the product's name
  Figure,     // 36 bold: a sum of money
  Title,      // 24 bold: a screen's name
  Section,    // 24 semibold: the name of a page within a form
  Heading,    // 18 semibold: a card's name
  Body,       // 17: what is read
  Strong,     // 17 semibold: names, questions, buttons
  Secondary,  // 15: what explains
  SecondaryStrong,
  Small,      // 13
  SmallStrong,
  Pill,       // 15 medium
  Clock,      // 22 semibold: times in a list, keys of a pad
  Lead,       // 20: large running text
};

}  // namespace ui
