// app/tablet/screens/assessment_asked.h: the question being drawn, and what every kind of box for its answer shares. Private to the assessment screen.
#pragma once
#include <string>
#include <string_view>

#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/ui/ui.h"

namespace screens {

struct Asked {
  FormView& view;
  const forms::PageRow& row;
  const forms::Item& item;
  const forms::Answers& answers;
  std::string path, words, problem, earlier;
  bool enabled;
  bool in_cell = false;  // of a table: no room for what stands beside a box
};

// assessment_box.cc: boxes to type in, one an answer.
void draw_boxes(Asked& asked);
ui::FieldOptions field_options(const Asked& asked);
std::string_view unit_words(const Asked& asked);
// The answer at that place becomes what was typed; nothing typed takes it away.
void replace_answer(Asked& asked, size_t at, const std::string& typed);

// assessment_slider.cc. A slider has two ends; a form that does not say them gets a box.
bool has_slider(const forms::Item& item);
void draw_slider(Asked& asked);

// assessment_day_time.cc
void draw_day_and_time(Asked& asked);

}  // namespace screens
