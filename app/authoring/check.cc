#include "app/authoring/check.h"

#include "app/authoring/report.h"
#include "app/forms/assemble.h"
#include "app/forms/extract_check.h"

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

void note_places(const forms::json::Value& value, const forms::json::Places& places, PlaceByLinkId& out) {
  if (const forms::json::Value& link_id = value["linkId"]; link_id.is_string()) out.try_emplace(std::string(link_id.string()), places.of(link_id));
  for (const forms::json::Value& element : value.elements()) note_places(element, places, out);
  for (const forms::json::Member& member : value.members()) note_places(member.value, places, out);
}

// The form in the file as it is written: itself, or in a Bundle.
const forms::json::Value& written_form(const forms::json::Value& root) {
  for (const forms::json::Value& entry : root["entry"].elements())
    if (entry["resource"]["resourceType"].string() == "Questionnaire") return entry["resource"];
  return root;
}

std::vector<Finding> checked_whole(const forms::Questionnaire& form, const forms::json::Document& written, const std::string& text, const CheckOptions& options) {
  const bool in_parts = forms::is_in_parts(written.root());
  const forms::json::Places places(text, in_parts ? written.root() : form.root());
  PlaceByLinkId by_link_id;
  if (in_parts) note_places(written.root(), places, by_link_id);
  Report structure(places), report(places, in_parts ? &by_link_id : nullptr);
  check_structure(in_parts ? written_form(written.root()) : form.root(), structure);
  check_assembly(form, report);
  const Checked checked{form, options, report};
  check_items(checked);
  check_answers(checked);
  check_conditions(checked);
  check_expressions(checked);
  for (const forms::NotExtracted& one : forms::not_extracted(form)) report.add(Rule::NotExtracted, *one.node, one.item == forms::kNoItem ? std::string_view() : form.item(one.item).link_id, one.why);
  check_words(checked);
  for (Finding& finding : structure.take()) report.add(std::move(finding));
  return report.take();
}

std::vector<Finding> why_it_cannot_open(const forms::json::Document& written, const std::string& text, const std::string& why) {
  const forms::json::Value& form = written_form(written.root());
  if (form["resourceType"].string() != "Questionnaire") return {cannot_open(Rule::NotAForm, {}, why)};
  const forms::json::Places places(text, written.root());
  Report report(places);
  check_structure(form, report);
  std::vector<Finding> found = report.take();
  for (const Finding& finding : found)
    if (finding.rule == Rule::NoLinkId || finding.rule == Rule::WrongKind) return found;
  found.insert(found.begin(), cannot_open(Rule::TooLarge, {}, why));
  return found;
}

}  // namespace

std::vector<Finding> check(const std::string& text, const CheckOptions& options) {
  if (text.size() > forms::kDefinitionBytesMax) return {cannot_open(Rule::TooLarge, {}, std::to_string(text.size()) + " bytes, at most " + std::to_string(forms::kDefinitionBytesMax))};
  forms::json::Limits limits;
  limits.bytes_max = forms::kDefinitionBytesMax;
  forms::json::Place where;
  const auto written = forms::json::Document::parse(text, limits, &where);
  if (!written) return {cannot_open(Rule::NotJson, where, written.error().detail)};
  if (const auto form = forms::Questionnaire::parse(text, options.value_sets)) return checked_whole(**form, *written, text, options);
  else return why_it_cannot_open(*written, text, form.error().detail);
}

}  // namespace authoring
