#include "app/fhirpath/json_reader.h"

#include <string>

#include "platform/base/utf8.h"

namespace fhirpath {
namespace {

class Reader {
 public:
  Reader(std::string_view input, Arena& arena, JsonEvents& out) : input_(input), arena_(arena), out_(out) {}

  bool whole() {
    blank();
    if (!value(0)) return false;
    blank();
    return at_ == input_.size();
  }
  size_t at() const { return at_; }

 private:
  bool more() const { return at_ < input_.size(); }
  bool take(char c) {
    if (!more() || input_[at_] != c) return false;
    ++at_;
    return true;
  }
  void blank() {
    while (more() && (input_[at_] == ' ' || input_[at_] == '\n' || input_[at_] == '\r' || input_[at_] == '\t')) ++at_;
  }
  bool word(std::string_view text) {
    if (input_.substr(at_, text.size()) != text) return false;
    at_ += text.size();
    return true;
  }

  bool value(int depth) {
    if (!more() || depth > kJsonDepthMax) return false;
    switch (input_[at_]) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"': {
        std::string_view text;
        if (!string(text)) return false;
        out_.string(text);
        return true;
      }
      case 't':
        return word("true") && (out_.boolean(true), true);
      case 'f':
        return word("false") && (out_.boolean(false), true);
      case 'n':
        return word("null") && (out_.null(), true);
      default:
        return number();
    }
  }

  bool object(int depth) {
    ++at_;
    out_.object_begin();
    blank();
    if (!take('}')) {
      do {
        blank();
        std::string_view name;
        if (!more() || input_[at_] != '"' || !string(name)) return false;
        out_.key(name);
        blank();
        if (!take(':')) return false;
        blank();
        if (!value(depth + 1)) return false;
        blank();
      } while (take(','));
      if (!take('}')) return false;
    }
    out_.object_end();
    return true;
  }

  bool array(int depth) {
    ++at_;
    out_.array_begin();
    blank();
    if (!take(']')) {
      do {
        blank();
        if (!value(depth + 1)) return false;
        blank();
      } while (take(','));
      if (!take(']')) return false;
    }
    out_.array_end();
    return true;
  }

  bool digits() {
    const size_t start = at_;
    while (more() && input_[at_] >= '0' && input_[at_] <= '9') ++at_;
    return at_ > start;
  }

  bool number() {
    const size_t start = at_;
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!digits()) return false;
    }
    out_.number(input_.substr(start, at_ - start));
    return true;
  }

  bool string(std::string_view& out) {
    const size_t start = ++at_;
    while (more() && input_[at_] != '"' && input_[at_] != '\\' && uint8_t(input_[at_]) >= 0x20) ++at_;
    if (!more()) return false;
    if (input_[at_] == '"') {
      out = input_.substr(start, at_++ - start);
      return true;
    }
    std::string text(input_.substr(start, at_ - start));
    while (more() && input_[at_] != '"') {
      if (uint8_t(input_[at_]) < 0x20) return false;
      if (input_[at_] != '\\') text += input_[at_++];
      else if (!escape(text)) return false;
    }
    out = arena_.copy(text);
    return take('"');
  }

  bool hex(uint32_t& out) {
    out = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      if (!more()) return false;
      const char c = input_[at_];
      const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
      if (digit < 0) return false;
      out = out * 16 + uint32_t(digit);
    }
    return true;
  }

  bool escape(std::string& out) {
    ++at_;
    if (!more()) return false;
    const char c = input_[at_++];
    switch (c) {
      case '"':
      case '\\':
      case '/':
        out += c;
        return true;
      case 'b':
        out += '\b';
        return true;
      case 'f':
        out += '\f';
        return true;
      case 'n':
        out += '\n';
        return true;
      case 'r':
        out += '\r';
        return true;
      case 't':
        out += '\t';
        return true;
      case 'u':
        break;
      default:
        return false;
    }
    uint32_t unit = 0, low = 0;
    if (!hex(unit)) return false;
    if (unit >= 0xD800 && unit < 0xDC00 && word("\\u")) {
      if (!hex(low)) return false;
      if (low >= 0xDC00 && low < 0xE000) unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
      else unit = 0xFFFD;
    }
    if (unit >= 0xD800 && unit < 0xE000) unit = 0xFFFD;
    base::append_utf8(out, unit);
    return true;
  }

  std::string_view input_;
  size_t at_ = 0;
  Arena& arena_;
  JsonEvents& out_;
};

}  // namespace

base::Status read_json(std::string_view input, Arena& arena, JsonEvents& out) {
  if (input.starts_with("\xEF\xBB\xBF")) input.remove_prefix(3);
  Reader reader(input, arena, out);
  if (!reader.whole()) return base::fail(base::Fault::BadInput, "json at byte " + std::to_string(reader.at()));
  return {};
}

void append_json_string(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (uint8_t(c) >= 0x20) {
          out += c;
        } else {
          out += "\\u00";
          out += kHex[uint8_t(c) >> 4];
          out += kHex[uint8_t(c) & 15];
        }
    }
  }
  out += '"';
}

}  // namespace fhirpath
