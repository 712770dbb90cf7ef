// app/authoring/known.h: what FHIR R4 and Structured Data Capture name, as far as a check needs it. Private to the module.
// Source: FHIR R4 questionnaire.html (members), extensibility registry of R4 and Structured Data Capture 3.0.0 (extensions).
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "app/forms/json.h"

namespace authoring {

struct KnownMember {
  std::string_view name;
  std::optional<forms::json::Kind> kind;  // True stands for either boolean; none: any
  bool open = false;                      // the name only begins so: value[x]
};
extern const std::span<const KnownMember> kFormMembers, kItemMembers, kConditionMembers, kOptionMembers;

// What becomes of an extension: Known is acted on, or is for other programs than the one a form is filled in with (extraction, assembly, publishing); WithoutEffect is
// the standard's and would change how the form is filled in, but nothing here acts on it.
enum class Standing : uint8_t { Known, WithoutEffect, Unknown };
Standing standing_of(std::string_view url);

}  // namespace authoring
