// app/forms/assemble.h: one whole form from its parts: a Bundle that holds a Questionnaire with what it needs, and items that stand for another
// Questionnaire's. Text in, text out; any thread. Bounded: see the limits below.
// Source: Structured Data Capture 3.0.0, modular.html (subQuestionnaire, linkIdPrefix, assembleContext).
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "app/forms/json.h"

namespace forms {

// The JSON of the Questionnaire of that canonical ("url" or "url|version"); empty when it is not at hand.
using FindPart = std::function<std::string(std::string_view canonical)>;

inline constexpr size_t kPartsMax = 200;                        // used in one form, wherever they stand
inline constexpr size_t kPartDepthMax = 8;                      // parts in parts
inline constexpr size_t kAssembledBytesMax = 32 * 1024 * 1024;  // of the whole

// A Bundle, or a Questionnaire with an item that stands for another: what assemble() is for.
bool is_in_parts(const json::Value& root);

// The form as one Questionnaire. An item whose part is not at hand stays as it is. `find` may be empty: then only what the form itself holds (contained, or in its
// Bundle) is used. Errors: BadInput (a Bundle without a form, a part that holds itself, too many parts).
base::Result<std::string> assemble(const json::Value& root, const FindPart& find = {});

}  // namespace forms
