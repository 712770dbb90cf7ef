#include "app/forms/words.h"

#include <algorithm>

#include "app/forms/names.h"

namespace forms {
namespace {

// Our one extension (assets/forms/README.md): the same sentence with {name} where the person's first name goes.
std::string_view named_text(const Item& item, std::string_view language) {
  std::string_view any;
  for (const json::Value& extension : (*item.node)["_text"]["extension"].elements()) {
    if (!extension["url"].string().ends_with("/named-text")) continue;
    const std::string_view content = extension_of(extension, "content")["valueString"].string();
    const std::string_view tag = extension_of(extension, "lang")["valueCode"].string();
    if (tag == language) return content;
    if (any.empty() && (tag.empty() || language.empty())) any = content;
  }
  return any;
}

std::string number_and_unit(const Answer& answer) {
  const std::string& unit = answer.display.empty() ? answer.code : answer.display;
  return unit.empty() ? answer.text : answer.text + " " + unit;
}

std::string said(std::string (*how)(std::string_view), const std::string& iso) { return how ? how(iso) : iso; }

bool is_signature(const Item& item) { return !extension_of(*item.node, "questionnaire-signatureRequired").is_null(); }

class Transcript {
 public:
  Transcript(const Form& form, const Wording& wording) : form_(form), wording_(wording) {}

  void children(NodeId parent, uint32_t slot, uint8_t depth) {
    for (const NodeId id : form_.node(parent).children)
      if (form_.node(id).slot == slot && form_.node(id).enabled && !form_.item(id).hidden) add(id, depth);
  }

  std::vector<Line> take() { return std::move(lines_); }

 private:
  void add(NodeId id, uint8_t depth) {
    const Item& item = form_.item(id);
    if (item.is_display()) return;
    if (item.is_question()) return question(id, item, depth);
    if (form_.node(id).answered_all == 0) return;
    const auto repeats = form_.siblings(id);
    std::string heading = text_of(form_.definition(), item, wording_);
    if (item.repeats && repeats.size() > 1) heading += " " + std::to_string(std::find(repeats.begin(), repeats.end(), id) - repeats.begin() + 1);
    if (!heading.empty()) lines_.push_back({depth == 0 ? LineKind::Section : LineKind::Group, depth, std::move(heading), {}, false});
    children(id, 0, uint8_t(depth + 1));
  }

  void question(NodeId id, const Item& item, uint8_t depth) {
    if (!form_.is_answered(id)) return;
    const Answers& answers = form_.node(id).answers;
    lines_.push_back({LineKind::Answer, depth, text_of(form_.definition(), item, wording_), display_of(form_.definition(), item, answers, wording_), false});
    if (item.type == ItemType::Attachment && is_signature(item)) {
      lines_.back().signature = true;
      lines_.back().answer = answers.front().text;
    }
    for (uint32_t slot = 0; slot < answers.size(); ++slot) children(id, slot, uint8_t(depth + 1));
  }

