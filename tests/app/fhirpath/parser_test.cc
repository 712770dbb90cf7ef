#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "app/fhirpath/expression.h"

namespace fhirpath {
namespace {

std::string printed(const std::string& text) {
  const auto expression = Expression::compile(text);
  return expression ? expression->print() : std::string(error_kind_name(expression.error().kind)) + ": " + expression.error().message;
}

ExpressionError error_of(const std::string& text) {
  const auto expression = Expression::compile(text);
  return expression ? ExpressionError{} : expression.error();
}

// Random text of the language, operators and all.
std::string any_expression(int depth) {
  const auto inner = [depth] { return any_expression(depth - 1); };
  const int shape = *rc::gen::inRange(0, depth <= 0 ? 6 : 14);
  switch (shape) {
    case 0: return *rc::gen::element<std::string>("name", "given", "`odd name`", "Patient", "contains", "linkId");
    case 1: return *rc::gen::element<std::string>("1", "2.50", "7L", "'a b'", "'it\\'s'", "true", "{}", "4 days", "1.5 'mg'");
    case 2: return *rc::gen::element<std::string>("@2014", "@2014-01-25", "@2014-01-25T14:30:14.559Z", "@T10:30", "@2014T");
    case 3: return *rc::gen::element<std::string>("$this", "$index", "%resource", "%`us-zip`", "%context");
    case 4: return "today()";
    case 5: return "a.b";
    case 6: {
      const std::string sign = *rc::gen::element<std::string>("+", "-", "*", "/", "div", "mod", "&", "|", "<", "<=", ">", ">=", "=", "!=", "~", "!~", "in", "contains", "and",
                                                              "or", "xor", "implies");
      return inner() + " " + sign + " " + inner();
    }
    case 7: return "(" + inner() + ")";
    case 8: return "-" + inner();
    case 9: return "(" + inner() + ")[" + inner() + "]";
    case 10: return "(" + inner() + ").where(" + inner() + ")";
    case 11: return "(" + inner() + ") is " + *rc::gen::element<std::string>("Patient", "System.String", "FHIR.`Patient`");
    case 12: return "iif(" + inner() + ", " + inner() + ", " + inner() + ")";
    default: return "(" + inner() + ").sort(" + inner() + " desc, -(" + inner() + "))";
  }
}

TEST(Parser, PrintsWhatItReadWithNoMoreBracketsThanNeeded) {
  EXPECT_EQ(printed("  name . given "), "name.given");
  EXPECT_EQ(printed("(a + b) * c"), "(a + b) * c");
  EXPECT_EQ(printed("a + (b * c)"), "a + b * c");
  EXPECT_EQ(printed("a - (b - c)"), "a - (b - c)");
  EXPECT_EQ(printed("(a and b) or c"), "a and b or c");
  EXPECT_EQ(printed("-(a.b)"), "-a.b");
  EXPECT_EQ(printed("(-1).abs()"), "(-1).abs()");
  EXPECT_EQ(printed("a.where(b is Patient and c)"), "a.where(b is Patient and c)");
  EXPECT_EQ(printed("x.sort(-a, b desc, c asc)"), "x.sort(-a, b desc, c)");
  EXPECT_EQ(printed("Coding{system:'a',code:b}"), "Coding { system: 'a', code: b }");
  EXPECT_EQ(printed("Period {:}"), "Period {:}");
  EXPECT_EQ(printed("@T10:30 // late"), "@T10:30");
}

TEST(Parser, WorksConstantsOutOnce) {
  EXPECT_EQ(printed("60 * 60 * 24"), "86400");
  EXPECT_EQ(printed("a > 2 + 3"), "a > 5");
  EXPECT_EQ(printed("'a' & 'b'"), "'ab'");
  EXPECT_EQ(printed("-7"), "-7");
  EXPECT_EQ(printed("1 / 0"), "1 / 0");
  EXPECT_EQ(printed("'a' + 1"), "'a' + 1");
}

TEST(Parser, AWorkedOutNumberIsWrittenAsTheReaderWritesItAgain) {
  for (const char* text : {"3333333333 * 1", "3333333333L", "2 * 3L", "-3333333333", "-2147483648", "33333333333333333331 * 1"}) {
    const std::string once = printed(text);
    EXPECT_EQ(printed(once), once) << text;
  }
}

TEST(Parser, BindsAsTheStandardsTableSays) {
  EXPECT_EQ(printed("a or b and c"), "a or b and c");
  EXPECT_EQ(printed("(a or b) and c"), "(a or b) and c");
  EXPECT_EQ(printed("a = b | c"), "a = b | c");
  EXPECT_EQ(printed("(a = b) | c"), "(a = b) | c");
  EXPECT_EQ(printed("a implies (b implies c)"), "a implies (b implies c)");
  EXPECT_EQ(printed("a in b and c contains d"), "a in b and c contains d");
}

TEST(Parser, SaysWhereAnErrorIs) {
  const ExpressionError late = error_of("name\n  .given.\n  where(ẃ)");
  EXPECT_EQ(late.kind, ErrorKind::Syntax);
  EXPECT_EQ(late.line, 3u);
  EXPECT_EQ(late.column, 9u);
  const ExpressionError unknown = error_of("name.frist()");
  EXPECT_EQ(unknown.kind, ErrorKind::Semantic);
  EXPECT_EQ(unknown.at, 5u);
  EXPECT_EQ(unknown.message, "there is no function 'frist'; perhaps 'first'");
  EXPECT_EQ(error_of("'ŵ' +").column, 6u);
  EXPECT_EQ(error_of("a.matches('(')").kind, ErrorKind::Semantic);
}

TEST(Parser, StopsAtNestingAndLengthNoAuthorNeeds) {
  EXPECT_EQ(error_of(std::string(10'000, '(')).kind, ErrorKind::Limit);
  EXPECT_EQ(error_of(std::string(10'000, '-') + "1").kind, ErrorKind::Limit);
  std::string chain = "a";
  for (int i = 0; i < 20'000; ++i) chain += ".a";
  EXPECT_EQ(error_of(chain).kind, ErrorKind::Limit);
  EXPECT_EQ(error_of(std::string(70'000, ' ')).kind, ErrorKind::Limit);
  std::string sum = "a";
  for (int i = 0; i < 500; ++i) sum += " and a";
  EXPECT_TRUE(Expression::compile(sum).has_value());
}

TEST(Parser, WhatIsPrintedReadsAsTheSameTree) {
  rc::check([] {
    const std::string text = any_expression(3);
    const auto first = Expression::compile(text);
    RC_PRE(first.has_value());
    const std::string once = first->print();
    const auto second = Expression::compile(once);
    RC_ASSERT(second.has_value());
    RC_ASSERT(second->print() == once);
  });
}

}  // namespace
}  // namespace fhirpath
