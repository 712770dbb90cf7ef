// app/fhirpath/types.h: the types an expression can name and the elements they have: the System types of FHIRPath and, in the R4 model,
// every data type, resource and nested structure of FHIR 4.0.1. Tables are built on first use and never change; any thread.
#pragma once
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/fhirpath/item.h"
#include "app/fhirpath/name.h"

namespace fhirpath {

using TypeId = uint16_t;
inline constexpr TypeId kNoType = 0;  // not known to the model
inline constexpr TypeId kSystemAny = 1;
// System.Boolean and so on stand in Kind's order after Any.
constexpr TypeId system_type(Kind kind) { return TypeId(int(kind) + 1); }
inline constexpr TypeId kFirstModelType = 12;

struct Element {
  Name name;              // "value", for value[x]
  TypeId type = kNoType;  // of a choice: none
  bool many = false;
  bool is_choice = false;
  std::vector<TypeId> choices;  // empty for an open choice (value[*])
};

class Model {
 public:
  static const Model& plain();  // System types alone: data is walked by its names
  static const Model& r4();

  bool has_types() const { return !names_.empty() && names_.size() > kFirstModelType; }
  // `space` is "System", "FHIR" or empty: the model's own types first, then System's. kNoType when there is none.
  TypeId find(std::string_view space, std::string_view name) const;
  std::string_view name(TypeId type) const { return names_[type]; }
  std::string_view space(TypeId type) const { return type < kFirstModelType ? "System" : "FHIR"; }
  TypeId base(TypeId type) const { return bases_[type]; }
  bool is(TypeId type, TypeId ancestor) const;
  // What a primitive type's value is in System terms; None for a structure.
  Kind kind(TypeId type) const { return kinds_[type]; }
  bool is_primitive(TypeId type) const { return kinds_[type] != Kind::None; }
  bool is_resource(TypeId type) const { return type != kNoType && is(type, resource_); }
  bool is_quantity(TypeId type) const { return type != kNoType && quantity_ != kNoType && is(type, quantity_); }
  // A nested structure answers with "BackboneElement" or "Element", as it has no name of its own.
  std::string_view public_name(TypeId type) const;

  const Element* element(TypeId owner, const Name& name) const;
  // "valueQuantity" of an owner with a value[x] that may be a Quantity; sets `type`.
  const Element* choice(TypeId owner, std::string_view json_name, TypeId& type) const;
  // Of a path like "QuestionnaireResponse.item".
  TypeId type_at(std::string_view path) const;
  const std::vector<Element>& own_elements(TypeId type) const { return elements_[type]; }

 private:
  explicit Model(std::string_view table);
  TypeId intern(std::string_view name);
  void add_elements(TypeId owner, std::string_view text);

  std::unordered_map<std::string_view, TypeId> ids_;
  std::vector<std::string_view> names_;
  std::vector<TypeId> bases_;
  std::vector<Kind> kinds_;
  std::vector<std::vector<Element>> elements_;
  TypeId resource_ = kNoType;
  TypeId quantity_ = kNoType;
};

}  // namespace fhirpath
