// app/forms/answer.h: one answer to one question, of any FHIR R4 kind, with everything about it that we do not interpret kept as it came.
//
//   kind        text                        system         code           display
//   Boolean     "true", "false"
//   Integer     the number as written
//   Decimal     the number as written (1.50 stays 1.50)
//   Date        YYYY, YYYY-MM, YYYY-MM-DD
//   DateTime    as in FHIR, e.g. 2026-11-22T10:42:07Z
//   Time        hh:mm:ss
//   String      the characters
//   Uri         the address
//   Coding                                  system         code           what people read
//   Quantity    the number as written       unit's system  unit's code    unit
//   Reference   e.g. Patient/p1                            type           display
//   Attachment  url                                        content type   title
//   Typed       what somebody typed that is not a value of the question's type (31/02/2026); kept, marked, never exported as a value
//   Other       a value kind we do not know: its raw JSON                 its key, e.g. "valueAge"
//
// `more` holds further members of the value (a coding's version), `beside` further members of the answer next to it (id, extension), both as
// compact JSON members without the braces: `"version":"2","userSelected":true`. Empty almost always.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/forms/json.h"

namespace forms {

enum class AnswerKind : uint8_t {
  None, Boolean, Integer, Decimal, Date, DateTime, Time, String, Uri, Coding, Quantity, Reference, Attachment, Typed, Other
};

template <class Chars>
struct BasicAnswer {
  AnswerKind kind = AnswerKind::None;
  Chars text, system, code, display, more, beside;
  bool operator==(const BasicAnswer&) const = default;
};

// Points into a Questionnaire (an option, an initial value, a condition's answer) or into an Answer.
using AnswerView = BasicAnswer<std::string_view>;

struct Answer : BasicAnswer<std::string> {
  Answer() = default;
  explicit Answer(const AnswerView& from);
  bool operator==(const Answer&) const = default;
  AnswerView view() const { return {kind, text, system, code, display, more, beside}; }

  static Answer boolean(bool value);
  static Answer integer(int64_t value);
  static Answer decimal(std::string number);
  static Answer date(std::string iso) { return of(AnswerKind::Date, std::move(iso)); }
  static Answer date_time(std::string iso) { return of(AnswerKind::DateTime, std::move(iso)); }
  static Answer time(std::string iso) { return of(AnswerKind::Time, std::move(iso)); }
  static Answer string(std::string text) { return of(AnswerKind::String, std::move(text)); }
  static Answer uri(std::string text) { return of(AnswerKind::Uri, std::move(text)); }
  static Answer typed(std::string text) { return of(AnswerKind::Typed, std::move(text)); }
  static Answer coding(std::string system, std::string code, std::string display);
  static Answer quantity(std::string number, std::string unit, std::string system = {}, std::string code = {});
  static Answer reference(std::string reference, std::string display);
  static Answer attachment(std::string content_type, std::string url, std::string title);

 private:
  static Answer of(AnswerKind kind, std::string text);
};

using Answers = std::vector<Answer>;

// The value in an object that names its kind: {"valueCoding": {...}}, or with `prefix` "answer" {"answerInteger": 3}. Points into `object`'s
// document; `more` and `beside` are left out, and so is Other's text. Kind None when there is no such member.
AnswerView read_value(const json::Value& object, std::string_view prefix = "value");
// The same with everything kept, ready to store: `more`, `beside` and unknown kinds. Nested "item" is left to the caller.
Answer read_answer(const json::Value& object);

// Appends `"valueCoding":{...}` with a leading comma where one is needed; nothing for None. A Typed answer is written as an extension,
// so that a response with it is still a valid one: see kTypedUrl.
void write_answer_members(const Answer& answer, std::string& out);
inline constexpr std::string_view kTypedUrl = "urn:doorstep:answer-as-typed";

// The compact array a record field holds: [{"valueCoding":{"code":"a"}}]; as-typed text is [{"typed":"31/02/2026"}].
std::string to_field_text(const Answers& answers);
// Errors: BadInput.
base::Result<Answers> from_field_text(std::string_view text);

// Two people answered one question, each beginning with `before`: what either added is there, what either took away is gone. In the order of `before`, then
// as said.
Answers merge_answers(const Answers& before, const std::vector<Answers>& said);

// Equal as enableWhen's `=` means it: numbers by value, codings by code and by system where both have one, dates as far as both go.
bool same_value(const AnswerView& a, const AnswerView& b);
// Order of two values of comparable kinds; nothing when the question makes no sense or a shorter date leaves it open.
std::optional<std::weak_ordering> compare_values(const AnswerView& a, const AnswerView& b);
double number_of(const AnswerView& answer, double otherwise = 0);
// Whether it says something: not nothing, not typed text that cannot be read, not only spaces, not a quantity without a number.
bool is_value(const Answer& answer);

}  // namespace forms
