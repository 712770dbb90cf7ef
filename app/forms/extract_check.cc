#include "app/forms/extract_check.h"

#include <deque>

#include "app/fhirpath/expression.h"
#include "app/forms/extract_observations.h"
#include "app/forms/extract_scopes.h"

namespace forms {
namespace {

// An answer of the item's kind, to see whether an element could be it.
Answer sample(const Item& item) {
  switch (item.type) {
    case ItemType::Boolean: return Answer::boolean(true);
    case ItemType::Decimal: return Answer::decimal("1.5");
    case ItemType::Integer: return Answer::integer(1);
    case ItemType::Date: return Answer::date("2026-01-01");
    case ItemType::DateTime: return Answer::date_time("2026-01-01T12:00:00Z");
    case ItemType::Time: return Answer::time("12:00:00");
    case ItemType::Url: return Answer::uri("urn:x");
    case ItemType::Quantity: return Answer::quantity("1", "kg", "http://unitsofmeasure.org", "kg");
    case ItemType::Reference: return Answer::reference("Patient/1", {});
    case ItemType::Choice:
    case ItemType::OpenChoice: return item.options.empty() ? Answer::coding("s", "c", "C") : Answer(item.options[0].value);
    default: return Answer::string("x");
  }
}

class Check {
 public:
  explicit Check(const Questionnaire& form) : form_(form) {}

  std::vector<NotExtracted> run() {
    std::vector<Scope> scopes;
    open_context(form_.root(), kNoItem, scopes);
    below(kNoItem, scopes, observing_at(form_.root(), {}), false);
    return std::move(found_);
  }

 private:
  void say(ItemIndex item, const json::Value& at, std::string why) { found_.push_back({item, &at, std::move(why)}); }

  void open_context(const json::Value& node, ItemIndex item, std::vector<Scope>& scopes) {
    std::string_view type = context_type(node);
    if (const std::string_view text = context_expression(node); !text.empty()) {
      const auto read = fhirpath::Expression::compile(text);
      if (!read) say(item, extension_of(node, "sdc-questionnaire-itemExtractionContext"), "the expression of its extraction context cannot be used: " + read.error().message);
      type = type_defined_below(node);
    }
    if (type.empty()) return;
    if (is_resource(type)) scopes.push_back({std::string(type), {&made_.emplace_back(), fhirpath::Model::r4().find("FHIR", type)}});
    else say(item, node, "its extraction context is no resource of FHIR R4: \"" + std::string(type) + "\"");
  }

  void below(ItemIndex parent, const std::vector<Scope>& scopes, const Observing& observing, bool observed_above) {
    for (ItemIndex child = form_.first_child(parent); child != kNoItem; child = form_.next_sibling(child)) take(form_.item(child), scopes, observing, observed_above);
  }

  void take(const Item& item, std::vector<Scope> scopes, const Observing& above, bool observed_above) {
    open_context(*item.node, item.index, scopes);
    const std::string path(path_in((*item.node)["definition"].string(), scopes));
    if (!path.empty() && item.is_group()) {
      const MadePlace place = walk(path, scopes, true);
      if (place.at) scopes.push_back({path, place});
      else say(item.index, (*item.node)["definition"], "\"" + path + "\" is no structure of " + scopes.back().path);
    } else if (!path.empty() && item.is_question()) {
      check_place(item, path, scopes);
    }
    const Observing here = observing_at(*item.node, above);
    below(item.index, scopes, here, check_observed(item, here, observed_above) || observed_above);
  }

  void check_place(const Item& item, const std::string& path, const std::vector<Scope>& scopes) {
    const MadePlace place = walk(path, scopes, false);
    std::string why = "\"" + path + "\" leads nowhere";
    if (item.type == ItemType::Attachment || (place.at && put_answer(place, std::string_view(path).substr(path.rfind('.') + 1), sample(item), why))) return;
    say(item.index, (*item.node)["definition"], why);
  }

  // Whether it makes an Observation that others can belong to.
  bool check_observed(const Item& item, const Observing& here, bool observed_above) {
    const json::Value& said = extension_of(*item.node, "sdc-questionnaire-observationExtract");
    // A boolean on a group speaks for what stands in it.
    const bool of_itself = said.has("valueCode") || (said["valueBoolean"].is_true() && item.is_question());
    if (of_itself && !here.never && (*item.node)["code"].elements().empty()) say(item.index, said, "it is to be observed and has no code");
    if (here.relation == Relation::None || item.is_display()) return false;
    if (here.relation > Relation::Alone && !observed_above) say(item.index, said.is_null() ? *item.node : said, "its observation belongs to another, and nothing above it is observed");
    if (item.type == ItemType::Reference || item.type == ItemType::Attachment)
      say(item.index, *item.node, "an Observation has no value of type " + std::string(item.type_name));
    return here.relation != Relation::Component;
  }

  const Questionnaire& form_;
  std::deque<MadeObject> made_;
  std::vector<NotExtracted> found_;
};

}  // namespace

std::vector<NotExtracted> not_extracted(const Questionnaire& form) { return Check(form).run(); }

}  // namespace forms
