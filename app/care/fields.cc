#include "app/care/fields.h"

namespace care {

std::string FieldReader::at(std::string_view path) const {
  std::string whole = prefix_;
  return whole.append(path);
}

const record::Value& FieldReader::value(std::string_view path) const { return prefix_.empty() ? from_.value(path) : from_.value(at(path)); }

void FieldReader::date(std::string_view path, Date& out) {
  out = {};
  parse_iso(record::utf8_of(value(path)), out);
}

void FieldReader::date(std::string_view path, Date& out, std::string& typed) {
  date(path, out);
  typed = out.is_empty() ? record::utf8_of(value(path)) : std::string_view();
}

void FieldReader::id(std::string_view path, record::RecordId& out) {
  out = {};
  record::parse_record_id(record::utf8_of(value(path)), out);
}

void FieldReader::bytes(std::string_view path, base::Bytes& out) {
  const base::Bytes* found = std::get_if<base::Bytes>(&value(path));
  out = found ? *found : base::Bytes{};
}

void FieldReader::codes(std::string_view path, std::vector<std::string>& out) {
  out.clear();
  std::string_view rest = record::utf8_of(value(path));
  while (!rest.empty()) {
    const size_t end = std::min(rest.find(' '), rest.size());
    if (end > 0) out.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

std::vector<Item> FieldReader::items_under(std::string_view path) const {
  std::string under(path);
  under.append("/#");
  std::vector<Item> items;
  for (auto field = from_.fields.lower_bound(under); field != from_.fields.end() && field->first.starts_with(under); ++field) {
    const std::string_view rest = std::string_view(field->first).substr(under.size());
    const size_t slash = rest.find('/');
    if (slash == std::string_view::npos || rest.substr(slash) != "/@order" || record::is_absent(field->second.value)) continue;
    items.push_back({std::string(rest.substr(0, slash)), std::string(record::utf8_of(field->second.value))});
  }
  return items;
}

void FieldWriter::codes(std::string_view path, const std::vector<std::string>& value) {
  std::string joined;
  for (const std::string& code : value) {
    if (!joined.empty()) joined += ' ';
    joined += code;
  }
  atom(path, joined);
}

void FieldWriter::put(std::string_view path, record::Value value) {
  std::string whole = prefix_;
  values_.insert_or_assign(whole.append(path), std::move(value));
}

record::RecordId id_of(const record::Value& value) {
  record::RecordId id;
  record::parse_record_id(record::utf8_of(value), id);
  return id;
}

std::vector<record::Edit> edits_between(const record::RecordId& id, record::RecordType type, const FieldWriter& before, const FieldWriter& after) {
  std::vector<record::Edit> edits;
  for (const auto& [path, value] : after.values()) {
    const auto was = before.values().find(path);
    if (was == before.values().end() || was->second != value) edits.push_back({id, type, path, value});
  }
  for (const auto& [path, value] : before.values())
    if (!after.values().contains(path)) edits.push_back({id, type, path, {}});
  return edits;
}

}  // namespace care
