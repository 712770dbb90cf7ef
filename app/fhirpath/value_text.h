// app/fhirpath/value_text.h: values as text.
#pragma once
#include <span>
#include <string>

#include "app/fhirpath/item.h"

namespace fhirpath {

// As toString() writes it; empty for a node.
std::string value_text(const Item& value);
void append_value_text(const Item& value, std::string& out);
// As JSON: numbers exact, Longs, dates and times as text, quantities as "1.5 'mg'", nodes as FHIR JSON.
void write_item_json(const Item& item, std::string& out);
// A primitive without a value (only an id or extensions are there) has nothing to show and is left out.
void write_items_json(std::span<const Item> items, std::string& out);

}  // namespace fhirpath
