#include "platform/pdf/painter.h"

#include <hpdf.h>

#include <array>

#include "platform/base/utf8.h"

namespace pdf {

struct Painter::Parts {
  HPDF_Doc doc = nullptr;
  unsigned long error = 0;  // libharu's first
  std::vector<HPDF_Page> pages;
  std::array<HPDF_Font, kFontCount> fonts{};
  std::array<std::vector<float>, kFontCount> widths;
  std::vector<HPDF_Image> pictures;
};

namespace {

void on_error(HPDF_STATUS error, HPDF_STATUS, void* data) {
  auto& first = *static_cast<unsigned long*>(data);
  if (first == 0) first = error;
}

float f(double value) { return static_cast<float>(value); }
float up(double y) { return f(kPageHeight - y); }

void path_of(HPDF_Page page, const std::vector<Point>& points) {
  HPDF_Page_MoveTo(page, f(points[0].x), up(points[0].y));
  for (size_t i = 1; i < points.size(); ++i) HPDF_Page_LineTo(page, f(points[i].x), up(points[i].y));
}

}  // namespace

Painter::Painter(FontFiles fonts) : fonts_(std::move(fonts)), parts_(std::make_unique<Parts>()) {
  parts_->doc = HPDF_New(on_error, &parts_->error);
  if (parts_->doc == nullptr) return;
  HPDF_UseUTFEncodings(parts_->doc);
  HPDF_SetCompressionMode(parts_->doc, HPDF_COMP_ALL);
}

Painter::~Painter() {
  if (parts_->doc != nullptr) HPDF_Free(parts_->doc);
}

void* Painter::font_at(int font) {
  HPDF_Font& slot = parts_->fonts[size_t(font)];
  if (slot == nullptr && parts_->doc != nullptr) {
    const char* name = HPDF_LoadTTFontFromFile(parts_->doc, fonts_.path(font).c_str(), HPDF_TRUE);
    if (name != nullptr) slot = HPDF_GetFont(parts_->doc, name, "UTF-8");
  }
  return slot;
}

double Painter::width(int font, char32_t letter) {
  std::vector<float>& widths = parts_->widths[size_t(font)];
  if (widths.empty()) widths.assign(0x10000, -1);
  if (letter >= widths.size()) return 0;
  float& known = widths[letter];  // measuring a letter also tells libharu to write its glyph
  if (known < 0) {
    auto* loaded = static_cast<HPDF_Font>(font_at(font));
    std::string text;
    base::append_utf8(text, uint32_t(letter));
    const auto bytes = reinterpret_cast<const HPDF_BYTE*>(text.data());
    if (const auto* helpers = fonts_.helpers(font, letter)) {
      for (const char32_t helper : *helpers) (void)width(font, helper);
    }
    known = loaded == nullptr ? 0.5f : f(HPDF_Font_TextWidth(loaded, bytes, HPDF_UINT(text.size())).width / 1000.0);
  }
  return known;
}

int Painter::add_page() {
  HPDF_Page page = parts_->doc == nullptr ? nullptr : HPDF_AddPage(parts_->doc);
  if (page != nullptr) HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
  parts_->pages.push_back(page);
  return pages() - 1;
}

int Painter::pages() const { return int(parts_->pages.size()); }

void* Painter::page_at(int page) const { return parts_->error != 0 ? nullptr : parts_->pages[size_t(page)]; }

void Painter::text(int page, double x, double baseline, int font, double size, const Colour& colour, const std::string& utf8) {
  auto* to = static_cast<HPDF_Page>(page_at(page));
  auto* with = static_cast<HPDF_Font>(font_at(font));
  if (to == nullptr || with == nullptr || utf8.empty()) return;
  HPDF_Page_BeginText(to);
  HPDF_Page_SetFontAndSize(to, with, f(size));
  HPDF_Page_SetRGBFill(to, f(colour.red), f(colour.green), f(colour.blue));
  HPDF_Page_TextOut(to, f(x), up(baseline), utf8.c_str());
  HPDF_Page_EndText(to);
}

void Painter::stroke(int page, const std::vector<Point>& points, double width, const Colour& colour) {
  auto* to = static_cast<HPDF_Page>(page_at(page));
  if (to == nullptr || points.empty()) return;
  HPDF_Page_SetRGBStroke(to, f(colour.red), f(colour.green), f(colour.blue));
  HPDF_Page_SetLineWidth(to, f(width));
  HPDF_Page_SetLineCap(to, HPDF_ROUND_END);
  HPDF_Page_SetLineJoin(to, HPDF_ROUND_JOIN);
  path_of(to, points);
  if (points.size() == 1) HPDF_Page_LineTo(to, f(points[0].x + 0.01), up(points[0].y));
  HPDF_Page_Stroke(to);
}

void Painter::fill(int page, const std::vector<Point>& points, const Colour& colour) {
  auto* to = static_cast<HPDF_Page>(page_at(page));
  if (to == nullptr || points.size() < 3) return;
  HPDF_Page_SetRGBFill(to, f(colour.red), f(colour.green), f(colour.blue));
  path_of(to, points);
  HPDF_Page_ClosePath(to);
  HPDF_Page_Fill(to);
}

void Painter::line(int page, Point from, Point to, double width, const Colour& colour) { stroke(page, {from, to}, width, colour); }

void Painter::box(int page, double x, double y, double width, double height, const Colour& colour) {
  fill(page, {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}}, colour);
}

void Painter::frame(int page, double x, double y, double width, double height, double line_width, const Colour& colour) {
  stroke(page, {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}}, line_width, colour);
}

Painter::Picture Painter::add_jpeg(base::ByteView bytes) {
  if (parts_->doc == nullptr || parts_->error != 0) return {};
  HPDF_Image image = HPDF_LoadJpegImageFromMem(parts_->doc, bytes.data(), HPDF_UINT(bytes.size()));
  if (image == nullptr) {  // one bad picture must not cost the person their letter
    parts_->error = 0;
    HPDF_ResetError(parts_->doc);
    return {};
  }
  parts_->pictures.push_back(image);
  return {int(parts_->pictures.size()) - 1, double(HPDF_Image_GetWidth(image)), double(HPDF_Image_GetHeight(image))};
}

void Painter::picture(int page, const Picture& picture, double x, double y, double width, double height) {
  auto* to = static_cast<HPDF_Page>(page_at(page));
  if (to == nullptr || picture.index < 0) return;
  HPDF_Page_DrawImage(to, parts_->pictures[size_t(picture.index)], f(x), up(y + height), f(width), f(height));
}

base::Result<base::Bytes> Painter::finish(const std::string& title, const std::string& author) {
  if (parts_->doc == nullptr) return base::fail(base::Fault::Full, "pdf");
  HPDF_SetInfoAttr(parts_->doc, HPDF_INFO_TITLE, title.c_str());
  if (!author.empty()) HPDF_SetInfoAttr(parts_->doc, HPDF_INFO_AUTHOR, author.c_str());
  HPDF_SaveToStream(parts_->doc);
  base::Bytes out(parts_->error == 0 ? HPDF_GetStreamSize(parts_->doc) : 0);
  HPDF_UINT32 size = HPDF_UINT32(out.size());
  if (parts_->error == 0) HPDF_ReadFromStream(parts_->doc, out.data(), &size);
  if (parts_->error == HPDF_FAILD_TO_ALLOC_MEM) return base::fail(base::Fault::Full, "pdf");
  if (parts_->error != 0 || size != out.size()) return base::fail(base::Fault::BadInput, "pdf error " + std::to_string(parts_->error));
  return out;
}

}  // namespace pdf
