// app/admin/form_files.h: what the commands about forms share: reading files, measuring words, writing JSON lines.
#pragma once
#include <string>
#include <string_view>

#include "app/authoring/check.h"

namespace admin {

// Errors: as for files; BadInput (too large), with the file's name.
base::Result<std::string> read_form_file(const std::string& path);

// In the app's own type; none where its fonts are not installed.
authoring::Ruler font_ruler();

// One JSON object, a member at a time.
class JsonLine {
 public:
  JsonLine& text(std::string_view key, std::string_view value);
  JsonLine& number(std::string_view key, int64_t value);
  JsonLine& raw(std::string_view key, std::string_view json);
  std::string take() { return out_ + "}"; }

 private:
  std::string out_ = "{";
};

}  // namespace admin
