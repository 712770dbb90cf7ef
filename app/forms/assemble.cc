// Putting a modular form together, as JSON. An item that stands for a part gives way to the part's items; the part's own variables go to the group
// around it, its launch context and what it contains to the form.
#include "app/forms/assemble.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace forms {
namespace {

constexpr std::string_view kSubQuestionnaire = "sdc-questionnaire-subQuestionnaire";
constexpr std::string_view kPrefixName = "linkIdPrefix";

std::string_view last_of(std::string_view url) { return url.substr(url.rfind('/') + 1); }
std::string_view bare(std::string_view canonical) { return canonical.substr(0, canonical.find('|')); }

std::string_view part_named(const json::Value& item) {
  for (const json::Value& extension : item["extension"].elements())
    if (last_of(extension["url"].string()) == kSubQuestionnaire) return extension["valueCanonical"].string();
  return {};
}

bool has_part(const json::Value& list) {
  for (const json::Value& item : list.elements())
    if (!part_named(item).empty() || has_part(item["item"])) return true;
  return false;
}

// 'patient.' is patient. ; an expression that is no literal says nothing.
std::string literal(std::string_view expression) {
  const bool quoted = expression.size() >= 2 && expression.front() == '\'' && expression.back() == '\'';
  if (!quoted) return {};
  const std::string_view inside = expression.substr(1, expression.size() - 2);
  return inside.find_first_of("'\\") == std::string_view::npos ? std::string(inside) : std::string();
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
}

// What stands in one list, while it is written.
struct Open {
  std::string prefix;                            // before every linkId
  std::vector<std::string> ids;                  // contained resources of this part that have another id now: "#old", "#new", ...
  std::set<std::string, std::less<>> inside;     // the parts being written, outermost first
  size_t depth = 0;
};

class Assembler {
 public:
  Assembler(const json::Value& root, const FindPart& find) : root_(root), find_(find) { learn(root); }

  base::Result<std::string> run(const json::Value& form) {
    for (const json::Value& resource : form["contained"].elements()) keep(resource, json::to_text(resource));
    for (const json::Value* extra : beside_)
      if (extra != &form) keep(*extra, json::to_text(*extra));
    Open open;
    std::string variables;
    TRY(const std::string items, write_items(form["item"], open, variables));
    std::string out = "{";
    for (const json::Member& member : form.members())
      if (member.key != "item" && member.key != "contained" && member.key != "extension") write_member(member.key, json::to_text(member.value), out);
    for (const json::Value& extension : form["extension"].elements()) add_extension(json::to_text(extension));
    std::string extensions = joined(extensions_);
    if (!variables.empty()) extensions += (extensions.empty() ? "" : ",") + variables;
    if (!extensions.empty()) write_member("extension", "[" + extensions + "]", out);
    if (!contained_.empty()) write_member("contained", "[" + joined(contained_) + "]", out);
    write_member("item", "[" + items + "]", out);
    if (out.size() > kAssembledBytesMax) return base::fail(base::Fault::BadInput, "its parts make it too large");
    return out + "}";
  }

  const json::Value* form_of_bundle() const {
    std::set<std::string_view> used;
    for (const json::Value* resource : beside_) collect_parts((*resource)["item"], used);
    for (const json::Value* resource : beside_)
      if ((*resource)["resourceType"].string() == "Questionnaire" && !used.contains((*resource)["url"].string())) return resource;
    return nullptr;
  }

 private:
  static void collect_parts(const json::Value& list, std::set<std::string_view>& out) {
    for (const json::Value& item : list.elements()) {
      if (const std::string_view part = part_named(item); !part.empty()) out.insert(bare(part));
      collect_parts(item["item"], out);
    }
  }

  // Resources that come with the form: in its Bundle, or contained.
  void learn(const json::Value& resource) {
    for (const json::Value& entry : resource["entry"].elements()) {
      const json::Value& one = entry["resource"];
      if (one["resourceType"].string().empty()) continue;
      beside_.push_back(&one);
      if (one["resourceType"].string() == "Questionnaire") parts_.emplace(std::string(one["url"].string()), &one);
    }
    for (const json::Value& one : resource["contained"].elements()) {
      if (one["resourceType"].string() == "Bundle") learn(one);
      if (one["resourceType"].string() != "Questionnaire") continue;
      parts_.emplace("#" + std::string(one["id"].string()), &one);
      if (one.has("url")) parts_.emplace(std::string(one["url"].string()), &one);
    }
  }

