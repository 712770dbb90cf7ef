// is, as, ofType, type(), and what says which type an item has.
#include "app/fhirpath/run.h"

namespace fhirpath {

TypeId Run::type_of(const Item& item) {
  if (!item.is_node()) return system_type(item.kind());
  const TypeId type = item.source().type(item.node());
  if (type != kNoType) return type;
  const Item value = item.source().value(item.node());
  return value.is_none() ? kNoType : system_type(value.kind());
}

// `convertible`: as() and ofType() also take a FHIR primitive for the System type it converts to, and a FHIR primitive only by its own
// type: a code is no string there (the HL7 suite, testFHIRPathAsFunction11 and 16).
bool Run::is_type(const Item& item, const Expr& spec, bool convertible) {
  const TypeId type = type_of(item);
  if (spec.type == kNoType) {  // a type of FHIR, named without a model: data says it in resourceType
    const Item named = item.is_node() ? child_value(item, names::kResourceType) : Item();
    return named.kind() == Kind::String && named.text() == spec.name.text;
  }
  if (type == spec.type) return true;
  if (type == kNoType) return false;
  const bool qualified = spec.left != nullptr;
  if (spec.type < kFirstModelType) {
    if (type < kFirstModelType) return spec.type == kSystemAny;
    if (!convertible) return false;
    if (spec.type == system_type(Kind::Quantity)) return model_.is_quantity(type);
    return model_.is_primitive(type) && system_type(model_.kind(type)) == spec.type;
  }
  if (type < kFirstModelType) return !qualified && model_.name(type) == model_.name(spec.type);
  if (convertible && model_.is_primitive(type)) return false;
  return model_.is(type, spec.type);
}

bool Run::type_filter(const Expr& call, const Expr& spec, size_t mark, bool single, bool answer_truth) {
  if (single && size() - mark > 1) return too_many(call, size() - mark);
  if (answer_truth) return size() == mark || give(mark, Item::boolean(is_type(Item(stack_[mark]), spec, false)));
  size_t kept = mark;
  for (size_t i = mark; i < size(); ++i) {
    const Item item = stack_[i];
    if (is_type(item, spec, true)) stack_[kept++] = item;
  }
  stack_.truncate(kept);
  return true;
}

bool Run::run_type_operator(const Expr& expr, const Scope& scope) {
  const size_t mark = size();
  if (!run_inner(*expr.left, scope)) return false;
  Expr spec = *expr.right;
  spec.type = expr.type;
  return type_filter(expr, spec, mark, true, expr.op == Op::Is);
}

bool Run::fn_IsType(const Expr& call, const Scope&, size_t mark) { return type_filter(call, *call.arguments[0], mark, true, true); }
bool Run::fn_AsType(const Expr& call, const Scope&, size_t mark) { return type_filter(call, *call.arguments[0], mark, true, false); }
bool Run::fn_OfType(const Expr& call, const Scope&, size_t mark) { return type_filter(call, *call.arguments[0], mark, false, false); }

Item Run::type_info(const Item& item) {
  const TypeId type = type_of(item);
  if (type == kNoType) return {};
  const std::string_view name = model_.public_name(type), space = model_.space(type);
  const TypeId base = model_.base(model_.find(space, name));
  MadeNode& info = state_.made.add(system_type(Kind::Node));
  info.children.push_back({"namespace", "namespace", Item::string(space)});
  info.children.push_back({"name", "name", Item::string(name)});
  if (base != kNoType)
    info.children.push_back({"baseType", "baseType", text_item(std::string(model_.space(base)) + '.' + std::string(model_.name(base)))});
  return state_.made.last();
}

bool Run::fn_TypeOf(const Expr&, const Scope&, size_t mark) {
  size_t kept = mark;
  for (size_t i = mark, end = size(); i < end; ++i) {
    const Item info = type_info(Item(stack_[i]));
    if (!info.is_none()) stack_[kept++] = info;
  }
  stack_.truncate(kept);
  return true;
}

bool Run::fn_Comparable(const Expr& call, const Scope& scope, size_t mark) {
  Item value, other;
  if (!input_value(call, mark, value) || !argument(call, 0, scope, other)) return false;
  if (value.is_none() || other.is_none()) return give(mark, Item());
  QuantityValue a, b;
  if (!as_quantity(value, a) || !as_quantity(other, b)) return give(mark, Item::boolean(false));
  return give(mark, Item::boolean(compare_quantities(a, b) != Comparison::Unknown));
}

// Where in its resource each item stands, as a path that finds it and nothing else.
void Run::path_to(const Item& item, bool brief, std::string& out) {
  const Source& source = item.source();
  const Item parent = source.parent(item.node());
  if (!parent.is_node()) {
    const TypeId type = source.type(item.node());
    out = type != kNoType ? std::string(model_.name(type)) : std::string("$this");
    return;
  }
  path_to(parent, brief, out);
  out += '.';
  out += source.name(item.node());
  const int index = source.index_in_parent(item.node());
  if (index >= 0 || !brief) out += '[' + std::to_string(index < 0 ? 0 : index) + ']';
}

bool Run::fn_Pathname(const Expr& call, const Scope& scope, size_t mark) {
  Item brief;
  if (call.argument_count > 0 && !argument(call, 0, scope, brief)) return false;
  size_t kept = mark;
  for (size_t i = mark, end = size(); i < end; ++i) {
    const Item item = stack_[i];
    if (!item.is_node() || &item.source() == &state_.made) continue;
    std::string path;
    path_to(item, brief.kind() == Kind::Boolean && brief.boolean(), path);
    stack_[kept++] = text_item(path);
  }
  stack_.truncate(kept);
  return true;
}

}  // namespace fhirpath
