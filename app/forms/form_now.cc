// What expressions have made of an instance, where they have made anything of it: what screens and checks ask.
#include <algorithm>

#include "app/forms/engine.h"

namespace forms {

bool Form::required(NodeId id) const { return nodes_[id].required < 0 ? item(id).required : nodes_[id].required == 1; }
bool Form::repeats(NodeId id) const { return item(id).repeats && (nodes_[id].repeats < 0 ? item(id).repeats_by_itself : nodes_[id].repeats == 1); }
bool Form::read_only(NodeId id) const { return nodes_[id].read_only < 0 ? item(id).read_only : nodes_[id].read_only == 1; }

std::string_view Form::text(NodeId id) const {
  if (!engine_ || id == kRoot || nodes_[id].first_cell == UINT32_MAX) return {};
  for (uint32_t i = 0; i < item(id).rule_count; ++i) {
    const Cell& cell = engine_->cells[nodes_[id].first_cell + i];
    if (definition_->rules().all[cell.rule].kind == RuleKind::Text && cell.outcome) return cell.outcome->text;
  }
  return {};
}

bool Form::find_variable(std::string_view name, NodeId at, fhirpath::Items& out) const {
  if (!engine_) return false;
  for (;; at = nodes_[at].parent) {
    const uint32_t count = at == kRoot ? definition_->rules().form_rules : item(at).rule_count;
    for (uint32_t i = count; nodes_[at].first_cell != UINT32_MAX && i-- > 0;) {
      const Cell& cell = engine_->cells[nodes_[at].first_cell + i];
      const Rule& rule = definition_->rules().all[cell.rule];
      if ((rule.kind != RuleKind::Variable && rule.kind != RuleKind::Population) || rule.name != name) continue;
      if (cell.outcome)
        for (const fhirpath::Item& one : cell.outcome->items.items()) out.push(one);
      return true;
    }
    if (at == kRoot) return false;
  }
}

std::span<const Option> Form::options(NodeId id) const {
  const Item& own = item(id);
  if (!engine_ || nodes_[id].first_cell == UINT32_MAX) return own.options;
  for (uint32_t i = 0; i < own.rule_count; ++i) {
    const Cell& cell = engine_->cells[nodes_[id].first_cell + i];
    if (definition_->rules().all[cell.rule].kind == RuleKind::Options && cell.outcome) return cell.outcome->options;
  }
  return own.options;
}

// An option that several expressions name is on when one of them says so.
bool Form::offers(NodeId id, const Option& option) const {
  const Item& own = item(id);
  if (!engine_ || nodes_[id].first_cell == UINT32_MAX) return true;
  bool named = false;
  for (uint32_t i = 0; i < own.rule_count; ++i) {
    const Cell& cell = engine_->cells[nodes_[id].first_cell + i];
    const Rule& rule = definition_->rules().all[cell.rule];
    if (rule.kind != RuleKind::Toggle) continue;
    for (const json::Value& part : (*rule.node)["extension"].elements()) {
      if (part["url"].string() != "option" || !same_value(read_value(part), option.value)) continue;
      if (!cell.known || cell.truth) return true;
      named = true;
    }
  }
  return !named;
}

// The item's limits with those an expression works out in their places; `room` holds them then.
const ItemLimits* Form::limits_now(NodeId id, ItemLimits& room) const {
  const Item& own = item(id);
  const ItemLimits* out = own.limits;
  if (!engine_ || nodes_[id].first_cell == UINT32_MAX) return out;
  for (uint32_t i = 0; i < own.rule_count; ++i) {
    const Cell& cell = engine_->cells[nodes_[id].first_cell + i];
    const RuleKind kind = definition_->rules().all[cell.rule].kind;
    if (!is_bound(kind) || !cell.outcome || cell.outcome->answers.empty()) continue;
    if (out != &room) {
      if (out) room = *out;
      out = &room;
    }
    const Answer& answer = cell.outcome->answers.front();
    const int32_t count = int32_t(std::clamp(number_of(answer.view()), 0.0, 2e9));
    switch (kind) {
      case RuleKind::MinValue: room.min_value = answer.view(); break;
      case RuleKind::MaxValue: room.max_value = answer.view(); break;
      case RuleKind::MinQuantity: room.min_quantity = answer.view(); break;
      case RuleKind::MaxQuantity: room.max_quantity = answer.view(); break;
      case RuleKind::MinLength: room.min_length = count; break;
      case RuleKind::MaxLength: room.max_length = count; break;
      case RuleKind::MinOccurs: room.min_occurs = count; break;
      default: room.max_occurs = count; break;
    }
  }
  return out;
}

void Form::check_constraints(NodeId id, std::vector<Issue>& out) const {
  if (nodes_[id].first_cell == UINT32_MAX) return;
  const uint32_t count = id == kRoot ? definition_->rules().form_rules : item(id).rule_count;
  for (uint32_t i = 0; i < count; ++i) {
    const Cell& cell = engine_->cells[nodes_[id].first_cell + i];
    const Rule& rule = definition_->rules().all[cell.rule];
    if (rule.kind != RuleKind::Constraint || !cell.known || cell.truth) continue;
    out.push_back({IssueCode::Constraint, 0, {std::string(rule.words), std::string(rule.name)}, rule.warning_only});
  }
}

}  // namespace forms
