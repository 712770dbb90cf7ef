// Who reads what: variables by scope, readers by linkId, an order in which everything is worked out once, and the loops that have none.
#include <algorithm>

#include "app/forms/parser.h"

namespace forms {
namespace {

// Strongly connected parts of a graph, the ones nothing leads out of numbered first. Tarjan's algorithm, without recursion.
class Components {
 public:
  explicit Components(size_t count) : edges_(count), number_(count, 0), low_(count, 0), part_(count, UINT32_MAX) {}
  void add(size_t from, size_t to) { edges_[from].push_back(uint32_t(to)); }

  void run() {
    for (uint32_t i = 0; i < edges_.size(); ++i)
      if (number_[i] == 0) visit(i);
  }
  uint32_t part(size_t at) const { return part_[at]; }
  uint32_t count() const { return parts_; }
  uint32_t size_of(uint32_t part) const { return sizes_[part]; }
  bool reaches_itself(uint32_t at) const { return std::find(edges_[at].begin(), edges_[at].end(), at) != edges_[at].end(); }

 private:
  struct Frame {
    uint32_t at;
    size_t next;
  };

  void enter(uint32_t at) {
    number_[at] = low_[at] = ++last_;
    stack_.push_back(at);
    open_.push_back({at, 0});
  }

  void close(uint32_t at) {
    if (low_[at] == number_[at]) {
      sizes_.push_back(0);
      for (uint32_t taken = UINT32_MAX; taken != at;) {
        taken = stack_.back();
        stack_.pop_back();
        part_[taken] = parts_;
        ++sizes_.back();
      }
      ++parts_;
    }
    open_.pop_back();
    if (!open_.empty()) low_[open_.back().at] = std::min(low_[open_.back().at], low_[at]);
  }

  void visit(uint32_t start) {
    enter(start);
    while (!open_.empty()) {
      Frame& frame = open_.back();
      if (frame.next == edges_[frame.at].size()) {
        close(frame.at);
        continue;
      }
      const uint32_t to = edges_[frame.at][frame.next++];
      if (number_[to] == 0) enter(to);
      else if (part_[to] == UINT32_MAX) low_[frame.at] = std::min(low_[frame.at], number_[to]);
    }
  }

