#include "app/tablet/state/body_figure.h"

#include <charconv>

#include "platform/base/csv.h"

namespace state {
namespace {

bool read_thousandths(std::string_view text, float& out) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > 1000) return false;
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

}  // namespace state
