// app/forms/parser.h: reads a Questionnaire's JSON into items. Private to the module; see questionnaire.h.
#pragma once
#include <map>
#include <memory_resource>
#include <string>
#include <unordered_map>

#include "app/forms/patterns.h"
#include "app/forms/questionnaire.h"
#include "app/forms/rules.h"
#include "app/forms/value_sets.h"

namespace forms {

// The name an extension's url ends in.
inline std::string_view last_part(std::string_view url) { return url.substr(url.rfind('/') + 1); }

// What the items' views point into. Everything in the arena is trivially destructible.
struct Questionnaire::Parts {
  explicit Parts(json::Document read) : document(std::move(read)) {}
  json::Document document;
  std::pmr::monotonic_buffer_resource arena{16 * 1024};
  size_t arena_bytes = 0;
  Patterns patterns;
  Rules rules;
  const ValueSets* value_sets = nullptr;

  template <class T>
  std::span<const T> keep(const std::vector<T>& list) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (list.empty()) return {};
    T* const at = static_cast<T*>(arena.allocate(list.size() * sizeof(T), alignof(T)));
    arena_bytes += list.size() * sizeof(T);
    std::uninitialized_copy(list.begin(), list.end(), at);
    return {at, list.size()};
  }
  const TextStyle* keep(const TextStyle& style) { return style.says_nothing() ? nullptr : keep(std::vector<TextStyle>{style}).data(); }
  std::string_view keep(std::string_view text) {
    const std::vector<char> chars(text.begin(), text.end());
    const std::span<const char> kept = keep(chars);
    return {kept.data(), kept.size()};
  }
};

class Parser {
 public:
  Parser(Questionnaire& out, const ValueSets* value_sets) : out_(out), parts_(*out.parts_), value_sets_(value_sets) { parts_.value_sets = value_sets; }
  base::Status run();

 private:
  // parser.cc: the tree
  base::Status check_shape();
  base::Status read_items(const json::Value& list, ItemIndex parent, uint16_t depth);
  base::Status read_item(const json::Value& node, ItemIndex parent, uint16_t depth, size_t place);
  void place(Item& item);
  base::Status check_path(const Item& item);
  void fold_decorations(ItemIndex parent);
  void link_conditions();
  void find_cycles();
  void warn(WarningKind kind, std::string_view link_id, std::string reason, const json::Value* node = nullptr, uint32_t at = 0) {
    out_.warnings_.push_back({kind, std::string(link_id), std::move(reason), node, at});
  }
  // parse_item.cc: what one item says
  void read_basics(const json::Value& node, Item& item);
  void read_rich(const json::Value& element, Item& item);
  void read_extensions(const json::Value& node, Item& item);
  void read_extension(std::string_view name, const json::Value& extension, Item& item, ItemLimits& limits, bool& limited);
  AnswerView value_in(const json::Value& object, std::string_view prefix = "value");
  void read_regex(const json::Value& extension, Item& item, ItemLimits& limits);
  void read_conditions(const json::Value& node, Item& item);
  void read_initial(const json::Value& node, Item& item);
  // parse_options.cc
  void take_options_for_units(Item& item);
  void read_options(const json::Value& node, Item& item);
  std::span<const Option> value_set_options(const json::Value& named, std::string_view link_id);
  void read_unit_value_set(const json::Value& named, std::string_view link_id);
  // parse_rules.cc: the expressions
  void read_form_rules();
  void read_rules(const json::Value& node, Item& item);
  void read_rule(std::string_view name, const json::Value& extension, ItemIndex item);
  void read_dynamic(const json::Value& element, RuleKind kind, ItemIndex item);
  void read_constraint(const json::Value& extension, ItemIndex item);
  void add_rule(RuleKind kind, ItemIndex item, const json::Value& expression, const json::Value& extension, std::string_view name = {});
  const fhirpath::Expression* compiled(const json::Value& written, std::string_view link_id);
  // link_rules.cc: who reads what, and in which order
  void link_rules();
  RuleIndex variable_at(std::string_view name, ItemIndex item, RuleIndex asking) const;
  void link_readers(RuleIndex rule, std::vector<std::vector<Reader>>& readers);
  void rank_rules();

  Questionnaire& out_;
  Questionnaire::Parts& parts_;
  const ValueSets* value_sets_;
  std::vector<std::string_view> mime_types_;
  std::vector<UnitOption> units_;
  std::unordered_map<std::string_view, size_t> seen_link_ids_;
  std::unordered_map<std::string_view, const fhirpath::Expression*> compiled_;
  std::unordered_map<std::string_view, RuleIndex> named_;  // variables the whole form sees
  bool too_many_rules_ = false;
  std::map<std::string_view, std::span<const Option>> value_set_cache_;
};

}  // namespace forms
