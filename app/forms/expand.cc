#include "app/forms/expand.h"

#include <algorithm>
#include <utility>

namespace forms {
namespace {

void add(const json::Value& node, std::string_view system, std::vector<Concept>& out) {
  if (out.size() >= kConceptsMax || node["abstract"].is_true() || node["code"].string().empty()) return;
  out.push_back({system, &node});
}

// ValueSet.expansion.contains, which nests.
void add_expansion(const json::Value& list, std::vector<Concept>& out) {
  for (const json::Value& entry : list.elements()) {
    add(entry, entry["system"].string(), out);
    add_expansion(entry["contains"], out);
  }
}

bool in_list(std::string_view list, std::string_view wanted) {
  while (!list.empty()) {
    const size_t comma = list.find(',');
    std::string_view one = list.substr(0, comma);
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (one == wanted) return true;
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return false;
}

bool matches(Patterns& patterns, std::string_view pattern, std::string_view text) {
  std::string why;
  const int32_t index = patterns.add(pattern, why);
  return why.empty() && patterns.matches(index, text);
}

// What a concept says of a property: "code", "display", or one of its own.
std::vector<std::string_view> property_of(const json::Value& node, std::string_view name) {
  if (name == "code" || name == "concept") return {node["code"].string()};
  if (name == "display" || name == "definition") return {node[name].string()};
  std::vector<std::string_view> out;
  for (const json::Value& property : node["property"].elements()) {
    if (property["code"].string() != name) continue;
    for (const json::Member& member : property.members()) {
      if (!member.key.starts_with("value")) continue;
      if (member.value.is_object()) out.push_back(member.value["code"].string());
      else out.push_back(member.value.is_bool() ? (member.value.is_true() ? "true" : "false") : member.value.text());
    }
  }
  return out;
}

void keep_each_once(std::vector<Concept>& list) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  std::erase_if(list, [&](const Concept& one) { return !seen.insert({one.system, one.code()}).second; });
}

}  // namespace

std::vector<Concept> Expander::expand(std::string_view url) {
  whole_ = true;
  std::vector<Concept> out;
  whole_ &= add_value_set(url, 0, out);
  keep_each_once(out);
  return out;
}

// False when it is not at hand, or not all of it.
bool Expander::add_value_set(std::string_view url, size_t depth, std::vector<Concept>& out) {
  if (depth >= kValueSetDepthMax) return false;
  const json::Value& set = find_(url.starts_with('#') ? url.substr(1) : url);
  const size_t before = out.size();
  add_expansion(set["expansion"]["contains"], out);
  if (out.size() > before) return true;
  const bool was = std::exchange(whole_, true);
  add_compose(set["compose"], depth, out);
  const bool whole = std::exchange(whole_, was) && out.size() > before;
  if (whole || !known_) return whole;
  const std::span<const json::Value> elsewhere = known_->find(url);
  if (elsewhere.empty()) return false;
  out.resize(before);
  for (const json::Value& entry : elsewhere) add(entry, entry["system"].string(), out);
  return true;
}

void Expander::add_compose(const json::Value& compose, size_t depth, std::vector<Concept>& out) {
  for (const json::Value& include : compose["include"].elements()) whole_ &= add_include(include, depth, out);
  if (!compose.has("exclude")) return;
  Seen gone;
  std::vector<Concept> excluded;
  for (const json::Value& exclude : compose["exclude"].elements()) whole_ &= add_include(exclude, depth, excluded);
  for (const Concept& one : excluded) gone.insert({one.system, one.code()});
  std::erase_if(out, [&](const Concept& one) { return gone.contains({one.system, one.code()}); });
}

// A code system's concepts and every value set named beside it: what stands in all of them.
bool Expander::add_include(const json::Value& include, size_t depth, std::vector<Concept>& out) {
  std::vector<Concept> found;
  bool whole = true, narrowed = include.has("system");
  if (narrowed) whole = add_system(include, found);
  for (const json::Value& set : include["valueSet"].elements()) {
    std::vector<Concept> other;
    whole &= add_value_set(set.string(), depth + 1, other);
    if (!std::exchange(narrowed, true)) {
      found = std::move(other);
      continue;
    }
    Seen both;
    for (const Concept& one : other) both.insert({one.system, one.code()});
    std::erase_if(found, [&](const Concept& one) { return !both.contains({one.system, one.code()}); });
  }
  for (const Concept& one : found)
    if (out.size() < kConceptsMax) out.push_back(one);
  return whole;
}

void Expander::list_concepts(const json::Value& list, std::string_view system, size_t parent, std::vector<Listed>& out) {
  for (const json::Value& entry : list.elements()) {
    if (out.size() >= kConceptsMax) return;
    out.push_back({{system, &entry}, parent});
    list_concepts(entry["concept"], system, out.size() - 1, out);
  }
}

bool Expander::add_system(const json::Value& include, std::vector<Concept>& out) {
  const std::string_view system = include["system"].string();
  if (include.has("concept")) {
    for (const json::Value& entry : include["concept"].elements()) add(entry, system, out);
    return true;
  }
  std::vector<Listed> all;
  list_concepts(find_(system)["concept"], system, SIZE_MAX, all);
  if (all.empty() && known_)
    for (const json::Value& entry : known_->find(system)) all.push_back({{system, &entry}, SIZE_MAX});
  if (all.empty()) return false;
  const std::span<const json::Value> filters = include["filter"].elements();
  for (size_t at = 0; at < all.size(); ++at)
    if (std::all_of(filters.begin(), filters.end(), [&](const json::Value& filter) { return passes(all, at, filter); })) add(*all[at].concept_.node, system, out);
  return true;
}

bool Expander::passes(const std::vector<Listed>& all, size_t at, const json::Value& filter) const {
  const std::string_view op = filter["op"].string(), wanted = filter["value"].string();
  const auto under = [&](size_t from) {
    for (; from != SIZE_MAX; from = all[from].parent)
      if (all[from].concept_.code() == wanted) return true;
    return false;
  };
  if (op == "is-a") return under(at);
  if (op == "is-not-a") return !under(at);
  if (op == "descendent-of" || op == "descendant-of") return under(all[at].parent);
  if (op == "child-of") return all[at].parent != SIZE_MAX && all[all[at].parent].concept_.code() == wanted;
  if (op == "generalizes") {
    for (size_t from = 0; from < all.size(); ++from)
      if (all[from].concept_.code() == wanted)
        for (; from != SIZE_MAX; from = all[from].parent)
          if (from == at) return true;
    return false;
  }
  const std::vector<std::string_view> said = property_of(*all[at].concept_.node, filter["property"].string());
  const auto any = [&](const auto& test) { return std::any_of(said.begin(), said.end(), test); };
  if (op == "=") return any([&](std::string_view one) { return one == wanted; });
  if (op == "in") return any([&](std::string_view one) { return in_list(wanted, one); });
  if (op == "not-in") return !any([&](std::string_view one) { return in_list(wanted, one); });
  if (op == "regex") return any([&](std::string_view one) { return matches(patterns_, wanted, one); });
  if (op == "exists") return said.empty() == (wanted == "false");
  return false;
}

}  // namespace forms
