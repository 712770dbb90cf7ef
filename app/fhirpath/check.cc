#include "app/fhirpath/check.h"

namespace fhirpath {
namespace {

// What is known of a part before it runs.
struct Known {
  TypeId type = kNoType;  // kNoType: anything
  bool ordered = true;
};

class Checker {
 public:
  Checker(const Expression& expression, const Model& model) : expression_(expression), model_(model) {}
  std::optional<ExpressionError> problem;

  Known visit(const Expr& expr, const Known& focus) {
    if (problem) return {};
    switch (expr.op) {
      case Op::Literal:
        return {system_type(expr.literal.kind()), true};
      case Op::This:
        if (expr.left != nullptr) visit(*expr.left, focus);
        return focus;
      case Op::Variable:
        return expr.name.text == "context" ? root_ : Known{};
      case Op::Member:
        return member(expr, focus);
      case Op::Call:
        return call(expr, focus);
      case Op::At: {
        const Known of = visit(*expr.left, focus);
        visit(*expr.right, focus);
        return in_order(expr, of, "an index") ? of : Known{};
      }
      case Op::Is:
        visit(*expr.left, focus);
        return {system_type(Kind::Boolean), true};
      case Op::As:
        visit(*expr.left, focus);
        return {expr.type, true};
      case Op::Make:
        for (uint8_t i = 1; i < expr.argument_count; i = uint8_t(i + 2)) visit(*expr.arguments[i], focus);
        return {expr.type, true};
      case Op::Union: {
        const Known left = visit(*expr.left, focus), right = visit(*expr.right, focus);
        return {left.type == right.type ? left.type : kNoType, left.ordered && right.ordered};
      }
      default:
        break;
    }
    if (expr.left != nullptr) visit(*expr.left, focus);
    if (expr.right != nullptr) visit(*expr.right, focus);
    if (expr.op >= Op::Less) return {system_type(Kind::Boolean), true};
    return {};
  }

  Known root_;

 private:
  void say(const Expr& at, std::string message) {
    if (!problem) problem = error_at(expression_.text(), ErrorKind::Semantic, at.at, std::move(message));
  }

  bool in_order(const Expr& at, const Known& of, const std::string& what) {
    if (!of.ordered) say(at, what + " needs an order, and children() and descendants() have none");
    return of.ordered;
  }

  // Types whose elements are only known once there is data.
  bool is_open(TypeId type) const {
    const std::string_view name = type == kNoType ? std::string_view() : model_.name(type);
    return type == kNoType || name == "Resource" || name == "DomainResource" || name == "Element" || name == "BackboneElement" ||
           name == "Any" || name == "TypeInfo";
  }

  Known member(const Expr& expr, const Known& focus) {
    if (expr.left == nullptr && expr.type != kNoType) {
      const bool is_element = expr.name.text.front() >= 'a' && focus.type == kNoType;  // `code` of whatever it is, not the type of that name
      if (is_element) return {kNoType, focus.ordered};
      if (focus.type == kNoType || model_.is(focus.type, expr.type)) return {focus.type == kNoType ? expr.type : focus.type, focus.ordered};
      if (model_.is_resource(expr.type) && model_.element(focus.type, expr.name) == nullptr) {
        say(expr, "the path begins with " + std::string(expr.name.text) + ", and the focus is a " + std::string(model_.name(focus.type)));
        return {};
      }
    }
    const Known of = expr.left != nullptr ? visit(*expr.left, focus) : focus;
    if (problem || of.type == kNoType) return {kNoType, of.ordered};
    if (expr.name == names::kResourceType && model_.is_resource(of.type)) return {system_type(Kind::String), of.ordered};
    if (const Element* element = model_.element(of.type, expr.name)) return {element->type, of.ordered};
    TypeId type = kNoType;
    if (const Element* choice = model_.choice(of.type, expr.name.text, type)) {
      say(expr, "write '" + std::string(choice->name.text) + "' for '" + std::string(expr.name.text) + "', or '" +
                    std::string(choice->name.text) + ".ofType(" + std::string(model_.name(type)) + ")'");
    } else if (of.type == system_type(Kind::Quantity)) {
      if (expr.name != names::kValue && expr.name != names::kUnit)
        say(expr, "a Quantity has no element '" + std::string(expr.name.text) + "'");
    } else if (!is_open(of.type)) {
      say(expr, "'" + std::string(model_.public_name(of.type)) + "' has no element '" + std::string(expr.name.text) + "'");
    }
    return {};
  }

  Known call(const Expr& expr, const Known& focus) {
    const Known input = expr.left != nullptr && expr.function < Fn::MakeExtension ? visit(*expr.left, focus) : focus;
    const FunctionInfo& info = function_info(expr.function);
    Known last;
    for (uint8_t i = 0; i < expr.argument_count; ++i) {
      const char kind = info.kind_of(i);
      if (kind != 't') last = visit(*expr.arguments[i], kind == 'v' ? focus : input);
    }
    switch (expr.function) {
      case Fn::Children:
      case Fn::Descendants:
        return {kNoType, false};
      case Fn::First:
      case Fn::Last:
      case Fn::Tail:
      case Fn::Skip:
      case Fn::Take:
        in_order(expr, input, "'" + std::string(info.name) + "'");
        return input;
      case Fn::Where:
      case Fn::Distinct:
      case Fn::Single:
      case Fn::Trace:
      case Fn::Intersect:
      case Fn::Exclude:
      case Fn::DefineVariable:
        return input;
      case Fn::Sort:
        return {input.type, true};
      case Fn::Select:
        return {last.type, last.ordered && input.ordered};
      case Fn::OfType:
      case Fn::AsType:
        return {expr.arguments[0]->type, input.ordered};
      case Fn::Extension:
        return {model_.find("FHIR", "Extension"), true};
      case Fn::Exists:
      case Fn::All:
      case Fn::Empty:
      case Fn::Not:
      case Fn::IsType:
        return {system_type(Kind::Boolean), true};
      case Fn::Count:
      case Fn::Length:
        return {system_type(Kind::Integer), true};
      case Fn::ToString:
        return {system_type(Kind::String), true};
      case Fn::StartsWith:
      case Fn::EndsWith:
      case Fn::ContainsText:
      case Fn::Matches:
        return text_test(expr, input);
      default:
        return {};
    }
  }

  Known text_test(const Expr& expr, const Known& input) {
    const Kind kind = input.type == kNoType ? Kind::None : model_.kind(input.type);
    if (!is_open(input.type) && kind != Kind::String)
      say(expr, "'" + std::string(expr.name.text) + "' works on text, and this is a " + std::string(model_.public_name(input.type)));
    return {system_type(Kind::Boolean), true};
  }

  const Expression& expression_;
  const Model& model_;
};

}  // namespace

std::optional<ExpressionError> check_types(const Expression& expression, TypeId focus) {
  Checker checker(expression, expression.model());
  checker.root_ = {focus, true};
  checker.visit(expression.root(), checker.root_);
  return std::move(checker.problem);
}

}  // namespace fhirpath
