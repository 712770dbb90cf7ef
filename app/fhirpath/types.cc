#include "app/fhirpath/types.h"

#include <algorithm>

namespace fhirpath {
namespace {

constexpr std::string_view kR4Table =
#include "app/fhirpath/r4_types.inc"
    ;
constexpr std::string_view kSystemNames[] = {"",       "Any",  "Boolean",  "Integer", "Long",     "Decimal",
                                             "String", "Date", "DateTime", "Time",    "Quantity", "TypeInfo"};

struct PrimitiveKind {
  std::string_view name;
  Kind kind;
};
constexpr PrimitiveKind kPrimitives[] = {{"boolean", Kind::Boolean},     {"integer", Kind::Integer},     {"unsignedInt", Kind::Integer},
                                         {"positiveInt", Kind::Integer}, {"integer64", Kind::Long},      {"decimal", Kind::Decimal},
                                         {"string", Kind::String},       {"uri", Kind::String},          {"url", Kind::String},
                                         {"canonical", Kind::String},    {"code", Kind::String},         {"oid", Kind::String},
                                         {"id", Kind::String},           {"uuid", Kind::String},         {"markdown", Kind::String},
                                         {"xhtml", Kind::String},        {"base64Binary", Kind::String}, {"date", Kind::Date},
                                         {"dateTime", Kind::DateTime},   {"instant", Kind::DateTime},    {"time", Kind::Time}};

// Cuts the text before `mark` off the front of `rest`.
std::string_view cut(std::string_view& rest, char mark) {
  const size_t at = std::min(rest.find(mark), rest.size());
  const std::string_view head = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return head;
}

}  // namespace

const Model& Model::plain() {
  static const Model* model = new Model("");
  return *model;
}

const Model& Model::r4() {
  static const Model* model = new Model(kR4Table);
  return *model;
}

Model::Model(std::string_view table) {
  for (const std::string_view name : kSystemNames) {
    names_.push_back(name);
    bases_.push_back(kSystemAny);
    kinds_.push_back(Kind::None);
  }
  bases_[0] = bases_[kSystemAny] = kNoType;
  for (int kind = int(Kind::Boolean); kind < int(Kind::Quantity); ++kind) kinds_[system_type(Kind(kind))] = Kind(kind);
  for (std::string_view rest = table; !rest.empty();) {
    std::string_view line = cut(rest, '\n');
    const TypeId id = intern(cut(line, ':'));
    const std::string_view base = cut(line, ' ');
    bases_[id] = base.empty() ? kSystemAny : intern(base);
  }
  elements_.resize(names_.size());
  for (std::string_view rest = table; !rest.empty();) {
    std::string_view line = cut(rest, '\n');
    const TypeId id = intern(cut(line, ':'));
    cut(line, ' ');
    add_elements(id, line);
  }
  if (table.empty()) return;
  for (const PrimitiveKind& primitive : kPrimitives)
    if (const auto found = ids_.find(primitive.name); found != ids_.end()) kinds_[found->second] = primitive.kind;
  resource_ = find("FHIR", "Resource");
  quantity_ = find("FHIR", "Quantity");
}

TypeId Model::intern(std::string_view name) {
  const auto [at, added] = ids_.emplace(name, TypeId(names_.size()));
  if (added) {
    names_.push_back(name);
    bases_.push_back(kSystemAny);
    kinds_.push_back(Kind::None);
  }
  return at->second;
}

void Model::add_elements(TypeId owner, std::string_view text) {
  while (!text.empty()) {
    const std::string_view word = cut(text, ' ');
    const size_t mark = word.find_first_of(".*[");
    if (mark == std::string_view::npos) continue;
    Element element;
    element.name = Name(word.substr(0, mark));
    element.many = word[mark] == '*';
    element.is_choice = word[mark] == '[';
    std::string_view type = word.substr(mark + 1);
    if (element.is_choice) {
      type.remove_suffix(1);
      for (std::string_view rest = type == "*" ? std::string_view() : type; !rest.empty();)
        element.choices.push_back(find("FHIR", cut(rest, ',')));
    } else {
      element.type = type.starts_with("System.") ? find("System", type.substr(7)) : find("FHIR", type);
    }
    elements_[owner].push_back(std::move(element));
  }
}

TypeId Model::find(std::string_view space, std::string_view name) const {
  if (space.empty() || space == "FHIR")
    if (const auto found = ids_.find(name); found != ids_.end()) return found->second;
  if (space.empty() || space == "System")
    for (TypeId id = kSystemAny; id < kFirstModelType; ++id)
      if (names_[id] == name) return id;
  return kNoType;
}

bool Model::is(TypeId type, TypeId ancestor) const {
  for (; type != kNoType; type = bases_[type])
    if (type == ancestor) return true;
  return false;
}

std::string_view Model::public_name(TypeId type) const {
  while (names_[type].find('.') != std::string_view::npos) type = bases_[type];
  return names_[type];
}

const Element* Model::element(TypeId owner, const Name& name) const {
  for (TypeId type = owner; type >= kFirstModelType; type = bases_[type])
    for (const Element& element : elements_[type])
      if (element.name == name) return &element;
  return nullptr;
}

const Element* Model::choice(TypeId owner, std::string_view json_name, TypeId& type) const {
  for (TypeId at = owner; at >= kFirstModelType; at = bases_[at]) {
    for (const Element& element : elements_[at]) {
      if (!element.is_choice || !json_name.starts_with(element.name.text) || json_name.size() == element.name.text.size()) continue;
      const std::string_view suffix = json_name.substr(element.name.text.size());
      if (suffix[0] < 'A' || suffix[0] > 'Z') continue;
      TypeId found = find("FHIR", suffix);
      if (found == kNoType) {
        char lowered[24];
        if (suffix.size() >= sizeof lowered) continue;
        std::copy(suffix.begin(), suffix.end(), lowered);
        lowered[0] = char(lowered[0] - 'A' + 'a');
        found = find("FHIR", std::string_view(lowered, suffix.size()));
      }
      const bool allowed =
          element.choices.empty() || std::find(element.choices.begin(), element.choices.end(), found) != element.choices.end();
      if (found == kNoType || !allowed) continue;
      type = found;
      return &element;
    }
  }
  return nullptr;
}

TypeId Model::type_at(std::string_view path) const {
  TypeId type = find("", cut(path, '.'));
  while (!path.empty() && type != kNoType) {
    const Element* found = element(type, Name(cut(path, '.')));
    type = found == nullptr ? kNoType : found->type;
  }
  return type;
}

}  // namespace fhirpath
