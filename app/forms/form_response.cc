// QuestionnaireResponse, out and in. Source: FHIR R4 questionnaireresponse.html.
#include <algorithm>
#include <optional>

#include "app/forms/form.h"
#include "app/forms/paths.h"
#include "sync/record/order_key.h"

namespace forms {
namespace {

// The members of a response that are always ours to write.
constexpr std::string_view kOwnMembers[] = {"resourceType", "item"};

void append_raw(std::string_view members, std::string& out) {
  if (members.empty()) return;
  if (out.back() != '{') out += ',';
  out += members;
}

bool is_exported(const Answer& answer) { return is_value(answer) || (answer.kind == AnswerKind::Typed && !answer.text.empty()) || !answer.beside.empty(); }

// A response's own members: the caller's where it says something, else the import's.
class HeadWriter {
 public:
  HeadWriter(std::string_view kept_members, std::string& out) : out_(out) {
    if (auto read = json::Document::parse("{" + std::string(kept_members) + "}")) kept_.emplace(std::move(*read));
  }
  void text(std::string_view key, std::string_view said, std::string_view otherwise = {}) {
    written_.push_back(key);
    const json::Value* const kept = said.empty() && kept_ ? &kept_->root()[key] : nullptr;
    if (kept && !kept->is_null()) return write(key, json::to_text(*kept));
    if (said.empty()) said = otherwise;
    if (!said.empty()) write(key, quoted(said));
  }
  void reference(std::string_view key, std::string_view said) {
    if (said.empty()) return text(key, {});
    written_.push_back(key);
    write(key, "{\"reference\":" + quoted(said) + "}");
  }
  void rest() {
    if (!kept_) return;
    for (const json::Member& member : kept_->root().members())
      if (std::find(written_.begin(), written_.end(), member.key) == written_.end()) write(member.key, json::to_text(member.value));
  }

 private:
  static std::string quoted(std::string_view text) {
    std::string out;
    json::write_string(text, out);
    return out;
  }
  void write(std::string_view key, std::string_view json) {
    json::write_key(key, out_);
    out_ += json;
  }
  std::string& out_;
  std::optional<json::Document> kept_;
  std::vector<std::string_view> written_;
};

}  // namespace

class ResponseWriter {
 public:
  explicit ResponseWriter(const Form& form) : form_(form) {}

  // Appends "item":[...] when there is anything below.
  void write_items(NodeId parent, uint32_t slot, std::string& out) {
    const size_t before = out.size();
    json::write_key("item", out);
    out += '[';
    const size_t open = out.size();
    const auto kept = form_.kept_.find(parent);
    size_t next_kept = 0;
    uint32_t place = 0;
    const auto write_kept = [&](uint32_t up_to) {
      if (kept == form_.kept_.end()) return;
      for (; next_kept < kept->second.items.size(); ++next_kept) {
        const Form::KeptItem& item = kept->second.items[next_kept];
        if (item.slot != slot) continue;
        if (item.at > up_to) return;
        separate(out);
        out += item.json;
        ++place;
      }
    };
    for (const NodeId child : form_.node(parent).children) {
      if (form_.node(child).slot != slot) continue;
      write_kept(place);
      place += write_item(child, out);
    }
    write_kept(UINT32_MAX);
    if (out.size() == open) out.resize(before);
    else out += ']';
  }

 private:
  static void separate(std::string& out) {
    if (out.back() != '[') out += ',';
  }

  // 1 when it wrote the item, 0 when there was nothing to say.
  uint32_t write_item(NodeId id, std::string& out) {
    const Node& node = form_.node(id);
    const Item& item = form_.item(id);
    const auto kept = form_.kept_.find(id);
    if (!node.enabled || (item.is_display() && kept == form_.kept_.end())) return 0;
    const size_t before = out.size();
    separate(out);
    out += '{';
    json::write_key("linkId", out);
    json::write_string(item.link_id, out);
    if (kept != form_.kept_.end()) append_raw(kept->second.members, out);
    const size_t bare = out.size();
    if (item.is_question()) write_answers(id, out);
    else write_items(id, 0, out);
    if (out.size() == bare && (kept == form_.kept_.end() || kept->second.members.empty())) {
      out.resize(before);
      return 0;
    }
    out += '}';
    return 1;
  }

  void write_answers(NodeId id, std::string& out) {
    const Answers& answers = form_.node(id).answers;
    if (!std::any_of(answers.begin(), answers.end(), is_exported)) return;
    json::write_key("answer", out);
    out += '[';
    for (uint32_t slot = 0; slot < answers.size(); ++slot) {
      if (!is_exported(answers[slot])) continue;
      separate(out);
      out += '{';
      write_answer_members(answers[slot], out);
      write_items(id, slot, out);
      out += '}';
    }
    out += ']';
  }

