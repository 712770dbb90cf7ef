// The JSON itself: members FHIR R4 does not have or has otherwise, extensions nobody here acts on.
#include <algorithm>
#include <map>

#include "app/authoring/known.h"
#include "app/authoring/report.h"

namespace authoring {
namespace {

namespace json = forms::json;

constexpr size_t kDepthMax = 200;

const char* wanted_words(json::Kind kind) {
  switch (kind) {
    case json::Kind::True: case json::Kind::False: return "true or false";
    case json::Kind::Number: return "a number";
    case json::Kind::String: return "text";
    case json::Kind::Array: return "a list";
    default: return "an object";
  }
}

bool is_kind(const json::Value& value, json::Kind wanted) {
  return wanted == json::Kind::True ? value.is_bool() : value.kind() == wanted;
}

class Structure {
 public:
  explicit Structure(Report& report) : report_(report) {}

  void form(const json::Value& root) {
    if (root["url"].string().empty()) report_.add(Rule::NoUrl, root, {}, "the form has no url");
    if (root["version"].string().empty()) report_.add(Rule::NoVersion, root, {}, "the form has no version");
    members(root, kFormMembers, {}, "a Questionnaire");
    extensions(root, {}, 0);
    list(root["item"], {}, 0);
    tell_left_out();
  }

 private:
  struct LeftOut {
    const json::Value* first;
    std::string link_id;
    size_t count = 0;
  };

  void list(const json::Value& items, std::string_view parent, size_t depth) {
    size_t place = 0;
    for (const json::Value& node : items.elements()) {
      ++place;
      if (depth > kDepthMax || !node.is_object()) {
        report_.add(Rule::WrongKind, node, parent, "an item is not an object");
        continue;
      }
      item(node, parent, place, depth);
    }
  }

  void item(const json::Value& node, std::string_view parent, size_t place, size_t depth) {
    const std::string_view link_id = node["linkId"].string();
    if (link_id.empty() && (!node.has("linkId") || node["linkId"].is_string()))
      report_.add(Rule::NoLinkId, node, parent, "item " + std::to_string(place) + (parent.empty() ? " of the form" : " in " + quoted(parent)) + " has no linkId");
    members(node, kItemMembers, link_id, "an item");
    for (const json::Value& when : node["enableWhen"].elements()) members(when, kConditionMembers, link_id, "an enableWhen");
    for (const json::Value& option : node["answerOption"].elements()) members(option, kOptionMembers, link_id, "an answerOption");
    extensions(node, link_id, 0);
    list(node["item"], link_id, depth + 1);
  }

  void members(const json::Value& object, std::span<const KnownMember> known, std::string_view link_id, const char* whole) {
    for (const json::Member& member : object.members()) {
      if (member.key.starts_with('_')) continue;
      const auto found = std::find_if(known.begin(), known.end(), [&](const KnownMember& each) { return each.open ? member.key.starts_with(each.name) : member.key == each.name; });
      if (found == known.end()) report_.add(Rule::UnknownMember, member.value, link_id, quoted(member.key) + " is no member of " + whole);
      else if (found->kind && !is_kind(member.value, *found->kind) && !member.value.is_null())
        report_.add(Rule::WrongKind, member.value, link_id, quoted(member.key) + " is to be " + wanted_words(*found->kind));
    }
  }

  // Those of the object and of whatever stands in it, items apart: they are looked at one by one.
  void extensions(const json::Value& value, std::string_view link_id, size_t depth) {
    if (depth > kDepthMax) return;
    for (const json::Value& extension : value["extension"].elements()) extension_at(extension, link_id);
    for (const json::Value& modifier : value["modifierExtension"].elements())
      report_.add(Rule::UnknownModifier, modifier, link_id, "a modifierExtension is not known: " + quoted(modifier["url"].string()));
    for (const json::Value& element : value.elements()) extensions(element, link_id, depth + 1);
    for (const json::Member& member : value.members())
      if (member.key != "item" && member.key != "extension" && member.key != "contained") extensions(member.value, link_id, depth + 1);
  }

  void extension_at(const json::Value& extension, std::string_view link_id) {
    const std::string_view url = extension["url"].string();
    if (standing_of(url) == Standing::Known) return;
    LeftOut& each = left_out_.try_emplace(std::string(url), LeftOut{&extension, std::string(link_id)}).first->second;
    ++each.count;
  }

  void tell_left_out() {
    for (const auto& [url, each] : left_out_) {
      const bool without_effect = standing_of(url) == Standing::WithoutEffect;
      const std::string times = each.count > 1 ? " (" + std::to_string(each.count) + " times in the form)" : "";
      report_.add(without_effect ? Rule::ExtensionWithoutEffect : Rule::UnknownExtension, *each.first, each.link_id,
                  url.empty() ? "an extension has no url" : "extension " + quoted(url) + (without_effect ? " is not acted on" : " is not known") + times);
    }
  }

  Report& report_;
  std::map<std::string, LeftOut> left_out_;
};

}  // namespace

void check_structure(const json::Value& root, Report& report) { Structure(report).form(root); }

}  // namespace authoring
