#include "app/forms/migrate.h"

#include <algorithm>
#include <map>
#include <set>

#include "app/forms/convert.h"
#include "app/forms/paths.h"

namespace forms {
namespace {

constexpr std::string_view kBeforePart = "/@before";

// ---- which question of the new form is which of the old

bool same_class(const Item& a, const Item& b) { return a.is_group() == b.is_group() && a.is_question() == b.is_question(); }

// The items of the new form by what names them, where it names only one.
class NewItems {
 public:
  NewItems(const Questionnaire& from, const Questionnaire& to) : to_(to) {
    std::set<std::string_view> known;
    for (const Item& item : from.items()) known.insert(item.link_id);
    for (const Item& item : to.items()) {
      if (!item.lives || known.contains(item.link_id)) continue;
      if (const std::string_view definition = (*item.node)["definition"].string(); !definition.empty()) add(by_definition_, std::string(definition), item.index);
      for (const json::Value& coding : (*item.node)["code"].elements()) add(by_code_, code_of(coding), item.index);
    }
  }

  ItemIndex like(const Item& old) const {
    const ItemIndex same = to_.find(old.link_id);
    if (same != kNoItem) return same_class(old, to_.item(same)) && to_.item(same).lives ? same : kNoItem;
    const auto fits = [&](ItemIndex found) { return found != kNoItem && same_class(old, to_.item(found)); };
    if (const ItemIndex found = one(by_definition_, std::string((*old.node)["definition"].string())); fits(found)) return found;
    for (const json::Value& coding : (*old.node)["code"].elements())
      if (const ItemIndex found = one(by_code_, code_of(coding)); fits(found)) return found;
    return kNoItem;
  }

 private:
  using Table = std::map<std::string, ItemIndex>;
  static std::string code_of(const json::Value& coding) { return std::string(coding["system"].string()) + "|" + std::string(coding["code"].string()); }
  static void add(Table& table, std::string key, ItemIndex item) {
    const auto [at, is_new] = table.emplace(std::move(key), item);
    if (!is_new && at->second != item) at->second = kNoItem;  // it names two
  }
  static ItemIndex one(const Table& table, const std::string& key) {
    const auto found = key.empty() ? table.end() : table.find(key);
    return found == table.end() ? kNoItem : found->second;
  }

  const Questionnaire& to_;
  Table by_definition_, by_code_;
};

// ---- values in JSON, for the way back

void write_value(std::string_view key, const record::Value& value, std::string& out) {
  json::write_key(key, out);
  if (record::is_absent(value)) {
    out += "null";
    return;
  }
  out += '{';
  json::write_key(std::holds_alternative<record::Text>(value) ? "text" : "atom", out);
  json::write_string(record::utf8_of(value), out);
  out += '}';
}

record::Value read_value_json(const json::Value& value) {
  if (value.has("text")) return record::text(std::string(value["text"].string()));
  return value.has("atom") ? record::atom(std::string(value["atom"].string())) : record::Value();
}

constexpr std::pair<NotMoved, std::string_view> kNames[] = {
    {NotMoved::Gone, "gone"}, {NotMoved::OtherKind, "other-kind"}, {NotMoved::NotAnOption, "not-an-option"}, {NotMoved::NoRoom, "no-room"}};

class Mover {
 public:
  Mover(const Form& from, const std::shared_ptr<const Questionnaire>& to, const Wording& wording)
      : from_(from), definition_(to), to_(*to), wording_(wording), items_(from.definition(), *to) {
    for (const FieldEdit& field : from.fields()) before_.emplace(field.path, field.to);
  }

  Migration run() {
    after_ = before_;
    move_below(kRoot);
    set_aside();
    Migration out;
    for (const auto& [path, value] : after_)
      if (const auto was = before_.find(path); was == before_.end() || !(was->second == value)) out.edits.push_back({path, value});
    for (const auto& [path, value] : before_)
      if (!after_.contains(path)) out.edits.push_back({path, {}});
    out.left = std::move(left_);
    out.moved = moved_;
    say_how(out);
    return out;
  }

 private:
  void move_below(NodeId parent) {
    for (const NodeId child : from_.node(parent).children) {
      if (from_.item(child).is_group()) move_order(child);
      else if (from_.item(child).is_question() && !from_.node(child).answers.empty()) move_answer(child);
      move_below(child);
    }
  }

