// sync/changeset/schema.h: names both ends give numbers to: fields by the type of their record, common short values, and forms of JSON. Made from form
// definitions and habits, named by its hash in every frame. FORMAT.md, section 2.
#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "sync/record/record.h"

namespace changeset {

// The first eight bytes of the BLAKE2b-256 of a schema's or a dictionary's bytes. Zeros: the empty one, which everybody has.
using ContextId = std::array<uint8_t, 8>;

// A field path with the keys of its items taken out: "services/#/kind" and {"7ag"}.
struct PathParts {
  std::string name;
  std::vector<std::string> keys;
};
PathParts take_apart_path(std::string_view path);
// Absent when there are not as many keys as the name has places.
std::optional<std::string> put_together_path(std::string_view name, const std::vector<std::string>& keys);

// Immutable once made; any thread.
class Schema {
 public:
  struct Content {
    std::vector<std::pair<record::RecordType, std::vector<std::string>>> names;  // most used first
    std::vector<std::string> atoms;                                              // short values, most used first
    std::vector<std::string> forms;                                              // JSON with holes (atoms.h)
    bool operator==(const Content&) const = default;
  };
  // The empty schema: everything is spelled out.
  Schema() = default;
  explicit Schema(Content content);
  // Errors: Corrupt, TooNew.
  static base::Result<Schema> decode(base::ByteView bytes);
  base::Bytes encode() const;

  const ContextId& id() const { return id_; }
  const Content& content() const { return content_; }
  std::optional<uint32_t> name_number(record::RecordType type, const std::string& name) const;
  const std::string* name(record::RecordType type, uint64_t number) const;
  size_t name_count(record::RecordType type) const;
  std::optional<uint32_t> atom_number(const std::string& atom) const;
  std::optional<uint32_t> form_number(const std::string& form) const;

 private:
  Content content_;
  ContextId id_{};
  struct TypeNames {
    size_t at;  // in content_.names
    std::unordered_map<std::string, uint32_t> numbers;
  };
  std::unordered_map<uint16_t, TypeNames> types_;
  std::unordered_map<std::string, uint32_t> atoms_, forms_;
};

}  // namespace changeset
