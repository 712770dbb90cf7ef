// app/fhirpath/lexer.h: the words of an expression. Source: the FHIRPath grammar (fhirpath.g4), its lexical rules.
#pragma once
#include <cstdint>
#include <string_view>

#include "app/fhirpath/arena.h"

namespace fhirpath {

enum class Token : uint8_t {
  End,
  Bad,
  Identifier,
  Delimited,
  String,
  Number,
  LongNumber,
  Date,
  DateTime,
  Time,
  Percent,
  Dollar,
  Dot,
  Comma,
  Colon,
  Open,
  Close,
  OpenBracket,
  CloseBracket,
  OpenBrace,
  CloseBrace,
  Plus,
  Minus,
  Star,
  Slash,
  Ampersand,
  Bar,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Equal,
  NotEqual,
  Tilde,
  NotTilde,
};

class Lexer {
 public:
  Lexer(std::string_view text, Arena& arena) : text_(text), arena_(arena) { next(); }

  Token token() const { return token_; }
  // Of identifiers, strings and delimited identifiers: without quotes, unescaped. Of dates: without the "@". Of Bad: what is wrong.
  std::string_view word() const { return word_; }
  uint32_t at() const { return start_; }
  uint32_t end() const { return uint32_t(at_); }
  uint32_t previous_end() const { return previous_end_; }
  void next();

 private:
  char peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool skip_blank();
  void finish(Token token, size_t size);
  void fail(std::string_view why);
  void identifier();
  void number();
  void quoted(char quote, Token token);
  void moment();
  void symbol();
  bool date_format();
  void time_format();

  std::string_view text_;
  Arena& arena_;
  size_t at_ = 0;
  uint32_t start_ = 0;
  uint32_t previous_end_ = 0;
  Token token_ = Token::End;
  std::string_view word_;
};

// The escapes of string literals: \' \" \` \\ \/ \f \n \r \t \uXXXX (surrogate pairs joined); a back-slash before anything else is dropped.
std::string_view unescape(std::string_view text, Arena& arena);

}  // namespace fhirpath
