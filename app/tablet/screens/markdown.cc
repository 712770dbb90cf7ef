// The part of markdown that forms use in their texts, drawn with the kit's own styles. What is not understood is shown as its words.
#include <vector>

#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

// Emphasis, code marks, links and pictures give way to their words: "see [the guide](https://...)" -> "see the guide".
std::string plain(std::string_view line) {
  std::string out;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '*' || c == '`' || (c == '_' && i > 0 && line[i - 1] == '_')) continue;
    if (c == '\\' && i + 1 < line.size()) {
      out += line[++i];
      continue;
    }
    if (c == '!' && i + 1 < line.size() && line[i + 1] == '[') continue;
    if (c == '[') {
      const size_t close = line.find("](", i), end = close == std::string_view::npos ? close : line.find(')', close);
      if (end != std::string_view::npos) {
        out += line.substr(i + 1, close - i - 1);
        i = end;
        continue;
      }
    }
    out += c;
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  const size_t from = text.find_first_not_of(" \t\r");
  return from == std::string_view::npos ? std::string_view() : text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

// A paragraph that is emphasised from end to end: "**Read this first**", "_as the law has it_". `words` becomes what is inside.
ui::Lettering emphasis(std::string_view& words) {
  ui::Lettering out;
  const auto whole = [&](std::string_view mark) {
    if (words.size() <= 2 * mark.size() || !words.starts_with(mark) || !words.ends_with(mark)) return false;
    const std::string_view inside = words.substr(mark.size(), words.size() - 2 * mark.size());
    if (inside.find(mark) != std::string_view::npos) return false;
    words = inside;
    return true;
  };
  if (whole("**") || whole("__")) out.weight = ui::Lettering::Weight::Bold;
  if (whole("*") || whole("_")) out.italic = true;
  return out;
}

struct Paragraph {
  std::string words;
  void show() {
    std::string_view inside = words;
    const ui::Lettering lettering = emphasis(inside);
    if (!inside.empty()) ui::text(plain(inside), {.lettering = lettering});
    words.clear();
  }
};

void show_point(std::string_view mark, std::string_view words) { ui::text(std::string(mark) + " " + plain(words)); }

}  // namespace

void draw_markdown(std::string_view markdown) {
  ui::set_gap(6);
  Paragraph paragraph;
  while (!markdown.empty()) {
    const size_t end = markdown.find('\n');
    const std::string_view line = trimmed(markdown.substr(0, end));
    markdown.remove_prefix(end == std::string_view::npos ? markdown.size() : end + 1);
    const size_t hashes = line.find_first_not_of('#');
    const size_t digits = line.find_first_not_of("0123456789");
    if (line.empty()) paragraph.show();
    else if (hashes > 0 && hashes != std::string_view::npos && line[hashes] == ' ') {
      paragraph.show();
      ui::strong(plain(line.substr(hashes + 1)));
    } else if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ")) {
      paragraph.show();
      show_point("•", line.substr(2));
    } else if (digits > 0 && digits != std::string_view::npos && line.substr(digits).starts_with(". ")) {
      paragraph.show();
      show_point(line.substr(0, digits + 1), line.substr(digits + 2));
    } else {
      if (!paragraph.words.empty()) paragraph.words += ' ';
      paragraph.words += line;
    }
  }
  paragraph.show();
}

}  // namespace screens
