#include "app/forms/engine.h"

#include "app/fhirpath/made.h"

namespace forms {

using fhirpath::Kind;

bool KeptItems::same(const fhirpath::Item& a, const fhirpath::Item& b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::None: return true;
    case Kind::Boolean: return a.boolean() == b.boolean();
    case Kind::Integer:
    case Kind::Long: return a.whole() == b.whole();
    case Kind::String: return a.text() == b.text();
    case Kind::Node: return a.same_node(b);
    default: return false;  // decimals, dates, quantities: worked out again, which is never wrong
  }
}

bool KeptItems::keep(std::span<const fhirpath::Item> items, const LiveSource& live, Documents& documents) {
  bool changed = items.size() != items_.size();
  for (size_t i = 0; i < items.size() && !changed; ++i) changed = (items[i].is_node() && &items[i].source() == &live) || !same(items[i], items_[i]);
  if (!changed) return false;
  std::deque<std::string> texts;
  std::deque<fhirpath::QuantityValue> quantities;
  std::vector<std::shared_ptr<const fhirpath::Document>> kept;
  std::vector<fhirpath::Item> out;
  out.reserve(items.size());
  for (const fhirpath::Item& item : items) {
    if (item.kind() == Kind::String) {
      out.push_back(fhirpath::Item::string(texts.emplace_back(item.text())));
    } else if (item.kind() == Kind::Quantity) {
      fhirpath::QuantityValue& value = quantities.emplace_back(item.quantity());
      value.unit = texts.emplace_back(value.unit);
      out.push_back(fhirpath::Item::quantity(&value));
    } else if (item.is_node() && dynamic_cast<const fhirpath::MadeSource*>(&item.source())) {
      std::string text;
      item.source().write_json(item.node(), text);
      auto read = fhirpath::Document::parse(std::move(text), fhirpath::Model::r4(), fhirpath::Model::r4().name(item.source().type(item.node())));
      if (!read || (*read)->root().is_none()) continue;
      kept.push_back(std::move(*read));
      documents[kept.back().get()] = kept.back();
      out.push_back(kept.back()->root());
    } else {
      const auto known = item.is_node() ? documents.find(&item.source()) : documents.end();
      if (known != documents.end())
        if (auto document = known->second.lock()) kept.push_back(std::move(document));
      out.push_back(item);
    }
  }
  items_ = std::move(out);
  texts_ = std::move(texts);
  quantities_ = std::move(quantities);
  documents_ = std::move(kept);
  for (auto at = documents.begin(); at != documents.end();) at = at->second.expired() ? documents.erase(at) : std::next(at);
  return true;
}

// The cell of a rule as an instance sees it: at the instance of the rule's item it stands in.
const Cell* Engine::cell_of(RuleIndex index, NodeId below) const {
  const Rules& rules = form->definition().rules();
  const Rule& rule = rules.all[index];
  NodeId owner = below;
  while (owner != kRoot && owner != kNoNode && form->node(owner).item != rule.item) owner = form->node(owner).parent;
  if (owner == kRoot && rule.seen_everywhere) owner = form->instance_of(rule.item);
  if (owner == kNoNode || (owner == kRoot && rule.item != kNoItem)) return nullptr;
  const uint32_t first = rule.item == kNoItem ? 0 : form->definition().item(rule.item).first_rule;
  const CellIndex cell = form->node(owner).first_cell + (index - first);
  return cell < cells.size() ? &cells[cell] : nullptr;
}

bool Engine::find(std::string_view name, fhirpath::Items& out) const {
  const Rules& rules = form->definition().rules();
  if (name == "questionnaire") {
    const fhirpath::Document* const definition = rules.definition(form->definition().root());
    if (definition) out.push(definition->root());
    return definition != nullptr;
  }
  if (name == "qitem") {
    const fhirpath::Item item = rules.definition_item(form->definition().root(), form->node(at).item);
    if (!item.is_none()) out.push(item);
    return !item.is_none();
  }
  for (const VariableUse& use : asking->variables) {
    if (use.name != name) continue;
    if (use.rule == kNoRule) break;
    if (const Cell* const cell = cell_of(use.rule, at); cell && cell->outcome)
      for (const fhirpath::Item& item : cell->outcome->items.items()) out.push(item);
    return true;
  }
  return form->find_launched(name, out);
}

}  // namespace forms
