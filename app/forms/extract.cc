#include "app/forms/extract.h"

#include <algorithm>

#include "app/fhirpath/evaluator.h"
#include "app/forms/engine.h"
#include "app/forms/extract_observations.h"
#include "app/forms/extract_scopes.h"
#include "app/forms/launch.h"

namespace forms {
namespace {

constexpr size_t kKnownBytesMax = 16u << 20;  // of resources that contexts find; what is found after that is made new
constexpr std::string_view kValue = "sdc-questionnaire-definitionExtractValue";

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
    if (const std::string_view expression = context_expression(node); !expression.empty()) {
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
        if (known_bytes_ > kKnownBytesMax) return;
        item.source().write_json(item.node(), out.emplace_back());
        known_bytes_ += out.back().size();
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
    const std::string path(path_in((*item.node)["definition"].string(), scopes));
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

  void put(const Item& item, const std::string& path, const Answer& answer, const std::vector<Scope>& scopes) {
    const MadePlace place = walk(path, scopes, false);
    std::string why = "\"" + path + "\" leads nowhere";
    if (!place.at || !put_answer(place, std::string_view(path).substr(path.rfind('.') + 1), answer, why)) complain(item, why);
  }

  // definitionExtractValue: a fixed value, or what an expression comes to.
  void put_fixed(const json::Value& node, NodeId id, const std::vector<Scope>& scopes) {
    for (const json::Value& extension : node["extension"].elements()) {
      if (!extension["url"].string().ends_with(kValue)) continue;
      const json::Value& definition = extension_of(extension, "definition");
      const std::string path(path_in(definition[definition.has("valueUri") ? "valueUri" : "valueCanonical"].string(), scopes));
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
  size_t known_bytes_ = 0;
  std::vector<std::string> problems_;
};

}  // namespace

Extracted extract(const Form& form, const ResponseHead& head, os::Random& random, const Surroundings& around) { return Extractor(form, head, random, around).run(); }

}  // namespace forms
