#include "app/forms/rules.h"

#include <utility>

namespace forms {

const fhirpath::Document* Rules::definition(const json::Value& root) const {
  std::call_once(read_, [&] {
    auto read = fhirpath::Document::parse(json::to_text(root), fhirpath::Model::r4());
    if (!read) return;
    definition_ = std::move(*read);
    std::vector<fhirpath::Item> open = {definition_->root()};
    bool is_root = true;
    while (!open.empty()) {
      const fhirpath::Item at = open.back();
      open.pop_back();
      if (!std::exchange(is_root, false)) definition_items_.push_back(at.node());
      fhirpath::Items below;
      definition_->children(at.node(), fhirpath::names::kItem, below);
      for (size_t i = below.size(); i-- > 0;) open.push_back(below[i]);
    }
  });
  return definition_.get();
}

fhirpath::Item Rules::definition_item(const json::Value& root, ItemIndex item) const {
  const fhirpath::Document* const read = definition(root);
  return read && item < definition_items_.size() ? fhirpath::Item::node(read, definition_items_[item]) : fhirpath::Item();
}

}  // namespace forms
