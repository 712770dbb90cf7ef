#include "tests/support/pdf_reader.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "platform/base/check.h"
#include "platform/os/file.h"
#include "tests/support/child.h"
#include "tests/support/temp_folder.h"

namespace testing_support {
namespace {

constexpr const char* kFolder = "/usr/bin/";

// Standard output of a tool over the PDF; poppler's complaints go to /dev/null.
std::string run(const std::string& tool, const std::string& options, base::ByteView pdf, const std::string& after = "") {
  TempFolder folder;
  CHECK(os::replace_file(folder / "a.pdf", pdf).has_value());
  const std::string command = kFolder + tool + " " + options + " " + (folder / "a.pdf") + " " + after + " 2>/dev/null";
  return support::run_child({"/bin/sh", "-c", command}).output;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string without_marks(std::string text) {
  for (const char* mark : {"\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069"}) {
    for (size_t at = 0; (at = text.find(mark, at)) != text.npos;) text.erase(at, 3);
  }
  return text;
}

// The number after `key="` in an XML line.
double number(const std::string& line, const std::string& key) {
  const size_t at = line.find(key + "=\"");
  return at == line.npos ? 0 : std::atof(line.c_str() + at + key.size() + 2);
}

}  // namespace

bool have_pdf_tools() {
  return os::exists(std::string(kFolder) + "pdftotext") && os::exists(std::string(kFolder) + "pdftohtml");
}

std::string pdf_text(base::ByteView pdf) {
  return without_marks(run("pdftotext", "-enc UTF-8", pdf, "-"));
}

int pdf_pages(base::ByteView pdf) {
  for (const std::string& line : lines_of(run("pdfinfo", "", pdf))) {
    if (line.starts_with("Pages:")) return std::atoi(line.c_str() + 6);
  }
  return 0;
}

std::vector<std::string> pdf_fonts(base::ByteView pdf) {
  std::vector<std::string> lines = lines_of(run("pdffonts", "", pdf));
  lines.erase(lines.begin(), lines.begin() + std::min<long>(2, long(lines.size())));
  return lines;
}

std::vector<int> pdf_text_sizes(base::ByteView pdf) {
  std::vector<int> sizes;
  for (const std::string& line : lines_of(run("pdftohtml", "-xml -i -stdout -zoom 1", pdf))) {
    if (line.find("<fontspec") != line.npos) sizes.push_back(int(number(line, "size")));
  }
  std::sort(sizes.begin(), sizes.end());
  return sizes;
}

std::vector<PdfWord> pdf_words(base::ByteView pdf) {
  std::vector<PdfWord> words;
  int page = 0;
  for (const std::string& line : lines_of(run("pdftotext", "-bbox", pdf, "-"))) {
    if (line.find("<page ") != line.npos) ++page;
    if (line.find("<word ") == line.npos) continue;
    const size_t begin = line.find('>') + 1;
    words.push_back({page, number(line, "xMin"), number(line, "yMin"), number(line, "xMax"), number(line, "yMax"),
                     without_marks(line.substr(begin, line.rfind("</word>") - begin))});
  }
  return words;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::istringstream in{std::string(text)};
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

}  // namespace testing_support
