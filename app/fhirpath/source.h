// app/fhirpath/source.h: where nodes come from. The evaluator walks any tree that answers these questions: a parsed JSON document
// (document.h), a form's live answers, or what an expression itself made. Implementations are read from the evaluator's thread and must not
// change under it.
#pragma once
#include <string>

#include "app/fhirpath/items.h"
#include "app/fhirpath/name.h"
#include "app/fhirpath/types.h"

namespace fhirpath {

// Which items of a questionnaire response a lookup by linkId means.
enum class Reach : uint8_t {
  Children,     // root.item
  Items,        // root.repeat(item): items under items, not under answers
  Descendants,  // root.descendants(): items under items and under answers
};

class Source {
 public:
  virtual ~Source() = default;

  // The children called `name`, in order. A choice element answers to its base name ("value") and, leniently, to the name JSON gives it
  // ("valueQuantity"). A child may be pushed as a node or, when it has no children of its own, as a plain value: where structures are compared
  // plain values have no name, so push nodes there.
  virtual void children(NodeId node, const Name& name, Items& out) const = 0;
  // All of them, in order.
  virtual void children(NodeId node, Items& out) const = 0;
  // The primitive value as a System value; None when there is none.
  virtual Item value(NodeId node) const = 0;
  // In the model the source was made with; kNoType where unknown.
  virtual TypeId type(NodeId node) const = 0;
  // The element's base name ("value"); empty for a root.
  virtual std::string_view name(NodeId node) const = 0;
  // None for a root.
  virtual Item parent(NodeId node) const = 0;
  // Appends the node as JSON, as FHIR writes it.
  virtual void write_json(NodeId node, std::string& out) const = 0;
  // Position among the parent's children of the same name, or -1 where the element is no list.
  virtual int index_in_parent(NodeId) const { return -1; }
  // An index by linkId, if the source keeps one: pushes exactly what walking would find, in walking order, and answers true.
  virtual bool find_linked(NodeId, Reach, std::string_view, Items&) const { return false; }
};

// Well-known element names.
namespace names {
inline constexpr Name kValue("value"), kUnit("unit"), kCode("code"), kSystem("system"), kComparator("comparator"), kExtension("extension"),
    kUrl("url"), kId("id"), kItem("item"), kAnswer("answer"), kLinkId("linkId"), kContained("contained"), kReference("reference"),
    kEntry("entry"), kResource("resource"), kFullUrl("fullUrl"), kResourceType("resourceType"), kAnswerOption("answerOption"),
    kAnswerValueSet("answerValueSet"), kConcept("concept"), kCompose("compose"), kInclude("include"), kExpansion("expansion"),
    kContains("contains"), kCoding("coding"), kDisplay("display"), kModifierExtension("modifierExtension");
}  // namespace names

}  // namespace fhirpath
