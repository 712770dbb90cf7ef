// A tree written back as text.
#include "app/fhirpath/ast.h"
#include "app/fhirpath/value_text.h"

namespace fhirpath {
namespace {

struct Sign {
  const char* text;
  int precedence;
};

Sign sign_of(Op op) {
  switch (op) {
    case Op::Multiply:
      return {" * ", 10};
    case Op::Divide:
      return {" / ", 10};
    case Op::DivideWhole:
      return {" div ", 10};
    case Op::Modulo:
      return {" mod ", 10};
    case Op::Add:
      return {" + ", 9};
    case Op::Subtract:
      return {" - ", 9};
    case Op::Concatenate:
      return {" & ", 9};
    case Op::Is:
      return {" is ", 8};
    case Op::As:
      return {" as ", 8};
    case Op::Union:
      return {" | ", 7};
    case Op::Less:
      return {" < ", 6};
    case Op::LessEqual:
      return {" <= ", 6};
    case Op::Greater:
      return {" > ", 6};
    case Op::GreaterEqual:
      return {" >= ", 6};
    case Op::Equal:
      return {" = ", 5};
    case Op::Equivalent:
      return {" ~ ", 5};
    case Op::NotEqual:
      return {" != ", 5};
    case Op::NotEquivalent:
      return {" !~ ", 5};
    case Op::In:
      return {" in ", 4};
    case Op::Contains:
      return {" contains ", 4};
    case Op::And:
      return {" and ", 3};
    case Op::Or:
      return {" or ", 2};
    case Op::Xor:
      return {" xor ", 2};
    case Op::Implies:
      return {" implies ", 1};
    default:
      return {"", 0};
  }
}

bool is_negative(const Item& value) {
  if (value.is_number()) return value.decimal().is_negative();
  return value.kind() == Kind::Quantity && value.quantity().value.is_negative();
}

// 12 is a term; 11 a sign; the rest as the grammar has it.
int precedence_of(const Expr& expr) {
  if (expr.op == Op::Negate || expr.op == Op::Plus) return 11;
  if (expr.op == Op::Literal && is_negative(expr.literal)) return 11;
  const int precedence = sign_of(expr.op).precedence;
  return precedence == 0 ? 12 : precedence;
}

class Printer {
 public:
  std::string out;

  void print(const Expr& expr, int least) {
    const bool brackets = precedence_of(expr) < least;
    if (brackets) out += '(';
    bare(expr);
    if (brackets) out += ')';
  }

 private:
  void quoted(std::string_view text, char quote) {
    out += quote;
    for (const char c : text) {
      switch (c) {
        case '\n':
          out += "\\n";
          break;
        case '\r':
          out += "\\r";
          break;
        case '\t':
          out += "\\t";
          break;
        case '\f':
          out += "\\f";
          break;
        case '\\':
          out += "\\\\";
          break;
        default:
          if (c == quote) out += '\\';
          out += c;
      }
    }
    out += quote;
  }

  void name(const Expr& expr) {
    if (expr.delimited) quoted(expr.name.text, '`');
    else out += expr.name.text;
  }

  void left_of(const Expr& expr) {
    if (expr.left == nullptr) return;
    print(*expr.left, 12);
    out += '.';
  }

  void literal(const Expr& expr) {
    const Item& value = expr.literal;
    if (value.kind() == Kind::String) return quoted(value.text(), '\'');
    if (value.kind() == Kind::Quantity) {
      const QuantityValue& quantity = value.quantity();
      out += quantity.value.to_string();
      out += ' ';
      if (quantity.calendar != CalendarUnit::None) out += quantity.unit;
      else quoted(quantity.unit, '\'');
      return;
    }
    if (value.is_temporal()) {
      out += value.kind() == Kind::Time ? "@T" : "@";
      std::string_view written = expr.written;
      if (value.kind() == Kind::Time && written.starts_with('T')) written.remove_prefix(1);
      out += written.empty() ? value_text(value) : written;
      return;
    }
    out += expr.written.empty() ? value_text(value) : expr.written;
    if (value.kind() == Kind::Long && value.whole() <= INT32_MAX) out += 'L';  // a larger one is Long as it stands
    if (value.kind() == Kind::Decimal && expr.written.empty() && value.decimal().scale == 0) out += ".0";
  }

  void arguments(const Expr& expr) {
    for (uint8_t i = 0; i < expr.argument_count; ++i) {
      if (i > 0) out += ", ";
      const Expr& argument = *expr.arguments[i];
      if (argument.order == SortOrder::Negated) out += '-';
      print(argument, argument.order == SortOrder::Negated ? 11 : 1);
      if (argument.order == SortOrder::Descending) out += " desc";
    }
  }

  void instance(const Expr& expr) {
    left_of(expr);
    name(expr);
    out += expr.argument_count == 0 ? " {:" : " { ";
    for (uint8_t i = 0; i + 1 < expr.argument_count; i = uint8_t(i + 2)) {
      if (i > 0) out += ", ";
      out += expr.arguments[i]->name.text;
      out += ": ";
      print(*expr.arguments[i + 1], 1);
    }
    out += expr.argument_count == 0 ? "}" : " }";
  }

  void bare(const Expr& expr) {
    switch (expr.op) {
      case Op::Literal:
        return literal(expr);
      case Op::Empty:
        out += "{}";
        return;
      case Op::This:
        left_of(expr);
        out += "$this";
        return;
      case Op::Index:
        left_of(expr);
        out += "$index";
        return;
      case Op::Total:
        left_of(expr);
        out += "$total";
        return;
      case Op::Variable:
        out += '%';
        return name(expr);
      case Op::Member:
      case Op::Type:
        left_of(expr);
        return name(expr);
      case Op::Call:
        left_of(expr);
        name(expr);
        out += '(';
        arguments(expr);
        out += ')';
        return;
      case Op::At:
        print(*expr.left, 12);
        out += '[';
        print(*expr.right, 1);
        out += ']';
        return;
      case Op::Make:
        return instance(expr);
      case Op::Plus:
      case Op::Negate:
        out += expr.op == Op::Plus ? '+' : '-';
        return print(*expr.left, 11);
      default:
        break;
    }
    const Sign sign = sign_of(expr.op);
    print(*expr.left, sign.precedence);
    out += sign.text;
    print(*expr.right, sign.precedence + 1);
  }
};

}  // namespace

std::string print(const Expr& expr) {
  Printer printer;
  printer.print(expr, 1);
  return std::move(printer.out);
}

}  // namespace fhirpath
