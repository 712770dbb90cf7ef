#include "app/forms/extract_scopes.h"

#include <algorithm>

namespace forms {
namespace {

constexpr std::string_view kContextOld = "sdc-questionnaire-itemExtractionContext", kContext = "sdc-questionnaire-definitionExtract";

std::string_view url_end(std::string_view url) { return url.substr(url.rfind('/') + 1); }
std::string_view root_of(std::string_view path) { return path.substr(0, path.find('.')); }

}  // namespace

bool is_resource(std::string_view type) { return fhirpath::Model::r4().is_resource(fhirpath::Model::r4().find("FHIR", type)); }

std::string_view context_type(const json::Value& node) {
  const json::Value& made = extension_of(node, kContext);
  if (const std::string_view definition = extension_of(made, "definition")["valueCanonical"].string(); !definition.empty()) return url_end(definition.substr(0, definition.find('|')));
  const json::Value& old = extension_of(node, kContextOld);
  if (const std::string_view code = old["valueCode"].string(); !code.empty()) return code;
  const std::string_view query = old["valueExpression"]["expression"].string();  // "Patient?_id={{%patient.id}}"
  const std::string_view type = query.substr(0, query.find_first_of("?/ "));
  return is_resource(type) ? type : std::string_view();
}

std::string_view context_expression(const json::Value& node) {
  return context_type(node).empty() ? extension_of(node, kContextOld)["valueExpression"]["expression"].string() : std::string_view();
}

std::string_view type_defined_below(const json::Value& node) {
  for (const json::Value& item : node["item"].elements()) {
    const std::string_view definition = item["definition"].string();
    const size_t hash = definition.find('#');
    if (hash != std::string_view::npos) return root_of(definition.substr(hash + 1));
    if (const std::string_view below = type_defined_below(item); !below.empty()) return below;
  }
  return {};
}

std::string_view path_in(std::string_view definition, const std::vector<Scope>& scopes) {
  const size_t hash = definition.find('#');
  if (hash == std::string_view::npos || scopes.empty()) return {};
  const std::string_view path = definition.substr(hash + 1);
  const auto about = [&](const Scope& scope) { return path.starts_with(std::string(root_of(scope.path)) + "."); };
  return std::any_of(scopes.begin(), scopes.end(), about) ? path : std::string_view();
}

MadePlace walk(std::string_view path, const std::vector<Scope>& scopes, bool to_end) {
  const auto scope = std::find_if(scopes.rbegin(), scopes.rend(), [&](const Scope& one) { return path.starts_with(one.path + "."); });
  if (scope == scopes.rend()) return {};
  MadePlace at = scope->place;
  std::string_view rest = path.substr(scope->path.size() + 1);
  while (at.at) {
    const size_t dot = rest.find('.');
    if (dot == std::string_view::npos) return to_end ? step_into(at, rest, true) : at;
    at = step_into(at, rest.substr(0, dot), false);
    rest.remove_prefix(dot + 1);
  }
  return {};
}

}  // namespace forms
