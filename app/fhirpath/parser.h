// app/fhirpath/parser.h: text to tree, by precedence climbing. Types, functions and regular expressions are resolved later, by compile.cc.
#pragma once
#include <optional>

#include "app/fhirpath/expression.h"
#include "app/fhirpath/lexer.h"

namespace fhirpath {

class Parser {
 public:
  Parser(std::string_view text, Arena& arena) : text_(text), arena_(arena), lexer_(text, arena) {}
  // nullptr after an error.
  Expr* parse();
  const std::optional<ExpressionError>& error() const { return error_; }

 private:
  Expr* expression(int precedence);
  Expr* unary();
  Expr* postfix();
  Expr* primary();
  Expr* invocation(const Expr* left);
  Expr* call(Expr* name);
  Expr* number_or_quantity();
  Expr* moment();
  Expr* variable();
  Expr* special(const Expr* left);
  Expr* instance(Expr* type);
  Expr* type_name();
  const Expr* const* keep(const std::vector<const Expr*>& list);

  Expr* node(Op op);
  Expr* binary(Op op, const Expr* left, const Expr* right, uint32_t at);
  Expr* fail(std::string message);
  Expr* fail_at(uint32_t at, ErrorKind kind, std::string message);
  bool expect(Token token, const char* what);
  bool is_word(std::string_view word) const { return lexer_.token() == Token::Identifier && lexer_.word() == word; }
  bool is_identifier() const;

  std::string_view text_;
  Arena& arena_;
  Lexer lexer_;
  std::optional<ExpressionError> error_;
  int depth_ = 0;
};

}  // namespace fhirpath
