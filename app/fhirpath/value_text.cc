#include "app/fhirpath/value_text.h"

#include "app/fhirpath/json_reader.h"
#include "app/fhirpath/source.h"

namespace fhirpath {

std::string value_text(const Item& value) {
  std::string out;
  append_value_text(value, out);
  return out;
}

void append_value_text(const Item& value, std::string& out) {
  switch (value.kind()) {
    case Kind::Boolean: out += value.boolean() ? "true" : "false"; return;
    case Kind::Integer:
    case Kind::Long:
    case Kind::Decimal: value.decimal().append_to(out); return;
    case Kind::String: out += value.text(); return;
    case Kind::Date:
    case Kind::DateTime:
    case Kind::Time: append_to(out, value.temporal(), value.temporal_kind()); return;
    case Kind::Quantity: {
      const QuantityValue& quantity = value.quantity();
      quantity.value.append_to(out);
      const bool calendar = quantity.calendar != CalendarUnit::None;
      out += calendar ? " " : " '";
      out += quantity.unit;
      if (!calendar) out += '\'';
      return;
    }
    case Kind::None:
    case Kind::Node: return;
  }
}

void write_item_json(const Item& item, std::string& out) {
  switch (item.kind()) {
    case Kind::None:
      out += "null";
      return;
    case Kind::Boolean:
    case Kind::Integer:
    case Kind::Decimal:
      out += value_text(item);
      return;
    case Kind::Node:
      item.source().write_json(item.node(), out);
      return;
    default:
      append_json_string(out, value_text(item));
      return;
  }
}

void write_items_json(std::span<const Item> items, std::string& out) {
  out += '[';
  bool first = true;
  for (const Item& item : items) {
    const size_t before = out.size();
    if (!first) out += ',';
    const size_t from = out.size();
    write_item_json(item, out);
    if (std::string_view(out).substr(from) == "null") out.resize(before);
    else first = false;
  }
  out += ']';
}

}  // namespace fhirpath
