// A number by a slider between two ends.
#include <cstdio>

#include "app/tablet/screens/assessment_asked.h"

namespace screens {
namespace {

using forms::AnswerKind;
using forms::ItemType;

const forms::AnswerView& bound_of(const forms::Item& item, bool low) {
  const forms::AnswerView& quantity = low ? item.limits->min_quantity : item.limits->max_quantity;
  return quantity.kind != AnswerKind::None ? quantity : low ? item.limits->min_value : item.limits->max_value;
}

std::string_view end_words(const Asked& asked, forms::Control control) {
  for (const forms::ItemIndex decoration : asked.item.decorations)
    if (asked.view.definition().item(decoration).control == control) return asked.view.definition().text(asked.view.definition().item(decoration), asked.view.wording.language);
  return {};
}

}  // namespace

bool has_slider(const forms::Item& item) {
  return item.control == forms::Control::Slider && item.limits && bound_of(item, true).kind != AnswerKind::None && bound_of(item, false).kind != AnswerKind::None;
}

void draw_slider(Asked& asked) {
  const double low = forms::number_of(bound_of(asked.item, true)), high = forms::number_of(bound_of(asked.item, false));
  const double step = asked.item.limits->slider_step > 0 ? asked.item.limits->slider_step : asked.item.type == ItemType::Integer ? 1 : 0;
  float value = float(asked.answers.empty() ? low : forms::number_of(asked.answers[0].view(), low));
  const ui::SliderOptions options{float(low), float(high), float(step), end_words(asked, forms::Control::Lower), end_words(asked, forms::Control::Upper), unit_words(asked), asked.words, asked.answers.empty()};
  const ui::Disabled disabled(!asked.enabled);
  if (!ui::slider(asked.path, {}, value, options)) return;
  char text[32];
  std::snprintf(text, sizeof text, asked.item.type == ItemType::Integer ? "%.0f" : "%.4g", double(value));
  replace_answer(asked, 0, text);
}

}  // namespace screens
