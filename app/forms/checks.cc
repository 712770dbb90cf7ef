#include "app/forms/checks.h"

namespace forms {

std::string_view code_name(IssueCode code) {
  switch (code) {
    case IssueCode::Required: return "required";
    case IssueCode::Unreadable: return "unreadable";
    case IssueCode::WrongType: return "invalidAnswerType";
    case IssueCode::TooManyAnswers: return "repeats";
    case IssueCode::NotAnOption: return "invalidAnswerOption";
    case IssueCode::Exclusive: return "exclusiveAnswerOption";
    case IssueCode::MinValue: return "minValue";
    case IssueCode::MaxValue: return "maxValue";
    case IssueCode::MinLength: return "minLength";
    case IssueCode::MaxLength: return "maxLength";
    case IssueCode::Regex: return "regex";
    case IssueCode::DecimalPlaces: return "maxDecimalPlaces";
    case IssueCode::MinOccurs: return "minOccurs";
    case IssueCode::MaxOccurs: return "maxOccurs";
    case IssueCode::BadUnit: return "invalidUnit";
    case IssueCode::BadMimeType: return "invalidAttachmentType";
    case IssueCode::TooLarge: return "attachmentTooLarge";
    case IssueCode::SizeInconsistent: return "attachmentSizeInconsistent";
    case IssueCode::DisplayAnswer: return "displayAnswer";
    case IssueCode::Constraint: return "constraint";
  }
  return "";
}

}  // namespace forms
