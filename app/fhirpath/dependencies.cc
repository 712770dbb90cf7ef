#include "app/fhirpath/dependencies.h"

#include <algorithm>

namespace fhirpath {
namespace {

// Where the nodes of a part come from, as far as a form's answers are concerned.
struct Origin {
  enum Where : uint8_t {
    Elsewhere,      // no answers: literals, definitions, launch context, other variables
    Response,       // the response itself
    ResponseItems,  // items of it, not narrowed by linkId
    Focus,          // the focus: the response, or one item of it
    FocusItems,
    Linked,  // items of the linkIds named, and what is below them
  };
  Where where = Elsewhere;
  std::vector<std::string_view> link_ids;
  bool from_response = false;  // of Linked
};

class Finder {
 public:
  Dependencies take(const Expr& root) {
    consume(visit(root, Origin{Origin::Focus, {}, false}));
    tidy(found_.variables);
    tidy(found_.link_ids);
    tidy(found_.response_link_ids);
    return std::move(found_);
  }

 private:
  static void tidy(std::vector<std::string>& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }

  // The value itself matters now, not only what can be reached from it.
  void consume(const Origin& origin) {
    if (origin.where == Origin::Linked) {
      found_.link_ids.insert(found_.link_ids.end(), origin.link_ids.begin(), origin.link_ids.end());
      if (origin.from_response) found_.response_link_ids.insert(found_.response_link_ids.end(), origin.link_ids.begin(), origin.link_ids.end());
    }
    if (origin.where == Origin::Response || origin.where == Origin::ResponseItems) found_.reads_all_answers = true;
    if (origin.where == Origin::Focus || origin.where == Origin::FocusItems) found_.reads_context_answers = true;
  }

  Origin variable(std::string_view name) {
    found_.variables.emplace_back(name);
    if (name == "resource" || name == "rootResource") return {Origin::Response, {}, false};
    if (name == "context") return {Origin::Focus, {}, false};
    return {};
  }

  Origin member(const Origin& of, const Name& name) {
    const bool tree = name == names::kItem || name == names::kAnswer;
    switch (of.where) {
      case Origin::Response:
        return tree ? Origin{Origin::ResponseItems, {}, false} : Origin{};
      case Origin::Focus:
        return tree || name.text.starts_with("value") ? Origin{Origin::FocusItems, {}, false} : Origin{};
      default:
        return of;
    }
  }

  Origin descend(const Origin& of) {
    if (of.where == Origin::Response) return {Origin::ResponseItems, {}, false};
    if (of.where == Origin::Focus) return {Origin::FocusItems, {}, false};
    return of;
  }

  static bool is_link_name(const Expr& name) {
    return name.op == Op::Member && (name.left == nullptr || name.left->op == Op::This) && name.name == names::kLinkId;
  }

  // 'x', or 'x' | 'y' | ...: false when anything but text is among them.
  static bool add_names(const Expr& expr, std::vector<std::string_view>& out) {
    if (expr.op == Op::Union) return add_names(*expr.left, out) && add_names(*expr.right, out);
    if (expr.op != Op::Literal || expr.literal.kind() != Kind::String) return false;
    out.push_back(expr.literal.text());
    return true;
  }

  // linkId = 'x', linkId in ('x' | 'y'), ('x' | 'y') contains linkId: the names, none when it is no such test.
  static std::vector<std::string_view> one_link_test(const Expr& test) {
    const bool equals = test.op == Op::Equal;
    if (!equals && test.op != Op::In && test.op != Op::Contains) return {};
    const Expr* name = test.left;
    const Expr* value = test.right;
    if (test.op == Op::Contains || (equals && name->op == Op::Literal)) std::swap(name, value);
    std::vector<std::string_view> names;
    if (!is_link_name(*name) || (equals && value->op != Op::Literal) || !add_names(*value, names)) return {};
    return names;
  }

  // The linkIds of all items a condition can hold for; none when it may hold for any.
  static std::vector<std::string_view> link_test(const Expr& test) {
    if (test.op != Op::And && test.op != Op::Or) return one_link_test(test);
    std::vector<std::string_view> left = link_test(*test.left), right = link_test(*test.right);
    if (test.op == Op::And) return left.empty() ? right : left;
    if (left.empty() || right.empty()) return {};
    left.insert(left.end(), right.begin(), right.end());
    return left;
  }

