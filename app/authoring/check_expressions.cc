// Expressions: names nobody gives, and what by its types cannot give anything. What does not compile is among the form's own warnings.
#include <algorithm>

#include "app/authoring/report.h"
#include "app/fhirpath/check.h"

namespace authoring {
namespace {

using forms::json::Value;

// %names every expression has. Source: FHIRPath N1 "Environment variables", FHIR R4 fhirpath.html, Structured Data Capture 3.0.0.
constexpr std::string_view kGiven[] = {"context", "resource", "rootResource", "questionnaire", "qitem", "ucum", "sct", "loinc", "factory", "terminologies", "server"};
// What the app opens every form with, declared or not (state/launch.h).
constexpr std::string_view kOpenedWith[] = {"patient", "user", "encounter", "practitioner"};

bool is_launched(const Value& root, std::string_view name) {
  for (const Value& extension : root["extension"].elements()) {
    if (!extension["url"].string().ends_with("launchContext")) continue;
    const Value& given = forms::extension_of(extension, "name");
    if (given["valueCoding"]["code"].string() == name || given["valueId"].string() == name || given["valueCode"].string() == name) return true;
  }
  return false;
}

// What the form would ask a server before it opens, by the id of the query it holds; or what the whole passes to a part.
bool is_query(const Value& root, std::string_view name) {
  for (const Value& extension : root["extension"].elements()) {
    const std::string_view url = extension["url"].string();
    if (url.ends_with("assembleContext") && extension["valueString"].string() == name) return true;
    if (url.ends_with("sourceQueries") && extension["valueReference"]["reference"].string() == "#" + std::string(name)) return true;
  }
  return false;
}

bool is_given(const Value& root, std::string_view name) {
  const auto in = [&](const auto& list) { return std::find(std::begin(list), std::end(list), name) != std::end(list); };
  if (is_query(root, name)) return true;
  return in(kGiven) || in(kOpenedWith) || name.starts_with("vs-") || name.starts_with("ext-") || is_launched(root, name);
}

// Where the expression is written: its text, in the extension somewhere.
const Value* written_at(const Value& node, std::string_view text) {
  if (node.is_string()) return node.string() == text ? &node : nullptr;
  for (const Value& element : node.elements())
    if (const Value* found = written_at(element, text)) return found;
  for (const forms::json::Member& member : node.members())
    if (const Value* found = written_at(member.value, text)) return found;
  return nullptr;
}

class Expressions {
 public:
  explicit Expressions(const Checked& checked) : c_(checked) {}

  void run() {
    for (const Value& extension : c_.form.root()["extension"].elements())
      if (extension["url"].string().ends_with("sourceQueries")) c_.report.add(Rule::ServerQuery, extension, {}, "the form asks a FHIR server before it opens");
    for (const forms::Rule& rule : c_.form.rules().all)
      if (rule.expression && !rule.seen_everywhere) look(rule);
  }

 private:
  void look(const forms::Rule& rule) {
    const std::string_view link_id = rule.item == forms::kNoItem ? std::string_view() : c_.form.item(rule.item).link_id;
    const std::string& text = rule.expression->text();
    const Value* written = written_at(*rule.node, text);
    const Value& at = written ? *written : *rule.node;
    for (const forms::VariableUse& use : rule.variables) {
      if (use.rule != forms::kNoRule || is_given(c_.form.root(), use.name) || defined_inside(text, use.name)) continue;
      const size_t byte = text.find("%" + std::string(use.name));
      c_.report.add_in(Rule::UnknownVariable, at, byte == std::string::npos ? 0 : byte, link_id, "an expression uses %" + std::string(use.name) + ", and nothing gives it");
    }
    if (const auto unlikely = fhirpath::check_types(*rule.expression, fhirpath::kNoType))
      c_.report.add_in(Rule::UnlikelyExpression, at, unlikely->at, link_id, "an expression is unlikely to give anything: " + unlikely->message);
  }

  // defineVariable('name', ...) within the expression.
  static bool defined_inside(const std::string& text, std::string_view name) { return text.find("defineVariable('" + std::string(name) + "'") != std::string::npos; }

  const Checked& c_;
};

}  // namespace

void check_expressions(const Checked& checked) { Expressions(checked).run(); }

}  // namespace authoring
