// app/authoring/check.h: reads a form's definition as its author wants it read: everything that is wrong, or will not do what is meant on a tablet, with its place.
// Text in, findings out; never fails, whatever the text. Start here.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "app/authoring/finding.h"
#include "app/forms/value_sets.h"

namespace authoring {

// How wide words are in the app's type, in units of the letters' size; `strong` is the weight of questions and headings.
using Ruler = std::function<float(std::string_view words, bool strong)>;

struct CheckOptions {
  const forms::ValueSets* value_sets = nullptr;     // expansions that are not in the form; must outlive the check
  std::vector<std::string> languages{"cy"};         // the form has to have, beside its own
  Ruler ruler;                                      // none: half the size a letter
};

// By place. At most kFindingsMax.
inline constexpr size_t kFindingsMax = 2'000;
std::vector<Finding> check(const std::string& text, const CheckOptions& options = {});

}  // namespace authoring
