#include "sync/changeset/schema.h"

#include <algorithm>

#include "platform/crypto/crypto.h"

namespace changeset {
namespace {

constexpr std::string_view kSchemaMagic = "DSSCHEMA";
constexpr uint8_t kSchemaVersion = 1;
constexpr size_t kStringsMax = 65536;
constexpr size_t kStringBytesMax = 4096;

void write_strings(base::Writer& out, const std::vector<std::string>& strings) {
  out.varint(strings.size());
  for (const std::string& text : strings) out.sized_text(text);
}

std::vector<std::string> read_strings(base::Reader& in) {
  const uint64_t count = in.varint();
  std::vector<std::string> strings;
  if (count > kStringsMax) in.fail();
  for (uint64_t i = 0; i < count && in.ok(); ++i) strings.push_back(in.sized_text(kStringBytesMax));
  return strings;
}

std::unordered_map<std::string, uint32_t> numbered(const std::vector<std::string>& strings) {
  std::unordered_map<std::string, uint32_t> numbers;
  for (const std::string& text : strings) numbers.emplace(text, uint32_t(numbers.size()));
  return numbers;
}

std::optional<uint32_t> find_number(const std::unordered_map<std::string, uint32_t>& numbers, const std::string& text) {
  const auto found = numbers.find(text);
  return found == numbers.end() ? std::nullopt : std::optional(found->second);
}

bool no_doubles(const std::vector<std::string>& strings) { return numbered(strings).size() == strings.size(); }

}  // namespace

PathParts take_apart_path(std::string_view path) {
  PathParts parts;
  while (!path.empty()) {
    const size_t end = path.find('/');
    const std::string_view part = path.substr(0, end);
    if (!parts.name.empty()) parts.name += '/';
    if (part.starts_with('#')) {
      parts.name += '#';
      parts.keys.emplace_back(part.substr(1));
    } else {
      parts.name += part;
    }
    path = end == std::string_view::npos ? std::string_view() : path.substr(end + 1);
  }
  return parts;
}

std::optional<std::string> put_together_path(std::string_view name, const std::vector<std::string>& keys) {
  std::string path;
  size_t next = 0;
  bool at_start = true;
  for (const char c : name) {
    path += c;
    if (at_start && c == '#') {
      if (next == keys.size()) return std::nullopt;
      path += keys[next++];
    }
    at_start = c == '/';
  }
  if (next != keys.size()) return std::nullopt;
  return path;
}

Schema::Schema(Content content) : content_(std::move(content)) {
  for (size_t i = 0; i < content_.names.size(); ++i)
    types_.emplace(uint16_t(content_.names[i].first), TypeNames{i, numbered(content_.names[i].second)});
  atoms_ = numbered(content_.atoms);
  forms_ = numbered(content_.forms);
  if (content_ == Content()) return;
  const crypto::Hash hash = crypto::hash(encode());
  std::copy_n(hash.begin(), id_.size(), id_.begin());
}

base::Bytes Schema::encode() const {
  base::Writer out;
  out.bytes(base::view(kSchemaMagic));
  out.u8(kSchemaVersion);
  out.varint(content_.names.size());
  for (const auto& [type, names] : content_.names) {
    out.varint(uint16_t(type));
    write_strings(out, names);
  }
  write_strings(out, content_.atoms);
  write_strings(out, content_.forms);
  return out.take();
}

base::Result<Schema> Schema::decode(base::ByteView bytes) {
  base::Reader in(bytes);
  if (base::text_view(in.bytes(kSchemaMagic.size())) != kSchemaMagic) return base::fail(base::Fault::Corrupt, "schema magic");
  if (in.u8() != kSchemaVersion) return base::fail(base::Fault::TooNew, "schema version");
  Content content;
  const uint64_t types = in.varint();
  if (types > kStringsMax) in.fail();
  for (uint64_t i = 0; i < types && in.ok(); ++i) {
    const uint64_t type = in.varint();
    if (type > UINT16_MAX) in.fail();
    content.names.emplace_back(record::RecordType(type), read_strings(in));
    if (!no_doubles(content.names.back().second)) in.fail();
  }
  content.atoms = read_strings(in);
  content.forms = read_strings(in);
  if (!in.done() || !no_doubles(content.atoms) || !no_doubles(content.forms)) return base::fail(base::Fault::Corrupt, "schema");
  return Schema(std::move(content));
}

std::optional<uint32_t> Schema::name_number(record::RecordType type, const std::string& name) const {
  const auto found = types_.find(uint16_t(type));
  return found == types_.end() ? std::nullopt : find_number(found->second.numbers, name);
}

const std::string* Schema::name(record::RecordType type, uint64_t number) const {
  const auto found = types_.find(uint16_t(type));
  if (found == types_.end() || number >= content_.names[found->second.at].second.size()) return nullptr;
  return &content_.names[found->second.at].second[number];
}

size_t Schema::name_count(record::RecordType type) const {
  const auto found = types_.find(uint16_t(type));
  return found == types_.end() ? 0 : content_.names[found->second.at].second.size();
}

std::optional<uint32_t> Schema::atom_number(const std::string& atom) const { return find_number(atoms_, atom); }
std::optional<uint32_t> Schema::form_number(const std::string& form) const { return find_number(forms_, form); }

}  // namespace changeset
