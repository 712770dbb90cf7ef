#include "app/tablet/state/body_figure.h"

#include <charconv>
#include <cmath>

#include "platform/base/csv.h"

namespace state {
namespace {

constexpr int kThousandthsMax = 1001;  // a region that reaches the edge holds it

bool read_thousandths(std::string_view text, float& out) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > kThousandthsMax) return false;
  out = float(value) / 1000.0f;
  return true;
}

}  // namespace

base::Result<std::vector<FigurePart>> parse_figure(std::string_view csv) {
  TRY(const base::Csv table, base::Csv::parse(csv));
  std::vector<FigurePart> parts;
  for (size_t row = 0; row < table.row_count(); ++row) {
    FigurePoint point;
    if (!read_thousandths(table.at(row, "x"), point.x) || !read_thousandths(table.at(row, "y"), point.y))
      return base::fail(base::Fault::BadInput, "figure row " + std::to_string(row + 2));
    const std::string_view name = table.at(row, "part");
    if (parts.empty() || parts.back().name != name) parts.push_back({std::string(name), table.at(row, "closed") == "1", {}});
    parts.back().points.push_back(point);
  }
  return parts;
}

base::Result<std::vector<BodyRegion>> parse_regions(std::string_view csv) {
  TRY(const base::Csv table, base::Csv::parse(csv));
  std::vector<BodyRegion> regions;
  for (size_t row = 0; row < table.row_count(); ++row) {
    BodyRegion region;
    region.front = table.at(row, "side") != "back";
    region.back = table.at(row, "side") != "front";
    const bool read = read_thousandths(table.at(row, "top"), region.top) && read_thousandths(table.at(row, "bottom"), region.bottom) &&
                      read_thousandths(table.at(row, "inner"), region.inner) && read_thousandths(table.at(row, "outer"), region.outer);
    if (!read) return base::fail(base::Fault::BadInput, "region row " + std::to_string(row + 2));
    region.english_left = table.at(row, "en_left");
    region.english_right = table.at(row, "en_right");
    region.welsh_left = table.at(row, "cy_left");
    region.welsh_right = table.at(row, "cy_right");
    regions.push_back(std::move(region));
  }
  return regions;
}

std::string region_at(const std::vector<BodyRegion>& regions, bool front, FigurePoint at, bool welsh) {
  const float away = std::abs(at.x - 0.5f);
  const bool persons_left = (at.x > 0.5f) == front;  // facing us, their left is on our right
  for (const BodyRegion& region : regions) {
    if (!(front ? region.front : region.back) || at.y < region.top || at.y >= region.bottom || away < region.inner || away >= region.outer) continue;
    if (welsh) return persons_left ? region.welsh_left : region.welsh_right;
    return persons_left ? region.english_left : region.english_right;
  }
  return {};
}

}  // namespace state
