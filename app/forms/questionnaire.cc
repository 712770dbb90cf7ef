#include "app/forms/questionnaire.h"

#include <algorithm>

#include "app/forms/assemble.h"
#include "app/forms/media.h"
#include "app/forms/parser.h"

namespace forms {
namespace {

// "cy" finds "cy" and "cy-GB"; "cy-GB" finds "cy-GB", then "cy".
bool speaks(std::string_view tag, std::string_view language) {
  if (tag == language) return true;
  const std::string_view shorter = tag.size() < language.size() ? tag : language, longer = tag.size() < language.size() ? language : tag;
  return longer.starts_with(shorter) && longer.size() > shorter.size() && longer[shorter.size()] == '-';
}

// The translation of an element that is written as `plain`, from the element's extensions (`_text`).
std::string_view translated(std::string_view plain, const json::Value& element, std::string_view language) {
  if (language.empty()) return plain;
  for (const json::Value& extension : element["extension"].elements()) {
    if (!extension["url"].string().ends_with("/translation")) continue;
    const json::Value& tag = extension_of(extension, "lang");
    const std::string_view content = extension_of(extension, "content")[extension_of(extension, "content").has("valueMarkdown") ? "valueMarkdown" : "valueString"].string();
    if (!content.empty() && speaks(tag[tag.has("valueCode") ? "valueCode" : "valueString"].string(), language)) return content;
  }
  return plain;
}

}  // namespace

Questionnaire::Questionnaire() = default;
Questionnaire::~Questionnaire() = default;

base::Result<std::shared_ptr<const Questionnaire>> Questionnaire::parse(std::string json_text, const ValueSets* value_sets, const FindPart& find) {
  json::Limits limits;
  limits.bytes_max = kDefinitionBytesMax;
  TRY(json::Document document, json::Document::parse(std::move(json_text), limits));
  if (is_in_parts(document.root())) {
    TRY(std::string whole, assemble(document.root(), find));
    TRY(document, json::Document::parse(std::move(whole), limits));
  }
  std::shared_ptr<Questionnaire> out(new Questionnaire());
  out->parts_ = std::make_unique<Parts>(std::move(document));
  TRY_DO(Parser(*out, value_sets).run());
  return out;
}

const json::Value& Questionnaire::root() const { return parts_->document.root(); }

std::string Questionnaire::canonical() const {
  std::string out(url());
  if (!out.empty() && !version().empty()) (out += '|') += version();
  return out;
}

ItemIndex Questionnaire::find(std::string_view link_id) const {
  const auto found = std::lower_bound(by_link_id_.begin(), by_link_id_.end(), std::pair<std::string_view, ItemIndex>(link_id, 0));
  return found != by_link_id_.end() && found->first == link_id ? found->second : kNoItem;
}

bool Questionnaire::is_repeated(std::string_view link_id) const {
  const auto found = std::lower_bound(by_link_id_.begin(), by_link_id_.end(), std::pair<std::string_view, ItemIndex>(link_id, 0));
  return by_link_id_.end() - found > 1 && found[1].first == link_id;
}

ItemIndex Questionnaire::first_child(ItemIndex parent) const {
  if (parent == kNoItem) return items_.empty() ? kNoItem : 0;
  return parent + 1 < items_[parent].end ? parent + 1 : kNoItem;
}

ItemIndex Questionnaire::next_sibling(ItemIndex item) const {
  const ItemIndex next = items_[item].end;
  const ItemIndex parent = items_[item].parent;
  const ItemIndex end = parent == kNoItem ? ItemIndex(items_.size()) : items_[parent].end;
  return next < end ? next : kNoItem;
}

std::string_view Questionnaire::title(std::string_view language) const { return translated(root()["title"].string(), root()["_title"], language); }

std::string_view Questionnaire::said(std::string_view member, std::string_view language) const {
  return translated(root()[member].string(), root()["_" + std::string(member)], language);
}

std::string_view Questionnaire::text(const Item& item, std::string_view language) const { return translated(item.text, (*item.node)["_text"], language); }

std::string_view Questionnaire::prefix(const Item& item, std::string_view language) const {
  return translated(item.prefix, (*item.node)["_prefix"], language);
}

std::string_view Questionnaire::short_text(const Item& item, std::string_view language) const {
  return translated(item.short_text, extension_of(*item.node, "sdc-questionnaire-shortText")["_valueString"], language);
}

std::string_view title_of(const Media& media, std::string_view language) {
  return media ? translated(media.title, (*media.attachment)["_title"], language) : std::string_view();
}

std::string_view Questionnaire::entry_format(const Item& item, std::string_view language) const {
  return translated(item.entry_format, extension_of(*item.node, "entryFormat")["_valueString"], language);
}

namespace {

// Of an answerOption with a coding, or of a value set's concept.
std::string_view text_of_code(std::string_view plain, const json::Value& node, std::string_view language) {
  if (!language.empty())
    for (const json::Value& designation : node["designation"].elements())
      if (speaks(designation["language"].string(), language)) return designation["value"].string();
  return translated(plain, (node.has("valueCoding") ? node["valueCoding"] : node)["_display"], language);
}

}  // namespace

std::string_view Questionnaire::text(const Option& option, std::string_view language) const {
  const AnswerView& value = option.value;
  static const json::Value kNone;
  const json::Value& node = option.node ? *option.node : kNone;  // one an expression made has no place in the form
  if (value.kind != AnswerKind::Coding) {
    const std::string_view plain = value.display.empty() ? value.text : value.display;  // a Reference's, or a concept's whose code is the text
    if (value.kind != AnswerKind::String || node.has("valueString")) return translated(plain, node["_valueString"], language);
    return text_of_code(plain, node, language);
  }
  return text_of_code(value.display.empty() ? value.code : value.display, node, language);
}

std::string_view Questionnaire::markdown(const Item& item, std::string_view language) const {
  return item.rich.empty() || text(item, language) != item.text ? std::string_view() : item.rich;
}

std::string_view Questionnaire::xhtml(const Item& item) const { return extension_of((*item.node)["_text"], "rendering-xhtml")["valueString"].string(); }

bool Questionnaire::matches(const Item& item, std::string_view text) const {
  return !item.limits || parts_->patterns.matches(item.limits->regex, text);
}

bool Questionnaire::has_expressions() const { return !parts_->rules.empty(); }
const Rules& Questionnaire::rules() const { return parts_->rules; }

size_t Questionnaire::memory_bytes() const {
  return sizeof(*this) + parts_->document.memory_bytes() + parts_->arena_bytes + items_.capacity() * sizeof(Item) +
         by_link_id_.capacity() * sizeof(by_link_id_[0]);
}

}  // namespace forms
