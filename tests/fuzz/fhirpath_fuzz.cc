// LINK app_fhirpath
// An expression and data from anywhere: compiled, printed and compiled again, its dependencies found, its types checked, and run within small bounds.
// The bytes before the first 0xFF are the expression; what follows is JSON, or one of the built-in trees when it is none.
#include <cstdlib>
#include <string>

#include "app/fhirpath/check.h"
#include "app/fhirpath/document.h"
#include "app/fhirpath/evaluator.h"
#include "app/fhirpath/value_text.h"

namespace {

constexpr const char* kTree = R"({"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"a","answer":[{"valueInteger":3,
"item":[{"linkId":"b","answer":[{"valueQuantity":{"value":2.5,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}}]}]}]},
{"linkId":"c","answer":[{"valueDate":"2026-01"},{"valueString":"x"},{"valueCoding":{"code":"y","system":"z"}}]}],"_language":{"id":"n"}})";

void evaluate(const fhirpath::Expression& expression, const fhirpath::Document& document) {
  fhirpath::Evaluator evaluator;
  const fhirpath::Item root = document.root();
  fhirpath::Context context;
  if (!root.is_none()) context.focus = {&root, 1};
  context.now_ms = 1768473000000;
  context.limits.steps = 20'000;
  context.limits.items = 20'000;
  context.limits.bytes = 1u << 20;
  const auto result = evaluator.evaluate(expression, context);
  if (!result) return;
  std::string json;
  fhirpath::write_items_json(*result, json);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 4096) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::string source = text.substr(0, text.find('\xFF'));
  const fhirpath::Model& model = size % 2 == 0 ? fhirpath::Model::r4() : fhirpath::Model::plain();
  const auto expression = fhirpath::Expression::compile(source, model);
  auto document = fhirpath::Document::parse(text.substr(std::min(source.size() + 1, text.size())), model);
  if (document) {
    std::string json;
    for (size_t i = 0; i < (*document)->root_count(); ++i) (*document)->write_json((*document)->root(i).node(), json);
  }
  if (!expression) return 0;
  const std::string printed = expression->print();
  const auto again = fhirpath::Expression::compile(printed, model);
  if (!again || again->print() != printed) std::abort();
  fhirpath::check_types(*expression, model.find("FHIR", "QuestionnaireResponse"));
  evaluate(*expression, document ? **document : **fhirpath::Document::parse(kTree, model));
  return 0;
}
