// platform/base/csv.h: comma-separated values as RFC 4180 has them: fields in double quotes may hold commas, line ends and doubled quotes. The
// first row names the columns. UTF-8; a byte-order mark at the start is stepped over; both line ends are read; empty lines are skipped.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace base {

class Csv {
 public:
  // Errors: BadInput (a quote never closed, or a row with another number of fields than the heading; detail names the row).
  static Result<Csv> parse(std::string_view text);
  size_t row_count() const { return rows_.size(); }
  // The field in the column of that name; empty when there is no such column. `row` < row_count().
  std::string_view at(size_t row, std::string_view column) const;
  bool has_column(std::string_view column) const;
  const std::vector<std::string>& columns() const { return columns_; }
  const std::vector<std::string>& row(size_t index) const { return rows_[index]; }

 private:
  std::vector<std::string> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace base
