// A date and a time of day in two boxes, and the one instant they make.
#include <cstdio>

#include "app/forms/dates.h"
#include "app/tablet/screens/assessment_asked.h"

namespace screens {
namespace {

using forms::Answer;
using forms::AnswerKind;

constexpr std::string_view kDayAndTime = ", ";  // between the two boxes, where they cannot be read

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

}  // namespace

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

}  // namespace screens
