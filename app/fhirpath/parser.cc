#include "app/fhirpath/parser.h"

#include <charconv>

namespace fhirpath {
namespace {

constexpr int kNestingMax = 200;

struct Infix {
  Op op;
  int precedence;  // 1 binds least
};

constexpr std::string_view kReserved[] = {"and", "or", "xor", "implies", "div", "mod", "true", "false"};

bool is_reserved(std::string_view word) {
  for (const std::string_view reserved : kReserved)
    if (word == reserved) return true;
  return calendar_unit(word) != CalendarUnit::None;
}

std::optional<Infix> infix_of(Token token, std::string_view word) {
  switch (token) {
    case Token::Star:
      return Infix{Op::Multiply, 10};
    case Token::Slash:
      return Infix{Op::Divide, 10};
    case Token::Plus:
      return Infix{Op::Add, 9};
    case Token::Minus:
      return Infix{Op::Subtract, 9};
    case Token::Ampersand:
      return Infix{Op::Concatenate, 9};
    case Token::Bar:
      return Infix{Op::Union, 7};
    case Token::Less:
      return Infix{Op::Less, 6};
    case Token::LessEqual:
      return Infix{Op::LessEqual, 6};
    case Token::Greater:
      return Infix{Op::Greater, 6};
    case Token::GreaterEqual:
      return Infix{Op::GreaterEqual, 6};
    case Token::Equal:
      return Infix{Op::Equal, 5};
    case Token::Tilde:
      return Infix{Op::Equivalent, 5};
    case Token::NotEqual:
      return Infix{Op::NotEqual, 5};
    case Token::NotTilde:
      return Infix{Op::NotEquivalent, 5};
    case Token::Identifier:
      break;
    default:
      return std::nullopt;
  }
  if (word == "and") return Infix{Op::And, 3};
  if (word == "or") return Infix{Op::Or, 2};
  if (word == "xor") return Infix{Op::Xor, 2};
  if (word == "implies") return Infix{Op::Implies, 1};
  if (word == "in") return Infix{Op::In, 4};
  if (word == "contains") return Infix{Op::Contains, 4};
  if (word == "is") return Infix{Op::Is, 8};
  if (word == "as") return Infix{Op::As, 8};
  if (word == "div") return Infix{Op::DivideWhole, 10};
  if (word == "mod") return Infix{Op::Modulo, 10};
  return std::nullopt;
}

}  // namespace

Expr* Parser::parse() {
  if (text_.size() > kExpressionBytesMax)
    return fail_at(0, ErrorKind::Limit, "the expression is longer than " + std::to_string(kExpressionBytesMax) + " bytes");
  Expr* whole = expression(1);
  if (whole != nullptr && lexer_.token() != Token::End) return fail("an operator or the end is expected here");
  return whole;
}

Expr* Parser::fail_at(uint32_t at, ErrorKind kind, std::string message) {
  if (!error_) error_ = error_at(text_, kind, at, std::move(message));
  return nullptr;
}

Expr* Parser::fail(std::string message) {
  if (lexer_.token() == Token::Bad) message = std::string(lexer_.word());
  return fail_at(lexer_.at(), ErrorKind::Syntax, std::move(message));
}

bool Parser::expect(Token token, const char* what) {
  if (lexer_.token() != token) return fail(std::string(what) + " is expected here") != nullptr;
  lexer_.next();
  return true;
}

Expr* Parser::node(Op op) {
  Expr* expr = arena_.make<Expr>();
  expr->op = op;
  expr->at = lexer_.at();
  expr->end = lexer_.end();
  return expr;
}

Expr* Parser::binary(Op op, const Expr* left, const Expr* right, uint32_t at) {
  Expr* expr = node(op);
  expr->left = left;
  expr->right = right;
  expr->at = at;
  expr->end = lexer_.previous_end();
  return expr;
}

Expr* Parser::expression(int precedence) {
  if (++depth_ > kNestingMax) return fail_at(lexer_.at(), ErrorKind::Limit, "the expression is nested too deeply");
  Expr* left = unary();
  while (left != nullptr) {
    const std::optional<Infix> infix = infix_of(lexer_.token(), lexer_.word());
    if (!infix || infix->precedence < precedence) break;
    const uint32_t at = lexer_.at();
    lexer_.next();
    if (infix->op == Op::Is || infix->op == Op::As) {
      const Expr* type = type_name();
      left = type == nullptr ? nullptr : binary(infix->op, left, type, at);
    } else {
      const Expr* right = expression(infix->precedence + 1);
      left = right == nullptr ? nullptr : binary(infix->op, left, right, at);
    }
  }
  --depth_;
  return left;
}

Expr* Parser::unary() {
  if (lexer_.token() != Token::Minus && lexer_.token() != Token::Plus) return postfix();
  if (++depth_ > kNestingMax) return fail_at(lexer_.at(), ErrorKind::Limit, "the expression is nested too deeply");
  Expr* expr = node(lexer_.token() == Token::Minus ? Op::Negate : Op::Plus);
  lexer_.next();
  expr->left = unary();
  --depth_;
  return expr->left == nullptr ? nullptr : expr;
}

Expr* Parser::postfix() {
  Expr* left = primary();
  while (left != nullptr) {
    if (lexer_.token() == Token::Dot) {
      lexer_.next();
      left = lexer_.token() == Token::Dollar ? special(left) : invocation(left);
    } else if (lexer_.token() == Token::OpenBracket) {
      const uint32_t at = lexer_.at();
      lexer_.next();
      const Expr* index = expression(1);
      if (index == nullptr || !expect(Token::CloseBracket, "]")) return nullptr;
      left = binary(Op::At, left, index, at);
    } else if (lexer_.token() == Token::OpenBrace && left->op == Op::Member) {
      left = instance(left);
    } else {
      break;
    }
  }
  return left;
}

bool Parser::is_identifier() const {
  return lexer_.token() == Token::Delimited || (lexer_.token() == Token::Identifier && !is_reserved(lexer_.word()));
}

Expr* Parser::primary() {
  switch (lexer_.token()) {
    case Token::Open: {
      lexer_.next();
      Expr* inner = expression(1);
      return inner != nullptr && expect(Token::Close, ")") ? inner : nullptr;
    }
    case Token::OpenBrace: {
      Expr* empty = node(Op::Empty);
      lexer_.next();
      if (!expect(Token::CloseBrace, "}")) return nullptr;
      empty->end = lexer_.previous_end();
      return empty;
    }
    case Token::String: {
      Expr* text = node(Op::Literal);
      text->literal = Item::string(lexer_.word());
      lexer_.next();
      return text;
    }
    case Token::Number:
    case Token::LongNumber:
      return number_or_quantity();
    case Token::Date:
    case Token::DateTime:
    case Token::Time:
      return moment();
    case Token::Percent:
      return variable();
    case Token::Dollar:
      return special(nullptr);
    default:
      break;
  }
  if (is_word("true") || is_word("false")) {
    Expr* value = node(Op::Literal);
    value->literal = Item::boolean(is_word("true"));
    lexer_.next();
    return value;
  }
  return invocation(nullptr);
}

Expr* Parser::invocation(const Expr* left) {
  if (lexer_.token() == Token::Identifier && is_reserved(lexer_.word()))
    return fail("'" + std::string(lexer_.word()) + "' is a word of the language; write `" + std::string(lexer_.word()) +
                "` for an element of that name");
  if (!is_identifier()) return fail(lexer_.token() == Token::End ? "the expression ends too early" : "a value or a name is expected here");
  Expr* member = node(Op::Member);
  member->left = left;
  member->name = Name(lexer_.word());
  member->delimited = lexer_.token() == Token::Delimited;
  lexer_.next();
  return lexer_.token() == Token::Open ? call(member) : member;
}

const Expr* const* Parser::keep(const std::vector<const Expr*>& list) {
  if (list.empty()) return nullptr;
  auto** place = static_cast<const Expr**>(arena_.allocate(list.size() * sizeof(const Expr*), alignof(const Expr*)));
  std::copy(list.begin(), list.end(), place);
  return place;
}

Expr* Parser::call(Expr* name) {
  name->op = Op::Call;
  lexer_.next();
  std::vector<const Expr*> arguments;
  while (lexer_.token() != Token::Close) {
    if (!arguments.empty() && !expect(Token::Comma, ", or )")) return nullptr;
    Expr* argument = expression(1);
    if (argument == nullptr) return nullptr;
    if (name->name.text == "sort" && (is_word("asc") || is_word("desc"))) {
      if (is_word("desc")) argument->order = SortOrder::Descending;
      lexer_.next();
    }
    if (arguments.size() == 64) return fail("there are too many arguments");
    arguments.push_back(argument);
  }
  lexer_.next();
  name->arguments = keep(arguments);
  name->argument_count = uint8_t(arguments.size());
  name->end = lexer_.previous_end();
  return name;
}

Expr* Parser::number_or_quantity() {
  Expr* number = node(Op::Literal);
  const std::string_view digits = lexer_.word();
  number->written = digits;
  int64_t whole = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), whole);
  const bool is_whole = error == std::errc() && end == digits.data() + digits.size();
  const std::optional<Decimal> decimal = Decimal::parse(digits);
  if (!decimal) return fail("the number has too many digits");
  if (lexer_.token() == Token::LongNumber) {
    if (!is_whole) return fail("the number is too large");
    number->literal = Item::long_integer(whole);
    lexer_.next();
    number->end = lexer_.previous_end();
    return number;
  }
  const bool is_small = is_whole && whole <= INT32_MAX;
  number->literal = is_small ? Item::integer(int32_t(whole)) : is_whole ? Item::long_integer(whole) : Item::decimal(*decimal);
  lexer_.next();
  QuantityValue quantity;
  if (lexer_.token() == Token::String) quantity.unit = lexer_.word();
  else if (lexer_.token() == Token::Identifier && (quantity.calendar = calendar_unit(lexer_.word())) != CalendarUnit::None)
    quantity.unit = lexer_.word();
  else return number;
  quantity.value = *decimal;
  number->literal = Item::quantity(arena_.make(quantity));
  lexer_.next();
  number->end = lexer_.previous_end();
  return number;
}

