#include "app/fhirpath/dependencies.h"

#include <algorithm>

namespace fhirpath {
namespace {

// What a condition asks of a linkId.
struct LinkTest {
  std::string_view text;
  bool begins = false;  // it begins with `text`; else it is `text`
};
using LinkTests = std::vector<LinkTest>;

// Where the nodes of a part come from, as far as a form's answers are concerned.
struct Origin {
  enum Where : uint8_t {
    Elsewhere,      // no answers: literals, definitions, launch context, other variables
    Response,       // the response itself
    ResponseItems,  // items of it, not narrowed by linkId
    Focus,          // the focus: the response, or one item of it
    FocusItems,
    Linked,  // items whose linkId is as one of the tests says, and what is below them
  };
  Where where = Elsewhere;
  LinkTests links;
  bool from_response = false;  // of Linked
};

class Finder {
 public:
  Dependencies take(const Expr& root) {
    consume(visit(root, Origin{Origin::Focus, {}, false}));
    tidy(found_.variables);
    tidy(found_.link_ids);
    tidy(found_.response_link_ids);
    tidy(found_.link_prefixes);
    tidy(found_.response_link_prefixes);
    return std::move(found_);
  }

 private:
  static void tidy(std::vector<std::string>& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }

  // The value itself matters now, not only what can be reached from it.
  void consume(const Origin& origin) {
    for (const LinkTest& link : origin.links) {
      (link.begins ? found_.link_prefixes : found_.link_ids).emplace_back(link.text);
      if (origin.from_response) (link.begins ? found_.response_link_prefixes : found_.response_link_ids).emplace_back(link.text);
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
  static bool add_names(const Expr& expr, LinkTests& out) {
    if (expr.op == Op::Union) return add_names(*expr.left, out) && add_names(*expr.right, out);
    if (expr.op != Op::Literal || expr.literal.kind() != Kind::String) return false;
    out.push_back({expr.literal.text()});
    return true;
  }

  // linkId.startsWith('x'); of nothing it holds for every item, as of no test at all.
  static LinkTests prefix_test(const Expr& test) {
    if (test.op != Op::Call || test.function != Fn::StartsWith || test.left == nullptr || !is_link_name(*test.left)) return {};
    const Expr& begin = *test.arguments[0];
    if (begin.op != Op::Literal || begin.literal.kind() != Kind::String || begin.literal.text().empty()) return {};
    return {{begin.literal.text(), true}};
  }

  // linkId = 'x', linkId in ('x' | 'y'), ('x' | 'y') contains linkId, linkId.startsWith('x'): the names, none when it is no such test.
  static LinkTests one_link_test(const Expr& test) {
    if (test.op == Op::Call) return prefix_test(test);
    const bool equals = test.op == Op::Equal;
    if (!equals && test.op != Op::In && test.op != Op::Contains) return {};
    const Expr* name = test.left;
    const Expr* value = test.right;
    if (test.op == Op::Contains || (equals && name->op == Op::Literal)) std::swap(name, value);
    LinkTests names;
    if (!is_link_name(*name) || (equals && value->op != Op::Literal) || !add_names(*value, names)) return {};
    return names;
  }

  // The linkIds of all items a condition can hold for; none when it may hold for any.
  static LinkTests link_test(const Expr& test) {
    if (test.op != Op::And && test.op != Op::Or) return one_link_test(test);
    LinkTests left = link_test(*test.left), right = link_test(*test.right);
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

  // Whether its own $index matters: an item's place changes with the items before it, whatever they are.
  static bool uses_index(const Expr* expr) {
    if (expr == nullptr) return false;
    if (expr->op == Op::Index || uses_index(expr->left) || uses_index(expr->right)) return true;
    const Fn function = expr->function;
    const bool counts_anew = expr->op == Op::Call && (function == Fn::Where || function == Fn::Select || function == Fn::Exists || function == Fn::All || function == Fn::Aggregate);
    for (uint8_t i = 0; i < expr->argument_count; ++i)
      if (!(counts_anew && i == 0) && uses_index(expr->arguments[i])) return true;
    return false;
  }

  // A path from the focus: what it gives comes and goes with what it leads to, and with nothing else.
  static bool is_path(const Expr* expr) {
    for (; expr != nullptr; expr = expr->left) {
      const bool step = expr->op == Op::This || expr->op == Op::Member || expr->op == Op::At || expr->op == Op::As || expr->op == Op::Call;
      if (!step) return false;
    }
    return true;
  }

  // select() and repeat(): of each of the input's items.
  Origin projected(const Origin& input, const Expr& projection) {
    const Origin out = visit(projection, input);
    if (out.where == Origin::Elsewhere || !is_path(&projection) || uses_index(&projection)) consume(input);
    return out;
  }

  // The input's items for which the condition may hold; what the condition itself reads is noted.
  Origin narrowed(const Origin& input, const Expr& test) {
    if (uses_index(&test)) consume(input);
    LinkTests links = link_test(test);
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
      case Fn::Repeat:
      case Fn::RepeatAll:
        return projected(input, *expr.arguments[0]);
      case Fn::Children:
      case Fn::Descendants:
      case Fn::Answers:
        return descend(input);
      case Fn::OfType:
      case Fn::AsType:
      case Fn::Trace:
        return input;
      case Fn::Iif:
      case Fn::Coalesce:
      case Fn::DefineVariable:
      case Fn::Union:
      case Fn::Combine:
        break;
      // Which of them is meant changes with what any of them says, down to whether it is there at all.
      case Fn::First:
      case Fn::Last:
      case Fn::Single:
      case Fn::Tail:
      case Fn::Distinct:
        consume(input);
        return input.where == Origin::Linked ? input : Origin{};
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
        consume(of);
        return of.where == Origin::Linked ? of : Origin{};
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
