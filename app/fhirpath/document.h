// app/fhirpath/document.h: a JSON document, typed by a model and laid out for walking: one record a node, the children of a node side by
// side. FHIR's `_name` companions are folded into their elements, so `birthDate.extension` is where an expression looks for it. Immutable
// once built; any number of threads may read it.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "app/fhirpath/arena.h"
#include "app/fhirpath/source.h"
#include "platform/base/result.h"

namespace fhirpath {

inline constexpr size_t kDocumentBytesMax = 32u << 20;
inline constexpr size_t kDocumentNodesMax = 2u << 20;  // 48 bytes each

class Document final : public Source {
 public:
  // `type_path` says what the root is when it is a part of a resource ("QuestionnaireResponse.item"); a resourceType inside goes before it.
  // Errors: BadInput (not JSON, not UTF-8, too deep), Full (too large).
  static base::Result<std::unique_ptr<Document>> parse(std::string json, const Model& model, std::string_view type_path = {});

  // None for a document that is null; the elements, for one that is an array.
  Item root() const { return roots_.empty() ? Item() : Item::node(this, roots_.front()); }
  size_t root_count() const { return roots_.size(); }
  Item root(size_t at) const { return Item::node(this, roots_[at]); }
  size_t node_count() const { return records_.size(); }

  void children(NodeId node, const Name& name, Items& out) const override;
  void children(NodeId node, Items& out) const override;
  Item value(NodeId node) const override;
  TypeId type(NodeId node) const override { return records_[node].type; }
  std::string_view name(NodeId node) const override;
  Item parent(NodeId node) const override;
  void write_json(NodeId node, std::string& out) const override;
  int index_in_parent(NodeId node) const override;

 private:
  friend class DocumentBuilder;
  enum class Json : uint8_t { None, Object, String, Number, True, False };
  struct Record {
    const char* name = nullptr;
    const char* text = nullptr;
    uint32_t text_size = 0;
    uint32_t hash = 0;      // of the base name
    uint32_t raw_hash = 0;  // of the name as JSON has it
    uint32_t first = 0;     // children are [first, first + count)
    uint32_t count = 0;
    uint32_t parent = 0;
    uint16_t name_size = 0;
    uint16_t raw_size = 0;
    TypeId type = kNoType;
    Json json = Json::None;
    bool in_list : 1 = false;
    bool hidden : 1 = false;  // resourceType: found by name, no child
    bool is_root : 1 = false;
  };

  explicit Document(std::string json, const Model& model) : json_(std::move(json)), model_(model) {}
  void add_types(TypeId root_type);
  void type_child(Record& child, TypeId owner);
  void write_value(const Record& record, std::string& out) const;
  void write_members(const Record& record, std::string& out, bool& first) const;

  std::string json_;
  const Model& model_;
  Arena arena_;
  std::vector<Record> records_;
  std::vector<uint32_t> roots_;
};

// A primitive written in JSON, as the System value its type makes of it; text that does not fit its type stays text.
Item system_value(Kind wanted, bool is_number, std::string_view text);

}  // namespace fhirpath
