// app/fhirpath/item.h: one value of a FHIRPath collection. 24 bytes, copied freely: text, quantities and nodes are borrowed from the source
// or the evaluation that made them and live as long as it does.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "app/fhirpath/decimal.h"
#include "app/fhirpath/temporal.h"

namespace fhirpath {

class Source;
using NodeId = uint64_t;

enum class Kind : uint8_t { None, Boolean, Integer, Long, Decimal, String, Date, DateTime, Time, Quantity, Node };

struct QuantityValue {
  Decimal value;
  std::string_view unit;                       // a UCUM code, or the calendar word as written ("days")
  CalendarUnit calendar = CalendarUnit::None;  // set: a calendar duration
  bool either = false;                         // a FHIR Quantity of a time: a UCUM code that also stands for its calendar unit
};

class Item {
 public:
  Item() = default;
  static Item boolean(bool value) { return of_whole(Kind::Boolean, value); }
  static Item integer(int32_t value) { return of_whole(Kind::Integer, value); }
  static Item long_integer(int64_t value) { return of_whole(Kind::Long, value); }
  static Item decimal(const Decimal& value) {
    Item item;
    item.kind_ = Kind::Decimal;
    item.scale_ = value.scale;
    std::memcpy(item.words_, &value.coefficient, sizeof item.words_);
    return item;
  }
  static Item string(std::string_view text) {
    Item item;
    item.kind_ = Kind::String;
    item.words_[0] = std::bit_cast<uint64_t>(text.data());
    item.words_[1] = text.size();
    return item;
  }
  static Item temporal(Kind kind, const Temporal& value) {
    Item item;
    item.kind_ = kind;
    std::memcpy(item.words_, &value, sizeof value);
    return item;
  }
  static Item quantity(const QuantityValue* value) {
    Item item;
    item.kind_ = Kind::Quantity;
    item.words_[0] = std::bit_cast<uint64_t>(value);
    return item;
  }
  static Item node(const Source* source, NodeId id) {
    Item item;
    item.kind_ = Kind::Node;
    item.words_[0] = std::bit_cast<uint64_t>(source);
    item.words_[1] = id;
    return item;
  }

  Kind kind() const { return kind_; }
  bool is_none() const { return kind_ == Kind::None; }
  bool is_node() const { return kind_ == Kind::Node; }
  bool is_whole() const { return kind_ == Kind::Integer || kind_ == Kind::Long; }
  bool is_number() const { return is_whole() || kind_ == Kind::Decimal; }
  bool is_temporal() const { return kind_ == Kind::Date || kind_ == Kind::DateTime || kind_ == Kind::Time; }

  // Each is right for its kind only.
  bool boolean() const { return words_[0] != 0; }
  int64_t whole() const { return int64_t(words_[0]); }
  Decimal decimal() const {  // of any number
    if (kind_ != Kind::Decimal) return Decimal::of(whole());
    Decimal value;
    value.scale = scale_;
    std::memcpy(&value.coefficient, words_, sizeof words_);
    return value;
  }
  std::string_view text() const { return {std::bit_cast<const char*>(words_[0]), size_t(words_[1])}; }
  Temporal temporal() const {
    Temporal value;
    std::memcpy(&value, words_, sizeof value);
    return value;
  }
  TemporalKind temporal_kind() const {
    return kind_ == Kind::Date ? TemporalKind::Date : (kind_ == Kind::Time ? TemporalKind::Time : TemporalKind::DateTime);
  }
  const QuantityValue& quantity() const { return *std::bit_cast<const QuantityValue*>(words_[0]); }
  const Source& source() const { return *std::bit_cast<const Source*>(words_[0]); }
  NodeId node() const { return words_[1]; }
  bool same_node(const Item& other) const { return words_[0] == other.words_[0] && words_[1] == other.words_[1]; }

 private:
  static Item of_whole(Kind kind, int64_t value) {
    Item item;
    item.kind_ = kind;
    item.words_[0] = uint64_t(value);
    return item;
  }

  uint64_t words_[2] = {0, 0};
  Kind kind_ = Kind::None;
  uint8_t scale_ = 0;
};
static_assert(sizeof(Temporal) == 16 && sizeof(Item) == 24);

}  // namespace fhirpath
