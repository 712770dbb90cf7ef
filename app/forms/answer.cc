#include "app/forms/answer.h"

#include <array>
#include <charconv>

#include "app/fhirpath/ucum.h"
#include "app/forms/dates.h"

namespace forms {
namespace {

struct KindName {
  AnswerKind kind;
  std::string_view name;
};
// What follows "value" or "answer" in a member's name. FHIR R4 question types; valueUrl and valueCode are seen in the wild.
constexpr std::array kKindNames = {
    KindName{AnswerKind::Boolean, "Boolean"},       KindName{AnswerKind::Integer, "Integer"},     KindName{AnswerKind::Decimal, "Decimal"},
    KindName{AnswerKind::Date, "Date"},             KindName{AnswerKind::DateTime, "DateTime"},   KindName{AnswerKind::Time, "Time"},
    KindName{AnswerKind::String, "String"},         KindName{AnswerKind::Uri, "Uri"},             KindName{AnswerKind::Coding, "Coding"},
    KindName{AnswerKind::Quantity, "Quantity"},     KindName{AnswerKind::Reference, "Reference"}, KindName{AnswerKind::Attachment, "Attachment"},
};

// The members of a composite value that have a place of their own in an Answer.
struct Places {
  std::string_view text, system, code, display;
};
Places places_of(AnswerKind kind) {
  switch (kind) {
    case AnswerKind::Coding: return {"", "system", "code", "display"};
    case AnswerKind::Quantity: return {"value", "system", "code", "unit"};
    case AnswerKind::Reference: return {"reference", "", "type", "display"};
    case AnswerKind::Attachment: return {"url", "", "contentType", "title"};
    default: return {};
  }
}
bool is_composite(AnswerKind kind) { return kind >= AnswerKind::Coding && kind <= AnswerKind::Attachment; }

// True when the member is one that `places` reads and holds the JSON kind expected there.
bool has_place(const Places& places, AnswerKind kind, const json::Member& member) {
  if (member.key.empty()) return false;
  if (member.key == places.text) return kind == AnswerKind::Quantity ? member.value.is_number() : member.value.is_string();
  return (member.key == places.system || member.key == places.code || member.key == places.display) && member.value.is_string();
}

std::string_view plain_text(AnswerKind kind, const json::Value& value) {
  if (kind == AnswerKind::Boolean) return value.is_true() ? "true" : "false";
  return value.text();
}

// A value whose JSON kind is not the one FHIR gives it (a number in quotes) is not read as that kind, but kept raw.
bool fits(AnswerKind kind, const json::Value& value) {
  if (kind == AnswerKind::Boolean) return value.is_bool();
  if (kind == AnswerKind::Integer || kind == AnswerKind::Decimal) return value.is_number();
  return is_composite(kind) ? value.is_object() : value.is_string();
}

AnswerKind kind_named(std::string_view name) {
  for (const KindName& entry : kKindNames)
    if (entry.name == name) return entry.kind;
  return AnswerKind::None;
}

std::string_view name_of(AnswerKind kind) {
  for (const KindName& entry : kKindNames)
    if (entry.kind == kind) return entry.name;
  return {};
}

const json::Member* value_member(const json::Value& object, std::string_view prefix) {
  for (const json::Member& member : object.members())
    if (member.key.size() > prefix.size() && member.key.starts_with(prefix) && member.key[prefix.size()] >= 'A' && member.key[prefix.size()] <= 'Z')
      return &member;
  return nullptr;
}

AnswerView read_member(const json::Member& member, size_t prefix) {
  AnswerView out;
  out.kind = kind_named(member.key.substr(prefix));
  if (out.kind == AnswerKind::None || !fits(out.kind, member.value)) return {AnswerKind::Other, {}, {}, member.key, {}, {}, {}};
  if (!is_composite(out.kind)) {
    out.text = plain_text(out.kind, member.value);
    return out;
  }
  const Places places = places_of(out.kind);
  for (const json::Member& part : member.value.members()) {
    if (!has_place(places, out.kind, part)) continue;
    (part.key == places.text ? out.text : part.key == places.system ? out.system : part.key == places.code ? out.code : out.display) = part.value.text();
  }
  return out;
}

void write_part(std::string_view key, std::string_view text, std::string& out, bool number = false) {
  if (text.empty() || key.empty()) return;
  json::write_key(key, out);
  if (number) out += text;
  else json::write_string(text, out);
}

void write_raw(std::string_view members, std::string& out) {
  if (members.empty()) return;
  if (out.back() != '{') out += ',';
  out += members;
}

std::optional<DateParts> date_parts(const AnswerView& answer) {
  if (answer.kind == AnswerKind::Date) return parse_date(answer.text);
  if (answer.kind == AnswerKind::DateTime) return parse_date_time(answer.text);
  if (answer.kind == AnswerKind::Time) return parse_time(answer.text);
  return std::nullopt;
}
bool is_calendar(AnswerKind kind) { return kind == AnswerKind::Date || kind == AnswerKind::DateTime; }
bool is_numeric(AnswerKind kind) { return kind == AnswerKind::Integer || kind == AnswerKind::Decimal || kind == AnswerKind::Quantity; }
bool is_chars(AnswerKind kind) { return kind == AnswerKind::String || kind == AnswerKind::Uri; }

bool same_unit(const AnswerView& a, const AnswerView& b) {
  if (a.kind != AnswerKind::Quantity || b.kind != AnswerKind::Quantity) return true;
  if (!a.code.empty() && !b.code.empty()) return a.code == b.code;
  const std::string_view x = a.code.empty() ? a.display : a.code, y = b.code.empty() ? b.display : b.code;
  return x.empty() || y.empty() || x == y || a.display == b.display;
}

// Of two units of UCUM that measure the same thing: 2 kg is more than 1500 g. Nothing for others.
std::optional<std::weak_ordering> compare_units(const AnswerView& a, const AnswerView& b) {
  static constexpr std::string_view kUcum = "http://unitsofmeasure.org";
  const auto said = [](const AnswerView& one) { return !one.code.empty() && (one.system.empty() || one.system == kUcum); };
  if (!said(a) || !said(b)) return std::nullopt;
  const auto from = fhirpath::parse_unit(b.code), to = fhirpath::parse_unit(a.code);
  const auto x = fhirpath::Decimal::parse(a.text), y = fhirpath::Decimal::parse(b.text);
  if (!from || !to || !x || !y) return std::nullopt;
  const std::optional<fhirpath::Decimal> told = fhirpath::convert(*y, *from, *to);
  return told ? std::optional<std::weak_ordering>(fhirpath::compare(*x, *told) <=> 0) : std::nullopt;
}

}  // namespace

Answer::Answer(const AnswerView& from)
    : BasicAnswer<std::string>{from.kind,
                               std::string(from.text),
                               std::string(from.system),
                               std::string(from.code),
                               std::string(from.display),
                               std::string(from.more),
                               std::string(from.beside)} {}

Answer Answer::of(AnswerKind kind, std::string text) {
  Answer out;
  out.kind = kind;
  out.text = std::move(text);
  return out;
}
Answer Answer::boolean(bool value) { return of(AnswerKind::Boolean, value ? "true" : "false"); }
Answer Answer::integer(int64_t value) { return of(AnswerKind::Integer, std::to_string(value)); }
Answer Answer::decimal(std::string number) { return of(AnswerKind::Decimal, std::move(number)); }
Answer Answer::coding(std::string system, std::string code, std::string display) {
  Answer out = of(AnswerKind::Coding, {});
  out.system = std::move(system);
  out.code = std::move(code);
  out.display = std::move(display);
  return out;
}
Answer Answer::quantity(std::string number, std::string unit, std::string system, std::string code) {
  Answer out = coding(std::move(system), std::move(code), std::move(unit));
  out.kind = AnswerKind::Quantity;
  out.text = std::move(number);
  return out;
}
Answer Answer::reference(std::string reference, std::string display) {
  Answer out = of(AnswerKind::Reference, std::move(reference));
  out.display = std::move(display);
  return out;
}
Answer Answer::attachment(std::string content_type, std::string url, std::string title) {
  Answer out = of(AnswerKind::Attachment, std::move(url));
  out.code = std::move(content_type);
  out.display = std::move(title);
  return out;
}

AnswerView read_value(const json::Value& object, std::string_view prefix) {
  const json::Member* const member = value_member(object, prefix);
  return member ? read_member(*member, prefix.size()) : AnswerView();
}

Answer read_answer(const json::Value& object) {
  const json::Member* const value = value_member(object, "value");
  Answer out;
  if (value) {
    out = Answer(read_member(*value, 5));
    if (out.kind == AnswerKind::Other) out.text = json::to_text(value->value);
    if (is_composite(out.kind)) {
      const Places places = places_of(out.kind);
      for (const json::Member& part : value->value.members())
        if (!has_place(places, out.kind, part)) json::append_member(part, out.more);
    }
  }
  for (const json::Member& member : object.members()) {
    if (&member == value || member.key == "item") continue;
    const json::Value& typed = member.value[0];
    if (!value && member.key == "extension" && member.value.elements().size() == 1 && typed["url"].string() == kTypedUrl) {
      out.kind = AnswerKind::Typed;
      out.text = typed["valueString"].string();
    } else {
      json::append_member(member, out.beside);
    }
  }
  return out;
}

void write_answer_members(const Answer& answer, std::string& out) {
  const auto open = [&](std::string_view name) { json::write_key("value" + std::string(name), out); };
  switch (answer.kind) {
    case AnswerKind::None: break;
    case AnswerKind::Typed:
      json::write_key("extension", out);
      (out += "[{\"url\":\"") += kTypedUrl;
      out += "\",\"valueString\":";
      json::write_string(answer.text, out);
      out += "}]";
      break;
    case AnswerKind::Other:
      json::write_key(answer.code, out);
      out += answer.text;
      break;
    case AnswerKind::Boolean:
    case AnswerKind::Integer:
    case AnswerKind::Decimal:
      open(name_of(answer.kind));
      out += answer.text;
      break;
    case AnswerKind::Coding:
    case AnswerKind::Quantity:
    case AnswerKind::Reference:
    case AnswerKind::Attachment: {
      const Places places = places_of(answer.kind);
      open(name_of(answer.kind));
      out += '{';
      write_part(places.text, answer.text, out, answer.kind == AnswerKind::Quantity);
      if (answer.kind == AnswerKind::Quantity) write_part(places.display, answer.display, out);
      write_part(places.system, answer.system, out);
      write_part(places.code, answer.code, out);
      if (answer.kind != AnswerKind::Quantity) write_part(places.display, answer.display, out);
      write_raw(answer.more, out);
      out += '}';
      break;
    }
    default:
      open(name_of(answer.kind));
      json::write_string(answer.text, out);
  }
  write_raw(answer.beside, out);
}

std::string to_field_text(const Answers& answers) {
  std::string out = "[";
  for (const Answer& answer : answers) {
    if (out.size() > 1) out += ',';
    out += '{';
    if (answer.kind == AnswerKind::Typed) {
      json::write_key("typed", out);
      json::write_string(answer.text, out);
      write_raw(answer.beside, out);
    } else {
      write_answer_members(answer, out);
    }
    out += '}';
  }
  return out += ']';
}

base::Result<Answers> from_field_text(std::string_view text) {
  TRY(const json::Document document, json::Document::parse(std::string(text)));
  if (!document.root().is_array()) return base::fail(base::Fault::BadInput, "answers: not an array");
  Answers out;
  for (const json::Value& entry : document.root().elements()) {
    Answer& answer = out.emplace_back(read_answer(entry));
    const json::Value& typed = entry["typed"];
    if (!typed.is_string()) continue;
    answer = Answer::typed(std::string(typed.text()));
    for (const json::Member& member : entry.members())
      if (member.key != "typed") json::append_member(member, answer.beside);
  }
  return out;
}

double number_of(const AnswerView& answer, double otherwise) {
  double out = otherwise;
  if (is_numeric(answer.kind)) std::from_chars(answer.text.data(), answer.text.data() + answer.text.size(), out);
  return out;
}

bool is_value(const Answer& answer) {
  switch (answer.kind) {
    case AnswerKind::None:
    case AnswerKind::Typed: return false;
    case AnswerKind::String:
    case AnswerKind::Uri: return answer.text.find_first_not_of(" \t\r\n") != std::string::npos;
    case AnswerKind::Quantity: return !answer.text.empty();
    default: return true;
  }
}

bool same_value(const AnswerView& a, const AnswerView& b) {
  if (a.kind == AnswerKind::Coding && b.kind == AnswerKind::Coding) {
    if (a.code.empty() && b.code.empty()) return a.display == b.display;
    return a.code == b.code && (a.system.empty() || b.system.empty() || a.system == b.system);
  }
  if (is_numeric(a.kind) || is_calendar(a.kind) || a.kind == AnswerKind::Time) return compare_values(a, b) == std::weak_ordering::equivalent;
  if (is_chars(a.kind) && is_chars(b.kind)) return a.text == b.text;
  return a.kind == b.kind && a.text == b.text && a.code == b.code && a.system == b.system;
}

std::optional<std::weak_ordering> compare_values(const AnswerView& a, const AnswerView& b) {
  if (is_numeric(a.kind) && is_numeric(b.kind)) {
    if (a.text.empty() || b.text.empty()) return std::nullopt;
    if (!same_unit(a, b)) return compare_units(a, b);
    const double x = number_of(a), y = number_of(b);
    return x < y ? std::weak_ordering::less : x > y ? std::weak_ordering::greater : std::weak_ordering::equivalent;
  }
  if ((is_calendar(a.kind) && is_calendar(b.kind)) || (a.kind == AnswerKind::Time && b.kind == AnswerKind::Time)) {
    const std::optional<DateParts> x = date_parts(a), y = date_parts(b);
    return x && y ? compare_dates(*x, *y) : std::nullopt;
  }
  if (is_chars(a.kind) && is_chars(b.kind)) return a.text <=> b.text;
  return std::nullopt;
}

Answers merge_answers(const Answers& before, const std::vector<Answers>& said) {
  const auto has = [](const Answers& answers, const Answer& answer) { return std::find(answers.begin(), answers.end(), answer) != answers.end(); };
  Answers out;
  for (const Answer& answer : before)
    if (std::all_of(said.begin(), said.end(), [&](const Answers& each) { return has(each, answer); })) out.push_back(answer);
  for (const Answers& each : said)
    for (const Answer& answer : each)
      if (!has(before, answer) && !has(out, answer)) out.push_back(answer);
  return out;
}

}  // namespace forms
