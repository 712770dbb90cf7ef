// platform/pdf/document.h: a document that flows down A4 pages: text, rows, tables, pictures, drawings, boxes. Calls put blocks one under another; a block
// that does not fit goes on over the page, and never loses a line. Made in memory only: whoever asked seals it or saves it.
//
// With a large text size nothing is smaller than that size, rows stand one under another, and a table with no room for its columns becomes a
// list. One thread at a time. Errors come out of create() and finish(); between them calls cannot fail.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "platform/pdf/look.h"

namespace pdf {

struct Options {
  double text_size = 11;                          // points; 18 and above is large print
  std::string title;                              // the reader's window; also the running head from page 2, one line
  std::string author;
  std::string footer;                             // left of the page number, at most two lines of it
  std::string page_words = "Page {0} of {1}";     // {0} this page, {1} how many
  std::string font_folder = "/usr/share/fonts/truetype/noto";
};

struct Row {
  std::string label, value;
};

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  // a row may be shorter than `columns`
};

// Strokes in units of their own: 0..width across, 0..height down.
struct Stroke {
  std::vector<Point> points;
  double thickness = 1;
  Colour colour;
  bool closed_and_filled = false;
};
struct Drawing {
  double width = 1, height = 1;
  std::vector<Stroke> strokes;
  struct Mark {  // a numbered spot
    Point at;
    std::string words;
  };
  std::vector<Mark> marks;
};

class Document {
 public:
  // Errors: NotFound (the fonts), Full.
  static base::Result<Document> create(const Options& options);
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  // Who writes, above a line; `mark` ("Draft") stands in a box at the right.
  void letterhead(std::string_view sender, std::string_view mark);
  void title(std::string_view text, std::string_view beneath);
  void heading(std::string_view text);     // of a part; never left alone at the foot of a page
  void subheading(std::string_view text);
  void paragraph(std::string_view text);
  void note(std::string_view text);        // quieter, slanted
  void callout(std::string_view label, std::string_view text);  // what must be seen
  void panel(const std::vector<Row>& rows);                     // label and value on a tint
  // A question, its answer (quiet where `unanswered`) and, where there is one, a remark.
  void answer(std::string_view question, std::string_view text, std::string_view remark, bool unanswered);
  void table(const Table& table);
  // At most `width_share` of the text's width and a third of a page high. A picture that cannot be read leaves its caption.
  void picture(base::ByteView jpeg, std::string_view caption, double width_share = 0.6);
  void drawing(const Drawing& drawing, std::string_view caption, double width_share = 0.6);
  // Ink over a line; under it name, date and `words` ("Agreed by telephone").
  struct Signing {
    std::string role, name, when, words;
    const Drawing* ink = nullptr;
  };
  void signatures(const std::vector<Signing>& signings);
  void space(double lines);
  void new_page();

  int pages() const;
  bool large_print() const;
  // Once. The numbers go on the pages now. Errors: Full, BadInput.
  base::Result<base::Bytes> finish();

 private:
  struct Parts;
  explicit Document(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace pdf
