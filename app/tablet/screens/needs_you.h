// app/tablet/screens/needs_you.h: what synchronisation left for her to settle, wherever she may come upon it. Frame's thread.
#pragma once
#include <string>

#include "app/tablet/state/commands.h"

namespace screens {

// A card of rows; nothing when there is none. `person`: about them alone, nil for everybody. At most `shown` rows, then how many more.
void draw_needs_you(const state::AppState& state, const record::RecordId& person, size_t shown, state::Commands& out);
// Over a record in which an answer has two versions, or from which a change was refused: says so, with the way there.
void draw_record_needs_you(const state::AppState& state, const record::RecordId& record, state::Commands& out);
// Beside the question itself.
void draw_question_needs_you(const state::AppState& state, const record::RecordId& record, const std::string& path, state::Commands& out);

// Why the hub did not accept a change, in plain words, by the word it gave (assets/codes/refusals.csv), also one newer than that list; and what can be done
// about it (assets/words/refused.csv), or nothing.
std::string refusal_words(const state::AppState& state, const std::string& reason);
std::string refusal_way_out(const std::string& reason);

}  // namespace screens
