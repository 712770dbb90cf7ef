// app/forms/checks.h: what can be wrong with an answer. Codes and their numbers; the words beside the question are the screen's.
// Names follow FHIR's own: minValue, maxLength, ... (code_name). Source: FHIR R4 questionnaire.html and the extensions of item.h.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forms {

enum class IssueCode : uint8_t {
  Required,       // no answer where one is wanted
  Unreadable,     // typed text that is not a value of this type; params: the text
  WrongType,      // a value of another type (from an import)
  TooManyAnswers, // more than one where the question takes one; params: how many
  NotAnOption,    // a choice that is not among the options; params: what
  Exclusive,      // an option that stands alone, chosen with others; params: it
  MinValue, MaxValue,            // params: the bound
  MinLength, MaxLength,          // params: the bound, the length now (code points)
  Regex,                         // params: the entry format, if the form gives one
  DecimalPlaces,                 // params: the most allowed
  MinOccurs, MaxOccurs,          // params: the bound, how many now
  BadUnit,                       // params: the unit
  BadMimeType, TooLarge,         // params: the type; the most bytes
  SizeInconsistent,              // an attachment's data is not as long as it says
  DisplayAnswer,                 // an import answered an item that asks nothing
  Constraint,                    // a rule of the form is broken; params: the form's words for it, the rule's key
};

struct Issue {
  IssueCode code;
  uint32_t answer = 0;               // which of the answers
  std::vector<std::string> params;
  bool warning = false;              // to be told, not to be put right
  bool operator==(const Issue&) const = default;
};

std::string_view code_name(IssueCode code);

}  // namespace forms
