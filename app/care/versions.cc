#include "app/care/versions.h"

#include <charconv>
#include <set>

namespace care {
namespace {

bool is_nothing(const record::Value& value) { return record::is_absent(value) || (!std::holds_alternative<bool>(value) && !std::holds_alternative<int64_t>(value) && !std::holds_alternative<base::Bytes>(value) && record::utf8_of(value).empty()); }

}  // namespace

bool is_content(std::string_view path) {
  const std::string_view section = record::section_of(path);
  return section != record::kHeadSection && section != kWasSection && section != kDealtSection;
}

std::string was_path(int submission, std::string_view path) {
  return std::string(kWasSection).append("/").append(std::to_string(submission)).append("/").append(path);
}

bool parse_was(std::string_view was, int& submission, std::string_view& path) {
  if (record::section_of(was) != kWasSection || was.size() <= kWasSection.size()) return false;
  const std::string_view rest = was.substr(kWasSection.size() + 1);
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), submission);
  if (error != std::errc() || end == rest.data() + rest.size() || *end != '/') return false;
  path = rest.substr(size_t(end - rest.data()) + 1);
  return submission > 0 && is_content(path);
}

record::Value was_value(const record::Value& value) { return record::is_absent(value) ? record::atom("") : value; }

std::vector<record::Edit> keeping_was(const record::FieldMap& fields, int submission, std::vector<record::Edit> edits) {
  std::vector<record::Edit> kept;
  for (const record::Edit& edit : edits) {
    if (!is_content(edit.path)) continue;
    const std::string path = was_path(submission, edit.path);
    if (const auto known = fields.find(path); known != fields.end() && !record::is_absent(known->second.value)) continue;
    const auto now = fields.find(edit.path);
    kept.push_back({edit.id, edit.type, path, was_value(now == fields.end() ? record::Value() : now->second.value)});
  }
  kept.insert(kept.end(), std::make_move_iterator(edits.begin()), std::make_move_iterator(edits.end()));
  return kept;
}

record::FieldMap content_at(const record::FieldMap& fields, int submission, int submissions) {
  record::FieldMap out;
  for (const auto& [path, field] : fields)
    if (is_content(path)) out.emplace(path, field);
  for (int each = submissions; each >= submission; --each) {
    const std::string under = was_path(each, "");
    for (auto was = fields.lower_bound(under); was != fields.end() && was->first.starts_with(under); ++was) {
      const std::string path = was->first.substr(under.size());
      if (is_nothing(was->second.value)) out.erase(path);
      else out.insert_or_assign(path, was->second);
    }
  }
  return out;
}

std::vector<record::FieldPath> changed_since(const record::FieldMap& fields, int submission, int submissions) {
  const record::FieldMap then = content_at(fields, submission, submissions);
  const auto value_in = [](const record::FieldMap& map, const std::string& path) {
    const auto found = map.find(path);
    return found == map.end() ? record::Value() : found->second.value;
  };
  std::set<record::FieldPath> touched;
  for (const auto& [was, field] : fields) {
    int of = 0;
    std::string_view path;
    if (parse_was(was, of, path) && of >= submission) touched.emplace(path);
  }
  std::vector<record::FieldPath> out;
  for (const record::FieldPath& path : touched) {
    const record::Value now = value_in(fields, path), before = value_in(then, path);
    if (!(is_nothing(now) && is_nothing(before)) && now != before) out.push_back(path);
  }
  return out;
}

}  // namespace care
