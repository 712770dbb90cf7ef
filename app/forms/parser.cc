#include "app/forms/parser.h"

#include <algorithm>

#include "app/forms/paths.h"
#include "sync/record/record.h"

namespace forms {
namespace {

// How many items there are below, so that the vector never moves while views point into it.
size_t count_items(const json::Value& list) {
  size_t count = 0;
  for (const json::Value& item : list.elements()) count += 1 + count_items(item["item"]);
  return count;
}

bool folds_into_parent(const Item& item) {
  switch (item.control) {
    case Control::Inline: case Control::Prompt: case Control::Unit: case Control::Lower: case Control::Upper:
    case Control::Flyover: case Control::Help: case Control::Legal:
      return true;
    default: return item.category != DisplayCategory::None;
  }
}

// A value under another kind's name ("answerInteger": "13:30:00") is taken as the question's kind.
AnswerView as_asked(AnswerView answer, const Item& question) {
  if (answer.kind != AnswerKind::Other || answer.text.size() < 2 || answer.text.front() != '"' || answer.text.find('\\') != std::string_view::npos) return answer;
  answer.text = answer.text.substr(1, answer.text.size() - 2);
  answer.code = {};
  switch (question.type) {
    case ItemType::Date: answer.kind = AnswerKind::Date; break;
    case ItemType::DateTime: answer.kind = AnswerKind::DateTime; break;
    case ItemType::Time: answer.kind = AnswerKind::Time; break;
    default: answer.kind = AnswerKind::String; break;
  }
  return answer;
}

std::string quoted(std::string_view link_id) { return "item \"" + std::string(link_id) + "\""; }

}  // namespace

base::Status Parser::run() {
  TRY_DO(check_shape());
  const json::Value& list = out_.root()["item"];
  const size_t count = count_items(list);
  if (count > kItemsMax)
    return base::fail(base::Fault::BadInput, "too many items: " + std::to_string(count) + ", at most " + std::to_string(kItemsMax));
  out_.items_.reserve(count);
  seen_link_ids_.reserve(count);
  read_form_rules();
  TRY_DO(read_items(list, kNoItem, 0));
  for (ItemIndex i = 0; i < out_.items_.size(); ++i) out_.by_link_id_.emplace_back(out_.items_[i].link_id, i);
  std::sort(out_.by_link_id_.begin(), out_.by_link_id_.end());
  for (ItemIndex i = 0; i < out_.items_.size(); ++i) fold_decorations(i);
  link_conditions();
  find_cycles();
  link_rules();
  return {};
}

base::Status Parser::check_shape() {
  const json::Value& root = out_.root();
  if (!root.is_object()) return base::fail(base::Fault::BadInput, "not a Questionnaire: the file holds no JSON object");
  const std::string_view type = root["resourceType"].string();
  if (type.empty()) return base::fail(base::Fault::BadInput, "not a Questionnaire: no resourceType");
  if (type != "Questionnaire") return base::fail(base::Fault::BadInput, "not a Questionnaire: it is a " + std::string(type.substr(0, 64)));
  if (root.has("item") && !root["item"].is_array()) return base::fail(base::Fault::BadInput, "\"item\" is not a list");
  return {};
}

base::Status Parser::read_items(const json::Value& list, ItemIndex parent, uint16_t depth) {
  size_t place = 0;
  for (const json::Value& node : list.elements()) TRY_DO(read_item(node, parent, depth, ++place));
  return {};
}

base::Status Parser::read_item(const json::Value& node, ItemIndex parent, uint16_t depth, size_t at) {
  const std::string_view link_id = node["linkId"].string();
  if (link_id.empty()) {
    const std::string where = parent == kNoItem ? "item " + std::to_string(at) + " of the form" : "item " + std::to_string(at) + " in " + quoted(out_.items_[parent].link_id);
    return base::fail(base::Fault::BadInput, where + " has no linkId");
  }
  if (depth >= kItemDepthMax) return base::fail(base::Fault::BadInput, quoted(link_id) + " is nested too deeply, at most " + std::to_string(kItemDepthMax) + " levels");
  if (node.has("item") && !node["item"].is_array()) return base::fail(base::Fault::BadInput, quoted(link_id) + ": its \"item\" is not a list");
  const ItemIndex index = ItemIndex(out_.items_.size());
  Item& item = out_.items_.emplace_back();
  item.link_id = link_id;
  item.node = &node;
  item.index = index;
  item.parent = parent;
  item.depth = depth;
  read_basics(node, item);
  read_extensions(node, item);
  read_options(node, item);
  read_initial(node, item);
  read_conditions(node, item);
  read_rules(node, item);
  place(item);
  TRY_DO(check_path(item));
  TRY_DO(read_items(node["item"], index, uint16_t(depth + 1)));
  out_.items_[index].end = ItemIndex(out_.items_.size());
  return {};
}

void Parser::place(Item& item) {
  const size_t occurrence = ++seen_link_ids_[item.link_id];
  if (occurrence == 2) warn(WarningKind::RepeatedLinkId, item.link_id, "this linkId is used more than once; conditions mean the first", &(*item.node)["linkId"]);
  const bool is_section = item.parent == kNoItem && item.is_group();
  const std::string part = path_part_of(item.link_id, occurrence, is_section);
  item.path_part = part == item.link_id ? item.link_id : parts_.keep(std::string_view(part));
  if (item.parent != kNoItem) {
    item.page = out_.items_[item.parent].page;
    item.hidden |= out_.items_[item.parent].hidden;
    return;
  }
  const Section section = is_section ? Section{item.path_part, item.index} : Section{kLooseSection, kNoItem};
  auto found = out_.sections_.end();
  if (!is_section) found = std::find_if(out_.sections_.begin(), out_.sections_.end(), [](const Section& known) { return known.item == kNoItem; });
  item.page = uint32_t(found - out_.sections_.begin());
  if (found == out_.sections_.end()) out_.sections_.push_back(section);
}

// The longest path an instance of this item can have must fit into a record.
base::Status Parser::check_path(const Item& item) {
  constexpr size_t kKeyBytes = 18;
  size_t bytes = kOrderPart.size() + 2;
  for (const Item* at = &item;; at = &out_.items_[at->parent]) {
    bytes += at->path_part.size() + 1 + (at->repeats ? kKeyBytes : 0);
    if (at->parent == kNoItem) break;
  }
  if (bytes <= record::kPathBytesMax) return {};
  return base::fail(base::Fault::BadInput, quoted(item.link_id.substr(0, 64)) + ": the linkIds above it are too long to keep an answer under");
}

void Parser::fold_decorations(ItemIndex parent) {
  std::vector<ItemIndex> folded;
  for (ItemIndex child = out_.first_child(parent); child != kNoItem; child = out_.next_sibling(child)) {
    Item& item = out_.items_[child];
    item.decorates = item.is_display() && folds_into_parent(item);
    const std::span<const Rule> rules(parts_.rules.all.data() + item.first_rule, item.rule_count);
    const bool changes = std::any_of(rules.begin(), rules.end(), [](const Rule& rule) { return rule.kind == RuleKind::Enable || rule.kind == RuleKind::Text; });
    item.lives = !item.decorates || !item.conditions.empty() || changes;
    out_.items_[parent].nests |= item.lives && out_.items_[parent].is_question();
    if (item.decorates) folded.push_back(child);
  }
  out_.items_[parent].decorations = parts_.keep(folded);
}

void Parser::link_conditions() {
  std::vector<std::vector<ItemIndex>> dependents(out_.items_.size());
  for (ItemIndex i = 0; i < out_.items_.size(); ++i) {
    std::vector<Condition> linked(out_.items_[i].conditions.begin(), out_.items_[i].conditions.end());
    const json::Value& written = (*out_.items_[i].node)["enableWhen"];
    for (Condition& condition : linked) {
      condition.question = out_.find(condition.question_link_id);
      if (condition.question == kNoItem) {
        warn(WarningKind::UnknownQuestion, out_.items_[i].link_id, "its enableWhen names a question that is not in the form: \"" + std::string(condition.question_link_id) + "\"",
             &written[size_t(&condition - linked.data())]["question"]);
        continue;
      }
      condition.answer = as_asked(condition.answer, out_.items_[condition.question]);
      std::vector<ItemIndex>& list = dependents[condition.question];
      if (list.empty() || list.back() != i) list.push_back(i);
    }
    if (!linked.empty()) out_.items_[i].conditions = parts_.keep(linked);
  }
  for (ItemIndex i = 0; i < out_.items_.size(); ++i) out_.items_[i].dependents = parts_.keep(dependents[i]);
}

// An item decides about its dependents and, being on or off, about everything below it. A loop in that is legal (two questions that
// shut each other out) but may have no answer, so authors are told.
void Parser::find_cycles() {
  enum class Mark : uint8_t { New, Open, Done };
  std::vector<Mark> marks(out_.items_.size(), Mark::New);
  struct Frame {
    ItemIndex item;
    size_t dependent;
    ItemIndex child;
  };
  std::vector<Frame> open;
  const auto enter = [&](ItemIndex item) {
    marks[item] = Mark::Open;
    open.push_back({item, 0, out_.first_child(item)});
  };
  for (ItemIndex start = 0; start < out_.items_.size(); ++start) {
    if (marks[start] != Mark::New) continue;
    enter(start);
    while (!open.empty()) {
      Frame& frame = open.back();
      const Item& item = out_.items_[frame.item];
      ItemIndex next = kNoItem;
      if (frame.dependent < item.dependents.size()) {
        next = item.dependents[frame.dependent++];
        if (marks[next] == Mark::Open)
          warn(WarningKind::ConditionLoop, item.link_id, "its answer decides about \"" + std::string(out_.items_[next].link_id) + "\", which decides about it", item.node);
      } else if (frame.child != kNoItem) {
        next = frame.child;
        frame.child = out_.next_sibling(next);
        if (marks[next] == Mark::Open) warn(WarningKind::ConditionLoop, out_.items_[next].link_id, "its answer decides whether it is asked", out_.items_[next].node);
      } else {
        marks[frame.item] = Mark::Done;
        open.pop_back();
        continue;
      }
      if (marks[next] == Mark::New) enter(next);
    }
  }
}

}  // namespace forms