  const json::Value* part(std::string_view canonical) {
    const auto known = parts_.find(std::string(bare(canonical)));
    if (known != parts_.end()) return known->second;
    std::string text = find_ ? find_(canonical) : std::string();
    auto read = text.empty() ? base::fail(base::Fault::NotFound, "") : json::Document::parse(std::move(text));
    if (!read || read->root()["resourceType"].string() != "Questionnaire") return nullptr;
    read_.push_back(std::make_unique<json::Document>(std::move(*read)));
    return parts_[std::string(bare(canonical))] = &read_.back()->root();
  }

  static void write_member(std::string_view key, const std::string& text, std::string& out) {
    json::write_key(key, out);
    out += text;
  }
  static std::string joined(const std::vector<std::string>& list) {
    std::string out;
    for (const std::string& one : list) (out += out.empty() ? "" : ",") += one;
    return out;
  }
  void add_extension(std::string text) {
    if (std::find(extensions_.begin(), extensions_.end(), text) == extensions_.end()) extensions_.push_back(std::move(text));
  }
  void keep(const json::Value& resource, std::string text) {
    if (resource["resourceType"].string() == "Questionnaire" || resource["resourceType"].string() == "Bundle") return;
    ids_.insert(std::string(resource["id"].string()));
    contained_.push_back(std::move(text));
  }

  // Items as a list without its brackets. `variables` takes those of parts that stand right here.
  base::Result<std::string> write_items(const json::Value& list, const Open& open, std::string& variables) {
    std::string out;
    for (const json::Value& item : list.elements()) {
      const std::string_view named = part_named(item);
      const json::Value* const found = named.empty() ? nullptr : part(named);
      TRY(const std::string text, found ? write_part(item, *found, named, open, variables) : write_item(item, open));
      if (!text.empty()) (out += out.empty() ? "" : ",") += text;
      if (out.size() > kAssembledBytesMax) return base::fail(base::Fault::BadInput, "its parts make it too large");
    }
    return out;
  }

  base::Result<std::string> write_part(const json::Value& item, const json::Value& part, std::string_view named, const Open& open, std::string& variables) {
    if (open.inside.contains(bare(named))) return base::fail(base::Fault::BadInput, "a part of the form holds itself: \"" + std::string(named) + "\"");
    if (open.depth >= kPartDepthMax || ++used_ > kPartsMax) return base::fail(base::Fault::BadInput, "the form has too many parts, or parts too deep in one another");
    Open inner = open;
    ++inner.depth;
    inner.inside.insert(std::string(bare(named)));
    std::vector<std::string> own;  // variables of the item that stands for the part
    for (const json::Value& extension : item["extension"].elements()) {
      if (last_of(extension["url"].string()) != "variable") continue;
      if (extension["valueExpression"]["name"].string() == kPrefixName) inner.prefix = open.prefix + literal(extension["valueExpression"]["expression"].string());
      else own.push_back(json::to_text(extension));
    }
    rename_contained(part, inner);
    for (const json::Value& extension : part["extension"].elements()) take_extension(extension, inner, variables);
    for (const std::string& variable : own) (variables += variables.empty() ? "" : ",") += variable;
    return write_items(part["item"], inner, variables);
  }

  // Resources a part contains keep their ids unless the form has one of the same.
  void rename_contained(const json::Value& part, Open& inner) {
    for (const json::Value& resource : part["contained"].elements()) {
      const std::string id(resource["id"].string());
      if (resource["resourceType"].string() == "Questionnaire") {
        parts_.emplace("#" + id, &resource);
        continue;
      }
      const std::string text = json::to_text(resource);
      if (std::find(contained_.begin(), contained_.end(), text) != contained_.end()) continue;  // the same part, used again
      std::string name = id;
      for (size_t i = 2; ids_.contains(name); ++i) name = id + "-" + std::to_string(i);
      std::string renamed = text;
      if (name != id) {
        inner.ids.push_back("#" + id);
        inner.ids.push_back("#" + name);
        replace_all(renamed, "\"id\":\"" + id + "\"", "\"id\":\"" + name + "\"");
      }
      keep(resource, std::move(renamed));
      ids_.insert(name);
    }
  }

