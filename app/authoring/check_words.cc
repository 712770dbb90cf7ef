// The words: are they there in every language, and do they fit on a tablet at the largest text size?
#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include "app/authoring/report.h"
#include "app/forms/pages.h"

namespace authoring {
namespace {

using forms::Item;
using forms::json::Value;

// At 200 % on a screen of 1280 x 800: sizes of type and what a page leaves of the screen (app/tablet/ui/theme.cc, screens/assessment.cc).
constexpr float kQuestionPx = 34, kQuestionLinePx = 48, kOptionLinePx = 52, kHeadingPx = 48, kRailPx = 21.3f;
constexpr float kPageWidePx = 1280 - 124 - 2 * 16, kPageHighPx = 800 - 118 - 96;  // without what stands beside, above and below it
constexpr float kUprightWidePx = 800 - 2 * 16, kAnswerPx = 110;
constexpr float kOptionWidePx = kPageWidePx - 100;                                 // its mark and edges
constexpr float kRailWidePx = 400 - 2 * 12 - 2 * 12 - 55;                          // at 142 %, the largest with a list of sections beside the page
constexpr size_t kHeadingLinesMax = 3;
constexpr float kLetterWide = 0.55f;  // without a ruler

bool has_letters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return std::isalpha(uint8_t(c)) || uint8_t(c) >= 0x80; });
}

size_t letters_of(std::string_view text) {
  return size_t(std::count_if(text.begin(), text.end(), [](char c) { return (uint8_t(c) & 0xC0) != 0x80; }));
}

class Words {
 public:
  explicit Words(const Checked& checked) : c_(checked) {}

  void run() {
    for (const std::string& language : c_.options.languages) check_language(language);
    for (const Item& item : c_.form.items()) check_lengths(item);
    for (const forms::PageSection& section : forms::pages_of(c_.form).sections)
      if (section.heading != forms::kNoItem) check_heading(c_.form.item(section.heading));
  }

 private:
  struct Missing {
    const Value* at;
    std::string_view link_id, text;
  };

  void look(const Value& at, std::string_view link_id, std::string_view plain, std::string_view shown) {
    if (!has_letters(plain) || !seen_.insert(&at).second) return;
    if (shown.data() == plain.data()) missing_.push_back({&at, link_id, plain});
    else ++translated_;
  }

  void check_language(const std::string& language) {
    if (std::string_view(c_.form.root()["language"].string()).starts_with(language)) return;
    missing_.clear(), seen_.clear(), translated_ = 0;
    look(c_.form.root()["title"], {}, c_.form.title(), c_.form.title(language));
    for (const Item& item : c_.form.items()) {
      if (item.hidden) continue;
      look((*item.node)["text"], item.link_id, item.text, c_.form.text(item, language));
      look(forms::extension_of(*item.node, "sdc-questionnaire-shortText"), item.link_id, item.short_text, c_.form.short_text(item, language));
      look((*item.node)["prefix"], item.link_id, letters_of(item.prefix) > 3 ? item.prefix : std::string_view(), c_.form.prefix(item, language));
      for (const forms::Option& option : item.options)
        if (option.node && !from_elsewhere(item)) look(*option.node, item.link_id, c_.form.text(option, {}), c_.form.text(option, language));
    }
    tell(language);
  }

  // Options of a value set that is not in the form are not the author's to translate.
  static bool from_elsewhere(const Item& item) { return !item.node->has("answerOption") && !item.value_set.starts_with('#'); }

  void tell(const std::string& language) {
    if (translated_ == 0 && !missing_.empty())
      return c_.report.add(Rule::NoTranslation, c_.form.root(), {}, "none of its " + std::to_string(missing_.size()) + " texts is there in " + quoted(language));
    for (const Missing& each : missing_) c_.report.add(Rule::NotTranslated, *each.at, each.link_id, quoted(each.text) + " has no translation into " + quoted(language));
  }

  float width(std::string_view words, bool strong) const { return c_.options.ruler ? c_.options.ruler(words, strong) : float(letters_of(words)) * kLetterWide; }

  // As a line breaks: at spaces, and inside a word only when it is wider than the line.
  size_t lines_of(std::string_view text, bool strong, float px, float wide) const {
    const float space = width(" ", strong) * px;
    size_t lines = 1;
    float used = 0;
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find_first_of(" \n", at), text.size());
      const float word = width(text.substr(at, end - at), strong) * px;
      if (used > 0 && used + word > wide) ++lines, used = 0;
      lines += size_t(word / wide);
      used = std::fmod(used + word, wide) + space;
      if (end < text.size() && text[end] == '\n') ++lines, used = 0;
      at = end + 1;
    }
    return lines;
  }

  void check_word(const Value& at, const Item& item, std::string_view text, bool strong, float px, float wide, const char* where) {
    for (size_t begin = 0; begin < text.size();) {
      const size_t end = std::min(text.find_first_of(" \n-/", begin), text.size());
      const std::string_view word = text.substr(begin, end - begin);
      if (width(word, strong) * px > wide) return c_.report.add(Rule::LongWord, at, item.link_id, quoted(word) + " is wider than " + where);
      begin = end + 1;
    }
  }

  void check_lengths(const Item& item) {
    if (item.hidden) return;
    const Value& at = (*item.node)["text"];
    const float high = float(lines_of(item.text, item.is_question(), kQuestionPx, kPageWidePx)) * kQuestionLinePx;
    if (item.is_question() && high + kAnswerPx > kPageHighPx)
      c_.report.add(Rule::LongText, at, item.link_id, "the question takes " + std::to_string(int(high / kQuestionLinePx)) + " lines of the " + std::to_string(int(kPageHighPx / kQuestionLinePx)) + " a screen has at 200 %");
    if (item.is_question() || item.is_group()) check_word(at, item, item.text, true, kQuestionPx, kUprightWidePx, "a screen held upright at 200 %");
    if (from_elsewhere(item) && item.options.size() > 100) return;
    for (const forms::Option& option : item.options) check_option(item, option);
  }

  void check_option(const Item& item, const forms::Option& option) {
    if (!option.node) return;
    const std::string_view text = c_.form.text(option, {});
    const float high = float(lines_of(text, false, kQuestionPx, kOptionWidePx)) * kOptionLinePx;
    if (high > kPageHighPx / 2) c_.report.add(Rule::LongOption, *option.node, item.link_id, "option " + quoted(text) + " takes more than half of the screen at 200 %");
  }

  void check_heading(const Item& item) {
    const Value& at = (*item.node)["text"];
    const std::string_view name = item.short_text.empty() ? item.text : item.short_text;
    if (lines_of(item.text, true, kHeadingPx, kPageWidePx) > kHeadingLinesMax || lines_of(name, true, kRailPx, kRailWidePx) > 2 * kHeadingLinesMax)
      c_.report.add(Rule::LongHeading, at, item.link_id, "the section's name " + quoted(item.text) + " takes more lines than the list of sections has room for");
    else check_word(at, item, name, true, kRailPx, kRailWidePx, "the list of sections");
  }

  const Checked& c_;
  std::vector<Missing> missing_;
  std::set<const Value*> seen_;
  size_t translated_ = 0;
};

}  // namespace

void check_words(const Checked& checked) { Words(checked).run(); }

}  // namespace authoring