Expr* Parser::moment() {
  Expr* value = node(Op::Literal);
  const Token token = lexer_.token();
  const std::optional<Temporal> moment = token == Token::Date   ? parse_date(lexer_.word())
                                         : token == Token::Time ? parse_time(lexer_.word())
                                                                : parse_date_time(lexer_.word());
  if (!moment) return fail(token == Token::Time ? "there is no such time" : "there is no such date");
  value->literal = Item::temporal(token == Token::Date ? Kind::Date : token == Token::Time ? Kind::Time : Kind::DateTime, *moment);
  value->written = lexer_.word();
  lexer_.next();
  return value;
}

Expr* Parser::variable() {
  Expr* variable = node(Op::Variable);
  lexer_.next();
  // Reserved words too: forms do call a variable "days", and nothing else can stand here.
  const bool is_name = lexer_.token() == Token::Identifier || lexer_.token() == Token::Delimited || lexer_.token() == Token::String;
  if (!is_name) return fail("a name is expected after %");
  variable->name = Name(lexer_.word());
  variable->delimited = lexer_.token() != Token::Identifier;
  lexer_.next();
  variable->end = lexer_.previous_end();
  return variable;
}

// After a point too: the grammar has it, and what it means does not depend on what stands before.
Expr* Parser::special(const Expr* left) {
  Expr* variable = node(Op::This);
  variable->left = left;
  lexer_.next();
  if (is_word("index")) variable->op = Op::Index;
  else if (is_word("total")) variable->op = Op::Total;
  else if (!is_word("this")) return fail("$this, $index or $total is expected here");
  lexer_.next();
  variable->end = lexer_.previous_end();
  return variable;
}

