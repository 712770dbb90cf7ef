// One question: what it asks, the help around it, and the widget its kind of answer wants.
#include <algorithm>
#include <cstdlib>

#include "app/forms/dates.h"
#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/screens/needs_you.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using forms::Answer;
using forms::AnswerKind;
using forms::ItemType;

constexpr float kAfterQuestionDp = 22, kWithinQuestionDp = 8;
constexpr std::string_view kDayAndTime = ", ";  // between the two boxes of a date and time, where they cannot be read

// The question being drawn.
struct Asked {
  FormView& view;
  const forms::PageRow& row;
  const forms::Item& item;
  const forms::Answers& answers;
  std::string path, words, problem, earlier;
  bool enabled;
};

bool is_shown(const FormView& view, forms::NodeId node, forms::ItemIndex decoration) {
  if (!view.definition().item(decoration).lives) return true;
  const auto there = view.form.instances(node, decoration);
  return !there.empty() && view.form.node(there.front()).enabled;
}

// An expression may say it otherwise than the form's own text.
std::string decoration_words(const FormView& view, forms::NodeId node, forms::ItemIndex decoration) {
  const auto there = view.definition().item(decoration).lives ? view.form.instances(node, decoration) : std::span<const forms::NodeId>();
  return there.empty() ? question_words(view, view.definition().item(decoration)) : question_words(view, there.front());
}

// ---- from answers to boxes and back

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

void replace(Asked& asked, size_t at, const std::string& typed) {
  forms::Answers answers = asked.answers;
  const Answer made = answer_of(asked.item, typed, at < answers.size() ? &answers[at] : nullptr);
  if (at < answers.size()) answers[at] = made;
  else answers.push_back(made);
  if (typed.empty()) answers.erase(answers.begin() + std::ptrdiff_t(std::min(at, answers.size() - 1)));
  asked.view.out.push(state::SetAnswers{asked.row.node, std::move(answers), true});
}

// What every typed field does with what happened in it. `words` is what the box held afterwards.
void take_typing(Asked& asked, const std::string& id, size_t at, const ui::Edited& edited, const std::string& words) {
  state::FieldDraft& draft = asked.view.page.draft.typing;
  if (edited) {
    draft = {id, words};
    replace(asked, at, words);
  }
  if (edited.left && draft.field == id) asked.view.out.push(state::EndTyping{});
}

std::string box_words(const Asked& asked, const std::string& id, size_t at) {
  const state::FieldDraft& draft = asked.view.page.draft.typing;
  if (draft.field == id) return draft.words;
  return at < asked.answers.size() ? box_text(asked.answers[at]) : std::string();
}

// ---- kinds of box

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

double step_of(const forms::Item& item) {
  if (item.limits && item.limits->slider_step > 0) return item.limits->slider_step;
  return item.type == ItemType::Integer ? 1 : item.limits && item.limits->max_decimal_places == 0 ? 1 : 0.5;
}

const forms::AnswerView& bound_of(const forms::Item& item, bool low) {
  const forms::AnswerView& quantity = low ? item.limits->min_quantity : item.limits->max_quantity;
  return quantity.kind != AnswerKind::None ? quantity : low ? item.limits->min_value : item.limits->max_value;
}

// A slider has two ends; a form that does not say them gets a box.
bool has_slider(const forms::Item& item) {
  return item.control == forms::Control::Slider && item.limits && bound_of(item, true).kind != AnswerKind::None && bound_of(item, false).kind != AnswerKind::None;
}

std::string_view end_words(const Asked& asked, forms::Control control) {
  for (const forms::ItemIndex decoration : asked.item.decorations)
    if (asked.view.definition().item(decoration).control == control) return asked.view.definition().text(asked.view.definition().item(decoration), asked.view.wording.language);
  return {};
}

