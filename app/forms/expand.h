// app/forms/expand.h: which concepts a value set holds, worked out here from what the form brings: an expansion, lists of concepts, code systems with
// filters over them, other value sets, and what is excluded. What needs a terminology server is left out, and said.
// Source: FHIR R4 valueset.html (compose), codesystem-filter-operators. Private to the module.
#pragma once
#include <functional>
#include <set>
#include <string_view>
#include <vector>

#include "app/forms/json.h"
#include "app/forms/patterns.h"
#include "app/forms/value_sets.h"

namespace forms {

inline constexpr size_t kConceptsMax = 50'000;     // of one value set
inline constexpr size_t kValueSetDepthMax = 8;     // value sets in value sets

struct Concept {
  std::string_view system;
  const json::Value* node = nullptr;  // an object with code and display
  std::string_view code() const { return (*node)["code"].string(); }
};

class Expander {
 public:
  // A resource the form holds, by its id or canonical; Null when it holds none.
  using FindResource = std::function<const json::Value&(std::string_view)>;
  // `known` may be null. Both must outlive the expander.
  Expander(FindResource find, const ValueSets* known) : find_(std::move(find)), known_(known) {}

  // The concepts of `url` ("#id", "url" or "url|version"), each once, in their order.
  std::vector<Concept> expand(std::string_view url);
  // False when the last expand() met something that is not at hand.
  bool is_whole() const { return whole_; }

 private:
  using Seen = std::set<std::pair<std::string_view, std::string_view>>;
  struct Listed {
    Concept concept_;
    size_t parent = SIZE_MAX;  // in the same list
  };
  bool add_value_set(std::string_view url, size_t depth, std::vector<Concept>& out);
  void add_compose(const json::Value& compose, size_t depth, std::vector<Concept>& out);
  bool add_include(const json::Value& include, size_t depth, std::vector<Concept>& out);
  bool add_system(const json::Value& include, std::vector<Concept>& out);
  static void list_concepts(const json::Value& list, std::string_view system, size_t parent, std::vector<Listed>& out);
  bool passes(const std::vector<Listed>& all, size_t at, const json::Value& filter) const;

  FindResource find_;
  mutable Patterns patterns_;
  const ValueSets* known_;
  bool whole_ = true;
};

}  // namespace forms
