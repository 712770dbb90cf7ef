// app/forms/convert.h: answers to one question as answers to another, where nothing of them is lost. Private to the module; see migrate.h.
#pragma once
#include <optional>

#include "app/forms/migrate.h"

namespace forms {

struct Converted {
  Answers answers;
  std::optional<NotMoved> failed;  // why not; `answers` is empty then
};
Converted convert(const Questionnaire& from, const Item& old, const Answers& answers, const Item& item, const Wording& wording);

}  // namespace forms
