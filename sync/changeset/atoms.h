// sync/changeset/atoms.h: short values taken apart into what repeats and what does not. FORMAT.md, section 4. Pure functions, any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/record/record_id.h"

namespace changeset {

inline constexpr int32_t kDaysMin = -135140, kDaysMax = 376199;  // 1600-01-01, 2999-12-31
// Days since 1970-01-01 of a date spelled YYYY-MM-DD, 1600 to 2999; absent for anything else, so that the spelling comes back exactly.
std::optional<int32_t> days_of(std::string_view date);
std::string date_of(int32_t days);
// The same for a whole number spelled the shortest way.
std::optional<int64_t> number_of(std::string_view digits);

// JSON as a form with holes: every quoted string without escapes, and every whole number, is a hole. Object keys stay in the form.
inline constexpr char kTextHole = 0x01;    // stands between its quotes
inline constexpr char kNumberHole = 0x02;
struct Shape {
  std::string form;
  std::vector<std::string> holes;
};
// Absent when `json` does not begin with a bracket or brace, or could not be put together again exactly.
std::optional<Shape> take_apart(std::string_view json);
// Absent when there are not as many holes as the form has.
std::optional<std::string> put_together(std::string_view form, const std::vector<std::string>& holes);

}  // namespace changeset