  // "g/#k" of the new form for an instance of it: the keys are those of the old instance's repeats. Empty when there is none.
  std::string path_in_new(ItemIndex target, NodeId old) const {
    const Item& item = to_.item(target);
    std::string out;
    if (item.parent == kNoItem) {
      out = to_.sections()[item.page].name;
      if (!item.is_group()) (out += '/') += item.path_part;
    } else {
      out = path_in_new(item.parent, old);
      const Item& above = to_.item(item.parent);
      if (out.empty()) return out;
      if (above.is_question() && above.repeats) {
        const std::string key = answer_key(item.parent, old);
        if (key.empty()) return {};
        (out += "/#") += key;
      }
      (out += '/') += item.path_part;
    }
    if (!item.is_group() || !item.repeats) return out;
    const NodeId repeat = ancestor_like(target, old);
    (out += "/#") += repeat == kNoNode || from_.node(repeat).key.empty() ? std::string(kFirstKey) : from_.node(repeat).key;
    return out;
  }

  // The old instance, at or above `old`, whose item became `target`.
  NodeId ancestor_like(ItemIndex target, NodeId old) const {
    for (NodeId at = old; at != kRoot && at != kNoNode; at = from_.node(at).parent)
      if (items_.like(from_.item(at)) == target) return at;
    return kNoNode;
  }

  // Which answer of the question above it hangs under, in a path: taken from the old path, where the answer is filed under the same words.
  std::string answer_key(ItemIndex question, NodeId old) const {
    for (NodeId at = old; at != kRoot && at != kNoNode; at = from_.node(at).parent) {
      const NodeId above = from_.node(at).parent;
      if (above == kRoot || above == kNoNode || items_.like(from_.item(above)) != question) continue;
      const std::string path = from_.path(at), own = from_.path(above);
      const size_t from = own.size() + 2, end = path.find('/', from);
      return path.size() > from && path[own.size() + 1] == '#' ? path.substr(from, end - from) : std::string();
    }
    return {};
  }

  // A repeat that is not the first has no place where there is only one.
  bool has_room(ItemIndex target, NodeId old) const {
    for (NodeId at = old; at != kRoot; at = from_.node(at).parent) {
      const Item& item = from_.item(at);
      if (!item.is_group() || !item.repeats || from_.siblings(at).front() == at) continue;
      const ItemIndex like = items_.like(item);
      bool kept = false;
      for (ItemIndex above = to_.item(target).parent; above != kNoItem; above = to_.item(above).parent) kept |= above == like && to_.item(above).repeats;
      if (!kept) return false;
    }
    return true;
  }

  void move_order(NodeId repeat) {
    const ItemIndex target = items_.like(from_.item(repeat));
    if (target == kNoItem || from_.node(repeat).order.empty() || !to_.item(target).repeats) return;
    const std::string at = path_in_new(target, repeat), was = from_.path(repeat);
    if (at.empty() || at == was) return;
    after_.erase(was + "/" + std::string(kOrderPart));
    after_[at + "/" + std::string(kOrderPart)] = record::atom(from_.node(repeat).order);
  }

  void move_answer(NodeId node) {
    const Item& old = from_.item(node);
    const std::string was = from_.path(node);
    const ItemIndex target = items_.like(old);
    if (target == kNoItem) {
      if (!old.calculated) leave(node, NotMoved::Gone);
      return;
    }
    const Item& item = to_.item(target);
    const std::string at = path_in_new(target, node);
    if (at.empty() || !has_room(target, node) || taken_.contains(at)) return leave(node, NotMoved::NoRoom);
    const Converted converted = convert(from_.definition(), old, from_.node(node).answers, item, wording_);
    if (converted.failed) return leave(node, *converted.failed);
    taken_.insert(at);
    if (at != was && !taken_.contains(was)) after_.erase(was);
    after_[at] = stored_value(item, converted.answers);
    ++moved_;
  }

  void leave(NodeId node, NotMoved why) {
    left_.push_back({text_of(from_.definition(), from_.item(node), wording_), display_of(from_.definition(), from_.item(node), from_.node(node).answers, wording_), why});
    aside_.push_back(from_.path(node));
  }

