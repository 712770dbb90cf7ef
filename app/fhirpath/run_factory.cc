// %factory and `Type { ... }`: nodes made by the expression. Source: hl7.org/fhir/fhirpath.html, "Type Factory API"; FHIRPath, "Instance
// Selector".
#include <re2/re2.h>

#include <algorithm>

#include "app/fhirpath/regex.h"
#include "app/fhirpath/run.h"
#include "app/fhirpath/value_text.h"

namespace fhirpath {
namespace {

std::string capitalised(std::string_view name) {
  std::string out(name);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = char(out[0] - 'a' + 'A');
  return out;
}

// The FHIR type a System value has by itself.
std::string_view fhir_name(Kind kind) {
  switch (kind) {
    case Kind::Boolean:
      return "boolean";
    case Kind::Integer:
      return "integer";
    case Kind::Decimal:
      return "decimal";
    case Kind::Date:
      return "date";
    case Kind::DateTime:
      return "dateTime";
    case Kind::Time:
      return "time";
    default:
      return "string";
  }
}

struct Shape {
  std::string_view type;
  const char* pattern;
};
// What FHIR's data types page allows, for the types that are text.
constexpr Shape kShapes[] = {{"string", "[\\s\\S]+"},
                             {"markdown", "[\\s\\S]+"},
                             {"url", "\\S*"},
                             {"uri", "\\S*"},
                             {"canonical", "\\S*"},
                             {"code", "\\S+( \\S+)*"},
                             {"id", "[A-Za-z0-9\\-.]{1,64}"},
                             {"oid", "urn:oid:[0-2](\\.(0|[1-9][0-9]*))+"},
                             {"uuid", "urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"},
                             {"base64Binary", "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"}};

bool has_shape(std::string_view type, std::string_view text) {
  for (const Shape& shape : kShapes) {
    if (shape.type != type) continue;
    std::string why;
    const std::unique_ptr<re2::RE2> regex = make_regex(std::string("\\A(?:") + shape.pattern + ")\\z", {}, false, why);
    return regex != nullptr && regex_matches(*regex, text);
  }
  return true;
}

// `value` as a primitive of that type, or None when it is none.
Item primitive_value(std::string_view type, Kind kind, const Item& value) {
  if (kind == Kind::Boolean) {
    if (value.kind() == Kind::Boolean) return value;
    if (value.kind() != Kind::String) return {};
    return value.text() == "true" ? Item::boolean(true) : value.text() == "false" ? Item::boolean(false) : Item();
  }
  if (kind == Kind::Integer || kind == Kind::Long || kind == Kind::Decimal) {
    const std::optional<Decimal> number = value.is_number()              ? value.decimal()
                                          : value.kind() == Kind::String ? Decimal::parse(value.text())
                                                                         : std::nullopt;
    if (!number) return {};
    if (kind == Kind::Decimal) return Item::decimal(*number);
    const std::optional<int64_t> whole = number->is_whole() ? number->to_int64() : std::nullopt;
    if (!whole || *whole > INT32_MAX || *whole < INT32_MIN || (type == "unsignedInt" && *whole < 0) ||
        (type == "positiveInt" && *whole < 1))
      return {};
    return Item::integer(int32_t(*whole));
  }
  if (kind == Kind::Date || kind == Kind::DateTime || kind == Kind::Time) {
    if (value.kind() == kind) return value;
    if (kind == Kind::DateTime && value.kind() == Kind::Date) return Item::temporal(kind, value.temporal());
    if (value.kind() != Kind::String) return {};
    const std::optional<Temporal> moment = kind == Kind::Date   ? parse_date(value.text())
                                           : kind == Kind::Time ? parse_time(value.text())
                                                                : parse_date_time(value.text());
    if (!moment || (type == "instant" && (!moment->has_zone || moment->precision < Precision::Second))) return {};
    return Item::temporal(kind, *moment);
  }
  return value.kind() == Kind::String && has_shape(type, value.text()) ? value : Item();
}

}  // namespace

Item Run::typed(TypeId type, const Item& value) {
  state_.made.add(type).value = value;
  return state_.made.last();
}

// `item` as a child `name` of an `owner`: a plain value gets the type the element declares; a choice gets its full name.
Item Run::typed_copy(const Item& item, std::string_view name, TypeId owner, std::string_view& raw_name) {
  raw_name = name;
  const Element* element = model_.element(owner, Name(name));
  TypeId type = item.is_node() ? item.source().type(item.node()) : kNoType;
  if (!item.is_node()) {
    type = element != nullptr && !element->is_choice
               ? element->type
               : model_.find("FHIR", item.kind() == Kind::Quantity ? "Quantity" : fhir_name(item.kind()));
    const Item made = typed(type, item.kind() == Kind::Quantity ? Item() : item);
    state_.made.edit(made.node()).name = Name(state_.arena.copy(name));
    if (item.kind() == Kind::Quantity) {
      const QuantityValue& quantity = item.quantity();
      std::vector<MadeChild> parts;
      std::string_view raw;
      parts.push_back({"value", "value", typed_copy(Item::decimal(quantity.value), "value", type, raw)});
      parts.push_back({"unit", "unit", typed_copy(Item::string(quantity.unit), "unit", type, raw)});
      parts.push_back(
          {"system", "system",
           typed_copy(Item::string(quantity.calendar == CalendarUnit::None ? "http://unitsofmeasure.org"
                                                                           : "http://hl7.org/fhirpath/CodeSystem/calendar-units"),
                      "system", type, raw)});
      parts.push_back({"code", "code", typed_copy(Item::string(quantity.unit), "code", type, raw)});
      state_.made.edit(made.node()).children = std::move(parts);
    }
    if (element != nullptr && element->is_choice) raw_name = state_.arena.copy(std::string(name) + capitalised(model_.name(type)));
    return made;
  }
  if (element != nullptr && element->is_choice) raw_name = state_.arena.copy(std::string(name) + capitalised(model_.name(type)));
  return item.source().name(item.node()) == name ? item : renamed(item, name);
}

// The same node under another name.
Item Run::renamed(const Item& item, std::string_view name) {
  const Source& source = item.source();
  std::vector<MadeChild> children;
  const size_t mark = size();
  source.children(item.node(), stack_);
  for (size_t i = mark; i < size(); ++i) {
    const Item part = stack_[i];
    if (!part.is_node()) continue;
    const std::string_view part_name = part.source().name(part.node());
    children.push_back({part_name, part_name, part});
  }
  if (&source == &state_.made) children = state_.made.at(item.node()).children;
  stack_.truncate(mark);
  MadeNode& node = state_.made.add(source.type(item.node()));
  node.value = source.value(item.node());
  node.children = std::move(children);
  node.name = Name(state_.arena.copy(name));
  return state_.made.last();
}

bool Run::fn_MakePrimitive(const Expr& call, const Scope& scope, size_t mark) {
  const TypeId type = model_.find("FHIR", call.name.text);
  if (type == kNoType) return fail(call, ErrorKind::Semantic, "this model has no type '" + std::string(call.name.text) + "'");
  Item value, made_value;
  if (!argument(call, 0, scope, value)) return false;
  if (!value.is_none()) made_value = primitive_value(call.name.text, model_.kind(type), value);
  if (!value.is_none() && made_value.is_none())
    return fail(*call.arguments[0], ErrorKind::Execution, "this is no value of the type '" + std::string(call.name.text) + "'");
  std::vector<MadeChild> children;
  if (call.argument_count > 1) {
    const size_t from = size();
    if (!run_inner(*call.arguments[1], scope)) return false;
    for (size_t i = from; i < size(); ++i) {
      const Item extension = stack_[i];
      if (model_.name(type_of(extension)) != "Extension")
        return fail(*call.arguments[1], ErrorKind::Execution, "extensions are expected here");
      children.push_back({"extension", "extension", extension});
    }
  }
  MadeNode& node = state_.made.add(type);
  node.value = made_value;
  node.children = std::move(children);
  return give(mark, state_.made.last());
}

bool Run::fn_MakeExtension(const Expr& call, const Scope& scope, size_t mark) {
  Item url;
  if (!text_argument(call, 0, scope, url)) return false;
  const size_t from = size();
  if (!run_inner(*call.arguments[1], scope)) return false;
  if (size() - from != 1) return fail(*call.arguments[1], ErrorKind::Execution, "an extension has one value");
  const TypeId type = model_.find("FHIR", "Extension");
  std::vector<MadeChild> children;
  std::string_view raw;
  if (!url.is_none()) children.push_back({"url", "url", typed_copy(url, "url", type, raw)});
  const Item value = typed_copy(Item(stack_[from]), "value", type, raw);
  children.push_back({"value", raw, value});
  state_.made.add(type).children = std::move(children);
  return give(mark, state_.made.last());
}

// Argument k becomes the element names[k]; `lists` has a bit for each that takes a collection.
bool Run::make_parts(const Expr& call, const Scope& scope, size_t mark, std::string_view type_name, std::span<const std::string_view> parts,
                     uint32_t lists) {
  const TypeId type = model_.find("FHIR", type_name);
  if (type == kNoType) return fail(call, ErrorKind::Semantic, "this model has no type '" + std::string(type_name) + "'");
  std::vector<MadeChild> children;
  for (uint8_t i = 0; i < call.argument_count; ++i) {
    const size_t from = size();
    if (!run_inner(*call.arguments[i], scope)) return false;
    if (size() - from > 1 && (lists >> i & 1) == 0) return too_many(*call.arguments[i], size() - from);
    const Element* element = model_.element(type, Name(parts[i]));
    for (size_t j = from; j < size(); ++j) {
      Item item = stack_[j];
      const bool primitive = element != nullptr && model_.is_primitive(element->type);
      if (primitive) {
        Item value = value_of(item);
        if (value.is_none()) continue;
        if (model_.kind(element->type) == Kind::Decimal) value = primitive_value("decimal", Kind::Decimal, value);
        if (value.is_none() || (model_.kind(element->type) == Kind::String && value.kind() != Kind::String))
          return fail(*call.arguments[i], ErrorKind::Execution, "'" + std::string(parts[i]) + "' takes another type");
        if (!item.is_node()) item = value;
      } else if (element != nullptr && !model_.is(type_of(item), element->type)) {
        return fail(*call.arguments[i], ErrorKind::Execution, "'" + std::string(parts[i]) + "' takes another type");
      }
      std::string_view raw;
      const Item made = typed_copy(item, parts[i], type, raw);
      children.push_back({parts[i], raw, made});
    }
    stack_.truncate(from);
  }
  state_.made.add(type).children = std::move(children);
  return give(mark, state_.made.last());
}

#define MAKE(id, type, lists, ...)                                       \
  bool Run::fn_##id(const Expr& call, const Scope& scope, size_t mark) { \
    static constexpr std::string_view parts[] = {__VA_ARGS__};           \
    return make_parts(call, scope, mark, type, parts, lists);            \
  }
