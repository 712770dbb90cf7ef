// app/forms/rules.h: what a form works out by itself: its expressions, compiled once, with who reads what. For the module and app/authoring.
//
// A rule belongs to an item (or to the form: kNoItem); each instance of the item has a cell with the rule's latest outcome (engine.h). Readers say
// which rules look at an item's answers or at anything below it; users say which rules read a variable. `rank` orders rules and conditions so
// that what is read is worked out first; only a loop needs a second round.
// Source: Structured Data Capture 3.0.0, expressions and the extensions it names; R4's cqf-expression.
#pragma once
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

#include "app/fhirpath/document.h"
#include "app/fhirpath/expression.h"
#include "app/forms/item.h"

namespace forms {

using RuleIndex = uint32_t;
inline constexpr RuleIndex kNoRule = UINT32_MAX;
inline constexpr size_t kRulesMax = 20'000;
inline constexpr size_t kItemRulesMax = 200;     // of one item
inline constexpr size_t kFormRulesMax = 2'000;   // of the form itself
inline constexpr size_t kVariablesReadMax = 64;  // by one expression

enum class RuleKind : uint8_t {
  Variable,    // %name, for its item and everything below
  Population,  // itemPopulationContext: a variable; one repeat for each of its items when a form is new
  Initial,     // once, when its instance is made
  Calculated,
  Enable,
  Options,     // answerExpression, or an expression for answerValueSet
  Toggle,      // answerOptionsToggleExpression
  Text, Required, ReadOnly, Repeats,
  MinValue, MaxValue, MinLength, MaxLength, MinOccurs, MaxOccurs, MinQuantity, MaxQuantity,
  Constraint,
};

inline bool is_bound(RuleKind kind) { return kind >= RuleKind::MinValue && kind <= RuleKind::MaxQuantity; }

// Where %name of an expression is found: a rule's cell, or the launch context (kNoRule).
struct VariableUse {
  std::string_view name;
  RuleIndex rule = kNoRule;
};

struct Rule {
  RuleKind kind = RuleKind::Variable;
  bool empty_bundle = false;                 // a FHIR query: there is no server to ask, so nothing was found
  bool warning_only = false;                 // of a constraint
  bool in_loop = false;
  bool names_value_set = false;              // of Options: it comes to the canonical of a value set (cqf-expression on answerValueSet)
  bool seen_everywhere = false;              // a variable that is a named expression of an item: visible outside it as well
  ItemIndex item = kNoItem;
  uint32_t rank = 0;
  const fhirpath::Expression* expression = nullptr;
  std::string_view name;                     // of a variable; a constraint's key
  std::string_view words;                    // of a constraint: what to tell people
  const json::Value* node = nullptr;         // the extension
  std::span<const VariableUse> variables;
  std::span<const RuleIndex> users;          // of a variable
};

// A rule to work out again when an item's answers change: in every instance of the rule's item, or only where the
// rule's own item stands at or above the change.
struct Reader {
  RuleIndex rule = kNoRule;
  bool everywhere = true;
};

struct Rules {
  std::vector<Rule> all;                     // those of the form first, then item by item
  std::vector<std::unique_ptr<fhirpath::Expression>> expressions;
  std::vector<Reader> form_readers;          // rules that read any answer
  uint32_t form_rules = 0;                   // how many belong to the form itself
  std::unique_ptr<fhirpath::Document> nothing_found;  // an empty search result

  bool empty() const { return all.empty(); }
  // %questionnaire, read from `root` when an expression first asks for it; null when it is too large. Any thread.
  const fhirpath::Document* definition(const json::Value& root) const;
  // %qitem; None when there is none.
  fhirpath::Item definition_item(const json::Value& root, ItemIndex item) const;

 private:
  mutable std::once_flag read_;
  mutable std::unique_ptr<fhirpath::Document> definition_;
  mutable std::vector<fhirpath::NodeId> definition_items_;  // by ItemIndex
};

}  // namespace forms
