// app/forms/live_source.h: the answers of a form as the QuestionnaireResponse an expression walks, without writing one. Only what a
// response would hold is there: no item that is off or has nothing to say; the focus of an expression is there even when it is empty.
// Private to the module. Source: FHIR R4 questionnaireresponse.html.
//
// A node is 12 bits of part, 20 of answer and 32 of instance.
#pragma once
#include <memory>
#include <string>
#include <unordered_map>

#include "app/fhirpath/document.h"
#include "app/fhirpath/source.h"
#include "app/forms/form.h"

namespace forms {

class LiveSource final : public fhirpath::Source {
 public:
  // Expressions see `form` until the next call; nodes stay good, as instances are never reused.
  void attach(const Form* form) { form_ = form; }
  fhirpath::Item root() const { return fhirpath::Item::node(this, make(kRoot, 0, Part::Root)); }
  fhirpath::Item item(NodeId id) const { return id == kRoot ? root() : fhirpath::Item::node(this, make(id, 0, Part::Item)); }
  // The answer a node is the value of; null when it is none.
  const Answer* answer_of(const fhirpath::Item& item) const;

  void children(fhirpath::NodeId node, const fhirpath::Name& name, fhirpath::Items& out) const override;
  void children(fhirpath::NodeId node, fhirpath::Items& out) const override;
  fhirpath::Item value(fhirpath::NodeId node) const override;
  fhirpath::TypeId type(fhirpath::NodeId node) const override;
  std::string_view name(fhirpath::NodeId node) const override;
  fhirpath::Item parent(fhirpath::NodeId node) const override;
  void write_json(fhirpath::NodeId node, std::string& out) const override;
  int index_in_parent(fhirpath::NodeId node) const override;
  bool find_linked(fhirpath::NodeId node, fhirpath::Reach reach, std::string_view link_id, fhirpath::Items& out) const override;

 private:
  enum class Part : uint16_t {
    Root, ResourceType, Status, Questionnaire,            // of the response
    Item, LinkId, Text,                                   // of an item
    Answer, Value,                                        // of an answer; the others are of a value
    Main, System, Code, Display, Score, ScoreUrl, ScoreValue,
  };
  static fhirpath::NodeId make(NodeId id, uint32_t slot, Part part) {
    return uint64_t(id) | (uint64_t(slot) & 0xFFFFF) << 32 | uint64_t(part) << 52;
  }
  static NodeId id_of(fhirpath::NodeId node) { return NodeId(node & 0xFFFFFFFF); }
  static uint32_t slot_of(fhirpath::NodeId node) { return uint32_t(node >> 32 & 0xFFFFF); }
  static Part part_of(fhirpath::NodeId node) { return Part(node >> 52); }

  fhirpath::Item at(fhirpath::NodeId node, Part part) const { return fhirpath::Item::node(this, make(id_of(node), slot_of(node), part)); }
  const Answer& answer_at(fhirpath::NodeId node) const { return form_->node(id_of(node)).answers[slot_of(node)]; }
  bool holds_answer(fhirpath::NodeId node) const { return slot_of(node) < form_->node(id_of(node)).answers.size(); }
  bool is_there(NodeId id) const;
  void push_items(NodeId id, uint32_t slot, fhirpath::Items& out) const;
  void push_answers(NodeId id, fhirpath::Items& out) const;
  void push_value_parts(fhirpath::NodeId node, std::string_view only, fhirpath::Items& out) const;
  std::string_view part_text(fhirpath::NodeId node) const;
  const Option* option_of(fhirpath::NodeId node) const;
  // What an answer holds beyond our own members, read when asked for; null when there is nothing.
  const fhirpath::Document* further(const Answer& answer) const;
  bool below(NodeId id, ItemIndex item, fhirpath::Reach reach) const;

  const Form* form_ = nullptr;
  mutable std::unordered_map<std::string, std::unique_ptr<fhirpath::Document>> further_;
  mutable std::vector<NodeId> found_;  // kept from one search to the next
};

}  // namespace forms
