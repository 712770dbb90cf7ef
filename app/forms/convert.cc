#include "app/forms/convert.h"

#include <algorithm>

#include "app/forms/dates.h"

namespace forms {
namespace {

bool is_same_text(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return std::tolower(uint8_t(x)) == std::tolower(uint8_t(y)); });
}

// The option that is this answer: the same value, the same code (a list may have got another system), or the same words.
const Option* option_for_answer(const Item& item, const Answer& answer, const std::string& words) {
  for (const Option& option : item.options)
    if (same_value(option.value, answer.view())) return &option;
  for (const Option& option : item.options)
    if (answer.kind == AnswerKind::Coding && option.value.kind == AnswerKind::Coding && !answer.code.empty() && option.value.code == answer.code) return &option;
  for (const Option& option : item.options) {
    const std::string_view shown = option.value.kind == AnswerKind::Coding ? (option.value.display.empty() ? option.value.code : option.value.display) : option.value.text;
    if (!words.empty() && is_same_text(shown, words)) return &option;
  }
  return nullptr;
}

class OneAnswer {
 public:
  OneAnswer(const Item& item, const Answer& answer, std::string words) : item_(item), answer_(answer), words_(std::move(words)) {}

  // Kind None: it cannot be one.
  Answer converted() const {
    if (answer_.kind == AnswerKind::Typed) return answer_;  // kept as typed, and as unreadable, wherever it goes
    switch (item_.type) {
      case ItemType::Boolean: return only(AnswerKind::Boolean);
      case ItemType::Integer: return whole();
      case ItemType::Decimal: return number();
      case ItemType::Quantity: return answer_.kind == AnswerKind::Quantity ? answer_ : quantity();
      case ItemType::Date: return date();
      case ItemType::DateTime: return date_time();
      case ItemType::Time: return only(AnswerKind::Time);
      case ItemType::String:
      case ItemType::Text: return answer_.kind == AnswerKind::Attachment || words_.empty() ? only(AnswerKind::String) : answer_.kind == AnswerKind::String ? answer_ : Answer::string(words_);
      case ItemType::Url: return answer_.kind == AnswerKind::String ? Answer::uri(answer_.text) : only(AnswerKind::Uri);
      case ItemType::Choice:
      case ItemType::OpenChoice: return choice();
      case ItemType::Attachment: return only(AnswerKind::Attachment);
      case ItemType::Reference: return only(AnswerKind::Reference);
      default: return {};
    }
  }

 private:
  Answer only(AnswerKind kind) const { return answer_.kind == kind ? answer_ : Answer(); }
  bool is_plain_number() const { return answer_.kind == AnswerKind::Integer || answer_.kind == AnswerKind::Decimal; }

  std::string digits(bool whole_only) const {
    if (is_plain_number()) return number_typed(answer_.text, whole_only);
    if (answer_.kind == AnswerKind::Quantity && answer_.code.empty() && answer_.display.empty()) return number_typed(answer_.text, whole_only);
    return answer_.kind == AnswerKind::String ? number_typed(answer_.text, whole_only) : std::string();
  }
  Answer whole() const {
    const std::string text = digits(true);
    if (answer_.kind == AnswerKind::Integer || text.empty()) return only(AnswerKind::Integer);
    Answer out = Answer::decimal(text);
    out.kind = AnswerKind::Integer;
    return out;
  }
  Answer number() const {
    const std::string text = digits(false);
    return answer_.kind == AnswerKind::Decimal || text.empty() ? only(AnswerKind::Decimal) : Answer::decimal(text);
  }
  Answer quantity() const {
    const std::string text = digits(false);
    return text.empty() ? Answer() : Answer::quantity(text, item_.units.size() == 1 ? std::string(item_.units[0].display) : std::string());
  }
  Answer date() const {
    const bool day_only = answer_.text.size() <= 10;
    const bool says_a_day = answer_.kind == AnswerKind::DateTime || answer_.kind == AnswerKind::String;
    return says_a_day && day_only && parse_date(answer_.text) ? Answer::date(answer_.text) : only(AnswerKind::Date);
  }
  Answer date_time() const {
    if (answer_.kind == AnswerKind::Date) return Answer::date_time(answer_.text);
    return answer_.kind == AnswerKind::String && parse_date_time(answer_.text) ? Answer::date_time(answer_.text) : only(AnswerKind::DateTime);
  }
  Answer choice() const {
    if (const Option* const option = option_for_answer(item_, answer_, words_)) return Answer(option->value);
    if (item_.type == ItemType::OpenChoice) return answer_.kind == AnswerKind::Coding || answer_.kind == AnswerKind::String || words_.empty() ? answer_ : Answer::string(words_);
    return item_.options.empty() ? only(AnswerKind::Coding) : Answer();
  }

  const Item& item_;
  const Answer& answer_;
  std::string words_;
};

}  // namespace

Converted convert(const Questionnaire& from, const Item& old, const Answers& answers, const Item& item, const Wording& wording) {
  Converted out;
  if (item.is_free_text() && !item.repeats && answers.size() > 1) {  // several become lines of one
    out.answers.push_back(Answer::string(display_of(from, old, answers, wording)));
    return out;
  }
  if (!item.repeats && answers.size() > 1) return {{}, NotMoved::NoRoom};
  for (const Answer& answer : answers) {
    Answer made = OneAnswer(item, answer, display_of(from, old, answer, wording)).converted();
    const bool lost_choice = item.takes_options() && (answer.kind == AnswerKind::Coding || answer.kind == AnswerKind::String);
    if (made.kind == AnswerKind::None) return {{}, lost_choice ? NotMoved::NotAnOption : NotMoved::OtherKind};
    out.answers.push_back(std::move(made));
  }
  return out;
}

}  // namespace forms
