#include "app/forms/value_sets.h"

namespace forms {

base::Result<ValueSets> ValueSets::parse(std::string json_text) {
  TRY(json::Document document, json::Document::parse(std::move(json_text)));
  if (!document.root().is_object()) return base::fail(base::Fault::BadInput, "value sets: not an object");
  return ValueSets(std::move(document));
}

std::span<const json::Value> ValueSets::find(std::string_view url) const {
  const json::Value& exact = document_.root()[url];
  return exact.is_array() ? exact.elements() : document_.root()[url.substr(0, url.find('|'))].elements();
}

}  // namespace forms
