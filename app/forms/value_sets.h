// app/forms/value_sets.h: expansions of value sets by canonical url: what a form's answerValueSet points to when it is not contained.
// Read from one JSON object, {"<url>": [{"system":..,"code":..,"display":..}, ...], ...}. Immutable; any thread may read it.
#pragma once
#include "app/forms/json.h"
#include "platform/base/result.h"

namespace forms {

class ValueSets {
 public:
  // Errors: BadInput.
  static base::Result<ValueSets> parse(std::string json_text);
  // The concepts, each an object with system, code and display; empty when the url is not known. A version after '|' is ignored.
  std::span<const json::Value> find(std::string_view url) const;

 private:
  explicit ValueSets(json::Document document) : document_(std::move(document)) {}
  json::Document document_;
};

}  // namespace forms
