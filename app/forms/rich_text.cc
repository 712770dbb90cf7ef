#include "app/forms/rich_text.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace forms {
namespace {

constexpr size_t kOutMax = 256 * 1024;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return char(std::tolower(c)); });
  return out;
}

void append_utf8(uint32_t code, std::string& out) {
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return;
  if (code < 0x80) out += char(code);
  else if (code < 0x800) (out += char(0xC0 | code >> 6)) += char(0x80 | (code & 0x3F));
  else if (code < 0x10000) ((out += char(0xE0 | code >> 12)) += char(0x80 | (code >> 6 & 0x3F))) += char(0x80 | (code & 0x3F));
  else (((out += char(0xF0 | code >> 18)) += char(0x80 | (code >> 12 & 0x3F))) += char(0x80 | (code >> 6 & 0x3F))) += char(0x80 | (code & 0x3F));
}

// "&amp;" and its like; what is no entity stays as it is written.
void append_text(std::string_view text, std::string& out) {
  constexpr std::pair<std::string_view, std::string_view> kEntities[] = {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}, {"ndash", "–"}, {"mdash", "—"},
                                                                         {"pound", "£"}, {"deg", "°"}, {"le", "≤"}, {"ge", "≥"}, {"hellip", "…"}, {"rsquo", "’"}, {"lsquo", "‘"}, {"bull", "•"}};
  while (!text.empty()) {
    const size_t end = text.front() == '&' ? text.substr(0, 12).find(';') : std::string_view::npos;
    if (text.front() != '&' || end == std::string_view::npos) {
      const char c = text.front();
      text.remove_prefix(1);
      if (std::isspace(uint8_t(c))) {
        if (!out.empty() && out.back() != ' ' && out.back() != '\n') out += ' ';
      } else {
        out += c;
      }
      continue;
    }
    const std::string_view name = text.substr(1, end - 1);
    text.remove_prefix(end + 1);
    if (name.starts_with('#')) {
      const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
      append_utf8(uint32_t(std::strtoul(std::string(name.substr(hex ? 2 : 1)).c_str(), nullptr, hex ? 16 : 10)), out);
      continue;
    }
    const auto known = std::find_if(std::begin(kEntities), std::end(kEntities), [&](const auto& one) { return one.first == name; });
    if (known != std::end(kEntities)) out += known->second;
    else ((out += '&') += name) += ';';
  }
}

struct Tag {
  std::string name;
  bool closes = false, empty = false;
  std::string_view attributes;
};

// At '<': the tag, and past it. A '<' that begins none gives an empty name and is passed over.
Tag take_tag(std::string_view& text) {
  size_t end = 1;
  for (char quote = 0; end < text.size() && (quote != 0 || text[end] != '>'); ++end) {
    if (quote == 0 && (text[end] == '"' || text[end] == '\'')) quote = text[end];
    else if (text[end] == quote) quote = 0;
  }
  std::string_view inside = text.substr(1, end - 1);
  text.remove_prefix(std::min(text.size(), end + 1));
  Tag out;
  if (inside.starts_with('/')) {
    out.closes = true;
    inside.remove_prefix(1);
  }
  out.empty = inside.ends_with('/');
  const size_t name_end = std::min(inside.find_first_of(" \t\r\n/"), inside.size());
  out.name = lower(inside.substr(0, name_end));
  out.attributes = inside.substr(name_end);
  return out;
}

std::string_view attribute(std::string_view attributes, std::string_view name) {
  const size_t at = attributes.find(std::string(name) + "=");
  if (at == std::string_view::npos || at + name.size() + 2 > attributes.size()) return {};
  const char quote = attributes[at + name.size() + 1];
  const std::string_view rest = attributes.substr(at + name.size() + 2);
  return quote == '"' || quote == '\'' ? rest.substr(0, rest.find(quote)) : std::string_view();
}

// What runs or fetches is dropped with everything in it.
bool is_dropped(std::string_view name) {
  constexpr std::string_view kDropped[] = {"script", "style", "iframe", "object", "embed", "form", "svg", "math", "template", "noscript", "head", "title"};
  return std::find(std::begin(kDropped), std::end(kDropped), name) != std::end(kDropped);
}

class Writer {
 public:
  std::string run(std::string_view text) {
    while (!text.empty() && out_.size() < kOutMax) {
      const size_t open = std::min(text.find('<'), text.size());
      append_text(text.substr(0, open), out_);
      text.remove_prefix(open);
      if (text.starts_with("<!--")) {
        const size_t end = text.find("-->");
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 3);
      } else if (!text.empty()) {
        const Tag tag = take_tag(text);
        if (!tag.closes && !tag.empty && is_dropped(tag.name)) skip(tag.name, text);
        else take(tag);
      }
    }
    while (!out_.empty() && (out_.back() == '\n' || out_.back() == ' ')) out_.pop_back();
    return std::move(out_);
  }

 private:
  // Past the end of an element whose inside is no markup ("a<b" in a script).
  static void skip(std::string_view name, std::string_view& text) {
    for (;;) {
      const size_t open = text.find("</");
      text.remove_prefix(std::min(open, text.size()));
      if (text.empty()) return;
      const bool ends = lower(text.substr(2, name.size())) == name;
      text.remove_prefix(ends ? std::min(text.find('>'), text.size() - 1) + 1 : 2);
      if (ends) return;
    }
  }

  void lines(size_t wanted) {
    while (!out_.empty() && out_.back() == ' ') out_.pop_back();
    if (out_.empty()) return;
    size_t have = 0;
    while (have < out_.size() && out_[out_.size() - 1 - have] == '\n') ++have;
    for (; have < wanted; ++have) out_ += '\n';
  }

  void take(const Tag& tag) {
    const std::string& name = tag.name;
    if (name == "br") return lines(2);
    if (name == "p" || name == "div" || name == "table" || name == "ul" || name == "ol" || name == "blockquote" || name == "hr") {
      lines(2);
      if (name == "ol") counting_ = !tag.closes, number_ = 0;
      if (name == "ul") counting_ = false;
      return;
    }
    if (name == "tr") return lines(1);
    if ((name == "td" || name == "th") && !tag.closes && !out_.empty() && out_.back() != '\n') out_ += ' ';
    if (name == "li" && !tag.closes) {
      lines(1);
      out_ += counting_ ? std::to_string(++number_) + ". " : "- ";
    }
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
      lines(2);
      if (!tag.closes) out_ += "## ";
    }
    if (name == "b" || name == "strong") out_ += "**";
    if (name == "em" || name == "i") out_ += "*";
    if (name == "img" && !tag.closes) append_text(attribute(tag.attributes, "alt"), out_);
  }

  std::string out_;
  bool counting_ = false;
  int number_ = 0;
};

}  // namespace

std::string markdown_of_xhtml(std::string_view xhtml) { return Writer().run(xhtml); }

}  // namespace forms
