// app/care/fields.h: how the structs of this folder become record fields and come back. Each thing lists its fields once, in one generic
// lambda (fields, thing), which the reader and the writer below both run. Included by the .cc files of this folder only.
//
// What is not listed is left alone: a field from a newer version is neither read nor overwritten. A value this version cannot read (a date typed as
// "31/02/19") reads as empty and is only overwritten when somebody changes that very field, because an edit is the difference of two structs.
#pragma once
#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "app/care/date.h"
#include "app/care/item.h"
#include "sync/record/record.h"

namespace care {

class FieldReader {
 public:
  explicit FieldReader(const record::Record& from) : from_(from) {}
  void atom(std::string_view path, std::string& out) { out = record::utf8_of(value(path)); }
  void text(std::string_view path, std::string& out) { out = record::utf8_of(value(path)); }
  void flag(std::string_view path, bool& out) { out = record::bool_of(value(path)); }
  template <class Number>
  void number(std::string_view path, Number& out) {
    out = Number(record::int_of(value(path), 0));
  }
  void date(std::string_view path, Date& out);
  // `typed` holds what stands there when it is no date; empty when it is one, or nothing.
  void date(std::string_view path, Date& out, std::string& typed);
  void id(std::string_view path, record::RecordId& out);
  void bytes(std::string_view path, base::Bytes& out);
  // A closed list of ours; a word that is not in `names` reads as the first.
  template <class Enum>
  void code(std::string_view path, Enum& out, std::span<const std::string_view> names) {
    const auto found = std::find(names.begin(), names.end(), record::utf8_of(value(path)));
    out = Enum(found == names.end() ? 0 : found - names.begin());
  }
  // Codes in one field, separated by spaces.
  void codes(std::string_view path, std::vector<std::string>& out);
  template <class Thing, class List>
  void items(std::string_view path, std::vector<Thing>& out, List list) {
    out.clear();
    const std::string outer = prefix_, under = at(path);
    for (Item& found : items_under(under)) {
      Thing item;
      static_cast<Item&>(item) = std::move(found);
      prefix_ = under + "/#" + item.key + '/';
      list(*this, item);
      out.push_back(std::move(item));
    }
    prefix_ = outer;
    std::stable_sort(out.begin(), out.end(), [](const Thing& a, const Thing& b) { return std::tie(a.order, a.key) < std::tie(b.order, b.key); });
  }

 private:
  std::string at(std::string_view path) const;
  const record::Value& value(std::string_view path) const;
  std::vector<Item> items_under(std::string_view path) const;
  const record::Record& from_;
  std::string prefix_;
};

class FieldWriter {
 public:
  using Values = std::map<record::FieldPath, record::Value, std::less<>>;
  void atom(std::string_view path, const std::string& value) {
    if (!value.empty()) put(path, record::atom(value));
  }
  void text(std::string_view path, const std::string& value) {
    if (!value.empty()) put(path, record::text(value));
  }
  void flag(std::string_view path, bool value) {
    if (value) put(path, true);
  }
  template <class Number>
  void number(std::string_view path, Number value) {
    if (value != 0) put(path, int64_t(value));
  }
  void date(std::string_view path, const Date& value) { atom(path, to_iso(value)); }
  void date(std::string_view path, const Date& value, const std::string& typed) { atom(path, value.is_empty() ? typed : to_iso(value)); }
  void id(std::string_view path, const record::RecordId& value) {
    if (!value.is_nil()) put(path, record::atom(record::to_string(value)));
  }
  void bytes(std::string_view path, const base::Bytes& value) {
    if (!value.empty()) put(path, value);
  }
  template <class Enum>
  void code(std::string_view path, Enum value, std::span<const std::string_view> names) {
    put(path, record::atom(std::string(names[size_t(value)])));
  }
  void codes(std::string_view path, const std::vector<std::string>& value);
  template <class Thing, class List>
  void items(std::string_view path, const std::vector<Thing>& value, List list) {
    const std::string outer = prefix_;
    for (const Thing& item : value) {
      prefix_.append(path).append("/#").append(item.key).append("/");
      put("@order", record::atom(item.order));
      list(*this, item);
      prefix_ = outer;
    }
  }
  const Values& values() const { return values_; }

 private:
  void put(std::string_view path, record::Value value);
  std::string prefix_;
  Values values_;
};

// The record a value names; nil when it names none.
record::RecordId id_of(const record::Value& value);

// What turns `before` into `after`: fields that differ, and fields that went (cleared).
std::vector<record::Edit> edits_between(const record::RecordId& id, record::RecordType type, const FieldWriter& before, const FieldWriter& after);

// The three things every kind of record can do, over its own list of fields: a generic lambda (fields, thing).
template <class Thing, class List>
Thing read_thing(const record::Record& from, List list) {
  Thing thing;
  thing.id = from.id;
  FieldReader reader(from);
  list(reader, thing);
  return thing;
}

template <class Thing, class List>
std::vector<record::Edit> write_thing(const Thing& made, record::RecordType type, List list) {
  FieldWriter now;
  list(now, made);
  return edits_between(made.id, type, {}, now);
}

template <class Thing, class List>
std::vector<record::Edit> change_thing(const Thing& before, const Thing& after, record::RecordType type, List list) {
  FieldWriter was, now;
  list(was, before);
  list(now, after);
  return edits_between(after.id, type, was, now);
}

}  // namespace care
