// A draft as the fields of its record, and back. Paths are described in paths.h.
#include <algorithm>

#include "app/forms/form.h"
#include "app/forms/paths.h"

namespace forms {
namespace {

std::string below(const std::string& path, std::string_view part) {
  std::string out;
  out.reserve(path.size() + 1 + part.size());
  out += path;
  out += '/';
  return out += part;
}

}  // namespace

record::Value stored_value(const Item& item, const Answers& answers) {
  if (answers.empty()) return {};
  const Answer& first = answers.front();
  const bool plain = item.is_free_text() && !item.takes_options() && !item.repeats && answers.size() == 1 && first.kind == AnswerKind::String && first.beside.empty();
  return plain ? record::text(first.text) : record::atom(to_field_text(answers));
}

record::Value Form::value_of(const Node& node) const { return stored_value(definition_->item(node.item), node.answers); }

// `path` is the node's own; it is put back as it was.
void Form::gather(NodeId id, std::string& path, std::vector<FieldEdit>& out) const {
  const Node& node = nodes_[id];
  if (!node.answers.empty()) out.push_back({path, value_of(node)});
  if (!node.order.empty()) out.push_back({below(path, kOrderPart), record::atom(node.order)});
  if (const auto kept = kept_.find(id); kept != kept_.end()) out.push_back({below(path, kKeptPart), record::atom(kept_text(kept->second))});
  const size_t length = path.size();
  const bool slots = id != kRoot && item(id).is_question() && item(id).repeats;
  for (const NodeId child : node.children) {
    const Node& next = nodes_[child];
    const Item& own = item(child);
    if (id == kRoot) path = definition_->sections()[own.page].name;
    if (slots && next.slot < node.answers.size()) (path += "/#") += slot_key(node, next.slot);
    if (id != kRoot || !own.is_group()) (path += '/') += own.path_part;
    if (!next.key.empty()) (path += "/#") += next.key;
    gather(child, path, out);
    path.resize(length);
  }
}

std::vector<FieldEdit> Form::gathered(const std::vector<NodeId>& nodes) const {
  std::vector<FieldEdit> out;
  for (const NodeId id : nodes) {
    std::string at = path(id);
    gather(id, at, out);
  }
  return out;
}

std::vector<FieldEdit> Form::fields() const {
  std::vector<FieldEdit> out = gathered({kRoot});
  for (const auto& [path, value] : unknown_) out.push_back({path, value});
  return out;
}

std::string Form::kept_text(const Kept& kept) {
  std::string out = "{";
  if (!kept.members.empty()) ((out += "\"members\":{") += kept.members) += '}';
  if (!kept.items.empty()) {
    json::write_key("items", out);
    out += '[';
    for (const KeptItem& item : kept.items) {
      if (out.back() != '[') out += ',';
      out += '{';
      json::write_key("slot", out);
      out += std::to_string(item.slot);
      json::write_key("at", out);
      out += std::to_string(item.at);
      json::write_key("item", out);
      (out += item.json) += '}';
    }
    out += ']';
  }
  return out += '}';
}

bool Form::take_kept(NodeId id, std::string_view json_text) {
  const base::Result<json::Document> document = json::Document::parse(std::string(json_text));
  if (!document || !document->root().is_object()) return false;
  Kept kept;
  const std::string members = json::to_text(document->root()["members"]);
  if (members.size() > 2 && members.front() == '{') kept.members = members.substr(1, members.size() - 2);
  for (const json::Value& entry : document->root()["items"].elements())
    kept.items.push_back({uint32_t(entry["slot"].integer()), uint32_t(entry["at"].integer()), json::to_text(entry["item"])});
  kept_[id] = std::move(kept);
  return true;
}

// One stored field into the tree while it is being restored. False: no item claims it.
bool Form::take(std::string_view path, const record::Value& value) {
  std::string_view left;
  const NodeId id = walk(path, true, &left);
  if (id == kNoNode) return false;
  Node& node = nodes_[id];
  if (left == kKeptPart) return take_kept(id, record::utf8_of(value));
  if (left == kOrderPart && !node.key.empty()) {
    unlink(id);
    node.order = record::utf8_of(value);
    link(id);
    return true;
  }
  if (!left.empty() || id == kRoot || !item(id).is_question()) return false;
  Answers answers;
  if (const record::Text* text = std::get_if<record::Text>(&value)) {
    answers.push_back(Answer::string(text->utf8));
  } else if (base::Result<Answers> read = from_field_text(record::utf8_of(value))) {
    answers = std::move(*read);
  } else {
    return false;
  }
  const uint32_t before = slot_count(node);
  node.answers = std::move(answers);
  for (uint32_t slot = before; slot < slot_count(node); ++slot) make_children(id, slot, false);
  return true;
}

// Fields come in the order of their paths, so an answer before what hangs below it.
Form Form::restore(std::shared_ptr<const Questionnaire> definition, os::Random& random, const record::FieldMap& fields, Surroundings around) {
  Form form(std::move(definition), random, std::move(around), false);
  for (const auto& [path, field] : fields) {
    if (record::is_absent(field.value)) continue;
    if (!form.take(path, field.value)) form.unknown_.emplace(path, field.value);
  }
  form.drop_unspoken_repeats(fields);
  form.start();
  return form;
}

// The repeat that is there from the start exists among others only if a field speaks of it.
void Form::drop_unspoken_repeats(const record::FieldMap& fields) {
  for (NodeId id = 0; id < nodes_.size(); ++id) {
    const Node& node = nodes_[id];
    if (node.key != kFirstKey || !node.order.empty() || siblings(id).size() < 2) continue;
    const std::string own = path(id) + "/";
    const auto found = fields.lower_bound(own);
    if (found == fields.end() || !found->first.starts_with(own)) unlink(id);
  }
}

Changes Form::take_field(std::string_view path, const record::Value& value) {
  typing_ = kNoNode;
  std::string_view left;
  const bool present = !record::is_absent(value);
  const size_t known = nodes_.size();
  const NodeId id = walk(path, present, &left);
  Changes changes;
  changes_ = &changes;
  if (id == kNoNode) {
    if (present) unknown_[std::string(path)] = value;
    else unknown_.erase(std::string(path));
  } else if (left == kOrderPart && !nodes_[id].key.empty()) {
    if (!present && siblings(id).size() > 1) {
      leave(id);
      unlink(id);
      changes.removed.push_back(id);
    } else {
      unlink(id);
      nodes_[id].order = record::utf8_of(value);
      link(id);
    }
  }
  for (NodeId made = NodeId(known); made < nodes_.size(); ++made) {
    if (nodes_[made].attached || !nodes_[nodes_[made].parent].attached) continue;
    enter(made);
    changes.added.push_back(made);
  }
  if (id == kNoNode || !left.empty() || id == kRoot || !item(id).is_question()) return finish(std::move(changes));
  Step step;
  step.node = id;
  step.answers = true;
  step.before = nodes_[id].answers;
  if (const record::Text* text = std::get_if<record::Text>(&value)) step.after.push_back(Answer::string(text->utf8));
  else if (present)
    if (base::Result<Answers> read = from_field_text(record::utf8_of(value))) step.after = std::move(*read);
  plan_slots(id, step);
  Changes rest = run(step, true);
  rest.added = std::move(changes.added);
  rest.edits.clear();  // the store has it already
  return rest;
}

}  // namespace forms
