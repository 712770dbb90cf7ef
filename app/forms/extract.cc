#include "app/forms/extract.h"

#include <algorithm>

#include "app/fhirpath/evaluator.h"
#include "app/forms/engine.h"
#include "app/forms/extract_observations.h"
#include "app/forms/launch.h"

namespace forms {
namespace {

constexpr std::string_view kContextOld = "sdc-questionnaire-itemExtractionContext", kContext = "sdc-questionnaire-definitionExtract", kValue = "sdc-questionnaire-definitionExtractValue";

std::string_view url_end(std::string_view url) { return url.substr(url.rfind('/') + 1); }

bool is_resource(std::string_view type) { return fhirpath::Model::r4().is_resource(fhirpath::Model::r4().find("FHIR", type)); }

// The resource type a context names; empty when it is none, or an expression that asks no server.
std::string_view context_type(const json::Value& node) {
  const json::Value& made = extension_of(node, kContext);
  if (const std::string_view definition = extension_of(made, "definition")["valueCanonical"].string(); !definition.empty()) return url_end(definition.substr(0, definition.find('|')));
  const json::Value& old = extension_of(node, kContextOld);
  if (const std::string_view code = old["valueCode"].string(); !code.empty()) return code;
  const std::string_view query = old["valueExpression"]["expression"].string();  // "Patient?_id={{%patient.id}}"
  const std::string_view type = query.substr(0, query.find_first_of("?/ "));
  return is_resource(type) ? type : std::string_view();
}

// What the first item below names in its definition: where an expression finds nothing, the resource it would have found.
std::string_view type_defined_below(const json::Value& node) {
  for (const json::Value& item : node["item"].elements()) {
    const std::string_view definition = item["definition"].string();
    const size_t hash = definition.find('#');
    if (hash != std::string_view::npos) return definition.substr(hash + 1, definition.find('.', hash) - hash - 1);
    if (const std::string_view below = type_defined_below(item); !below.empty()) return below;
  }
  return {};
}

struct Scope {
  std::string path;   // "Patient" or "Patient.name"
  MadePlace place;
};

// The variables of the form that are seen from one of its instances, and what it was opened with.
class SeenVariables final : public fhirpath::Variables {
 public:
  SeenVariables(const Form& form, NodeId at, const LaunchContext* launch) : form_(form), at_(at), launch_(launch) {}
  bool find(std::string_view name, fhirpath::Items& out) const override { return form_.find_variable(name, at_, out) || (launch_ && launch_->find(name, out)); }

 private:
  const Form& form_;
  NodeId at_;
  const LaunchContext* launch_;
};

class Extractor {
 public:
  Extractor(const Form& form, const ResponseHead& head, os::Random& random, const Surroundings& around)
      : form_(form), around_(around), bundle_(random, around.clock ? around.clock->now_ms() : 0), observer_(head, bundle_) { live_.attach(&form); }

  Extracted run() {
    std::vector<Scope> scopes;
    const json::Value& root = form_.definition().root();
    open_context(root, kRoot, scopes);
    below(kRoot, 0, scopes, observing_at(root, {}));
    Extracted out;
    out.bundle = bundle_.write(out.resources);
    out.problems = std::move(problems_);
    return out;
  }

 private:
  void complain(const Item& item, const std::string& why) {
    if (problems_.size() < 100) problems_.push_back(std::string(item.link_id) + ": " + why);
  }

  void open_context(const json::Value& node, NodeId id, std::vector<Scope>& scopes) {
    std::string type(context_type(node));
    std::vector<std::string> known;
    const std::string_view expression = extension_of(node, kContextOld)["valueExpression"]["expression"].string();
    if (type.empty() && !expression.empty()) {
      known = resources_at(expression, id, type);
      if (known.empty()) type = type_defined_below(node);
    }
    if (is_resource(type)) {
      if (MadeResource* const made = bundle_.add(type)) {
        made->known = std::move(known);
        made->stands_once = id == kRoot || form_.siblings(id).size() == 1;
        scopes.push_back({type, made->place()});
      }
    }
    put_fixed(node, id, scopes);
  }

