// From the parser's tree to one that is ready to run: functions and types resolved, constants worked out, regular expressions built, and
// the walks that a source may answer from an index marked.
#include <re2/re2.h>

#include <algorithm>

#include "app/fhirpath/dependencies.h"
#include "app/fhirpath/evaluator.h"
#include "app/fhirpath/expression.h"
#include "app/fhirpath/parser.h"
#include "app/fhirpath/regex.h"
#include "platform/base/utf8.h"

namespace fhirpath {

struct Expression::Body {
  // A node of the tree is some hundred bytes, and there is about one for every five of text.
  explicit Body(std::string_view source) : text(source), arena(std::clamp<size_t>(source.size() * 24, 512, 64 * 1024)) {}
  std::string text;
  const Model* model = nullptr;
  Arena arena;
  const Expr* root = nullptr;
  std::vector<std::unique_ptr<re2::RE2>> regexes;
  Dependencies dependencies;
};

namespace {

// The one place that still changes nodes.
class Compiler {
 public:
  explicit Compiler(Expression::Body& body) : body_(body) {}

  bool walk(Expr* expr, int depth) {
    if (depth > kExpressionDepthMax) return fail(*expr, ErrorKind::Limit, "the expression is nested too deeply");
    if (expr->op == Op::Is || expr->op == Op::As) return walk_child(expr->left, depth) && name_type(*edit(expr->right), *expr);
    if (expr->op == Op::Make) return make(*expr, depth);
    if (!walk_child(expr->left, depth) || !walk_child(expr->right, depth)) return false;
    if (expr->op == Op::Call) return call(*expr, depth);
    if (expr->op == Op::Member && expr->left == nullptr) expr->type = body_.model->find("FHIR", expr->name.text);
    if (expr->op == Op::Negate || expr->op == Op::Plus || (expr->op >= Op::Multiply && expr->op <= Op::Concatenate)) fold(*expr);
    return true;
  }
  std::optional<ExpressionError> take_error() { return std::move(error_); }

 private:
  static Expr* edit(const Expr* expr) { return const_cast<Expr*>(expr); }
  bool walk_child(const Expr* child, int depth) { return child == nullptr || walk(edit(child), depth + 1); }

  bool fail(const Expr& at, ErrorKind kind, std::string message) {
    if (!error_) error_ = error_at(body_.text, kind, at.at, std::move(message));
    return false;
  }

  bool call(Expr& expr, int depth) {
    const bool factory = expr.left != nullptr && expr.left->op == Op::Variable && expr.left->name.text == "factory";
    const FunctionInfo* function = factory ? find_factory_function(expr.name.text) : find_function(expr.name.text);
    const std::string name(expr.name.text);
    if (function == nullptr) {
      const std::string_view near = nearest_function(name);
      return fail(expr, ErrorKind::Semantic,
                  "there is no function '" + name + "'" + (near.empty() ? "" : "; perhaps '" + std::string(near) + "'"));
    }
    if (expr.argument_count < function->least || expr.argument_count > function->most) {
      const std::string range = function->least == function->most
                                    ? std::to_string(function->least)
                                    : std::to_string(function->least) + " to " + std::to_string(function->most);
      return fail(expr, ErrorKind::Semantic, "'" + name + "' takes " + range + " arguments, not " + std::to_string(expr.argument_count));
    }
    expr.function = function->id;
    for (uint8_t i = 0; i < expr.argument_count; ++i) {
      Expr* argument = edit(expr.arguments[i]);
      if (function->kind_of(i) == 't') {
        if (!name_type(*argument, *argument)) return false;
        continue;
      }
      if (function->kind_of(i) == 's' && argument->op == Op::Negate) argument = negated_key(expr, i);
      if (!walk(argument, depth + 1)) return false;
    }
    mark_linked(expr);
    return build_regex(expr);
  }

  // sort(-key) orders by the negated key, whatever the key's type.
  Expr* negated_key(const Expr& call, uint8_t at) {
    Expr* key = edit(call.arguments[at]->left);
    key->order = SortOrder::Negated;
    const_cast<const Expr**>(call.arguments)[at] = key;
    return key;
  }

  // Turns a name or `space.name` into a type of the model.
  bool name_type(Expr& written, Expr& into) {
    const bool qualified =
        written.op == Op::Member && written.left != nullptr && written.left->op == Op::Member && written.left->left == nullptr;
    if (written.op != Op::Member || (written.left != nullptr && !qualified))
      return fail(written, ErrorKind::Semantic, "the name of a type is expected here");
    const std::string_view space = qualified ? written.left->name.text : std::string_view();
    const TypeId type = body_.model->find(space, written.name.text);
    // Without a model any FHIR type is a name that data can carry in its resourceType.
    const bool nameable = !body_.model->has_types() && Model::r4().find(space, written.name.text) != kNoType;
    if (type == kNoType && !nameable)
      return fail(written, ErrorKind::Semantic,
                  "there is no type '" +
                      std::string(body_.text.substr(written.left != nullptr ? written.left->at : written.at,
                                                    written.end - (written.left != nullptr ? written.left->at : written.at))) +
                      "'");
    into.type = type;
    if (&written == &into) into.op = Op::Type;
    return true;
  }

