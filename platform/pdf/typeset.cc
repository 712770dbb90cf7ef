#include "platform/pdf/typeset.h"

#include <fribidi.h>

#include <algorithm>

#include "platform/base/utf8.h"

namespace pdf {
namespace {

using Text = std::u32string;

bool draws_nothing(char32_t c) {
  return c == FRIBIDI_CHAR_FILL || c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0000 && c <= 0xE0FFF);
}

bool is_space(char32_t c) { return c == ' ' || c == 0x3000 || (c >= 0x2000 && c <= 0x200A && c != 0x2007); }
bool breaks_after(char32_t c) { return is_space(c) || c == '-' || c == '/' || c == 0x2013 || c == 0x2014 || c == 0x200B; }

bool reads_from_right(const Text& text) {
  return std::any_of(text.begin(), text.end(), [](char32_t c) {
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC) || c == 0x200F || c == 0x202B || c == 0x202E;
  });
}

// Paragraphs, without control characters; a tab is four spaces.
std::vector<Text> paragraphs_of(std::string_view utf8) {
  std::vector<Text> out(1);
  for (size_t at = 0; at < utf8.size();) {
    const base::CodePoint point = base::decode_at(utf8, at);
    at += point.bytes;
    const char32_t c = point.value;
    if (c == '\n' || c == 0x2028 || c == 0x2029) out.emplace_back();
    else if (c == '\t') out.back() += U"    ";
    else if (c >= 0x20 && !(c >= 0x7F && c < 0xA0)) out.back() += c;
  }
  return out;
}

// Directions of one paragraph; `text` comes back with Arabic letters in the shapes they take beside each other.
struct Directions {
  std::vector<FriBidiCharType> types;
  std::vector<FriBidiLevel> levels;
  FriBidiParType base = FRIBIDI_PAR_ON;
  bool any = false;
};

Directions directions_of(Text& text) {
  Directions out;
  if (!reads_from_right(text)) return out;
  const auto length = FriBidiStrIndex(text.size());
  std::vector<FriBidiChar> chars(text.begin(), text.end());
  std::vector<FriBidiBracketType> brackets(text.size());
  std::vector<FriBidiJoiningType> joins(text.size());
  out.types.resize(text.size());
  out.levels.resize(text.size());
  fribidi_get_bidi_types(chars.data(), length, out.types.data());
  fribidi_get_bracket_types(chars.data(), length, out.types.data(), brackets.data());
  if (fribidi_get_par_embedding_levels_ex(out.types.data(), brackets.data(), length, &out.base, out.levels.data()) == 0) return Directions();
  fribidi_get_joining_types(chars.data(), length, joins.data());
  fribidi_join_arabic(out.types.data(), length, out.levels.data(), joins.data());
  fribidi_shape(FRIBIDI_FLAGS_DEFAULT | FRIBIDI_FLAGS_ARABIC, out.levels.data(), length, joins.data(), chars.data());
  text.assign(chars.begin(), chars.end());
  out.any = true;
  return out;
}

struct Span {
  size_t begin, end;
};

class Paragraph {
 public:
  Paragraph(Painter& painter, Text text, Face face, double size)
      : painter_(painter), text_(std::move(text)), size_(size), directions_(directions_of(text_)) {
    choices_.reserve(text_.size());
    for (const char32_t c : text_) {
      const FontFiles::Choice choice = draws_nothing(c) ? FontFiles::Choice{0, 0} : painter_.fonts().choose(face, c == 0xA0 ? ' ' : c);
      choices_.push_back(choice);
      widths_.push_back(choice.letter == 0 ? 0 : painter_.width(choice.font, choice.letter) * size_);
    }
  }

  std::vector<Span> break_into(double width) const {
    std::vector<Span> lines;
    size_t begin = 0, last_break = 0;
    double sum = 0;
    for (size_t i = 0; i < text_.size(); ++i) {
      if (sum + widths_[i] > width && !is_space(text_[i]) && i > begin) {
        const size_t end = last_break > begin ? last_break : i;
        lines.push_back({begin, end});
        begin = end;
        sum = 0;
        for (size_t j = begin; j < i; ++j) sum += widths_[j];
      }
      sum += widths_[i];
      if (breaks_after(text_[i])) last_break = i + 1;
    }
    lines.push_back({begin, text_.size()});
    return lines;
  }

  Line line_of(Span span) const {
    while (span.end > span.begin && is_space(text_[span.end - 1])) --span.end;
    Line line;
    line.from_right = FRIBIDI_IS_RTL(directions_.base);
    for (const size_t i : order_of(span)) {
      if (choices_[i].letter == 0) continue;
      if (line.runs.empty() || line.runs.back().font != choices_[i].font) line.runs.push_back({choices_[i].font, {}});
      base::append_utf8(line.runs.back().text, uint32_t(choices_[i].letter));
      line.width += widths_[i];
    }
    return line;
  }

  Breadth breadth() const {
    Breadth out;
    double word = 0;
    for (size_t i = 0; i < text_.size(); ++i) {
      out.line += widths_[i];
      word += is_space(text_[i]) ? 0 : widths_[i];
      out.word = std::max(out.word, word);
      if (breaks_after(text_[i])) word = 0;
    }
    return out;
  }

 private:
  // Positions in the order they are drawn, left to right.
  std::vector<size_t> order_of(Span span) const {
    std::vector<size_t> order;
    for (size_t i = span.begin; i < span.end; ++i) order.push_back(i);
    if (!directions_.any || order.empty()) return order;
    std::vector<FriBidiStrIndex> map(text_.size());
    for (size_t i = 0; i < map.size(); ++i) map[i] = FriBidiStrIndex(i);
    std::vector<FriBidiLevel> levels = directions_.levels;
    const auto length = FriBidiStrIndex(span.end - span.begin);
    const FriBidiLevel done = fribidi_reorder_line(FRIBIDI_FLAGS_DEFAULT, directions_.types.data(), length, FriBidiStrIndex(span.begin),
                                                   directions_.base, levels.data(), nullptr, map.data());
    if (done == 0) return order;  // no memory: as it was typed
    for (size_t i = 0; i < order.size(); ++i) order[i] = size_t(map[span.begin + i]);
    return order;
  }

  Painter& painter_;
  Text text_;
  double size_;
  Directions directions_;
  std::vector<FontFiles::Choice> choices_;
  std::vector<double> widths_;
};

}  // namespace

std::vector<Line> typeset(Painter& painter, std::string_view utf8, Face face, double size, double width) {
  std::vector<Line> lines;
  for (Text& text : paragraphs_of(utf8)) {
    const Paragraph paragraph(painter, std::move(text), face, size);
    for (const Span& span : paragraph.break_into(width)) lines.push_back(paragraph.line_of(span));
  }
  return lines;
}

Breadth breadth(Painter& painter, std::string_view utf8, Face face, double size) {
  Breadth out;
  for (Text& text : paragraphs_of(utf8)) {
    const Breadth one = Paragraph(painter, std::move(text), face, size).breadth();
    out = {std::max(out.word, one.word), std::max(out.line, one.line)};
  }
  return out;
}

}  // namespace pdf
