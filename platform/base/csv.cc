#include "platform/base/csv.h"

#include <algorithm>

namespace base {

namespace {

// Reads one row from `at`; false when a quote is never closed.
bool read_row(std::string_view text, size_t& at, std::vector<std::string>& row) {
  std::string field;
  bool quoted = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted) {
      if (c != '"') field += c;
      else if (at + 1 < text.size() && text[at + 1] == '"') field += text[++at];
      else quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      row.push_back(std::move(field));
      field.clear();
    } else if (c == '\n') {
      ++at;
      break;
    } else if (c != '\r') {
      field += c;
    }
  }
  row.push_back(std::move(field));
  return !quoted;
}

}  // namespace

Result<Csv> Csv::parse(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Csv csv;
  for (size_t at = 0; at < text.size();) {
    std::vector<std::string> row;
    if (!read_row(text, at, row)) return fail(Fault::BadInput, "csv quote open in row " + std::to_string(csv.rows_.size() + 1));
    if (row.size() == 1 && row[0].empty()) continue;
    if (csv.columns_.empty()) csv.columns_ = std::move(row);
    else if (row.size() != csv.columns_.size()) return fail(Fault::BadInput, "csv fields in row " + std::to_string(csv.rows_.size() + 1));
    else csv.rows_.push_back(std::move(row));
  }
  return csv;
}

std::string_view Csv::at(size_t row, std::string_view column) const {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  return found == columns_.end() ? std::string_view{} : std::string_view(rows_[row][size_t(found - columns_.begin())]);
}

bool Csv::has_column(std::string_view column) const { return std::find(columns_.begin(), columns_.end(), column) != columns_.end(); }

}  // namespace base
