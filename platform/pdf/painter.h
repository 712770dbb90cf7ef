// platform/pdf/painter.h: for this folder's own use: marks on pages, over libharu. Knows nothing of flow. Errors of the library are kept and come out
// of finish(); after one, everything else does nothing.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "platform/pdf/fonts.h"

namespace pdf {

class Painter {
 public:
  explicit Painter(FontFiles fonts);
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;
  ~Painter();

  const FontFiles& fonts() const { return fonts_; }
  // In ems: multiply by the size.
  double width(int font, char32_t letter);

  int add_page();  // pages run 0, 1, 2, ...
  int pages() const;
  void text(int page, double x, double baseline, int font, double size, const Colour& colour, const std::string& utf8);
  void line(int page, Point from, Point to, double width, const Colour& colour);
  void box(int page, double x, double y, double width, double height, const Colour& fill);
  void frame(int page, double x, double y, double width, double height, double line_width, const Colour& colour);
  // A pen's stroke: round ends and corners; one point is a dot.
  void stroke(int page, const std::vector<Point>& points, double width, const Colour& colour);
  void fill(int page, const std::vector<Point>& points, const Colour& colour);

  struct Picture {
    int index = -1;  // -1: cannot be read
    double width = 0, height = 0;  // pixels
  };
  Picture add_jpeg(base::ByteView bytes);
  void picture(int page, const Picture& picture, double x, double y, double width, double height);

  // Once. `title` is shown by readers in their window. Errors: Full, BadInput (libharu's number).
  base::Result<base::Bytes> finish(const std::string& title, const std::string& author);

 private:
  struct Parts;
  void* page_at(int page) const;
  void* font_at(int font);
  FontFiles fonts_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace pdf
