// Boxes to type an answer in: text, numbers with their unit, a date, a time, an address.
#include <algorithm>

#include "app/forms/dates.h"
#include "app/tablet/screens/assessment_asked.h"

namespace screens {
namespace {

using forms::Answer;
using forms::AnswerKind;
using forms::ItemType;

std::string box_text(const Answer& answer) {
  if (answer.kind == AnswerKind::Time) return answer.text.substr(0, 5);
  if (answer.kind == AnswerKind::Reference) return answer.display.empty() ? answer.text : answer.display;
  return answer.text;
}

Answer number_answer(AnswerKind kind, const std::string& typed) {
  const std::string number = forms::number_typed(typed, kind == AnswerKind::Integer);
  if (number.empty()) return Answer::typed(typed);
  Answer out = Answer::decimal(number);
  out.kind = kind;
  return out;
}

Answer answer_of(const forms::Item& item, const std::string& typed, const Answer* before) {
  switch (item.type) {
    case ItemType::Integer: return number_answer(AnswerKind::Integer, typed);
    case ItemType::Decimal: return number_answer(AnswerKind::Decimal, typed);
    case ItemType::Quantity: {
      Answer out = number_answer(AnswerKind::Quantity, typed);
      if (out.kind != AnswerKind::Quantity) return out;
      if (before && before->kind == AnswerKind::Quantity) {
        out.system = before->system, out.code = before->code, out.display = before->display;
      } else if (!item.units.empty()) {
        out.system = item.units[0].system, out.code = item.units[0].code, out.display = item.units[0].display;
      }
      return out;
    }
    case ItemType::Date: return forms::parse_date(typed) ? Answer::date(typed) : Answer::typed(typed);
    case ItemType::Time: return forms::parse_time(typed + ":00") ? Answer::time(typed + ":00") : Answer::typed(typed);
    case ItemType::Url: return Answer::uri(typed);
    default: return Answer::string(typed);
  }
}

// What every typed field does with what happened in it. `words` is what the box held afterwards.
void take_typing(Asked& asked, const std::string& id, size_t at, const ui::Edited& edited, const std::string& words) {
  state::FieldDraft& draft = asked.view.page.draft.typing;
  if (edited) {
    draft = {id, words};
    replace_answer(asked, at, words);
  }
  if (edited.left && draft.field == id) asked.view.out.push(state::EndTyping{});
}

std::string box_words(const Asked& asked, const std::string& id, size_t at) {
  const state::FieldDraft& draft = asked.view.page.draft.typing;
  if (draft.field == id) return draft.words;
  return at < asked.answers.size() ? box_text(asked.answers[at]) : std::string();
}

double step_of(const forms::Item& item) {
  if (item.limits && item.limits->slider_step > 0) return item.limits->slider_step;
  return item.type == ItemType::Integer ? 1 : item.limits && item.limits->max_decimal_places == 0 ? 1 : 0.5;
}

void draw_units(Asked& asked) {
  if (asked.item.units.size() < 2) return;
  std::vector<ui::Choice> choices;
  std::vector<std::string> ids;
  int chosen = asked.answers.empty() ? 0 : -1;
  for (size_t i = 0; i < asked.item.units.size(); ++i) ids.push_back("unit" + std::to_string(i));
  for (size_t i = 0; i < asked.item.units.size(); ++i) {
    const forms::UnitOption& unit = asked.item.units[i];
    choices.push_back({.id = ids[i], .label = unit.display.empty() ? unit.code : unit.display});
    if (!asked.answers.empty() && asked.answers[0].code == unit.code && asked.answers[0].display == unit.display) chosen = int(i);
  }
  const int tapped = ui::chips(asked.path + "/unit", choices, chosen);
  if (tapped < 0 || !asked.enabled || asked.answers.empty() || asked.answers[0].kind != AnswerKind::Quantity) return;
  const forms::UnitOption& unit = asked.item.units[size_t(tapped)];
  Answer answer = asked.answers[0];
  answer.system = unit.system, answer.code = unit.code, answer.display = unit.display;
  asked.view.out.push(state::SetAnswers{asked.row.node, {answer}});
}

void draw_box(Asked& asked, size_t at, bool last) {
  const std::string id = at == 0 ? asked.path : asked.path + "/" + std::to_string(at + 1);
  std::string words = box_words(asked, id, at);
  ui::FieldOptions options = field_options(asked);
  if (!last) options.under = {}, options.error = {};
  if (at == 0) options.focus = false;
  ui::Edited edited;
  switch (asked.item.type) {
    case ItemType::Integer:
    case ItemType::Decimal:
    case ItemType::Quantity:
      options.unit = asked.item.units.size() > 1 ? std::string_view() : unit_words(asked);
      edited = asked.in_cell ? ui::text_field(id, words, options) : ui::number_field(id, words, step_of(asked.item), options);
      break;
    case ItemType::Date: edited = ui::date_field(id, words, options, asked.view.today); break;
    case ItemType::Time: edited = ui::time_field(id, words, options); break;
    case ItemType::Text:
      options.count = !asked.in_cell;
      options.lines_min = asked.in_cell ? 1 : 3;
      edited = ui::text_area(id, words, options);
      break;
    case ItemType::Url:
      options.icon = ui::Icon::Link;
      edited = ui::text_field(id, words, options);
      break;
    default:
      options.unit = unit_words(asked);
      options.count = asked.item.max_length > 0;
      edited = ui::text_field(id, words, options);
  }
  take_typing(asked, id, at, edited, words);
}

}  // namespace

void replace_answer(Asked& asked, size_t at, const std::string& typed) {
  forms::Answers answers = asked.answers;
  const Answer made = answer_of(asked.item, typed, at < answers.size() ? &answers[at] : nullptr);
  if (at < answers.size()) answers[at] = made;
  else answers.push_back(made);
  if (typed.empty()) answers.erase(answers.begin() + std::ptrdiff_t(std::min(at, answers.size() - 1)));
  asked.view.out.push(state::SetAnswers{asked.row.node, std::move(answers), true});
}

ui::FieldOptions field_options(const Asked& asked) {
  ui::FieldOptions out;
  out.spoken = asked.words;
  out.placeholder = asked.view.definition().entry_format(asked.item, asked.view.wording.language);
  out.under = asked.earlier;
  out.error = asked.problem;
  out.read_only = !asked.enabled;
  return out;
}

std::string_view unit_words(const Asked& asked) {
  for (const forms::ItemIndex decoration : asked.item.decorations)
    if (asked.view.definition().item(decoration).control == forms::Control::Unit)
      return asked.view.definition().text(asked.view.definition().item(decoration), asked.view.wording.language);
  if (asked.item.units.empty()) return {};
  return asked.item.units[0].display.empty() ? asked.item.units[0].code : asked.item.units[0].display;
}

// One box an answer; a question that takes several has a button for one more.
void draw_boxes(Asked& asked) {
  const size_t several = asked.view.form.repeats(asked.row.node) && asked.view.page.draft.another.contains(asked.row.node) ? asked.answers.size() + 1 : asked.answers.size();
  const size_t count = std::max<size_t>(1, several);
  for (size_t at = 0; at < count; ++at) draw_box(asked, at, at + 1 == count);
  if (asked.item.type == ItemType::Quantity) draw_units(asked);
  if (!asked.view.form.repeats(asked.row.node) || !asked.enabled || asked.answers.size() < count) return;
  if (ui::quiet_button(asked.path + "/another", ui::tr("assessment.another_answer"), ui::Icon::Add)) asked.view.page.draft.another.insert(asked.row.node);
}

}  // namespace screens