  bool make(Expr& expr, int depth) {
    const std::string_view space = expr.left != nullptr ? expr.left->name.text : std::string_view();
    expr.type = body_.model->find(space.empty() ? "FHIR" : space, expr.name.text);
    if (expr.type < kFirstModelType)
      return fail(expr, ErrorKind::Semantic, "there is no type '" + std::string(expr.name.text) + "' to make");
    for (uint8_t i = 1; i < expr.argument_count; i = uint8_t(i + 2))
      if (!walk(edit(expr.arguments[i]), depth + 1)) return false;
    return true;
  }

  // item.where(linkId = 'x'), repeat(item).where(...), descendants().where(...): what a source with an index by linkId answers at once.
  void mark_linked(Expr& expr) {
    if (expr.function != Fn::Where || expr.left == nullptr) return;
    const Expr& test = *expr.arguments[0];
    if (test.op != Op::Equal || test.left->op != Op::Member || test.left->left != nullptr || !(test.left->name == names::kLinkId)) return;
    if (test.right->op != Op::Literal || test.right->literal.kind() != Kind::String) return;
    const Expr& input = *expr.left;
    const bool items = input.op == Op::Member && input.name == names::kItem;
    const bool repeats = input.op == Op::Call && input.function == Fn::Repeat && input.arguments[0]->op == Op::Member &&
                         input.arguments[0]->left == nullptr && input.arguments[0]->name == names::kItem;
    const bool descends = input.op == Op::Call && input.function == Fn::Descendants;
    expr.linked_item = items || repeats || descends;
  }

  bool build_regex(Expr& expr) {
    if (expr.function != Fn::Matches && expr.function != Fn::MatchesFull && expr.function != Fn::ReplaceMatches) return true;
    const size_t flags_at = expr.function == Fn::ReplaceMatches ? 2 : 1;
    const auto is_text = [&](size_t at) {
      return expr.arguments[at]->op == Op::Literal && expr.arguments[at]->literal.kind() == Kind::String;
    };
    if (!is_text(0) || (expr.argument_count > flags_at && !is_text(flags_at))) return true;
    const std::string_view flags = expr.argument_count > flags_at ? expr.arguments[flags_at]->literal.text() : std::string_view();
    std::string why;
    std::unique_ptr<re2::RE2> regex = make_regex(expr.arguments[0]->literal.text(), flags, expr.function == Fn::MatchesFull, why);
    if (regex == nullptr) return fail(*expr.arguments[0], ErrorKind::Semantic, why);
    expr.regex = regex.get();
    body_.regexes.push_back(std::move(regex));
    return true;
  }

  static bool is_constant(const Expr* expr) { return expr != nullptr && expr->op == Op::Literal; }

  // 60 * 60, -7, 'a' & 'b'. What would fail is left for the run to report.
  void fold(Expr& expr) {
    if (!is_constant(expr.left) || (expr.right != nullptr && !is_constant(expr.right))) return;
    if (!folder_) folder_.emplace();
    const auto result = folder_->fold(expr, *body_.model);
    if (!result || result->size() != 1) return;
    Item value = (*result)[0];
    if (value.kind() == Kind::String) value = Item::string(value.text().empty() ? std::string_view("") : body_.arena.copy(value.text()));
    if (value.kind() == Kind::Quantity) {
      QuantityValue quantity = value.quantity();
      quantity.unit = body_.arena.copy(quantity.unit);
      value = Item::quantity(body_.arena.make(quantity));
    }
    expr.op = Op::Literal;
    expr.literal = value;
    expr.left = expr.right = nullptr;
    expr.written = {};
  }

  Expression::Body& body_;
  std::optional<Evaluator> folder_;
  std::optional<ExpressionError> error_;
};

}  // namespace

const char* error_kind_name(ErrorKind kind) {
  static constexpr const char* names[] = {"syntax", "semantic", "execution", "limit"};
  return names[int(kind)];
}

ExpressionError error_at(std::string_view source, ErrorKind kind, uint32_t at, std::string message) {
  ExpressionError error{kind, at, 1, 1, std::move(message)};
  for (size_t i = 0; i < at && i < source.size();) {
    const size_t step = base::decode_at(source, i).bytes;
    if (source[i] == '\n') {
      ++error.line;
      error.column = 0;
    }
    ++error.column;
    i += step;
  }
  return error;
}

tl::expected<Expression, ExpressionError> Expression::compile(std::string_view text, const Model& model) {
  auto body = std::make_unique<Body>(text);
  body->model = &model;
  Parser parser(body->text, body->arena);
  Expr* root = parser.parse();
  if (root == nullptr) return tl::unexpected<ExpressionError>(*parser.error());
  Compiler compiler(*body);
  if (!compiler.walk(root, 0)) return tl::unexpected<ExpressionError>(*compiler.take_error());
  body->root = root;
  body->dependencies = find_dependencies(*root);
  return Expression(std::move(body));
}

Expression::Expression(std::unique_ptr<Body> body) : body_(std::move(body)) {}
Expression::~Expression() = default;
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;
const std::string& Expression::text() const { return body_->text; }
const Expr& Expression::root() const { return *body_->root; }
const Model& Expression::model() const { return *body_->model; }
const Dependencies& Expression::dependencies() const { return body_->dependencies; }

}  // namespace fhirpath
