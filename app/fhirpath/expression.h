// app/fhirpath/expression.h: a FHIRPath expression, compiled once and evaluated many times. Start here.
//
//   const auto expression = Expression::compile("name.where(use = 'official').given");
//   const auto document = Document::parse(json, Model::r4());
//   Evaluator evaluator;
//   const auto result = evaluator.evaluate(*expression, Context::of(document->root()));
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "app/fhirpath/ast.h"

namespace fhirpath {

enum class ErrorKind : uint8_t {
  Syntax,     // no expression of the language
  Semantic,   // can never be right: an unknown function, type or variable, a wrong number of arguments
  Execution,  // this data does not suit it
  Limit,      // it asked for more than it may have
};
const char* error_kind_name(ErrorKind kind);

// Says what an author can do; holds names, types and counts, never a value from the data.
struct ExpressionError {
  ErrorKind kind = ErrorKind::Syntax;
  uint32_t at = 0;  // byte of the source
  uint32_t line = 1;
  uint32_t column = 1;  // both from 1; columns count code points
  std::string message;
};

// What an expression reads, so that a form asks it again only when that has changed.
struct Dependencies {
  std::vector<std::string> variables;  // %name, built-in ones included; sorted, once each
  std::vector<std::string> link_ids;   // items it reads, with all that is below them; sorted, once each
  std::vector<std::string> response_link_ids;  // those of them reached from %resource; the others only from the focus
  std::vector<std::string> link_prefixes, response_link_prefixes;  // the same of items whose linkId begins so
  bool reads_all_answers = false;      // it walks %resource without a linkId: any change may matter
  bool reads_context_answers = false;  // it walks the focus ($this, %context) without a linkId: any change below the focus may matter
  bool reads_clock = false;
};

inline constexpr size_t kExpressionBytesMax = 64 * 1024;
inline constexpr int kExpressionDepthMax = 600;

class Expression {
 public:
  // `model` says which type names there are. Errors: Syntax, Semantic, Limit.
  static tl::expected<Expression, ExpressionError> compile(std::string_view text, const Model& model = Model::r4());
  ~Expression();
  Expression(Expression&&) noexcept;
  Expression& operator=(Expression&&) noexcept;

  const std::string& text() const;
  const Expr& root() const;
  const Model& model() const;
  const Dependencies& dependencies() const;
  std::string print() const { return fhirpath::print(root()); }

  struct Body;

 private:
  explicit Expression(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

ExpressionError error_at(std::string_view source, ErrorKind kind, uint32_t at, std::string message);

}  // namespace fhirpath
