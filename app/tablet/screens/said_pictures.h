// app/tablet/screens/said_pictures.h: the photos that an answer is, where what was said is told and not asked.
#pragma once
#include "app/tablet/screens/field_words.h"
#include "app/tablet/state/commands.h"

namespace screens {

// Those of `value` that are on this tablet, each under the last; says of one that is not. Nothing for any other answer.
void draw_said_pictures(const FieldOf& field, const record::Value& value, state::Commands& out);

}  // namespace screens