  // A linkId test reads no answer; the rest of the condition may.
  void visit_test(const Expr& test, const Origin& item) {
    if (test.op == Op::And || test.op == Op::Or) {
      visit_test(*test.left, item);
      visit_test(*test.right, item);
    } else if (one_link_test(test).empty()) {
      consume(visit(test, item));
    }
  }

  // The input's items for which the condition may hold; what the condition itself reads is noted.
  Origin narrowed(const Origin& input, const Expr& test) {
    std::vector<std::string_view> links = link_test(test);
    const bool narrows = !links.empty() && input.where != Origin::Elsewhere && input.where != Origin::Response;
    const bool from_response = input.where == Origin::ResponseItems || input.from_response;
    const Origin inside = narrows ? Origin{Origin::Linked, std::move(links), from_response} : input;
    visit_test(test, inside);
    return inside;
  }

  Origin call(const Expr& expr, const Origin& focus) {
    const Origin input = expr.left != nullptr ? visit(*expr.left, focus) : focus;
    switch (expr.function) {
      case Fn::Now:
      case Fn::Today:
      case Fn::TimeOfDay:
        found_.reads_clock = true;
        return {};
      case Fn::Where:
        return narrowed(input, *expr.arguments[0]);
      case Fn::Exists:
        consume(expr.argument_count > 0 ? narrowed(input, *expr.arguments[0]) : input);
        return {};
      case Fn::Select:
        return visit(*expr.arguments[0], input);
      case Fn::Repeat:
      case Fn::RepeatAll:
        return visit(*expr.arguments[0], input);
      case Fn::Children:
      case Fn::Descendants:
      case Fn::Answers:
        return descend(input);
      case Fn::OfType:
      case Fn::AsType:
      case Fn::Distinct:
      case Fn::Trace:
        return input;
      case Fn::Iif:
      case Fn::Coalesce:
      case Fn::DefineVariable:
      case Fn::Union:
      case Fn::Combine:
        break;
      case Fn::First:
      case Fn::Last:
      case Fn::Single:
      case Fn::Tail:
        if (input.where == Origin::Linked || input.where == Origin::Elsewhere) return input;
        consume(input);
        return {};
      default:
        break;
    }
    if (expr.left != nullptr || (expr.function != Fn::Iif && expr.function != Fn::Coalesce)) consume(input);
    const FunctionInfo& info = function_info(expr.function);
    for (uint8_t i = 0; i < expr.argument_count; ++i) consume(visit(*expr.arguments[i], info.kind_of(i) == 'v' ? focus : input));
    return {};
  }

  Origin visit(const Expr& expr, const Origin& focus) {
    switch (expr.op) {
      case Op::Literal:
      case Op::Empty:
      case Op::Index:
      case Op::Total:
      case Op::Type:
        return {};
      case Op::This:
        return focus;
      case Op::Variable:
        return variable(expr.name.text);
      case Op::Member: {
        // `QuestionnaireResponse.item`: the type's name stands for the focus.
        if (expr.left == nullptr && expr.type != kNoType) return focus;
        return member(expr.left != nullptr ? visit(*expr.left, focus) : focus, expr.name);
      }
      case Op::Call:
        return call(expr, focus);
      case Op::At: {
        const Origin of = visit(*expr.left, focus);
        consume(visit(*expr.right, focus));
        if (of.where == Origin::Linked || of.where == Origin::Elsewhere) return of;
        consume(of);
        return {};
      }
      case Op::As:
        return visit(*expr.left, focus);
      case Op::Make:
        for (uint8_t i = 1; i < expr.argument_count; i = uint8_t(i + 2)) consume(visit(*expr.arguments[i], focus));
        return {};
      default:
        break;
    }
    if (expr.left != nullptr) consume(visit(*expr.left, focus));
    if (expr.right != nullptr && expr.op != Op::Is) consume(visit(*expr.right, focus));
    return {};
  }

  Dependencies found_;
};

}  // namespace

Dependencies find_dependencies(const Expr& root) { return Finder().take(root); }

}  // namespace fhirpath
