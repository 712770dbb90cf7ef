#include "app/fhirpath/lexer.h"

#include <string>

#include "platform/base/ascii.h"
#include "platform/base/utf8.h"

namespace fhirpath {
namespace {

bool begins_name(char c) { return base::is_letter(c) || c == '_'; }

// Four hexadecimal digits at `at`, or -1.
int code_unit(std::string_view text, size_t at) {
  if (at + 4 > text.size()) return -1;
  int value = 0;
  for (size_t i = at; i < at + 4; ++i) {
    const char c = text[i];
    const int digit = base::is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

// Reads \uXXXX (at the "u"), with its low half when it is a high one; the number of bytes taken, or 0 when it is no escape.
size_t unescape_unit(std::string_view text, size_t at, std::string& out) {
  const int unit = code_unit(text, at + 1);
  if (unit < 0) return 0;
  if (unit >= 0xD800 && unit < 0xDC00 && text.substr(at + 5, 2) == "\\u") {
    const int low = code_unit(text, at + 7);
    if (low >= 0xDC00 && low < 0xE000) {
      base::append_utf8(out, uint32_t(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)));
      return 11;
    }
  }
  base::append_utf8(out, unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : uint32_t(unit));
  return 5;
}

}  // namespace

std::string_view unescape(std::string_view text, Arena& arena) {
  if (text.find('\\') == std::string_view::npos) return text;
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\') {
      out += text[at];
      continue;
    }
    if (++at == text.size()) break;
    switch (text[at]) {
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      case 'f':
        out += '\f';
        break;
      case 'u':
        if (const size_t taken = unescape_unit(text, at, out); taken > 0) at += taken - 1;
        else out += 'u';
        break;
      default:
        out += text[at];
    }
  }
  return out.empty() ? std::string_view("") : arena.copy(out);
}

void Lexer::finish(Token token, size_t size) {
  token_ = token;
  word_ = text_.substr(at_, size);
  at_ += size;
}

void Lexer::fail(std::string_view why) {
  token_ = Token::Bad;
  word_ = why;
}

// False when a comment does not end.
bool Lexer::skip_blank() {
  while (at_ < text_.size()) {
    const char c = peek();
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      ++at_;
    } else if (c == '/' && peek(1) == '/') {
      while (at_ < text_.size() && peek() != '\n' && peek() != '\r') ++at_;
    } else if (c == '/' && peek(1) == '*') {
      const size_t close = text_.find("*/", at_ + 2);
      if (close == std::string_view::npos) return false;
      at_ = close + 2;
    } else {
      break;
    }
  }
  return true;
}

void Lexer::next() {
  previous_end_ = uint32_t(at_);
  const bool ended = skip_blank();
  start_ = uint32_t(at_);
  if (!ended) return fail("the comment is not closed");
  if (at_ == text_.size()) return finish(Token::End, 0);
  const char c = peek();
  if (begins_name(c)) return identifier();
  if (base::is_digit(c)) return number();
  if (c == '\'') return quoted(c, Token::String);
  if (c == '`') return quoted(c, Token::Delimited);
  if (c == '@') return moment();
  symbol();
}

void Lexer::identifier() {
  size_t size = 1;
  while (begins_name(peek(size)) || base::is_digit(peek(size))) ++size;
  finish(Token::Identifier, size);
}

void Lexer::number() {
  size_t size = 1;
  while (base::is_digit(peek(size))) ++size;
  if (peek(size) == '.' && base::is_digit(peek(size + 1))) {
    ++size;
    while (base::is_digit(peek(size))) ++size;
  } else if (peek(size) == 'L' && !begins_name(peek(size + 1)) && !base::is_digit(peek(size + 1))) {
    finish(Token::LongNumber, size);
    ++at_;
    return;
  }
  finish(Token::Number, size);
}

void Lexer::quoted(char quote, Token token) {
  size_t end = at_ + 1;
  while (end < text_.size() && text_[end] != quote) end += text_[end] == '\\' ? 2 : 1;
  if (end >= text_.size()) return fail(token == Token::String ? "the text is not closed" : "the name is not closed");
  token_ = token;
  word_ = unescape(text_.substr(at_ + 1, end - at_ - 1), arena_);
  at_ = end + 1;
}

bool Lexer::date_format() {
  const auto digits = [this](size_t ahead, int count) {
    for (int i = 0; i < count; ++i)
      if (!base::is_digit(peek(ahead + size_t(i)))) return false;
    return true;
  };
  if (!digits(0, 4)) return false;
  at_ += 4;
  for (int part = 0; part < 2 && peek() == '-' && digits(1, 2); ++part) at_ += 3;
  return true;
}

void Lexer::time_format() {
  const auto pair = [this](size_t ahead) { return base::is_digit(peek(ahead)) && base::is_digit(peek(ahead + 1)); };
  if (!pair(0)) return;
  at_ += 2;
  for (int part = 0; part < 2; ++part) {
    if (peek() != ':' || !pair(1)) return;
    at_ += 3;
  }
  if (peek() != '.' || !base::is_digit(peek(1))) return;
  ++at_;
  while (base::is_digit(peek())) ++at_;
}

void Lexer::moment() {
  const size_t from = ++at_;
  token_ = Token::Date;
  if (peek() == 'T' && base::is_digit(peek(1))) {
    token_ = Token::Time;
    ++at_;
    time_format();
  } else if (!date_format()) {
    return fail("a date or time is expected after @");
  } else if (peek() == 'T') {
    token_ = Token::DateTime;
    ++at_;
    const size_t before = at_;
    time_format();
    const bool zone = (peek() == '+' || peek() == '-') && base::is_digit(peek(1)) && base::is_digit(peek(2)) && peek(3) == ':' && base::is_digit(peek(4)) &&
                      base::is_digit(peek(5));
    if (at_ > before && peek() == 'Z') ++at_;
    else if (at_ > before && zone) at_ += 6;
  }
  word_ = text_.substr(from, at_ - from);
}

void Lexer::symbol() {
  const char c = peek(), after = peek(1);
  switch (c) {
    case '.':
      return finish(Token::Dot, 1);
    case ',':
      return finish(Token::Comma, 1);
    case ':':
      return finish(Token::Colon, 1);
    case '(':
      return finish(Token::Open, 1);
    case ')':
      return finish(Token::Close, 1);
    case '[':
      return finish(Token::OpenBracket, 1);
    case ']':
      return finish(Token::CloseBracket, 1);
    case '{':
      return finish(Token::OpenBrace, 1);
    case '}':
      return finish(Token::CloseBrace, 1);
    case '+':
      return finish(Token::Plus, 1);
    case '-':
      return finish(Token::Minus, 1);
    case '*':
      return finish(Token::Star, 1);
    case '/':
      return finish(Token::Slash, 1);
    case '&':
      return finish(Token::Ampersand, 1);
    case '|':
      return finish(Token::Bar, 1);
    case '%':
      return finish(Token::Percent, 1);
    case '$':
      return finish(Token::Dollar, 1);
    case '=':
      return finish(Token::Equal, 1);
    case '~':
      return finish(Token::Tilde, 1);
    case '<':
      return after == '=' ? finish(Token::LessEqual, 2) : finish(Token::Less, 1);
    case '>':
      return after == '=' ? finish(Token::GreaterEqual, 2) : finish(Token::Greater, 1);
    case '!':
      if (after == '=') return finish(Token::NotEqual, 2);
      if (after == '~') return finish(Token::NotTilde, 2);
      break;
    default:
      break;
  }
  fail("this character has no meaning here");
}

}  // namespace fhirpath
