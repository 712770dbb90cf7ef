// app/forms/json.h: a JSON document as a form needs it: read once, kept whole, never changed. Numbers stay as they were written (a FHIR
// decimal of 1.50 is not 1.5), members keep their order, and text that needed no unescaping points into the source.
// A Value is 16 bytes; it and every view taken from it live as long as the Document. Reading is thread-safe.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace forms::json {

enum class Kind : uint8_t { Null, False, True, Number, String, Array, Object };
struct Member;

class Value {
 public:
  Value() = default;
  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::Null; }
  bool is_string() const { return kind_ == Kind::String; }
  bool is_number() const { return kind_ == Kind::Number; }
  bool is_array() const { return kind_ == Kind::Array; }
  bool is_object() const { return kind_ == Kind::Object; }
  bool is_true() const { return kind_ == Kind::True; }
  bool is_bool() const { return kind_ == Kind::True || kind_ == Kind::False; }
  // The characters of a String, or a Number as it was written; empty for every other kind.
  std::string_view text() const;
  std::string_view string() const { return is_string() ? text() : std::string_view(); }
  int64_t integer(int64_t otherwise = 0) const;
  double number(double otherwise = 0) const;
  // Empty for every kind but Array, and Object.
  std::span<const Value> elements() const;
  std::span<const Member> members() const;
  // The first member of that name, or element of that place; a Null when there is none.
  const Value& operator[](std::string_view key) const;
  const Value& operator[](size_t at) const;
  bool has(std::string_view key) const { return !(*this)[key].is_null(); }

 private:
  friend class Builder;
  Kind kind_ = Kind::Null;
  uint32_t size_ = 0;
  const void* data_ = nullptr;
};

struct Member {
  std::string_view key;
  Value value;
};

struct Limits {
  size_t bytes_max = 32 * 1024 * 1024;
  size_t depth_max = 256;
  size_t values_max = 2'000'000;
};

// Both from 1; a column counts characters.
struct Place {
  uint32_t line = 1, column = 1;
  bool operator==(const Place&) const = default;
};
// Of a byte of `text`.
Place place_at(std::string_view text, size_t offset);

class Document {
 public:
  // Takes the text over. A byte-order mark is allowed. Errors: BadInput; `detail` names the line and column and what is wrong there, `where` is set to them.
  static base::Result<Document> parse(std::string text, const Limits& limits = {}, Place* where = nullptr);
  const Value& root() const { return root_; }
  size_t memory_bytes() const;

 private:
  friend class Builder;
  Document() = default;
  char* allocate(size_t bytes);
  std::unique_ptr<std::string> source_;
  std::vector<std::unique_ptr<char[]>> chunks_;
  size_t chunk_left_ = 0;
  size_t chunk_bytes_ = 0;
  Value root_;
};

// Compact JSON: no spaces, members in their order, numbers as written, text escaped only where JSON demands it.
void write(const Value& value, std::string& out);
std::string to_text(const Value& value);
// `text` with its quotes.
void write_string(std::string_view text, std::string& out);
// `"key":` after a comma unless `out` ends in an opening bracket.
void write_key(std::string_view key, std::string& out);
// The member after those of an object already in `out`, which holds no braces.
void append_member(const Member& member, std::string& out);
// True when `text` is one JSON number.
bool is_number(std::string_view text);

}  // namespace forms::json
