#include "app/forms/json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <algorithm>
#include <charconv>
#include <cstring>

namespace forms::json {
namespace {
const Value kNull;
constexpr size_t kChunkBytes = 64 * 1024;
}  // namespace

std::string_view Value::text() const {
  return is_string() || is_number() ? std::string_view(static_cast<const char*>(data_), size_) : std::string_view();
}

int64_t Value::integer(int64_t otherwise) const {
  int64_t out = otherwise;
  const std::string_view digits = is_number() ? text() : std::string_view();
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return error == std::errc() && end == digits.data() + digits.size() ? out : otherwise;
}

double Value::number(double otherwise) const {
  double out = otherwise;
  const std::string_view digits = is_number() ? text() : std::string_view();
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

std::span<const Value> Value::elements() const {
  return is_array() ? std::span(static_cast<const Value*>(data_), size_) : std::span<const Value>();
}

std::span<const Member> Value::members() const {
  return is_object() ? std::span(static_cast<const Member*>(data_), size_) : std::span<const Member>();
}

const Value& Value::operator[](std::string_view key) const {
  for (const Member& member : members())
    if (member.key == key) return member.value;
  return kNull;
}

const Value& Value::operator[](size_t at) const { return at < elements().size() ? elements()[at] : kNull; }

char* Document::allocate(size_t bytes) {
  if (bytes == 0) return nullptr;
  bytes = (bytes + 7) & ~size_t(7);
  if (bytes > chunk_left_) {
    const size_t chunk = std::max(bytes, kChunkBytes);
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(chunk));
    chunk_bytes_ += chunk;
    chunk_left_ = chunk;
    if (chunk == bytes) {  // a value of its own size leaves the shared chunk nothing
      chunk_left_ = 0;
      return chunks_.back().get();
    }
  }
  char* const at = chunks_.back().get() + (kChunkBytes - chunk_left_);
  chunk_left_ -= bytes;
  return at;
}

size_t Document::memory_bytes() const { return (source_ ? source_->capacity() : 0) + chunk_bytes_; }

// Boost.JSON does the grammar, the UTF-8 and the depth; this keeps what it reports, values of open containers on a stack.
class Builder {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);
  using Code = boost::json::error_code;
  using View = boost::json::string_view;

  Builder(Document& document, size_t values_max) : document_(document), values_left_(values_max) {}

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) {
    document_.root_ = stack_.empty() ? Value() : stack_.back().value;
    return true;
  }
  bool on_array_begin(Code&) { return open(); }
  bool on_object_begin(Code&) { return open(); }
  bool on_array_end(std::size_t count, Code& code) {
    Value* const into = reinterpret_cast<Value*>(document_.allocate(count * sizeof(Value)));
    for (size_t i = 0; i < count; ++i) into[i] = stack_[stack_.size() - count + i].value;
    return close(Kind::Array, into, count, code);
  }
  bool on_object_end(std::size_t count, Code& code) {
    Member* const into = reinterpret_cast<Member*>(document_.allocate(count * sizeof(Member)));
    std::copy(stack_.end() - std::ptrdiff_t(count), stack_.end(), into);
    return close(Kind::Object, into, count, code);
  }
  bool on_key_part(View part, std::size_t, Code&) { return gather(part); }
  bool on_key(View rest, std::size_t, Code&) {
    keys_.push_back(finish(rest));
    return true;
  }
  bool on_string_part(View part, std::size_t, Code&) { return gather(part); }
  bool on_string(View rest, std::size_t, Code& code) { return text_value(Kind::String, rest, code); }
  bool on_number_part(View part, Code&) { return gather(part); }
  bool on_int64(std::int64_t, View rest, Code& code) { return text_value(Kind::Number, rest, code); }
  bool on_uint64(std::uint64_t, View rest, Code& code) { return text_value(Kind::Number, rest, code); }
  bool on_double(double, View rest, Code& code) { return text_value(Kind::Number, rest, code); }
  bool on_bool(bool value, Code& code) { return push(make(value ? Kind::True : Kind::False, nullptr, 0), code); }
  bool on_null(Code& code) { return push(Value(), code); }
  bool on_comment_part(View, Code&) { return true; }
  bool on_comment(View, Code&) { return true; }

 private:
  static Value make(Kind kind, const void* data, size_t size) {
    Value value;
    value.kind_ = kind;
    value.size_ = uint32_t(size);
    value.data_ = data;
    return value;
  }
  bool open() {
    opened_.push_back(keys_.size());
    return true;
  }
  bool close(Kind kind, const void* data, size_t count, Code& code) {
    stack_.resize(stack_.size() - count);
    opened_.pop_back();
    return push(make(kind, data, count), code);
  }
  bool push(const Value& value, Code& code) {
    if (values_left_-- == 0) {
      code = boost::json::error::array_too_large;
      return false;
    }
    const bool named = keys_.size() > (opened_.empty() ? 0 : opened_.back());
    stack_.push_back({named ? keys_.back() : std::string_view(), value});
    if (named) keys_.pop_back();
    return true;
  }
  bool gather(View part) {
    gathered_.append(part.data(), part.size());
    return true;
  }
  bool text_value(Kind kind, View rest, Code& code) {
    const std::string_view text = finish(rest);
    return push(make(kind, text.data(), text.size()), code);
  }
  // Text that came in one piece out of the source stays there; the rest is copied.
  std::string_view finish(View rest) {
    const std::string& source = *document_.source_;
    if (gathered_.empty() && rest.data() >= source.data() && rest.data() < source.data() + source.size()) return {rest.data(), rest.size()};
    gathered_.append(rest.data(), rest.size());
    if (gathered_.empty()) return {"", 0};
    char* const kept = document_.allocate(gathered_.size());
    std::memcpy(kept, gathered_.data(), gathered_.size());
    const std::string_view view(kept, gathered_.size());
    gathered_.clear();
    return view;
  }

  Document& document_;
  size_t values_left_;
  std::vector<Member> stack_;
  std::vector<std::string_view> keys_;
  std::vector<size_t> opened_;  // how many keys waited when each open container began
  std::string gathered_;
};

