// tests/support/pdf_reader.h: what poppler's tools read out of a PDF. A test skips itself where they are not installed.
#pragma once
#include <string>
#include <vector>

#include "platform/base/bytes.h"

namespace testing_support {

bool have_pdf_tools();
// The words of all pages in reading order, with pages separated by form feeds. Direction marks are left out.
std::string pdf_text(base::ByteView pdf);
int pdf_pages(base::ByteView pdf);
// The lines of pdffonts, without its head.
std::vector<std::string> pdf_fonts(base::ByteView pdf);
// The sizes of text in use, smallest first, in points.
std::vector<int> pdf_text_sizes(base::ByteView pdf);
// Where each word stands on its page, in points.
struct PdfWord {
  int page = 0;
  double left = 0, top = 0, right = 0, bottom = 0;
  std::string text;
};
std::vector<PdfWord> pdf_words(base::ByteView pdf);

// Split at white space.
std::vector<std::string> words_of(std::string_view text);

}  // namespace testing_support