  std::vector<std::vector<uint32_t>> edges_;
  std::vector<uint32_t> number_, low_, part_, stack_, sizes_;
  std::vector<Frame> open_;
  uint32_t last_ = 0, parts_ = 0;
};

bool names_variable(RuleKind kind) { return kind == RuleKind::Variable || kind == RuleKind::Population; }

const char* kind_words(RuleKind kind) {
  switch (kind) {
    case RuleKind::Calculated: return "its calculation";
    case RuleKind::Enable: return "whether it is asked";
    default: return "a variable of it";
  }
}

}  // namespace

// The nearest variable of that name: the item's own (a variable does not see itself), then of what it stands in, then the form's.
RuleIndex Parser::variable_at(std::string_view name, ItemIndex at, RuleIndex asking) const {
  const std::vector<Rule>& all = parts_.rules.all;
  const auto among = [&](uint32_t first, uint32_t count) {
    for (uint32_t i = first + count; i-- > first;)
      if (i != asking && names_variable(all[i].kind) && all[i].name == name) return i;
    return kNoRule;
  };
  for (; at != kNoItem; at = out_.items_[at].parent) {
    const RuleIndex found = among(out_.items_[at].first_rule, out_.items_[at].rule_count);
    if (found != kNoRule) return found;
  }
  const RuleIndex found = among(0, parts_.rules.form_rules);
  if (found != kNoRule) return found;
  const auto named = named_.find(name);
  return named != named_.end() && named->second != asking ? named->second : kNoRule;
}

void Parser::link_readers(RuleIndex index, std::vector<std::vector<Reader>>& readers) {
  const Rule& rule = parts_.rules.all[index];
  const fhirpath::Dependencies& reads = rule.expression->dependencies();
  if (reads.reads_all_answers || (reads.reads_context_answers && rule.item == kNoItem)) parts_.rules.form_readers.push_back({index, true});
  else if (reads.reads_context_answers) readers[rule.item].push_back({index, false});
  // Of one name, or of all that begin so; false when there is none.
  const auto link = [&](std::string_view name, bool begins, const std::vector<std::string>& from_response) {
    const bool everywhere = rule.item == kNoItem || std::binary_search(from_response.begin(), from_response.end(), name);
    const auto from = std::lower_bound(out_.by_link_id_.begin(), out_.by_link_id_.end(), std::pair<std::string_view, ItemIndex>(name, 0));
    auto at = from;
    for (; at != out_.by_link_id_.end() && (begins ? at->first.starts_with(name) : at->first == name); ++at) {
      const bool below = rule.item != kNoItem && at->second >= rule.item && at->second < out_.items_[rule.item].end;
      if (everywhere || below) readers[at->second].push_back({index, everywhere});
    }
    return at != from;
  };
  for (const std::string& begin : reads.link_prefixes)
    if (!link(begin, true, reads.response_link_prefixes))
      warn(WarningKind::UnknownItem, rule.item == kNoItem ? std::string_view() : out_.items_[rule.item].link_id, "an expression names items that are not in the form: none begins with \"" + begin + "\"", rule.node);
  for (const std::string& link_id : reads.link_ids) {
    if (!link(link_id, false, reads.response_link_ids))
      warn(WarningKind::UnknownItem, rule.item == kNoItem ? std::string_view() : out_.items_[rule.item].link_id, "an expression names an item that is not in the form: \"" + link_id + "\"", rule.node);
  }
}

void Parser::link_rules() {
  Rules& rules = parts_.rules;
  if (too_many_rules_) warn(WarningKind::TooMany, {}, "it has too many expressions: at most " + std::to_string(kItemRulesMax) + " an item and " + std::to_string(kRulesMax) + " in all; the rest are left out");
  std::vector<std::vector<Reader>> readers(out_.items_.size());
  std::vector<std::vector<RuleIndex>> users(rules.all.size());
  for (RuleIndex i = 0; i < rules.all.size(); ++i) {
    Rule& rule = rules.all[i];
    if (!rule.expression) continue;
    std::vector<VariableUse> uses;
    for (const std::string& name : rule.expression->dependencies().variables) {
      if (uses.size() >= kVariablesReadMax) break;
      const RuleIndex found = variable_at(name, rule.item, names_variable(rule.kind) ? i : kNoRule);
      uses.push_back({name, found});
      if (found != kNoRule) users[found].push_back(i);
    }
    rule.variables = parts_.keep(uses);
    link_readers(i, readers);
  }
  for (RuleIndex i = 0; i < rules.all.size(); ++i) rules.all[i].users = parts_.keep(users[i]);
  for (ItemIndex i = 0; i < out_.items_.size(); ++i) out_.items_[i].readers = parts_.keep(readers[i]);
  rank_rules();
  const bool asks_server = std::any_of(rules.all.begin(), rules.all.end(), [](const Rule& rule) { return rule.empty_bundle; });
  if (asks_server)
    if (auto read = fhirpath::Document::parse(R"({"resourceType":"Bundle","type":"searchset","total":0})", fhirpath::Model::r4())) rules.nothing_found = std::move(*read);
}

// What leads to what: an item's answers (3i) to what stands in it or above it (3i + 1), to conditions; being asked (3i + 2) to answers and to everything
// below; a rule to its users and to what it decides.
void Parser::rank_rules() {
  Rules& rules = parts_.rules;
  const size_t items = out_.items_.size(), first_rule = 3 * items, form = first_rule + rules.all.size();
  Components graph(form + 1);
  for (ItemIndex i = 0; i < items; ++i) {
    const Item& item = out_.items_[i];
    graph.add(3 * i, 3 * i + 1);
    graph.add(3 * i + 2, 3 * i);
    graph.add(3 * i + 1, item.parent == kNoItem ? form : 3 * item.parent + 1);
    if (item.parent != kNoItem) graph.add(3 * item.parent + 2, 3 * i + 2);
    if (item.parent != kNoItem && out_.items_[item.parent].is_question()) graph.add(3 * item.parent, 3 * i + 2);
    for (const ItemIndex dependent : item.dependents) graph.add(3 * i, 3 * dependent + 2);
    for (const Reader& reader : item.readers) graph.add(3 * i + 1, first_rule + reader.rule);
  }
  for (const Reader& reader : rules.form_readers) graph.add(form, first_rule + reader.rule);
  for (RuleIndex i = 0; i < rules.all.size(); ++i) {
    const Rule& rule = rules.all[i];
    for (const RuleIndex user : rule.users) graph.add(first_rule + i, first_rule + user);
    if (rule.kind == RuleKind::Calculated || rule.kind == RuleKind::Initial) graph.add(first_rule + i, 3 * rule.item);
    if (rule.kind == RuleKind::Enable) graph.add(first_rule + i, 3 * rule.item + 2);
  }
  graph.run();
  for (ItemIndex i = 0; i < items; ++i) out_.items_[i].rank = graph.count() - graph.part(3 * i + 2);
  for (RuleIndex i = 0; i < rules.all.size(); ++i) {
    Rule& rule = rules.all[i];
    const uint32_t part = graph.part(first_rule + i);
    rule.rank = graph.count() - part;
    rule.in_loop = rule.kind != RuleKind::Initial && (graph.size_of(part) > 1 || graph.reaches_itself(uint32_t(first_rule + i)));
    if (rule.in_loop)
      warn(WarningKind::RuleLoop, rule.item == kNoItem ? std::string_view() : out_.items_[rule.item].link_id, std::string(kind_words(rule.kind)) + " depends on itself", rule.node);
  }
}

}  // namespace forms
