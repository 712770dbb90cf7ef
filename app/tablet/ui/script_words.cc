#include "app/tablet/ui/script_words.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>

#include "platform/base/utf8.h"

namespace ui {

bool split_words(std::string_view line, std::vector<std::string>& out, std::string& why) {
  for (size_t i = 0; i < line.size();) {
    if (line[i] == ' ' || line[i] == '\t') {
      ++i;
      continue;
    }
    if (line[i] == '#') break;
    std::string word;
    if (line[i] != '"') {
      while (i < line.size() && line[i] != ' ' && line[i] != '\t') word.push_back(line[i++]);
      out.push_back(word);
      continue;
    }
    bool closed = false;
    for (++i; i < line.size(); ++i) {
      if (line[i] == '"') {
        closed = true, ++i;
        break;
      }
      if (line[i] != '\\' || i + 1 >= line.size()) {
        word.push_back(line[i]);
        continue;
      }
      const char c = line[++i];
      if (c == 'n') word.push_back('\n');
      else if (c == 't') word.push_back('\t');
      else if (c == 'u' && i + 1 < line.size() && line[i + 1] == '{') {
        const size_t end = line.find('}', i);
        uint32_t code = 0;
        if (end == std::string_view::npos) break;
        std::from_chars(line.data() + i + 2, line.data() + end, code, 16);
        base::append_utf8(word, code);
        i = end;
      } else word.push_back(c);
    }
    if (!closed) {
      why = "a quote is not closed";
      return false;
    }
    out.push_back(word);
  }
  return true;
}

bool to_number(const std::string& text, float& out) {
  char* end = nullptr;
  out = std::strtof(text.c_str(), &end);
  return !text.empty() && end && *end == 0;
}

size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t corner = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, corner + (a[i - 1] != b[j - 1])});
      corner = above;
    }
  }
  return row[b.size()];
}

}  // namespace ui