  // What did not move and stands where the new form keeps something else makes room for it.
  void set_aside() {
    record::FieldMap fields;
    for (const auto& [path, value] : after_) fields[path].value = value;
    os::SeededRandom none(0);
    const Form shape = Form::restore(definition_, none, fields);
    for (const std::string& path : aside_) {
      const auto found = after_.find(path);
      if (found == after_.end() || taken_.contains(path) || shape.node_at(path) == kNoNode) continue;
      after_[path + std::string(kBeforePart)] = found->second;
      after_.erase(found);
    }
  }

  void say_how(Migration& out) const {
    std::string back = "[", left = "[";
    for (const FieldEdit& edit : out.edits) {
      back += back.size() > 1 ? ",{" : "{";
      json::write_key("path", back);
      json::write_string(edit.path, back);
      const auto was = before_.find(edit.path);
      write_value("was", was == before_.end() ? record::Value() : was->second, back);
      write_value("now", edit.to, back);
      back += '}';
    }
    for (const LeftAnswer& one : out.left) {
      left += left.size() > 1 ? ",{" : "{";
      json::write_key("question", left);
      json::write_string(one.question, left);
      json::write_key("answer", left);
      json::write_string(one.answer, left);
      json::write_key("why", left);
      json::write_string(not_moved_name(one.why), left);
      left += '}';
    }
    out.edits.push_back({std::string(kMovedFrom), record::atom(std::string(from_.definition().version()))});
    out.edits.push_back({std::string(kMovedBack), record::atom(back + "]")});
    out.edits.push_back({std::string(kMovedLeft), record::atom(left + "]")});
  }

  using Values = std::map<record::FieldPath, record::Value, std::less<>>;
  const Form& from_;
  std::shared_ptr<const Questionnaire> definition_;
  const Questionnaire& to_;
  const Wording& wording_;
  NewItems items_;
  Values before_, after_;
  std::set<std::string, std::less<>> taken_;  // paths of the new form that have their answer
  std::vector<std::string> aside_;
  std::vector<LeftAnswer> left_;
  size_t moved_ = 0;
};

std::string field_of(const Form& form, std::string_view path) {
  for (const FieldEdit& field : form.fields())
    if (field.path == path) return std::string(record::utf8_of(field.to));
  return {};
}

}  // namespace

std::string_view not_moved_name(NotMoved why) {
  for (const auto& [value, name] : kNames)
    if (value == why) return name;
  return {};
}

Migration migrate(const Form& from, const std::shared_ptr<const Questionnaire>& to, const Wording& wording) { return Mover(from, to, wording).run(); }

std::string moved_from(const Form& form) { return field_of(form, kMovedFrom); }

std::vector<LeftAnswer> moved_left(const Form& form) {
  std::vector<LeftAnswer> out;
  const auto read = json::Document::parse(field_of(form, kMovedLeft));
  if (!read) return out;
  for (const json::Value& entry : read->root().elements()) {
    LeftAnswer& one = out.emplace_back(LeftAnswer{std::string(entry["question"].string()), std::string(entry["answer"].string()), NotMoved::Gone});
    for (const auto& [why, name] : kNames)
      if (entry["why"].string() == name) one.why = why;
  }
  return out;
}

std::vector<FieldEdit> move_back(const Form& moved) {
  std::vector<FieldEdit> out;
  std::map<record::FieldPath, record::Value, std::less<>> now;
  for (const FieldEdit& field : moved.fields()) now.emplace(field.path, field.to);
  const auto at = now.find(kMovedBack);
  const auto read = at == now.end() ? base::fail(base::Fault::NotFound, "") : json::Document::parse(std::string(record::utf8_of(at->second)));
  if (!read) return out;
  for (const json::Value& entry : read->root().elements()) {
    const std::string path(entry["path"].string());
    const auto held = now.find(path);
    const record::Value current = held == now.end() ? record::Value() : held->second;
    if (current == read_value_json(entry["now"])) out.push_back({path, read_value_json(entry["was"])});
  }
  for (const std::string_view path : {kMovedFrom, kMovedBack, kMovedLeft}) out.push_back({std::string(path), {}});
  return out;
}

record::FieldMap after_edits(const Form& form, const std::vector<FieldEdit>& edits) {
  record::FieldMap out;
  for (const FieldEdit& field : form.fields()) out[field.path].value = field.to;
  for (const FieldEdit& edit : edits) {
    if (record::is_absent(edit.to)) out.erase(edit.path);
    else out[edit.path].value = edit.to;
  }
  return out;
}

}  // namespace forms