  // The resources an expression finds, which the answers are to update, and of what type they are.
  std::vector<std::string> resources_at(std::string_view expression, NodeId id, std::string& type) {
    std::vector<std::string> out;
    evaluate(expression, id, [&](std::span<const fhirpath::Item> items) {
      for (const fhirpath::Item& item : items) {
        if (!item.is_node() || !fhirpath::Model::r4().is_resource(item.source().type(item.node()))) continue;
        type = fhirpath::Model::r4().name(item.source().type(item.node()));
        item.source().write_json(item.node(), out.emplace_back());
      }
    });
    return out;
  }

  void below(NodeId parent, uint32_t slot, const std::vector<Scope>& scopes, const Observing& observing) {
    for (const NodeId child : form_.node(parent).children) {
      const Node& node = form_.node(child);
      if (node.slot != slot || !node.enabled) continue;
      const Item& item = form_.item(child);
      if (item.is_group() ? node.answered_all > 0 : item.is_question() && form_.is_answered(child)) take(child, item, scopes, observing_at(*item.node, observing));
    }
  }

  void take(NodeId id, const Item& item, std::vector<Scope> scopes, Observing observing) {
    open_context(*item.node, id, scopes);
    const std::string path(definition_path(item, scopes));
    if (observing.relation > Relation::Alone && !observing.parent) {
      complain(item, "its observation belongs to another, and nothing above it is observed");
      observing.relation = Relation::Alone;
    }
    if (item.is_group()) {
      const MadePlace place = path.empty() ? MadePlace{} : walk(path, scopes, true);
      if (place.at) scopes.push_back({path, place});
      else if (!path.empty()) complain(item, "\"" + path + "\" is no structure of " + scopes.back().path);
      if (observing.relation != Relation::None && observing.relation != Relation::Component) observing.parent = observer_.frame(item, observing);
      return below(id, 0, scopes, observing);
    }
    const Answers& answers = form_.node(id).answers;
    for (uint32_t slot = 0; slot < answers.size(); ++slot) {
      if (!is_value(answers[slot])) continue;
      if (!path.empty()) put(item, path, answers[slot], scopes);
      Observing here = observing;
      std::string why;
      if (observing.relation != Relation::None) {
        MadeResource* const made = observer_.observe(item, answers[slot], observing, why);
        if (made) here.parent = made;
        else complain(item, why);
      }
      if (item.nests) below(id, slot, scopes, here);
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

  template <class Use>
  void evaluate(std::string_view text, NodeId id, const Use& use) {
    const auto expression = fhirpath::Expression::compile(text);
    if (!expression) return;
    const SeenVariables variables(form_, id, around_.launch.get());
    const fhirpath::Item focus = live_.item(id);
    fhirpath::Context context;
    context.focus = {&focus, 1};
    context.resource = live_.root();
    context.variables = &variables;
    context.now_ms = around_.clock ? around_.clock->now_ms() : 0;
    context.zone_minutes = around_.zone_minutes;
    context.limits = {.steps = 200'000, .items = 20'000, .bytes = 1u << 20};
    if (const auto result = evaluator_.evaluate(*expression, context)) use(std::span<const fhirpath::Item>(*result));
  }

  void put_expression(const MadePlace& place, std::string_view name, std::string_view text, NodeId id) {
    evaluate(text, id, [&](std::span<const fhirpath::Item> items) {
      Item any;  // the element decides; the value keeps its own kind
      for (const ItemType type : {ItemType::Boolean, ItemType::Integer, ItemType::Decimal, ItemType::Quantity, ItemType::OpenChoice}) {
        any.type = type;
        const Answers answers = answers_from(items, any, live_, true);
        std::string why;
        bool all = !answers.empty();
        for (const Answer& answer : answers) all &= put_answer(place, name, answer, why);
        if (all) return;
      }
    });
  }

  const Form& form_;
  Surroundings around_;
  LiveSource live_;
  fhirpath::Evaluator evaluator_;
  MadeBundle bundle_;
  Observer observer_;
  std::vector<std::string> problems_;
};

}  // namespace

Extracted extract(const Form& form, const ResponseHead& head, os::Random& random, const Surroundings& around) { return Extractor(form, head, random, around).run(); }

}  // namespace forms
