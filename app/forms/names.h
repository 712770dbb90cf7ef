// app/forms/names.h: what a form, a page or a question is called where its author gave it no words, so that nothing on a screen stands without a name.
#pragma once
#include <string>
#include <string_view>

#include "app/forms/questionnaire.h"

namespace forms {

// The form's title; else its name, its code's display, the end of its url or its id, in words. Empty when it has none of them.
std::string title_of(const Questionnaire& form, std::string_view language);
// "FallsRisk_assessment" -> "Falls risk assessment"; "PHQ9Questionnaire" -> "PHQ9 questionnaire". What has spaces already is left as it is.
std::string in_words(std::string_view name);

// Words for an item without text: its short text, the fly-over or prompt its author wrote instead, or what its code says. May be empty.
std::string stand_in_for(const Questionnaire& form, const Item& item, std::string_view language);
// The decoration stand_in_for() took, which is then not also shown as help; kNoItem when it took none.
ItemIndex named_by(const Questionnaire& form, const Item& item, std::string_view language);

}  // namespace forms
