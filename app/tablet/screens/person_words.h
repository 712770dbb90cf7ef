// app/tablet/screens/person_words.h: how people, what waits on them and what stands in their fields are said. Language in use; frame's thread.
#pragma once
#include <string>

#include "app/care/field_meaning.h"
#include "app/tablet/screens/saved.h"
#include "app/care/people_list.h"
#include "app/care/quality.h"
#include "app/forms/words.h"
#include "app/tablet/state/state.h"
#include "app/tablet/ui/icons.h"
#include "app/tablet/ui/theme.h"

namespace screens {

// "84", "about 84" from a partial date; empty when nothing is known. The age at death of somebody who has died.
std::string age_words(const care::Person& person, const care::Date& today);
// "3 Feb 1942 (84)"; what was typed while it cannot be read.
std::string born_words(const care::Person& person, const care::Date& today);
// The short name of the main reason for support: "Memory and cognition".
std::string reason_short(const state::AppState& state, const std::string& code);
std::string worker_name_of(const state::AppState& state, const record::RecordId& worker);
// "84 · she/her · 14 Orchard Close, Larkham JX1 4AB"
std::string heading_line(const care::Person& person, const care::Date& today);

struct Badge {
  std::string words;
  ui::Tone tone = ui::Tone::Neutral;
};
// Where an assessment or a plan has come to.
Badge state_badge(care::ApprovalState state);
// The same; of a form nobody decides on, that it has been sent.
Badge response_badge(const state::AppState& state, const care::Response& response);
Badge standing_badge(const state::AppState& state, const care::PersonFacts& facts);
// "Today 09:30", "Tue 24 Nov", "6 days late"
std::string when_words(const care::PersonFacts& facts, const care::Date& today);
std::string problem_words(care::Rule rule);
// The picture of a code, or `otherwise` where its list names none.
ui::Icon code_icon(const state::AppState& state, std::string_view list, std::string_view code, ui::Icon otherwise);
// A field's value for a person reading it; never empty. Words longer than `bytes_max` are cut.
inline constexpr size_t kValueBytesMax = 400;
std::string value_words(const state::AppState& state, const care::FieldMeaning& meaning, const record::Value& value, size_t bytes_max = kValueBytesMax);
// How a form's own words are said in the language in use, dates as people read them. Without a first name.
forms::Wording dated_wording();
// "12 May 2026" from an ISO date; what it says when it is none.
std::string iso_day_words(std::string_view iso);

}  // namespace screens
