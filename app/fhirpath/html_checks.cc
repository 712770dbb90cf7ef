#include "app/fhirpath/html_checks.h"

#include <algorithm>
#include <vector>

namespace fhirpath {
namespace {

constexpr std::string_view kElements[] = {"a",   "abbr",     "acronym", "b",     "big",  "blockquote", "br",  "caption", "cite",  "code",
                                          "col", "colgroup", "dd",      "dfn",   "div",  "dl",         "dt",  "em",      "h1",    "h2",
                                          "h3",  "h4",       "h5",      "h6",    "hr",   "i",          "img", "li",      "ol",    "p",
                                          "pre", "q",        "samp",    "small", "span", "strong",     "sub", "sup",     "table", "tbody",
                                          "td",  "tfoot",    "th",      "thead", "tr",   "tt",         "ul",  "var",     "map",   "area"};
constexpr std::string_view kAttributes[] = {
    "abbr",       "accesskey", "align",    "alt",     "axis",     "bgcolor", "border",  "cellhalign", "cellpadding", "cellspacing",
    "cellvalign", "char",      "charoff",  "charset", "cite",     "class",   "colspan", "compact",    "coords",      "dir",
    "frame",      "headers",   "height",   "href",    "hreflang", "hspace",  "id",      "lang",       "longdesc",    "name",
    "nowrap",     "rel",       "rev",      "rowspan", "rules",    "scope",   "shape",   "span",       "src",         "start",
    "style",      "summary",   "tabindex", "title",   "type",     "valign",  "value",   "vspace",     "width",       "usemap"};
constexpr size_t kDepthMax = 200;

template <size_t N>
bool is_one_of(std::string_view name, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
}

class NarrativeChecker {
 public:
  explicit NarrativeChecker(std::string_view text) : text_(text) {}

  bool good() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    if (!text_.substr(at_).starts_with("<div")) return false;
    while (at_ < text_.size()) {
      if (text_[at_] == '<') {
        if (!(text_.substr(at_).starts_with("<!--") ? comment() : tag())) return false;
        continue;
      }
      if (!is_blank(text_[at_])) {
        if (open_.empty()) return false;
        has_content_ = true;
        if (text_[at_] == '&' && !entity()) return false;
      }
      ++at_;
    }
    return open_.empty() && closed_ && has_content_;
  }

 private:
  std::string_view name() {
    const size_t start = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }
  void blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool comment() {
    const size_t end = text_.find("-->", at_ + 4);
    if (end == std::string_view::npos) return false;
    at_ = end + 3;
    return true;
  }
  bool entity() const {
    const size_t end = text_.find(';', at_);
    return end != std::string_view::npos && end - at_ > 1 && end - at_ < 12;
  }

  bool tag() {
    ++at_;
    const bool closing = take('/');
    const std::string_view element = name();
    if (!is_one_of(element, kElements)) return false;
    if (closing) {
      if (open_.empty() || open_.back() != element) return false;
      open_.pop_back();
      closed_ |= open_.empty();
      blanks();
      return take('>');
    }
    if (closed_ || open_.size() > kDepthMax || (open_.empty() && element != "div")) return false;
    if (element == "img") has_content_ = true;
    while (true) {
      blanks();
      if (take('>')) {
        open_.push_back(element);
        return true;
      }
      if (take('/')) {
        closed_ |= open_.empty();
        return take('>');
      }
      if (!attribute()) return false;
    }
  }

  bool attribute() {
    const std::string_view key = name();
    if (!is_one_of(key, kAttributes) && key != "xmlns" && !key.starts_with("xml:") && !key.starts_with("xmlns:")) return false;
    blanks();
    if (!take('=')) return false;
    blanks();
    if (at_ >= text_.size() || (text_[at_] != '"' && text_[at_] != '\'')) return false;
    const size_t end = text_.find(text_[at_], at_ + 1);
    if (end == std::string_view::npos) return false;
    const std::string_view value = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return value.find('<') == std::string_view::npos && value.find("javascript:") == std::string_view::npos;
  }

  std::string_view text_;
  size_t at_ = 0;
  std::vector<std::string_view> open_;
  bool closed_ = false;
  bool has_content_ = false;
};

}  // namespace

bool is_safe_narrative(std::string_view xhtml) { return NarrativeChecker(xhtml).good(); }

}  // namespace fhirpath
