// app/forms/questionnaire.h: a form's definition, read once from a FHIR R4 Questionnaire and shared by every draft of it.
// Immutable after parse(); any thread may read it. Nothing unknown is lost: items, types, extensions and modifiers stay in the JSON
// (`root()`, Item::node) and unknown types are shown. The definition's own oddities are in warnings(), never in the way of a draft.
// Source: FHIR R4 questionnaire.html; Structured Data Capture 3.0.0 for the extensions named in item.h.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/forms/item.h"
#include "platform/base/result.h"

namespace forms {

class ValueSets;
struct Rules;
using FindPart = std::function<std::string(std::string_view canonical)>;  // assemble.h

inline constexpr size_t kItemsMax = 20'000;
inline constexpr size_t kItemDepthMax = 32;
inline constexpr size_t kDefinitionBytesMax = 32 * 1024 * 1024;

enum class WarningKind : uint8_t {
  UnknownType, RepeatedLinkId, UnknownQuestion, UnknownOperator, NoBehavior, ConditionLoop, Pattern, NoValueSet, Expression, ServerQuery, OtherLanguage, Unnamed, TooMany, UnknownItem, RuleLoop
};

// Something odd that does not stop the form: where (a linkId, or empty) and what to do about it. For form authors and logs.
struct Warning {
  WarningKind kind;
  std::string link_id;
  std::string reason;
  const json::Value* node = nullptr;  // what it is about, in the form's JSON; null: the form
  uint32_t at = 0;                    // Expression: the byte of that text
};

// The first part of a field path: what is sealed and written together. One a top-level group; the questions at the top that stand in no
// group share the section "_".
struct Section {
  std::string_view name;
  ItemIndex item = kNoItem;  // kNoItem for "_"
};

class Questionnaire {
 public:
  // `value_sets` holds expansions of value sets that are not in the form itself; may be null; must outlive the form.
  // A Bundle, and a form made of parts, is put together first (assemble.h); `find` gives the parts it does not bring.
  // Errors: BadInput; `detail` names the line and column, or the linkId, and the reason in plain words.
  static base::Result<std::shared_ptr<const Questionnaire>> parse(std::string json_text, const ValueSets* value_sets = nullptr, const FindPart& find = {});
  ~Questionnaire();
  Questionnaire(const Questionnaire&) = delete;
  Questionnaire& operator=(const Questionnaire&) = delete;

  const json::Value& root() const;
  std::string_view url() const { return root()["url"].string(); }
  std::string_view version() const { return root()["version"].string(); }
  std::string_view id() const { return root()["id"].string(); }
  std::string_view title(std::string_view language = {}) const;
  // Another member of the form that holds words, by its name: "description", "copyright".
  std::string_view said(std::string_view member, std::string_view language) const;
  // url|version, what a response's `questionnaire` names; empty when the form has no url.
  std::string canonical() const;

  std::span<const Item> items() const { return items_; }
  const Item& item(ItemIndex index) const { return items_[index]; }
  // The first item of that linkId; kNoItem when there is none.
  ItemIndex find(std::string_view link_id) const;
  // More than one item has it.
  bool is_repeated(std::string_view link_id) const;
  // The items right below `parent`, or at the top for kNoItem: first, then next(), until kNoItem.
  ItemIndex first_child(ItemIndex parent) const;
  ItemIndex next_sibling(ItemIndex item) const;

  std::span<const Section> sections() const { return sections_; }
  std::span<const Warning> warnings() const { return warnings_; }

  // The text in a language where the form has a translation (BCP 47; "cy" finds "cy-GB"), else as written.
  std::string_view text(const Item& item, std::string_view language) const;
  std::string_view prefix(const Item& item, std::string_view language) const;
  std::string_view short_text(const Item& item, std::string_view language) const;
  std::string_view entry_format(const Item& item, std::string_view language) const;
  std::string_view text(const Option& option, std::string_view language) const;
  // Item::rich where it is in that language; empty where a translation is plain words, or there is none.
  std::string_view markdown(const Item& item, std::string_view language = {}) const;
  // rendering-xhtml of the item's text, as written.
  std::string_view xhtml(const Item& item) const;

  // Whether `text` satisfies the item's regex; true when it has none or RE2 cannot read it (a warning says so). Linear in `text`.
  bool matches(const Item& item, std::string_view text) const;

  // The options of a value set that an expression named while the form is filled in; empty when it is not at hand.
  std::vector<Option> options_of(std::string_view value_set, const Item& question) const;

  bool has_expressions() const;
  // What the form works out: for Form (rules.h).
  const Rules& rules() const;

  size_t memory_bytes() const;

 private:
  friend class Parser;
  struct Parts;  // the document, the arena and the compiled patterns
  Questionnaire();
  std::unique_ptr<Parts> parts_;
  std::vector<Item> items_;
  std::vector<Section> sections_;
  std::vector<Warning> warnings_;
  std::vector<std::pair<std::string_view, ItemIndex>> by_link_id_;  // sorted
};

}  // namespace forms