MAKE(MakeIdentifier, "Identifier", 0, "system", "value", "use", "type")
MAKE(MakeHumanName, "HumanName", 2, "family", "given", "prefix", "suffix", "text", "use")
MAKE(MakeContactPoint, "ContactPoint", 0, "system", "value", "use")
MAKE(MakeAddress, "Address", 1, "line", "city", "state", "postalCode", "country", "use", "type")
MAKE(MakeQuantity, "Quantity", 0, "system", "code", "value", "unit")
MAKE(MakeCoding, "Coding", 0, "system", "code", "display", "version")
MAKE(MakeCodeableConcept, "CodeableConcept", 1, "coding", "text")
#undef MAKE

bool Run::fn_MakeEmpty(const Expr& call, const Scope&, size_t mark) {
  const TypeId type = call.arguments[0]->type;
  if (type < kFirstModelType) return fail(call, ErrorKind::Execution, "only FHIR types can be made");
  return give(mark, typed(type, Item()));
}

// A copy of `base` with one more child.
bool Run::add_property(const Expr& call, const Item& base, std::string_view name, const Item& value, size_t mark) {
  if (!base.is_node()) return fail(call, ErrorKind::Execution, "only an element of FHIR can be added to");
  const TypeId type = base.source().type(base.node());
  std::vector<MadeChild> children;
  const size_t from = size();
  base.source().children(base.node(), stack_);
  for (size_t i = from; i < size(); ++i) {
    const Item item = stack_[i];
    if (!item.is_node()) continue;
    std::string_view raw;
    std::string_view child_name = item.source().name(item.node());
    if (&base.source() == &state_.made) child_name = state_.made.at(base.node()).children[i - from].name;
    if (child_name == name && name != "extension") continue;
    const Item copy = typed_copy(item, child_name, type, raw);
    children.push_back({child_name, raw, copy});
  }
  stack_.truncate(from);
  std::string_view raw;
  const Item made = typed_copy(value, name, type, raw);
  children.push_back({state_.arena.copy(name), raw, made});
  MadeNode& node = state_.made.add(type);
  node.value = base.source().value(base.node());
  node.children = std::move(children);
  return give(mark, state_.made.last());
}