void draw_slider(Asked& asked) {
  const double low = forms::number_of(bound_of(asked.item, true)), high = forms::number_of(bound_of(asked.item, false));
  const double step = asked.item.limits->slider_step > 0 ? asked.item.limits->slider_step : asked.item.type == ItemType::Integer ? 1 : 0;
  float value = float(asked.answers.empty() ? low : forms::number_of(asked.answers[0].view(), low));
  const ui::SliderOptions options{float(low), float(high), float(step), end_words(asked, forms::Control::Lower), end_words(asked, forms::Control::Upper), unit_words(asked)};
  const ui::Disabled disabled(!asked.enabled);
  if (!ui::slider(asked.path, asked.words, value, options)) return;
  char text[32];
  std::snprintf(text, sizeof text, asked.item.type == ItemType::Integer ? "%.0f" : "%.4g", double(value));
  replace(asked, 0, text);
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
      edited = ui::number_field(id, words, step_of(asked.item), options);
      break;
    case ItemType::Date: edited = ui::date_field(id, words, options, asked.view.today); break;
    case ItemType::Time: edited = ui::time_field(id, words, options); break;
    case ItemType::Text:
      options.count = true;
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

// One box an answer; a question that takes several has a button for one more.
void draw_boxes(Asked& asked) {
  const size_t several = asked.view.form.repeats(asked.row.node) && asked.view.page.draft.another.contains(asked.row.node) ? asked.answers.size() + 1 : asked.answers.size();
  const size_t count = std::max<size_t>(1, several);
  for (size_t at = 0; at < count; ++at) draw_box(asked, at, at + 1 == count);
  if (asked.item.type == ItemType::Quantity) draw_units(asked);
  if (!asked.view.form.repeats(asked.row.node) || !asked.enabled || asked.answers.size() < count) return;
  if (ui::quiet_button(asked.path + "/another", ui::tr("assessment.another_answer"), ui::Icon::Add)) asked.view.page.draft.another.insert(asked.row.node);
}

// ---- a date and a time

struct DayAndTime {
  std::string day, time;
};

DayAndTime day_and_time(const forms::Answers& answers) {
  if (answers.empty()) return {};
  const std::string& text = answers[0].text;
  if (answers[0].kind == AnswerKind::Typed) {
    const size_t comma = text.find(kDayAndTime);
    return {text.substr(0, comma), comma == std::string::npos ? std::string() : text.substr(comma + kDayAndTime.size())};
  }
  const auto parts = forms::parse_date_time(text);
  if (!parts || parts->parts < 6 || !parts->zone_minutes) return {text.substr(0, 10), text.size() >= 16 ? text.substr(11, 5) : std::string()};
  const int64_t minutes = forms::days_from_civil(parts->year, parts->month, parts->day) * 1440 + parts->hour * 60 + parts->minute - *parts->zone_minutes;
  const care::WallTime wall = care::wall_time(minutes * 60'000);
  return {care::to_iso(wall.date), care::to_clock(wall.minute)};
}

// FHIR wants a zone with a time; the wall clock's is the United Kingdom's.
Answer answer_of(const DayAndTime& at) {
  const auto day = forms::parse_date(at.day);
  if (at.time.empty() && day) return Answer::date_time(at.day);
  care::WallTime wall;
  if (!day || day->parts < 3 || !care::parse_iso(at.day, wall.date) || !care::parse_clock(at.time, wall.minute))
    return Answer::typed(at.time.empty() ? at.day : at.day + std::string(kDayAndTime) + at.time);
  const int64_t minutes = care::instant_of(wall) / 60'000;
  const int64_t days = (minutes >= 0 ? minutes : minutes - 1439) / 1440;
  const forms::DateParts utc = forms::civil_from_days(days);
  char clock[24];
  std::snprintf(clock, sizeof clock, "T%02d:%02d:00Z", int((minutes - days * 1440) / 60), int((minutes - days * 1440) % 60));
  return Answer::date_time(forms::iso_date(utc.year, utc.month, utc.day) + clock);
}

void draw_day_and_time(Asked& asked) {
  DayAndTime at = day_and_time(asked.answers);
  ui::FieldOptions options = field_options(asked);
  options.under = {}, options.error = {};
  ui::Edited day, time;
  {
    ui::Columns columns({2, 3}, 240);
    day = ui::date_field(asked.path, at.day, options, asked.view.today);
    columns.next();
    time = ui::time_field(asked.path + "/time", at.time, options);
  }
  if (day || time) {
    forms::Answers answers;
    if (!at.day.empty() || !at.time.empty()) answers.push_back(answer_of(at));
    asked.view.out.push(state::SetAnswers{asked.row.node, std::move(answers), true});
  }
  if (day.left || time.left) asked.view.out.push(state::EndTyping{});
  if (!asked.problem.empty()) ui::problem(asked.problem, asked.path + "/error");
  if (!asked.earlier.empty()) ui::small(asked.earlier, asked.path + "/under");
}

// ---- around it

// The question, what explains it, and the way to its guidance at the end of whichever comes last.
void draw_head(Asked& asked) {
  std::vector<std::string> lines;
  bool guidance = !asked.item.support_link.empty();
  for (const forms::ItemIndex decoration : asked.item.decorations) {
    const forms::Item& item = asked.view.definition().item(decoration);
    if (!is_shown(asked.view, asked.row.node, decoration)) continue;
    if (explains(item)) guidance = true;
    else if (item.control == forms::Control::Prompt || item.control == forms::Control::Inline || item.control == forms::Control::Legal || item.category != forms::DisplayCategory::None)
      lines.push_back(decoration_words(asked.view, asked.row.node, decoration));
  }
  const bool required = asked.view.form.required(asked.row.node) && asked.enabled;
  const auto link = [&] {
    if (guidance && ui::link(asked.path + "/guidance", ui::tr("assessment.guidance"))) asked.view.page.draft.guidance = asked.item.index;
  };
  {
    const ui::Wrap line({.gap_dp = 10});
    ui::label(asked.words, required);
    if (lines.empty()) link();
  }
  ui::set_gap(4);
  for (size_t i = 0; i < lines.size(); ++i) {
    const ui::Wrap line({.gap_dp = 6});
    ui::secondary(lines[i]);
    if (i + 1 == lines.size()) link();
  }
}

// What nobody fills in here: calculated, from elsewhere, or of a kind this app does not know.
void draw_shown_only(Asked& asked) {
  const std::string said = forms::display_of(asked.view.definition(), asked.item, asked.answers, asked.view.wording);
  if (said.empty()) ui::secondary(ui::tr("assessment.no_answer"), asked.path);
  else ui::text(said, {.id = asked.path});
}

void draw_widget(Asked& asked) {
  switch (asked.item.type) {
    case ItemType::Boolean: return draw_yes_no(asked.view, asked.row, asked.path, asked.words);
    case ItemType::Choice:
    case ItemType::OpenChoice: return draw_choice(asked.view, asked.row, asked.path, asked.words);
    case ItemType::Attachment: return draw_attachment(asked.view, asked.row, asked.path, asked.words);
    case ItemType::DateTime: return draw_day_and_time(asked);
    case ItemType::Reference: return draw_reference(asked.view, asked.row, asked.path, asked.words);
    case ItemType::Integer:
    case ItemType::Decimal:
    case ItemType::Quantity: return has_slider(asked.item) ? draw_slider(asked) : draw_boxes(asked);
    default: return draw_boxes(asked);
  }
}

Asked asked_of(FormView& view, const forms::PageRow& row) {
  Asked out{view, row, view.form.item(row.node), view.form.node(row.node).answers, view.form.path(row.node), question_words(view, row.node), {}, {}, false};
  out.enabled = view.may_change() && !view.form.read_only(row.node) && !row.read_only;
  out.problem = problem_words(view, row.node, ui::focused().starts_with(out.path));
  return out;
}

bool says_it_itself(const forms::Item& item) {
  switch (item.type) {
    case ItemType::Boolean:
    case ItemType::Choice:
    case ItemType::OpenChoice:
    case ItemType::Attachment: return false;
    case ItemType::Reference: return false;
    case ItemType::Integer:
    case ItemType::Decimal:
    case ItemType::Quantity: return !has_slider(item);
    default: return true;
  }
}

}  // namespace

void draw_cell(FormView& view, const forms::PageRow& row) {
  Asked asked = asked_of(view, row);
  ui::set_gap(kWithinQuestionDp);
  const bool shown_only = !asked.enabled && !asked.item.is_choice() && asked.item.type != ItemType::Boolean;
  if (shown_only) draw_shown_only(asked);
  else if (asked.item.is_choice()) draw_picker(view, row, asked.path);
  else if (asked.item.type == ItemType::Boolean) draw_yes_no_small(view, row, asked.path);
  else draw_widget(asked);
  if (!asked.problem.empty() && (shown_only || !says_it_itself(asked.item))) ui::problem(asked.problem, asked.path + "/error");
}

void draw_question(FormView& view, const forms::PageRow& row) {
  const forms::Item& item = view.form.item(row.node);
  Asked asked = asked_of(view, row);
  asked.earlier = earlier_words(view, row.node);
  const bool below_answer = view.form.node(row.node).parent != forms::kRoot && view.form.item(view.form.node(row.node).parent).is_question();
  const ui::Indent indent(below_answer ? 20.0f : 0.0f);
  draw_head(asked);
  draw_media(view, *item.node, asked.path + "/media");
  draw_question_needs_you(view.state, view.page.response, asked.path, view.out);
  draw_reviewer_comment(view, row);
  ui::set_gap(kWithinQuestionDp);
  const bool shown_only = item.type == ItemType::Unknown || ((view.form.read_only(row.node) || row.read_only) && item.type != ItemType::Attachment && !item.is_choice());
  if (shown_only) draw_shown_only(asked);
  else draw_widget(asked);
  if (shown_only || !says_it_itself(item)) {
    if (!asked.problem.empty()) ui::problem(asked.problem, asked.path + "/error");
    if (!asked.earlier.empty()) ui::small(asked.earlier, asked.path + "/under");
  }
  ui::set_gap(kAfterQuestionDp);
}

}  // namespace screens
