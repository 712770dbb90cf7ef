// app/fhirpath/ast.h: an expression as a tree. Nodes live in their expression's arena and never change once it is compiled.
#pragma once
#include <cstdint>
#include <string>

#include "app/fhirpath/functions.h"
#include "app/fhirpath/item.h"
#include "app/fhirpath/name.h"
#include "app/fhirpath/types.h"

namespace re2 {
class RE2;
}

namespace fhirpath {

enum class Op : uint8_t {
  Literal,
  Empty,
  This,
  Index,
  Total,
  Variable,
  Member,
  Call,
  At,
  Type,
  Make,
  Plus,
  Negate,
  Multiply,
  Divide,
  DivideWhole,
  Modulo,
  Add,
  Subtract,
  Concatenate,
  Is,
  As,
  Union,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Equal,
  Equivalent,
  NotEqual,
  NotEquivalent,
  In,
  Contains,
  And,
  Or,
  Xor,
  Implies,
};

// How a sort key orders: as it is, its `desc`, or by its negation (`-key`, where an empty key still comes first).
enum class SortOrder : uint8_t { Ascending, Descending, Negated };

struct Expr {
  Op op = Op::Empty;
  Fn function = Fn::Empty;
  SortOrder order = SortOrder::Ascending;
  bool delimited : 1 = false;    // the name stood in back-ticks
  bool linked_item : 1 = false;  // where(linkId = 'x') of this call's input: `name` holds x (see compile.cc)
  uint8_t argument_count = 0;
  TypeId type = kNoType;  // Type, Is, As, Make
  uint32_t at = 0;        // bytes of the source
  uint32_t end = 0;
  const Expr* left = nullptr;  // operand, or what a member, call or index is taken of (null: the focus)
  const Expr* right = nullptr;
  const Expr* const* arguments = nullptr;
  Name name;  // Member, Variable, Call; Type and Make as written
  Item literal;
  std::string_view written;  // of a number literal, so that printing gives it back
  const re2::RE2* regex = nullptr;
};

// Text that compiles to the same tree: one space, no needless brackets.
std::string print(const Expr& expr);

}  // namespace fhirpath
