#include "app/forms/names.h"

#include <algorithm>

namespace forms {
namespace {

bool is_lower(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char lowered(char c) { return is_upper(c) ? char(c + 32) : c; }

std::string_view code_words(const json::Value& node) {
  for (const json::Value& code : node["code"].elements())
    if (!code["display"].string().empty()) return code["display"].string();
  return {};
}

std::string_view last_part_of(std::string_view url) { return url.substr(url.find_last_of("/:") + 1); }

}  // namespace

// A word ends at a mark, before a capital that follows a small letter, and before the last of several capitals ("QIPrototype").
std::string in_words(std::string_view name) {
  if (name.find(' ') != std::string_view::npos) return std::string(name);
  std::string out;
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c == '_' || c == '-' || c == '.' || c == '+') {
      if (!out.empty() && out.back() != ' ') out += ' ';
      continue;
    }
    const bool small_next = i + 1 < name.size() && name[i + 1] >= 'a' && name[i + 1] <= 'z';
    if (is_upper(c) && i > 0 && (is_lower(name[i - 1]) || (is_upper(name[i - 1]) && small_next)) && !out.empty() && out.back() != ' ') out += ' ';
    out += is_upper(c) && small_next && out.ends_with(' ') ? lowered(c) : c;  // an abbreviation keeps its capitals
  }
  while (out.ends_with(' ')) out.pop_back();
  if (!out.empty() && out.front() >= 'a' && out.front() <= 'z') out.front() = char(out.front() - 32);
  return out;
}

std::string title_of(const Questionnaire& form, std::string_view language) {
  const json::Value& root = form.root();
  if (const std::string_view title = form.title(language); !title.empty()) return std::string(title);
  if (const std::string_view name = root["name"].string(); !name.empty()) return in_words(name);
  if (const std::string_view said = code_words(root); !said.empty()) return std::string(said);
  if (std::string words = in_words(last_part_of(form.url())); !words.empty()) return words;
  return in_words(form.id());
}

ItemIndex named_by(const Questionnaire& form, const Item& item, std::string_view language) {
  if (item.is_display() || !form.text(item, language).empty() || !form.short_text(item, language).empty()) return kNoItem;
  for (const Control wanted : {Control::Flyover, Control::Prompt, Control::Inline})
    for (const ItemIndex decoration : item.decorations)
      if (form.item(decoration).control == wanted && !form.text(form.item(decoration), language).empty()) return decoration;
  return kNoItem;
}

std::string stand_in_for(const Questionnaire& form, const Item& item, std::string_view language) {
  if (item.is_display()) return {};
  if (const std::string_view said = form.short_text(item, language); !said.empty()) return std::string(said);
  const ItemIndex decoration = named_by(form, item, language);
  if (decoration != kNoItem) return std::string(form.text(form.item(decoration), language));
  return item.is_question() ? std::string(code_words(*item.node)) : std::string();
}

}  // namespace forms
