#include "app/authoring/check.h"

#include "app/authoring/report.h"

namespace authoring {
namespace {

std::string without_place(const std::string& detail) {
  const size_t colon = detail.find(": ");
  return detail.starts_with("line ") && colon != std::string::npos ? detail.substr(colon + 2) : detail;
}

// What keeps the whole form from opening, and is not said of an item.
Finding cannot_open(Rule rule, forms::json::Place at, const std::string& detail) { return {rule, at, {}, without_place(detail)}; }

// A part of a form, or one whose parts are still elsewhere, names what is in the others.
void check_assembly(const forms::Questionnaire& form, Report& report) {
  const forms::json::Value* part = nullptr;
  const forms::json::Value& expectation = forms::extension_of(form.root(), "sdc-questionnaire-assemble-expectation");
  if (expectation["valueCode"].string() == "assemble-child") part = &expectation;
  for (const forms::Item& item : form.items())
    if (const auto& other = forms::extension_of(*item.node, "sdc-questionnaire-subQuestionnaire"); !part && !other.is_null()) part = &other;
  if (!part) return;
  report.add(Rule::NotAssembled, *part, {}, "the form is one of several parts that belong together");
  report.leave_out({Rule::UnknownItem, Rule::UnknownQuestion, Rule::UnknownVariable, Rule::NeverAsked, Rule::NoValueSet, Rule::DeadCondition});
}

std::vector<Finding> checked_whole(const forms::Questionnaire& form, const std::string& text, const CheckOptions& options) {
  const forms::json::Places places(text, form.root());
  Report report(places);
  check_assembly(form, report);
  check_structure(form.root(), report);
  const Checked checked{form, options, report};
  check_items(checked);
  check_answers(checked);
  check_conditions(checked);
  check_expressions(checked);
  check_words(checked);
  return report.take();
}

}  // namespace

std::vector<Finding> check(const std::string& text, const CheckOptions& options) {
  if (text.size() > forms::kDefinitionBytesMax) return {cannot_open(Rule::TooLarge, {}, std::to_string(text.size()) + " bytes, at most " + std::to_string(forms::kDefinitionBytesMax))};
  if (const auto form = forms::Questionnaire::parse(text, options.value_sets)) return checked_whole(**form, text, options);
  else {
    const std::string why = form.error().detail;
    forms::json::Limits limits;
    limits.bytes_max = forms::kDefinitionBytesMax;
    forms::json::Place where;
    const auto document = forms::json::Document::parse(text, limits, &where);
    if (!document) return {cannot_open(Rule::NotJson, where, document.error().detail)};
    if (document->root()["resourceType"].string() != "Questionnaire") return {cannot_open(Rule::NotAForm, {}, why)};
    const forms::json::Places places(text, document->root());
    Report report(places);
    check_structure(document->root(), report);
    std::vector<Finding> found = report.take();
    for (const Finding& finding : found)
      if (finding.rule == Rule::NoLinkId || finding.rule == Rule::WrongKind) return found;
    found.insert(found.begin(), cannot_open(Rule::TooLarge, {}, why));
    return found;
  }
}

}  // namespace authoring
