#include "app/forms/extract.h"

#include <algorithm>
#include <memory>

#include "app/fhirpath/evaluator.h"
#include "app/forms/engine.h"
#include "app/forms/extract_tree.h"

namespace forms {
namespace {

constexpr std::string_view kContextOld = "sdc-questionnaire-itemExtractionContext", kContext = "sdc-questionnaire-definitionExtract", kValue = "sdc-questionnaire-definitionExtractValue";

std::string_view url_end(std::string_view url) { return url.substr(url.rfind('/') + 1); }

// The resource type a context makes; empty when it is none.
std::string_view context_type(const json::Value& node) {
  const json::Value& made = extension_of(node, kContext);
  if (const std::string_view definition = extension_of(made, "definition")["valueCanonical"].string(); !definition.empty()) return url_end(definition.substr(0, definition.find('|')));
  const json::Value& old = extension_of(node, kContextOld);
  if (const std::string_view code = old["valueCode"].string(); !code.empty()) return code;
  const std::string_view query = old["valueExpression"]["expression"].string();  // "Patient?_id={{%patient.id}}"
  return query.substr(0, query.find_first_of("?/ "));
}

struct Scope {
  std::string path;   // "Patient" or "Patient.name"
  MadePlace place;
};

class Extractor {
 public:
  Extractor(const Form& form, const ResponseHead& head, os::Random& random, const Surroundings& around) : form_(form), head_(head), random_(random), around_(around) { live_.attach(&form); }

  Extracted run() {
    std::vector<Scope> scopes;
    const json::Value& root = form_.definition().root();
    open_context(root, kRoot, scopes);
    below(kRoot, 0, scopes, is_observed(root, false));
    Extracted out;
    out.bundle = R"({"resourceType":"Bundle","type":"transaction")";
    std::string entries;
    for (const auto& [type, made] : resources_) {
      if (made->empty() || out.resources >= kExtractedMax) continue;
      ++out.resources;
      entries += entries.empty() ? "{" : ",{";
      entries += "\"fullUrl\":\"urn:uuid:" + record::to_string(record::make_record_id(around_.clock ? around_.clock->now_ms() : 0, random_)) + "\",\"resource\":";
      std::string body;
      made->write(body);
      entries += R"({"resourceType":")" + type + "\"" + (body.size() > 2 ? "," + body.substr(1) : "}");
      entries += R"(,"request":{"method":"POST","url":")" + type + "\"}}";
    }
    if (!entries.empty()) out.bundle += ",\"entry\":[" + entries + "]";
    out.bundle += "}";
    out.problems = std::move(problems_);
    return out;
  }

 private:
  void complain(const Item& item, const std::string& why) {
    if (problems_.size() < 100) problems_.push_back(std::string(item.link_id) + ": " + why);
  }

  MadePlace make(std::string_view type) {
    resources_.emplace_back(std::string(type), std::make_unique<MadeObject>());
    return {resources_.back().second.get(), fhirpath::Model::r4().find("FHIR", type)};
  }

  void open_context(const json::Value& node, NodeId id, std::vector<Scope>& scopes) {
    const std::string_view type = context_type(node);
    if (!type.empty() && resources_.size() < kExtractedMax && fhirpath::Model::r4().is_resource(fhirpath::Model::r4().find("FHIR", type))) scopes.push_back({std::string(type), make(type)});
    put_fixed(node, id, scopes);
  }

  static bool is_observed(const json::Value& node, bool above) {
    const json::Value& said = extension_of(node, "sdc-questionnaire-observationExtract")["valueBoolean"];
    return said.is_bool() ? said.is_true() : above;
  }

  void below(NodeId parent, uint32_t slot, const std::vector<Scope>& scopes, bool observed) {
    for (const NodeId child : form_.node(parent).children) {
      const Node& node = form_.node(child);
      if (node.slot != slot || !node.enabled) continue;
      const Item& item = form_.item(child);
      if (item.is_group() ? node.answered_all > 0 : item.is_question() && form_.is_answered(child)) take(child, item, scopes, is_observed(*item.node, observed));
    }
  }

  void take(NodeId id, const Item& item, std::vector<Scope> scopes, bool observed) {
    open_context(*item.node, id, scopes);
    const std::string path(definition_path(item, scopes));
    if (item.is_group()) {
      const MadePlace place = path.empty() ? MadePlace{} : walk(path, scopes, true);
      if (place.at) scopes.push_back({path, place});
      else if (!path.empty()) complain(item, "\"" + path + "\" is no structure of " + scopes.back().path);
      return below(id, 0, scopes, observed);
    }
    const Answers& answers = form_.node(id).answers;
    for (uint32_t slot = 0; slot < answers.size(); ++slot) {
      if (!is_value(answers[slot])) continue;
      if (!path.empty()) put(item, path, answers[slot], scopes);
      if (observed && !(*item.node)["code"].elements().empty()) observe(item, answers[slot]);
      if (item.nests) below(id, slot, scopes, observed);
    }
  }

  // "url#Patient.name.given" where a Patient is being made; empty when the item has none, or it is about another resource.
  static std::string_view definition_path(const Item& item, const std::vector<Scope>& scopes) { return path_of((*item.node)["definition"].string(), scopes); }
  static std::string_view path_of(std::string_view definition, const std::vector<Scope>& scopes) {
    const size_t hash = definition.find('#');
    if (hash == std::string_view::npos || scopes.empty()) return {};
    const std::string_view path = definition.substr(hash + 1);
    const auto about = [&](const Scope& scope) { return path.starts_with(std::string(root_of(scope.path)) + "."); };
    return std::any_of(scopes.begin(), scopes.end(), about) ? path : std::string_view();
  }
  static std::string_view root_of(std::string_view path) { return path.substr(0, path.find('.')); }

