// app/forms/json_places.h: where in its text each value of a JSON document stands, for whoever has to tell a person. Made by going through the text once more, so
// that reading a form does not pay for it. Any thread may read it.
#pragma once
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/forms/json.h"

namespace forms::json {

class Places {
 public:
  // `text` is what `root` was read from, a byte-order mark and all; it must outlive this.
  Places(std::string_view text, const Value& root);
  // Where it begins; the document's start for a value of another document.
  Place of(const Value& value) const;
  // The `byte`th byte of a string's text, whichever way its letters were written; the last one's end for a byte beyond.
  Place in(const Value& string, size_t byte) const;

 private:
  void walk(const Value& value);
  void skip_blanks();
  void skip_string();
  size_t offset_of(const Value& value) const;
  Place place(size_t offset) const;

  std::string_view text_;
  size_t at_ = 0;
  std::unordered_map<const Value*, uint32_t> offsets_;
  std::vector<uint32_t> lines_;  // where each begins
};

}  // namespace forms::json
