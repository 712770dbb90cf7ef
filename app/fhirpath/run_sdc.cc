// What Structured Data Capture adds: answers(), ordinal() and weight(). Source: hl7.org/fhir/uv/sdc/expressions.html, "FHIRPath
// supplements".
#include "app/fhirpath/run.h"

namespace fhirpath {
namespace {

constexpr Name kProperty("property"), kUri("uri"), kInclude("include");
constexpr int kConceptDepthMax = 64;

bool is_score_url(std::string_view url) {
  constexpr std::string_view base = "http://hl7.org/fhir/StructureDefinition/";
  if (!url.starts_with(base)) return false;
  url.remove_prefix(base.size());
  return url == "itemWeight" || url == "ordinalValue" || url == "codesystem-ordinalValue" || url == "valueset-ordinalValue" ||
         url == "questionnaire-ordinalValue" || url == "iso21090-CO-value";
}

}  // namespace

bool Run::fn_Answers(const Expr& call, const Scope& scope, size_t mark) {
  if (!fn_Descendants(call, scope, mark)) return false;
  size_t kept = mark;
  for (size_t i = mark, end = size(); i < end; ++i) {
    const Item item = stack_[i];
    if (!item.is_node() || item.source().name(item.node()) != "value") continue;
    const Item parent = item.source().parent(item.node());
    if (parent.is_node() && parent.source().name(parent.node()) == "answer") stack_[kept++] = item;
  }
  stack_.truncate(kept);
  return true;
}

bool Run::fn_Ordinal(const Expr& call, const Scope& scope, size_t mark) { return fn_Weight(call, scope, mark); }

bool Run::fn_Weight(const Expr& call, const Scope&, size_t mark) {
  size_t kept = mark;
  for (size_t i = mark, end = size(); i < end; ++i) {
    Item score;
    if (!weigh(Item(stack_[i]), score, call)) return false;
    if (!score.is_none()) stack_[kept++] = score;
  }
  stack_.truncate(kept);
  return true;
}

Item Run::score_extension(const Item& node) {
  if (!node.is_node()) return {};
  const size_t mark = size();
  push_children(node, names::kExtension);
  Item score;
  for (size_t i = mark; i < size() && score.is_none(); ++i) {
    const Item extension = stack_[i], url = child_value(extension, names::kUrl);
    if (url.kind() != Kind::String || !is_score_url(url.text())) continue;
    const Item value = child_value(extension, names::kValue);
    if (value.is_number()) score = value;
  }
  stack_.truncate(mark);
  return score;
}

// Looked for, in order: on the item, on its value, on the answer option chosen, in the value set the question names, in the code system.
bool Run::weigh(const Item& item, Item& out, const Expr& at) {
  if (!item.is_node()) return true;
  out = score_extension(item);
  if (!out.is_none()) return true;
  const Source& source = item.source();
  const auto is_answer = [](const Item& node) { return node.is_node() && node.source().name(node.node()) == "answer"; };
  Item answer, value = item;
  if (is_answer(item)) {
    answer = item;
    value = child(item, names::kValue);
    out = score_extension(value);
    if (!out.is_none()) return true;
  } else if (is_answer(source.parent(item.node()))) {
    answer = source.parent(item.node());
  }
  if (value.is_none()) return true;
  const Item code = child_value(value, names::kCode), system = child_value(value, names::kSystem);
  const std::string_view system_text = system.kind() == Kind::String ? system.text() : std::string_view();
  Item definition;
  if (!answer.is_none()) {
    const size_t mark = size();
    const bool has = (context_.variables != nullptr && context_.variables->find("questionnaire", stack_)) || built_in("questionnaire");
    stack_.truncate(mark);
    if (!has) return fail(at, ErrorKind::Execution, "%questionnaire is needed to find a score");
    definition = questionnaire_item(answer);
    if (definition.is_none()) return fail(at, ErrorKind::Execution, "the questionnaire has no item for this answer");
    out = option_score(definition, value);
    if (out.is_none()) out = value_set_score(definition, value);
    if (!out.is_none() || code.kind() != Kind::String) return true;
    out = code_system_score(find_resource(definition, true), system_text, code.text());
  }
  if (out.is_none() && code.kind() == Kind::String) out = code_system_score(find_resource(item, true), system_text, code.text());
  return true;
}

// The item of the questionnaire with the linkId of the answer's item.
Item Run::questionnaire_item(const Item& answer) {
  const Item response_item = answer.source().parent(answer.node());
  const Item link = response_item.is_node() ? child_value(response_item, names::kLinkId) : Item();
  if (link.kind() != Kind::String) return {};
  const size_t mark = size();
  if (context_.variables == nullptr || !context_.variables->find("questionnaire", stack_)) built_in("questionnaire");
  if (size() == mark) return {};
  const Item questionnaire = stack_[mark];
  stack_.truncate(mark);
  Item found;
  if (questionnaire.is_node() && questionnaire.source().find_linked(questionnaire.node(), Reach::Items, link.text(), stack_)) {
    if (size() > mark) found = stack_[mark];
  } else {
    walk_linked(questionnaire, Reach::Items, link.text());
    if (size() > mark) found = stack_[mark];
  }
  stack_.truncate(mark);
  return found;
}

Item Run::option_score(const Item& item, const Item& value) {
  const size_t mark = size();
  push_children(item, names::kAnswerOption);
  Item score;
  for (size_t i = mark; i < size() && score.is_none(); ++i) {
    const Item option = stack_[i], offered = child(option, names::kValue);
    if (offered.is_none()) continue;
    const Item code = child_value(value, names::kCode), system = child_value(value, names::kSystem);
    bool same = false;
    if (code.kind() == Kind::String) {
      const Item its_code = child_value(offered, names::kCode), its_system = child_value(offered, names::kSystem);
      same = its_code.kind() == Kind::String && its_code.text() == code.text() &&
             (its_system.kind() == Kind::String ? its_system.text() : std::string_view()) ==
                 (system.kind() == Kind::String ? system.text() : std::string_view());
    } else {
      const Item a = value_of(value), b = value_of(offered);
      same = a.is_none() ? equal(value, offered) == Truth::True : !b.is_none() && equal_values(a, b) == Truth::True;
    }
    if (!same) continue;
    score = score_extension(option);
    if (score.is_none()) score = score_extension(offered);
  }
  stack_.truncate(mark);
  return score;
}

// In the contained value set the question is bound to: the concepts it lists, or its expansion.
Item Run::value_set_score(const Item& item, const Item& value) {
  const Item bound = child_value(item, names::kAnswerValueSet), code = child_value(value, names::kCode);
  if (bound.kind() != Kind::String || code.kind() != Kind::String) return {};
  const Item value_set = resolve_reference(item, bound.text());
  if (!value_set.is_node()) return {};
  const size_t mark = size();
  const Item compose = child(value_set, names::kCompose);
  push_children(compose, kInclude);
  Item score;
  for (size_t i = mark; i < size() && score.is_none(); ++i) score = score_in_concepts(Item(stack_[i]), names::kConcept, code.text(), 0);
  stack_.truncate(mark);
  if (score.is_none()) score = score_in_concepts(child(value_set, names::kExpansion), names::kContains, code.text(), 0);
  return score;
}

Item Run::score_in_concepts(const Item& holder, const Name& list, std::string_view code, int depth) {
  if (!holder.is_node() || depth > kConceptDepthMax) return {};
  const size_t mark = size();
  push_children(holder, list);
  Item score;
  for (size_t i = mark; i < size() && score.is_none(); ++i) {
    const Item entry = stack_[i], its_code = child_value(entry, names::kCode);
    if (its_code.kind() == Kind::String && its_code.text() == code) score = score_extension(entry);
    if (score.is_none()) score = score_in_concepts(entry, list, code, depth + 1);
  }
  stack_.truncate(mark);
  return score;
}

Item Run::code_system_score(const Item& holder, std::string_view system, std::string_view code) {
  if (!holder.is_node() || system.empty()) return {};
  const size_t mark = size();
  stack_.push(holder);
  push_children(holder, names::kContained);
  Item score;
  for (size_t i = mark; i < size() && score.is_none(); ++i) {
    const Item resource = stack_[i], url = child_value(resource, names::kUrl), type = child_value(resource, names::kResourceType);
    if (type.kind() == Kind::String && type.text() == "CodeSystem" && url.kind() == Kind::String && url.text() == system)
      score = score_in_concepts(resource, names::kConcept, code, 0);
  }
  stack_.truncate(mark);
  return score;
}

}  // namespace fhirpath
