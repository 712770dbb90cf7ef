#include "sync/record/record.h"

#include "platform/base/utf8.h"

namespace record {

std::string_view section_of(std::string_view path) { return path.substr(0, path.find('/')); }

bool is_path(std::string_view path) {
  if (path.empty() || path.size() > kPathBytesMax) return false;
  size_t parts = 1;
  char before = '/';
  for (const char c : path) {
    if (c == '/' && before == '/') return false;
    parts += c == '/';
    before = c;
  }
  return before != '/' && parts > 1 && base::is_utf8(path);
}

const Value& Record::value(std::string_view path) const {
  static const Value kAbsent;
  const auto found = fields.find(path);
  return found == fields.end() ? kAbsent : found->second.value;
}

std::vector<Edit> edits_of(const Record& record) {
  std::vector<Edit> edits;
  edits.reserve(record.fields.size());
  for (const auto& [path, field] : record.fields) edits.push_back({record.id, record.type, path, field.value});
  return edits;
}

}  // namespace record
