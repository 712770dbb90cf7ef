// What nodes stand for: their values, FHIR quantities among them, and the items of a response by their linkId.
#include "app/fhirpath/run.h"

namespace fhirpath {
namespace {

constexpr std::string_view kUcumSystem = "http://unitsofmeasure.org";
constexpr std::string_view kCalendarSystem = "http://hl7.org/fhirpath/CodeSystem/calendar-units";

CalendarUnit calendar_of_ucum(std::string_view code) {
  struct Pair {
    std::string_view code;
    CalendarUnit unit;
  };
  static constexpr Pair pairs[] = {{"a", CalendarUnit::Year},   {"mo", CalendarUnit::Month},      {"wk", CalendarUnit::Week},
                                   {"d", CalendarUnit::Day},    {"h", CalendarUnit::Hour},        {"min", CalendarUnit::Minute},
                                   {"s", CalendarUnit::Second}, {"ms", CalendarUnit::Millisecond}};
  for (const Pair& pair : pairs)
    if (pair.code == code) return pair.unit;
  return CalendarUnit::None;
}

}  // namespace

Item Run::child(const Item& node, const Name& name) {
  if (!node.is_node()) return {};
  const size_t mark = size();
  node.source().children(node.node(), name, stack_);
  const Item found = size() > mark ? stack_[mark] : Item();
  stack_.truncate(mark);
  return found;
}

Item Run::child_value(const Item& node, const Name& name) {
  const Item found = child(node, name);
  return found.is_node() ? found.source().value(found.node()) : found;
}

Item Run::value_of(const Item& item) {
  if (!item.is_node()) return item;
  const Source& source = item.source();
  const Item value = source.value(item.node());
  if (!value.is_none() || !model_.is_quantity(source.type(item.node()))) return value;
  bool has_comparator = false;
  const Item quantity = fhir_quantity(item, has_comparator);
  if (has_comparator) fail(*current_, ErrorKind::Execution, "a quantity with a comparator has no one value");
  return quantity;
}

// FHIR, "Use of FHIR Quantity": the code of a UCUM or calendar quantity is its unit; a time's code stands for the calendar unit too.
Item Run::fhir_quantity(const Item& node, bool& has_comparator) {
  const Item value = child_value(node, names::kValue);
  if (!value.is_number()) return {};
  const Item system = child_value(node, names::kSystem), code = child_value(node, names::kCode), unit = child_value(node, names::kUnit);
  const std::string_view system_text = system.kind() == Kind::String ? system.text() : std::string_view();
  QuantityValue quantity;
  quantity.value = value.decimal();
  quantity.unit = code.kind() == Kind::String ? code.text() : unit.kind() == Kind::String ? unit.text() : std::string_view("1");
  if (system_text == kCalendarSystem) {
    quantity.calendar = calendar_unit(quantity.unit);
  } else if (system_text == kUcumSystem) {
    quantity.either = calendar_of_ucum(quantity.unit) != CalendarUnit::None;
  } else if (!system_text.empty()) {
    return {};
  }
  has_comparator = !child_value(node, names::kComparator).is_none();
  return has_comparator ? Item() : quantity_item(quantity);
}

// A primitive whose value is missing (only an id or extensions are there), as against a structure.
bool Run::is_valueless(const Item& item) {
  if (!item.is_node()) return item.is_none();
  const TypeId type = item.source().type(item.node());
  if (type != kNoType) return model_.is_primitive(type);
  const size_t mark = size();
  item.source().children(item.node(), stack_);
  bool bare = true;
  for (size_t i = mark; i < size() && bare; ++i) {
    const std::string_view name = stack_[i].is_node() ? stack_[i].source().name(stack_[i].node()) : std::string_view();
    bare = name == "id" || name == "extension";
  }
  stack_.truncate(mark);
  return bare;
}

bool Run::linked_items(const Expr& expr, const Scope& scope, bool& answered) {
  const Expr& input = *expr.left;
  const Reach reach = input.op == Op::Member ? Reach::Children : input.function == Fn::Repeat ? Reach::Items : Reach::Descendants;
  const std::string_view link_id = expr.arguments[0]->right->literal.text();
  const size_t mark = size();
  if (input.left != nullptr) {
    if (!run(*input.left, scope)) return false;
  } else {
    for (size_t i = scope.focus.begin; i < scope.focus.end; ++i) stack_.push(Item(stack_[i]));
  }
  const size_t end = size();
  static const TypeId response = Model::r4().find("FHIR", "QuestionnaireResponse"),
                      response_item = Model::r4().type_at("QuestionnaireResponse.item");
  answered = true;
  for (size_t i = mark; i < end && answered; ++i) {
    const Item root = stack_[i];
    answered = root.is_node();
    if (!answered) break;
    if (root.source().find_linked(root.node(), reach, link_id, stack_)) continue;
    const TypeId type = root.source().type(root.node());
    answered = &model_ == &Model::r4() && (type == response || type == response_item);
    if (answered) walk_linked(root, reach, link_id);
  }
  if (!answered) {
    stack_.truncate(mark);
    return true;
  }
  stack_.remove(mark, end);
  if (reach == Reach::Items) keep_distinct(mark, mark);
  return !failed_;
}

// What item.where(linkId = x), repeat(item).where(...) and descendants().where(...) find below a response or one of its items, level by
// level.
void Run::walk_linked(const Item& root, Reach reach, std::string_view link_id) {
  const size_t found_from = size();
  std::vector<Item>& level = state_.level;
  std::vector<Item>& next = state_.next_level;
  std::vector<Item>& found = state_.found;
  level.assign(1, root);
  next.clear();
  found.clear();
  while (!level.empty() && !failed_) {
    next.clear();
    for (const Item& parent : level) {
      if (!tick(*current_)) return;
      const size_t mark = size();
      if (reach == Reach::Descendants) parent.source().children(parent.node(), names::kAnswer, stack_);
      const size_t answers_end = size();
      parent.source().children(parent.node(), names::kItem, stack_);
      for (size_t i = mark; i < size(); ++i) {
        const Item child_item = stack_[i];
        if (!child_item.is_node()) continue;
        if (reach != Reach::Children) next.push_back(child_item);
        if (i < answers_end) continue;
        const Item link = child_value(child_item, names::kLinkId);
        if (link.kind() == Kind::String && link.text() == link_id) found.push_back(child_item);
      }
      stack_.truncate(mark);
    }
    level.swap(next);
  }
  stack_.truncate(found_from);
  for (const Item& item : found) stack_.push(item);
}

}  // namespace fhirpath
