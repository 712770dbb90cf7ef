// app/forms/extract.h: a filled-in form as the FHIR resources it is about, in one transaction Bundle: by the definitions its items name (Patient.birthDate)
// and by the codes of its questions (an Observation each). Text out; nothing is sent. One thread at a time.
// Source: Structured Data Capture 3.0.0 and 4.0.0, extraction.html: itemExtractionContext, definitionExtract, definitionExtractValue, observationExtract,
// observation-extract-category. Only what a response would hold is extracted: nothing that is off. A resource that an itemExtractionContext finds in the launch
// context is updated (PUT): what was answered in the place of what it had, the rest as it was.
#pragma once
#include <string>
#include <vector>

#include "app/forms/form.h"

namespace forms {

struct Extracted {
  std::string bundle;                 // a Bundle of type transaction; without entries when the form extracts nothing
  size_t resources = 0;
  std::vector<std::string> problems;  // what could not be placed: the linkId and why, for form authors
};
// `head` says whose resources they are (subject, author, authored, the response's id). `random` gives the entries their urn:uuid.
Extracted extract(const Form& form, const ResponseHead& head, os::Random& random, const Surroundings& around = {});

inline constexpr size_t kExtractedMax = 2'000;  // resources of one form

}  // namespace forms