bool Run::fn_WithExtension(const Expr& call, const Scope& scope, size_t mark) {
  Item url;
  if (!run_inner(*call.arguments[0], scope)) return false;
  if (size() - mark > 1) return too_many(*call.arguments[0], size() - mark);
  if (!text_argument(call, 1, scope, url)) return false;
  const size_t from = size();
  if (!run_inner(*call.arguments[2], scope)) return false;
  if (size() - from != 1) return fail(*call.arguments[2], ErrorKind::Execution, "an extension has one value");
  if (from == mark) return give(mark, Item());
  const Item base = stack_[mark], content = stack_[from];
  const TypeId type = model_.find("FHIR", "Extension");
  std::vector<MadeChild> children;
  std::string_view raw;
  if (!url.is_none()) children.push_back({"url", "url", typed_copy(url, "url", type, raw)});
  const Item value = typed_copy(content, "value", type, raw);
  children.push_back({"value", raw, value});
  state_.made.add(type).children = std::move(children);
  return add_property(call, base, "extension", state_.made.last(), mark);
}

bool Run::fn_WithProperty(const Expr& call, const Scope& scope, size_t mark) {
  Item name;
  if (!run_inner(*call.arguments[0], scope)) return false;
  if (size() - mark > 1) return too_many(*call.arguments[0], size() - mark);
  if (!text_argument(call, 1, scope, name)) return false;
  const size_t from = size();
  if (!run_inner(*call.arguments[2], scope)) return false;
  if (size() - from != 1) return fail(*call.arguments[2], ErrorKind::Execution, "a property has one value");
  if (from == mark || name.is_none()) return give(mark, Item());
  const Item base = stack_[mark], value = stack_[from];
  return add_property(call, base, name.text(), value, mark);
}