// `Coding { system: 'x', code: 'y' }`: the arguments are each the element's name (a Member) and its value, in turn.
Expr* Parser::instance(Expr* type) {
  const Expr* space = type->left;
  if (space != nullptr && (space->op != Op::Member || space->left != nullptr)) return fail("only a type can be made with { }");
  type->op = Op::Make;
  lexer_.next();
  std::vector<const Expr*> parts;
  if (lexer_.token() == Token::Colon) {
    lexer_.next();
  } else {
    do {
      if (!parts.empty()) lexer_.next();
      if (!is_identifier()) return fail("an element's name is expected here");
      Expr* name = node(Op::Member);
      name->name = Name(lexer_.word());
      lexer_.next();
      if (!expect(Token::Colon, ":")) return nullptr;
      const Expr* value = expression(1);
      if (value == nullptr) return nullptr;
      parts.push_back(name);
      parts.push_back(value);
    } while (lexer_.token() == Token::Comma && parts.size() < 128);
  }
  if (!expect(Token::CloseBrace, "}")) return nullptr;
  type->arguments = keep(parts);
  type->argument_count = uint8_t(parts.size());
  type->end = lexer_.previous_end();
  return type;
}

// name { "." name }
Expr* Parser::type_name() {
  Expr* type = nullptr;
  do {
    if (type != nullptr) lexer_.next();
    if (!is_identifier()) return fail("the name of a type is expected here");
    Expr* part = node(Op::Member);
    part->left = type;
    part->name = Name(lexer_.word());
    part->delimited = lexer_.token() == Token::Delimited;
    lexer_.next();
    type = part;
  } while (lexer_.token() == Token::Dot);
  return type;
}

}  // namespace fhirpath
