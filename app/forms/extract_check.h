// app/forms/extract_check.h: what of a form could never be extracted, told from its definition alone: for form authors. Any thread.
#pragma once
#include <string>
#include <vector>

#include "app/forms/questionnaire.h"

namespace forms {

struct NotExtracted {
  ItemIndex item = kNoItem;  // kNoItem: the form
  const json::Value* node = nullptr;
  std::string why;
};
std::vector<NotExtracted> not_extracted(const Questionnaire& form);

}  // namespace forms