  const Form& form_;
};

std::string Form::response(const ResponseHead& head) const {
  std::string out = "{\"resourceType\":\"QuestionnaireResponse\"";
  const auto kept = kept_.find(kRoot);
  const std::string canonical = definition_->canonical();
  HeadWriter members(kept == kept_.end() ? std::string_view() : kept->second.members, out);
  members.text("id", head.id);
  members.text("questionnaire", {}, canonical);
  members.text("status", head.status, "in-progress");
  members.reference("subject", head.subject);
  members.text("authored", head.authored);
  members.reference("author", head.author);
  members.rest();
  ResponseWriter(*this).write_items(kRoot, 0, out);
  return out += '}';
}

class ResponseReader {
 public:
  explicit ResponseReader(Form& form) : form_(form) {}

  bool full() const { return full_ || form_.nodes_.size() >= kNodesMax; }

  void read_items(const json::Value& list, NodeId parent, uint32_t slot) {
    uint32_t place = 0;
    std::unordered_map<ItemIndex, size_t> used;
    for (const json::Value& entry : list.elements()) {
      if (full()) return;  // it is refused as a whole
      const NodeId id = instance_for(entry, parent, slot, used);
      if (id == kNoNode) form_.kept_[parent].items.push_back({slot, place, json::to_text(entry)});
      else read_item(entry, id);
      ++place;
    }
  }

  void keep_members(const json::Value& object, NodeId id, std::span<const std::string_view> except) {
    std::string members;
    for (const json::Member& member : object.members())
      if (std::find(except.begin(), except.end(), member.key) == except.end()) json::append_member(member, members);
    if (!members.empty()) form_.kept_[id].members = std::move(members);
  }

 private:
  // The instance an entry of the response is about: the first of its linkId not taken yet, a new repeat of a group, or none.
  NodeId instance_for(const json::Value& entry, NodeId parent, uint32_t slot, std::unordered_map<ItemIndex, size_t>& used) {
    const std::string_view link_id = entry["linkId"].string();
    const Questionnaire& definition = form_.definition();
    for (ItemIndex child = definition.first_child(form_.node(parent).item); child != kNoItem; child = definition.next_sibling(child)) {
      const Item& item = definition.item(child);
      if (item.link_id != link_id || !item.lives) continue;
      const std::span<const NodeId> known = form_.instances(parent, child, slot);
      const size_t nth = used[child]++;
      if (nth < known.size()) return known[nth];
      if (item.is_group() && item.repeats && form_.has_room_for_repeat(known)) return add(child, parent, slot, nth, known);
      full_ |= item.is_group() && item.repeats;
    }
    return kNoNode;
  }

  NodeId add(ItemIndex child, NodeId parent, uint32_t slot, size_t nth, std::span<const NodeId> known) {
    const NodeId last = known.back();
    if (form_.nodes_[last].order.empty()) form_.nodes_[last].order = record::order_between({}, {});
    const NodeId made = form_.make_tree(child, parent, slot, false);
    form_.nodes_[made].key = std::to_string(nth + 1);
    form_.nodes_[made].order = record::order_between(form_.nodes_[last].order, {});
    form_.link(made);
    return made;
  }

  void read_item(const json::Value& entry, NodeId id) {
    constexpr std::string_view kGroupMembers[] = {"linkId", "item"};
    constexpr std::string_view kQuestionMembers[] = {"linkId", "item", "answer"};
    if (!form_.item(id).is_question()) {
      keep_members(entry, id, kGroupMembers);
      return read_items(entry["item"], id, 0);
    }
    keep_members(entry, id, kQuestionMembers);
    const std::span<const json::Value> list = entry["answer"].elements();
    for (const json::Value& answer : list) form_.nodes_[id].answers.push_back(read_answer(answer));
    if (!form_.item(id).nests) {
      for (uint32_t slot = 0; slot < list.size(); ++slot)
        for (const json::Value& below : list[slot]["item"].elements()) form_.kept_[id].items.push_back({slot, 0, json::to_text(below)});
      return;
    }
    for (uint32_t slot = 1; slot < list.size(); ++slot) form_.make_children(id, slot, false);
    for (uint32_t slot = 0; slot < list.size(); ++slot) read_items(list[slot]["item"], id, slot);
    if (list.empty()) read_items(entry["item"], id, 0);
  }

  Form& form_;
  bool full_ = false;
};

base::Result<Form> Form::from_response(std::shared_ptr<const Questionnaire> definition, os::Random& random, std::string_view json_text, Surroundings around) {
  TRY(const json::Document document, json::Document::parse(std::string(json_text)));
  const json::Value& root = document.root();
  if (root["resourceType"].string() != "QuestionnaireResponse") return base::fail(base::Fault::BadInput, "not a QuestionnaireResponse");
  Form form(std::move(definition), random, std::move(around), false);
  ResponseReader reader(form);
  reader.keep_members(root, kRoot, kOwnMembers);
  reader.read_items(root["item"], kRoot, 0);
  if (reader.full()) return base::fail(base::Fault::BadInput, "too many repeats: at most " + std::to_string(kRepeatsMax) + " of one group and " + std::to_string(kNodesMax) + " items");
  form.start();
  return form;
}

}  // namespace forms
