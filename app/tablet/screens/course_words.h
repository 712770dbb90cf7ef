// app/tablet/screens/course_words.h: what may truly be said of something that was sent: only on this tablet, at the hub, decided on by whom. Language in use;
// frame's thread.
#pragma once
#include <string>

#include "app/tablet/state/state.h"

namespace screens {

struct CourseWords {
  std::string title, detail;
};
CourseWords course_words(const state::AppState& state, const care::Course& course, const record::RecordId& id);

}  // namespace screens
