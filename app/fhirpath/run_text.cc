// Text. Positions and lengths count characters (Unicode scalar values), not bytes.
#include <re2/re2.h>

#include "app/fhirpath/letter_case.h"
#include "app/fhirpath/regex.h"
#include "app/fhirpath/run.h"
#include "app/fhirpath/text_code.h"
#include "platform/base/utf8.h"

namespace fhirpath {
namespace {

// The byte where character `count` begins, or npos when there are fewer.
size_t byte_of(std::string_view text, uint64_t count) {
  size_t at = 0;
  for (; count > 0 && at < text.size(); --count) at += base::decode_at(text, at).bytes;
  return count == 0 ? at : std::string_view::npos;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

bool Run::text_test(const Expr& call, const Scope& scope, size_t mark, bool (*holds)(std::string_view, std::string_view)) {
  Item text, other;
  if (!input_text(call, mark, text) || !text_argument(call, 0, scope, other)) return false;
  if (text.is_none() || other.is_none()) return give(mark, Item());
  return give(mark, Item::boolean(holds(text.text(), other.text())));
}

bool Run::fn_StartsWith(const Expr& call, const Scope& scope, size_t mark) {
  return text_test(call, scope, mark, [](std::string_view a, std::string_view b) { return a.starts_with(b); });
}
bool Run::fn_EndsWith(const Expr& call, const Scope& scope, size_t mark) {
  return text_test(call, scope, mark, [](std::string_view a, std::string_view b) { return a.ends_with(b); });
}
bool Run::fn_ContainsText(const Expr& call, const Scope& scope, size_t mark) {
  return text_test(call, scope, mark, [](std::string_view a, std::string_view b) { return a.find(b) != std::string_view::npos; });
}

bool Run::fn_IndexOf(const Expr& call, const Scope& scope, size_t mark) {
  Item text, other;
  if (!input_text(call, mark, text) || !text_argument(call, 0, scope, other)) return false;
  if (text.is_none() || other.is_none()) return give(mark, Item());
  const size_t at = text.text().find(other.text());
  return give(mark, Item::integer(at == std::string_view::npos ? -1 : int32_t(count_characters(text.text().substr(0, at)))));
}

bool Run::fn_LastIndexOf(const Expr& call, const Scope& scope, size_t mark) {
  Item text, other;
  if (!input_text(call, mark, text) || !text_argument(call, 0, scope, other)) return false;
  if (text.is_none() || other.is_none()) return give(mark, Item());
  const size_t at = text.text().rfind(other.text());
  return give(mark, Item::integer(at == std::string_view::npos ? -1 : int32_t(count_characters(text.text().substr(0, at)))));
}

bool Run::fn_Substring(const Expr& call, const Scope& scope, size_t mark) {
  Item text;
  std::optional<int64_t> start, length;
  if (!input_text(call, mark, text) || !whole_argument(call, 0, scope, start)) return false;
  if (call.argument_count > 1 && !whole_argument(call, 1, scope, length)) return false;
  if (text.is_none() || !start || *start < 0) return give(mark, Item());
  const size_t from = byte_of(text.text(), uint64_t(*start));
  if (from == std::string_view::npos || from == text.text().size()) return give(mark, Item());
  const std::string_view rest = text.text().substr(from);
  if (!length) return give(mark, Item::string(rest));
  if (*length <= 0) return give(mark, Item::string(""));
  return give(mark, Item::string(rest.substr(0, byte_of(rest, uint64_t(*length)))));
}

bool Run::fn_Upper(const Expr& call, const Scope&, size_t mark) {
  Item text;
  return input_text(call, mark, text) && (text.is_none() ? give(mark, text) : give_text(mark, to_upper(text.text())));
}

bool Run::fn_Lower(const Expr& call, const Scope&, size_t mark) {
  Item text;
  return input_text(call, mark, text) && (text.is_none() ? give(mark, text) : give_text(mark, to_lower(text.text())));
}

bool Run::fn_Length(const Expr& call, const Scope&, size_t mark) {
  Item text;
  return input_text(call, mark, text) && give(mark, text.is_none() ? text : Item::integer(int32_t(count_characters(text.text()))));
}

bool Run::fn_Replace(const Expr& call, const Scope& scope, size_t mark) {
  Item text, pattern, with;
  if (!input_text(call, mark, text) || !text_argument(call, 0, scope, pattern) || !text_argument(call, 1, scope, with)) return false;
  if (text.is_none() || pattern.is_none() || with.is_none()) return give(mark, Item());
  std::string out;
  const std::string_view from = text.text();
  for (size_t at = 0; at <= from.size();) {
    if (out.size() > context_.limits.bytes) return fail(call, ErrorKind::Limit, "the expression makes too much text");
    if (pattern.text().empty()) {
      out += with.text();
      if (at == from.size()) break;
      const size_t next = base::next_boundary(from, at);
      out += from.substr(at, next - at);
      at = next;
      continue;
    }
    const size_t found = from.find(pattern.text(), at);
    out += from.substr(at, found == std::string_view::npos ? found : found - at);
    if (found == std::string_view::npos) break;
    out += with.text();
    at = found + pattern.text().size();
  }
  return give_text(mark, out);
}

// The call's regular expression: built with the expression where it is constant, else now.
bool Run::with_regex(const Expr& call, const Scope& scope, size_t flags_at, bool full, std::unique_ptr<re2::RE2>& owned,
                     const re2::RE2*& regex, bool& empty) {
  regex = call.regex;
  empty = false;
  if (regex != nullptr) return true;
  Item pattern, flags = Item::string("");
  if (!text_argument(call, 0, scope, pattern)) return false;
  if (call.argument_count > flags_at && !text_argument(call, flags_at, scope, flags)) return false;
  empty = pattern.is_none();
  if (empty) return true;
  std::string why;
  owned = make_regex(pattern.text(), flags.is_none() ? std::string_view() : flags.text(), full, why);
  regex = owned.get();
  return regex != nullptr || fail(*call.arguments[0], ErrorKind::Execution, why);
}

bool Run::matching(const Expr& call, const Scope& scope, size_t mark, bool full) {
  Item text;
  std::unique_ptr<re2::RE2> owned;
  const re2::RE2* regex = nullptr;
  bool empty = false;
  if (!input_text(call, mark, text) || !with_regex(call, scope, 1, full, owned, regex, empty)) return false;
  if (text.is_none() || empty) return give(mark, Item());
  return give(mark, Item::boolean(regex_matches(*regex, text.text())));
}

bool Run::fn_Matches(const Expr& call, const Scope& scope, size_t mark) { return matching(call, scope, mark, false); }
bool Run::fn_MatchesFull(const Expr& call, const Scope& scope, size_t mark) { return matching(call, scope, mark, true); }

bool Run::fn_ReplaceMatches(const Expr& call, const Scope& scope, size_t mark) {
  Item text, with;
  std::unique_ptr<re2::RE2> owned;
  const re2::RE2* regex = nullptr;
  bool empty = false;
  if (!input_text(call, mark, text) || !text_argument(call, 1, scope, with) || !with_regex(call, scope, 2, false, owned, regex, empty))
    return false;
  if (text.is_none() || with.is_none() || empty) return give(mark, Item());
  if (regex->pattern().empty()) return give(mark, text);  // the suite's testReplaceMatches2: an empty pattern changes nothing
  std::string out;
  if (!regex_replace(*regex, text.text(), with.text(), context_.limits.bytes, out))
    return fail(call, ErrorKind::Limit, "the expression makes too much text");
  return give_text(mark, out);
}

bool Run::fn_ToChars(const Expr& call, const Scope&, size_t mark) {
  Item value;
  if (!input_text(call, mark, value)) return false;
  stack_.truncate(mark);
  if (value.is_none()) return true;
  const std::string_view text = value.text();
  for (size_t at = 0; at < text.size();) {
    const size_t bytes = base::decode_at(text, at).bytes;
    stack_.push(Item::string(text.substr(at, bytes)));
    at += bytes;
  }
  return true;
}

bool Run::fn_Trim(const Expr& call, const Scope&, size_t mark) {
  Item value;
  if (!input_text(call, mark, value)) return false;
  if (value.is_none()) return give(mark, value);
  std::string_view text = value.text();
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return give(mark, Item::string(text));
}

bool Run::fn_Split(const Expr& call, const Scope& scope, size_t mark) {
  Item value, separator;
  if (!input_text(call, mark, value) || !text_argument(call, 0, scope, separator)) return false;
  if (value.is_none() || separator.is_none()) return give(mark, Item());
  if (separator.text().empty()) return fn_ToChars(call, scope, mark);
  stack_.truncate(mark);
  std::string_view rest = value.text();
  while (true) {
    const size_t at = rest.find(separator.text());
    stack_.push(Item::string(rest.substr(0, at)));
    if (at == std::string_view::npos) return true;
    rest.remove_prefix(at + separator.text().size());
  }
}

bool Run::fn_Join(const Expr& call, const Scope& scope, size_t mark) {
  Item separator = Item::string("");
  if (call.argument_count > 0 && !text_argument(call, 0, scope, separator)) return false;
  std::string out;
  bool any = false;
  for (size_t i = mark; i < size(); ++i) {
    const Item value = value_of(stack_[i]);
    if (value.is_none() && is_valueless(stack_[i])) continue;
    if (value.kind() != Kind::String)
      return fail(call, ErrorKind::Execution,
                  std::string("'join' joins text, not ") + kind_name(value.is_none() ? Kind::Node : value.kind()));
    if (any && !separator.is_none()) out += separator.text();
    any = true;
    out += value.text();
    if (out.size() > context_.limits.bytes) return fail(call, ErrorKind::Limit, "the expression makes too much text");
  }
  if (any) return give_text(mark, out);
  return give(mark, Item());
}

#define CODING(name, apply)                                                                                            \
  bool Run::fn_##name(const Expr& call, const Scope& scope, size_t mark) {                                             \
    Item text, format;                                                                                                 \
    if (!input_text(call, mark, text) || !text_argument(call, 0, scope, format)) return false;                         \
    if (text.is_none() || format.is_none()) return give(mark, Item());                                                 \
    std::string out;                                                                                                   \
    switch (apply(text.text(), format.text(), out)) {                                                                  \
      case Coded::Done:                                                                                                \
        return give_text(mark, out);                                                                                   \
      case Coded::Nothing:                                                                                             \
        return give(mark, Item());                                                                                     \
      case Coded::Malformed:                                                                                           \
        return fail(call, ErrorKind::Execution, "the text is not in the format '" + std::string(format.text()) + "'"); \
      case Coded::UnknownFormat:                                                                                       \
        break;                                                                                                         \
    }                                                                                                                  \
    return fail(*call.arguments[0], ErrorKind::Execution, "there is no such format");                                  \
  }
CODING(Encode, encode_text)
CODING(Decode, decode_text)
CODING(Escape, escape_text)
CODING(Unescape, unescape_text)
#undef CODING

}  // namespace fhirpath