bool Run::make_instance(const Expr& expr, const Scope& scope) {
  const size_t mark = size();
  if (scope.focus.size() > 1) return too_many(expr, scope.focus.size());
  if (scope.focus.size() == 0 && !context_.focus.empty()) return true;
  std::vector<MadeChild> children;
  Item value;
  for (uint8_t i = 0; i + 1 < expr.argument_count; i = uint8_t(i + 2)) {
    const Name& name = expr.arguments[i]->name;
    const size_t from = size();
    if (!run_inner(*expr.arguments[i + 1], scope)) return false;
    const Element* element = model_.element(expr.type, name);
    if (element == nullptr && model_.is_primitive(expr.type) && name == names::kValue) {
      if (!one(since(from), *expr.arguments[i + 1], value)) return false;
      if (!value.is_none()) value = primitive_value(model_.name(expr.type), model_.kind(expr.type), value);
    } else if (element == nullptr) {
      return fail(*expr.arguments[i], ErrorKind::Semantic,
                  "'" + std::string(model_.name(expr.type)) + "' has no element '" + std::string(name.text) + "'");
    } else {
      if (size() - from > 1 && !element->many) return too_many(*expr.arguments[i + 1], size() - from);
      for (size_t j = from; j < size(); ++j) {
        std::string_view raw;
        const Item made = typed_copy(Item(stack_[j]), name.text, expr.type, raw);
        children.push_back({name.text, raw, made});
      }
    }
    stack_.truncate(from);
  }
  MadeNode& node = state_.made.add(expr.type);
  node.value = value;
  node.children = std::move(children);
  return give(mark, state_.made.last());
}

}  // namespace fhirpath