  const Form& form_;
  const Wording& wording_;
  std::vector<Line> lines_;
};

ItemIndex same_code(const Questionnaire& form, const Item& item) {
  const json::Value& code = (*item.node)["code"][0];
  if (code["code"].string().empty()) return kNoItem;
  for (const Item& other : form.items()) {
    const json::Value& theirs = (*other.node)["code"][0];
    if (theirs["code"].string() == code["code"].string() && theirs["system"].string() == code["system"].string()) return other.index;
  }
  return kNoItem;
}

// The repeat around `node`, as its place among its siblings; SIZE_MAX when there is none.
size_t repeat_place(const Form& form, NodeId node) {
  for (NodeId at = node; at != kRoot && at != kNoNode; at = form.node(at).parent) {
    if (form.node(at).key.empty()) continue;
    const auto all = form.siblings(at);
    return size_t(std::find(all.begin(), all.end(), at) - all.begin());
  }
  return SIZE_MAX;
}

}  // namespace

std::string text_of(const Questionnaire& form, const Item& item, const Wording& wording) {
  const std::string_view named = wording.first_name.empty() ? std::string_view() : named_text(item, wording.language);
  if (named.empty()) {
    const std::string_view own = form.text(item, wording.language);
    return own.empty() ? stand_in_for(form, item, wording.language) : std::string(own);
  }
  std::string out(named);
  constexpr std::string_view kName = "{name}";
  for (size_t at = out.find(kName); at != std::string::npos; at = out.find(kName, at + wording.first_name.size())) out.replace(at, kName.size(), wording.first_name);
  return out;
}

std::string display_of(const Questionnaire& form, const Item& item, const Answer& answer, const Wording& wording) {
  switch (answer.kind) {
    case AnswerKind::Boolean: return std::string(answer.text == "true" ? wording.yes : wording.no);
    case AnswerKind::Date: return said(wording.date, answer.text);
    case AnswerKind::DateTime: return said(wording.date_time, answer.text);
    case AnswerKind::Time: return said(wording.time, answer.text);
    case AnswerKind::Quantity: return number_and_unit(answer);
    case AnswerKind::Integer:
    case AnswerKind::Decimal:
      return item.units.empty() ? answer.text : answer.text + " " + std::string(item.units[0].display.empty() ? item.units[0].code : item.units[0].display);
    case AnswerKind::Coding:
    case AnswerKind::String:
      for (const Option& option : item.options)
        if (same_value(option.value, answer.view())) return std::string(form.text(option, wording.language));
      return answer.kind == AnswerKind::String ? answer.text : answer.display.empty() ? answer.code : answer.display;
    case AnswerKind::Reference:
    case AnswerKind::Attachment: return answer.display.empty() ? answer.text : answer.display;
    default: return answer.text;
  }
}

std::string display_of(const Questionnaire& form, const Item& item, const Answers& answers, const Wording& wording) {
  std::vector<std::string> parts;
  bool lines = false;
  for (const Answer& answer : answers) {
    if (!is_value(answer)) continue;
    parts.push_back(display_of(form, item, answer, wording));
    lines |= parts.back().find('\n') != std::string::npos;
  }
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += lines ? "\n" : ", ";
    out += part;
  }
  return out;
}

ItemIndex item_at_path(const Questionnaire& form, std::string_view path) {
  while (path.find('/') != std::string_view::npos && path[path.rfind('/') + 1] == '#') path = path.substr(0, path.rfind('/'));
  const std::string_view part = path.substr(path.rfind('/') + 1), section = path.substr(0, path.find('/'));
  for (const Item& item : form.items())
    if (item.path_part == part && form.sections()[item.page].name == section) return item.index;
  return kNoItem;
}

const Answers* earlier_answers(const Form& earlier, const Form& now, NodeId node) {
  const Item& item = now.item(node);
  NodeId found = earlier.node_at(now.path(node));
  if (found == kNoNode || found == kRoot || earlier.item(found).link_id != item.link_id) {
    ItemIndex index = earlier.definition().find(item.link_id);
    if (index == kNoItem) index = same_code(earlier.definition(), item);
    if (index == kNoItem) return nullptr;
    const std::vector<NodeId> all = earlier.all_instances(index);
    const size_t place = repeat_place(now, node);
    if (place != SIZE_MAX && place >= all.size()) return nullptr;
    found = all.empty() ? kNoNode : all[place == SIZE_MAX ? 0 : place];
  }
  if (found == kNoNode || !earlier.node(found).enabled || !earlier.is_answered(found)) return nullptr;
  return &earlier.node(found).answers;
}

std::vector<Line> transcript(const Form& form, const Wording& wording) {
  Transcript out(form, wording);
  out.children(kRoot, 0, 0);
  return out.take();
}

std::string number_typed(std::string_view text, bool whole) {
  std::string out;
  for (const char c : text)
    if (c != ' ' && c != ',' && c != '\t') out += c;
  if (out.starts_with('+')) out.erase(0, 1);
  const bool minus = out.starts_with('-');
  if (minus) out.erase(0, 1);
  if (out.starts_with('.')) out.insert(out.begin(), '0');
  if (out.ends_with('.')) out.pop_back();
  const size_t zeros = out.find_first_not_of('0');
  if (zeros != std::string::npos && zeros > 0) out.erase(0, out[zeros] == '.' ? zeros - 1 : zeros);
  else if (zeros == std::string::npos && !out.empty()) out = "0";
  if (minus) out.insert(out.begin(), '-');
  if (!json::is_number(out) || out.find_first_of("eE") != std::string::npos) return {};
  return whole && out.find('.') != std::string::npos ? std::string() : out;
}

}  // namespace forms