  // Of a part's root: what opens it belongs to the form, what is worked out to the group it stands in.
  void take_extension(const json::Value& extension, const Open& inner, std::string& variables) {
    const std::string_view name = last_of(extension["url"].string());
    if (name == "sdc-questionnaire-launchContext" || name == "cqf-library" || name == "sdc-questionnaire-sourceQueries") return add_extension(json::to_text(extension));
    if (name == "variable" || name == "targetConstraint" || name == "questionnaire-constraint") (variables += variables.empty() ? "" : ",") += rewritten(json::to_text(extension), inner);
  }

  static std::string rewritten(std::string text, const Open& open) {
    if (!open.prefix.empty()) replace_all(text, "%linkIdPrefix", "'" + open.prefix + "'");
    return text;
  }

  base::Result<std::string> write_item(const json::Value& item, const Open& open) {
    std::string variables, out = "{", extensions;
    TRY(const std::string below, write_items(item["item"], open, variables));
    for (const json::Member& member : item.members()) {
      if (member.key == "item" || member.key == "extension") continue;
      std::string text = json::to_text(member.value);
      if (member.key == "linkId") text = prefixed(member.value, open);
      else if (member.key == "enableWhen") text = written_conditions(member.value, open);
      else if (member.key == "answerValueSet") text = renamed(member.value, open);
      else text = rewritten(std::move(text), open);
      write_member(member.key, text, out);
    }
    for (const json::Value& extension : item["extension"].elements()) (extensions += extensions.empty() ? "" : ",") += rewritten(json::to_text(extension), open);
    if (!variables.empty()) (extensions += extensions.empty() ? "" : ",") += variables;
    if (!extensions.empty()) write_member("extension", "[" + extensions + "]", out);
    if (!below.empty()) write_member("item", "[" + below + "]", out);
    return out + "}";
  }

  static std::string prefixed(const json::Value& link_id, const Open& open) {
    std::string out;
    json::write_string(open.prefix + std::string(link_id.string()), out);
    return out;
  }

  static std::string renamed(const json::Value& value_set, const Open& open) {
    std::string out, name(value_set.string());
    for (size_t i = 0; i + 1 < open.ids.size(); i += 2)
      if (name == open.ids[i]) name = open.ids[i + 1];
    json::write_string(name, out);
    return out;
  }

  static std::string written_conditions(const json::Value& list, const Open& open) {
    std::string out = "[";
    for (const json::Value& when : list.elements()) {
      out += out.size() > 1 ? ",{" : "{";
      for (const json::Member& member : when.members()) write_member(member.key, member.key == "question" ? prefixed(member.value, open) : json::to_text(member.value), out);
      out += '}';
    }
    return out + "]";
  }

  const json::Value& root_;
  const FindPart& find_;
  std::map<std::string, const json::Value*> parts_;
  std::vector<const json::Value*> beside_;
  std::vector<std::unique_ptr<json::Document>> read_;
  std::vector<std::string> extensions_, contained_;
  std::set<std::string, std::less<>> ids_;
  size_t used_ = 0;
};

}  // namespace

bool is_in_parts(const json::Value& root) { return root["resourceType"].string() == "Bundle" || has_part(root["item"]); }

base::Result<std::string> assemble(const json::Value& root, const FindPart& find) {
  Assembler assembler(root, find);
  const bool bundle = root["resourceType"].string() == "Bundle";
  const json::Value* const form = bundle ? assembler.form_of_bundle() : &root;
  if (!form) return base::fail(base::Fault::BadInput, "not a Questionnaire: the Bundle holds none");
  return assembler.run(*form);
}

}  // namespace forms
