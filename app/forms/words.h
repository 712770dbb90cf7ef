// app/forms/words.h: a form and its answers as people read them: on a screen, in a written copy, as last time's answer.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/forms/form.h"

namespace forms {

// What is not in the form: the caller's catalogue. Functions take FHIR text and give what is read; null: as it is.
struct Wording {
  std::string_view language;                     // of the form's translations: "en", "cy"
  std::string_view first_name;                   // for named-text: "Can {name} achieve this outcome?"; empty: "the person"
  std::string_view yes = "Yes", no = "No";
  std::string (*date)(std::string_view iso) = nullptr;
  std::string (*date_time)(std::string_view iso) = nullptr;
  std::string (*time)(std::string_view iso) = nullptr;
};

// What an item asks or says, in the language in use and with the person's first name where the form has a place for it; what stands in for it where it has no words
// (names.h).
std::string text_of(const Questionnaire& form, const Item& item, const Wording& wording);
// One answer; a coding without a display shows the option's, else its code.
std::string display_of(const Questionnaire& form, const Item& item, const Answer& answer, const Wording& wording);
// All of them, joined by ", " (each on a line of its own where one has several lines).
std::string display_of(const Questionnaire& form, const Item& item, const Answers& answers, const Wording& wording);

// The item whose answers stand at that path of a draft (paths.h); kNoItem when the form has none.
ItemIndex item_at_path(const Questionnaire& form, std::string_view path);

// The answers `earlier` (a response to this form or an earlier version of it) has to the question at `node` of `now`: in the same repeat where there
// is one of the same key or place, by linkId, else by the item's code. Null when there are none.
const Answers* earlier_answers(const Form& earlier, const Form& now, NodeId node);

// A form to read, in order: only what is on and answered, with the headings it needs.
enum class LineKind : uint8_t { Section, Group, Words, Answer };
struct Line {
  LineKind kind;
  uint8_t depth = 0;
  std::string text;    // the heading or the question
  std::string answer;  // of Answer
  bool signature = false;  // an attachment that is ink; `answer` is its url
};
std::vector<Line> transcript(const Form& form, const Wording& wording);

// A number as people type it: "1,200", " 3 ", "+4", ".5", "5." -> "1200", "3", "4", "0.5", "5". Empty when it is not one; a fraction is not a whole number.
std::string number_typed(std::string_view text, bool whole);

}  // namespace forms