  // The innermost scope the path lies in, then down to the end of the path (a group's own element) or to the element before its last.
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

  void put(const Item& item, const std::string& path, const Answer& answer, const std::vector<Scope>& scopes) {
    const MadePlace place = walk(path, scopes, false);
    std::string why = "\"" + path + "\" leads nowhere";
    if (!place.at || !put_answer(place, std::string_view(path).substr(path.rfind('.') + 1), answer, why)) complain(item, why);
  }

  // definitionExtractValue: a fixed value, or what an expression comes to.
  void put_fixed(const json::Value& node, NodeId id, const std::vector<Scope>& scopes) {
    for (const json::Value& extension : node["extension"].elements()) {
      if (url_end(extension["url"].string()) != kValue) continue;
      const json::Value& definition = extension_of(extension, "definition");
      const std::string path(path_of(definition[definition.has("valueUri") ? "valueUri" : "valueCanonical"].string(), scopes));
      const MadePlace place = path.empty() ? MadePlace{} : walk(path, scopes, false);
      if (!place.at) continue;
      const std::string_view name = std::string_view(path).substr(path.rfind('.') + 1);
      std::string why;
      for (const json::Member& member : extension_of(extension, "fixed-value").members())
        if (member.key.starts_with("value")) put_json(place, name, type_name(member.key.substr(5)), json::to_text(member.value), why);
      if (const std::string_view expression = extension_of(extension, "expression")["valueExpression"]["expression"].string(); !expression.empty()) put_expression(place, name, expression, id);
    }
  }

  // "DateTime" of valueDateTime is the type dateTime; "Coding" is Coding.
  static std::string type_name(std::string_view suffix) {
    std::string out(suffix);
    if (fhirpath::Model::r4().find("FHIR", out) == fhirpath::kNoType && !out.empty()) out[0] = char(std::tolower(uint8_t(out[0])));
    return out;
  }

  void put_expression(const MadePlace& place, std::string_view name, std::string_view text, NodeId id) {
    const auto expression = fhirpath::Expression::compile(text);
    if (!expression) return;
    const fhirpath::Item focus = live_.item(id);
    fhirpath::Context context;
    context.focus = {&focus, 1};
    context.resource = live_.root();
    context.now_ms = around_.clock ? around_.clock->now_ms() : 0;
    context.limits = {.steps = 200'000, .items = 20'000, .bytes = 1u << 20};
    const auto result = evaluator_.evaluate(*expression, context);
    if (!result) return;
    Item any;  // the element decides; the value keeps its own kind
    for (const ItemType type : {ItemType::Boolean, ItemType::Integer, ItemType::Decimal, ItemType::Quantity, ItemType::OpenChoice}) {
      any.type = type;
      const Answers answers = answers_from(*result, any, live_, true);
      std::string why;
      bool all = !answers.empty();
      for (const Answer& answer : answers) all &= put_answer(place, name, answer, why);
      if (all) return;
    }
  }

  void observe(const Item& item, const Answer& answer) {
    if (resources_.size() >= kExtractedMax) return;
    const MadePlace place = make("Observation");
    std::string why;
    place.at->set("status", "\"final\"");
    if (const json::Value& category = extension_of(*item.node, "sdc-questionnaire-observation-extract-category")["valueCodeableConcept"]; !category.is_null()) put_json(place, "category", "CodeableConcept", json::to_text(category), why);
    std::string code = "{\"coding\":" + json::to_text((*item.node)["code"]);
    if (!item.text.empty()) {
      code += ",\"text\":";
      json::write_string(item.text, code);
    }
    place.at->set("code", code + "}");
    if (!head_.subject.empty()) place.at->set("subject", reference(head_.subject));
    if (!head_.authored.empty()) place.at->set("effectiveDateTime", string(head_.authored));
    if (!head_.author.empty()) put_json(place, "performer", "Reference", reference(head_.author), why);
    if (!head_.id.empty()) put_json(place, "derivedFrom", "Reference", reference("QuestionnaireResponse/" + head_.id), why);
    // An Observation has no decimal of its own: a number is a quantity, in the question's unit where it has one.
    Answer value = answer;
    if (answer.kind == AnswerKind::Decimal || (answer.kind == AnswerKind::Integer && !item.units.empty())) {
      value = Answer::quantity(answer.text, item.units.empty() ? "" : std::string(item.units[0].display));
      if (!item.units.empty()) value.system = item.units[0].system, value.code = item.units[0].code;
    }
    if (answer.kind == AnswerKind::Date) value = Answer::date_time(answer.text);
    if (answer.kind == AnswerKind::Uri) value = Answer::string(answer.text);
    if (!put_answer(place, "value[x]", value, why)) {
      resources_.pop_back();
      complain(item, why);
    }
  }

  static std::string string(std::string_view text) {
    std::string out;
    json::write_string(text, out);
    return out;
  }
  static std::string reference(std::string_view to) { return "{\"reference\":" + string(to) + "}"; }

  const Form& form_;
  const ResponseHead& head_;
  os::Random& random_;
  Surroundings around_;
  LiveSource live_;
  fhirpath::Evaluator evaluator_;
  std::vector<std::pair<std::string, std::unique_ptr<MadeObject>>> resources_;
  std::vector<std::string> problems_;
};

}  // namespace

Extracted extract(const Form& form, const ResponseHead& head, os::Random& random, const Surroundings& around) { return Extractor(form, head, random, around).run(); }

}  // namespace forms