Place place_at(std::string_view text, size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::string_view line = before.substr(before.rfind('\n') + 1);
  const auto begins_character = [](char c) { return (uint8_t(c) & 0xC0) != 0x80; };
  return {uint32_t(1 + std::count(before.begin(), before.end(), '\n')), uint32_t(1 + std::count_if(line.begin(), line.end(), begins_character))};
}

namespace {

base::Error at_place(const Place& at, const std::string& reason) {
  return {base::Fault::BadInput, "line " + std::to_string(at.line) + ", column " + std::to_string(at.column) + ": " + reason};
}

std::string reason_of(const boost::json::error_code& code) {
  if (code == boost::json::error::too_deep) return "nested too deeply";
  if (code == boost::json::error::array_too_large) return "too many values";
  if (code == boost::json::error::incomplete) return "the file ends too soon";
  return "not JSON (" + code.message() + ")";
}

}  // namespace

base::Result<Document> Document::parse(std::string text, const Limits& limits, Place* where) {
  if (text.size() > limits.bytes_max)
    return base::fail(base::Fault::BadInput, "too large: " + std::to_string(text.size()) + " bytes, at most " + std::to_string(limits.bytes_max));
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  Document document;
  document.source_ = std::make_unique<std::string>(std::move(text));
  const std::string& source = *document.source_;
  boost::json::parse_options options;
  options.max_depth = limits.depth_max;
  boost::json::basic_parser<Builder> parser(options, document, limits.values_max);
  boost::json::error_code code;
  const size_t used = parser.write_some(false, source.data(), source.size(), code);
  const size_t rest = code ? used : source.find_first_not_of(" \t\r\n", used);
  if (rest == std::string::npos) return document;
  const Place at = place_at(source, rest);
  if (where) *where = at;
  return base::fail(at_place(at, code ? reason_of(code) : "not JSON (more text after the end)"));
}

void write_string(std::string_view text, std::string& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      default:
        if (uint8_t(c) < 0x20) (out += "\\u00") += {kHex[uint8_t(c) >> 4], kHex[uint8_t(c) & 15]};
        else out += c;
    }
  }
  out += '"';
}

void write_key(std::string_view key, std::string& out) {
  if (!out.empty() && out.back() != '{' && out.back() != '[') out += ',';
  write_string(key, out);
  out += ':';
}

void write(const Value& value, std::string& out) {
  switch (value.kind()) {
    case Kind::Null: out += "null"; return;
    case Kind::False: out += "false"; return;
    case Kind::True: out += "true"; return;
    case Kind::Number: out += value.text(); return;
    case Kind::String: write_string(value.text(), out); return;
    case Kind::Array:
      out += '[';
      for (size_t i = 0; i < value.elements().size(); ++i) {
        if (i) out += ',';
        write(value.elements()[i], out);
      }
      out += ']';
      return;
    case Kind::Object:
      out += '{';
      for (const Member& member : value.members()) {
        write_key(member.key, out);
        write(member.value, out);
      }
      out += '}';
      return;
  }
}

std::string to_text(const Value& value) {
  std::string out;
  write(value, out);
  return out;
}

bool is_number(std::string_view text) {
  size_t at = text.starts_with('-') ? 1 : 0;
  const auto digits = [&] {
    const size_t from = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at - from;
  };
  const bool zero = at < text.size() && text[at] == '0';
  const size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (digits() == 0) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (digits() == 0) return false;
  }
  return at == text.size();
}

void append_member(const Member& member, std::string& out) {
  if (!out.empty()) out += ',';
  write_string(member.key, out);
  out += ':';
  write(member.value, out);
}

}  // namespace forms::json
