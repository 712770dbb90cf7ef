// app/forms/extract_scopes.h: which resource, and which part of it, an item's answers go to: by the contexts above it and its definition. Private to extraction.
// Source: Structured Data Capture 3.0.0 and 4.0.0, extraction.html (definition-based).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/forms/extract_tree.h"
#include "app/forms/item.h"

namespace forms {

// A resource being made, or a structure in it that a group stands for; the innermost is last.
struct Scope {
  std::string path;  // "Patient" or "Patient.name"
  MadePlace place;
};

bool is_resource(std::string_view type);
// The resource type a context names; empty when it is none, or when an expression is to find the resource.
std::string_view context_type(const json::Value& node);
// That expression; empty when there is none.
std::string_view context_expression(const json::Value& node);
// What the first item below names in its definition: where an expression finds nothing, the resource it would have found.
std::string_view type_defined_below(const json::Value& node);
// "url#Patient.name.given" where a Patient is being made; empty when it names no element, or one of another resource.
std::string_view path_in(std::string_view definition, const std::vector<Scope>& scopes);
// From the innermost scope the path lies in, down to the end of the path (a group's own element) or to the element before its last.
MadePlace walk(std::string_view path, const std::vector<Scope>& scopes, bool to_end);

}  // namespace forms
