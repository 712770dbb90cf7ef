// The checks of one node: what its definition asks of the answers it has now.
#include <algorithm>

#include "app/forms/dates.h"
#include "app/forms/form.h"

namespace forms {
namespace {

size_t code_points(std::string_view text) {
  return size_t(std::count_if(text.begin(), text.end(), [](char c) { return (uint8_t(c) & 0xC0) != 0x80; }));
}

bool type_allows(const Item& item, AnswerKind kind) {
  switch (item.type) {
    case ItemType::Boolean: return kind == AnswerKind::Boolean;
    case ItemType::Decimal: return kind == AnswerKind::Decimal || kind == AnswerKind::Integer;
    case ItemType::Integer: return kind == AnswerKind::Integer;
    case ItemType::Date: return kind == AnswerKind::Date;
    case ItemType::DateTime: return kind == AnswerKind::DateTime || kind == AnswerKind::Date;
    case ItemType::Time: return kind == AnswerKind::Time;
    case ItemType::String:
    case ItemType::Text: return kind == AnswerKind::String;
    case ItemType::Url: return kind == AnswerKind::Uri;
    case ItemType::Attachment: return kind == AnswerKind::Attachment;
    case ItemType::Reference: return kind == AnswerKind::Reference;
    case ItemType::Quantity: return kind == AnswerKind::Quantity;
    case ItemType::OpenChoice: if (kind == AnswerKind::String) return true; [[fallthrough]];
    case ItemType::Choice:
      return kind == AnswerKind::Coding || std::any_of(item.options.begin(), item.options.end(), [&](const Option& option) { return option.value.kind == kind; });
    default: return true;
  }
}

// SDC, minLength and maxLength: of "answers with a simple type", dates and times too, where a length is a precision.
bool is_simple(AnswerKind kind) {
  switch (kind) {
    case AnswerKind::String: case AnswerKind::Uri: case AnswerKind::Date: case AnswerKind::DateTime: case AnswerKind::Time:
    case AnswerKind::Integer: case AnswerKind::Decimal:
      return true;
    default: return false;
  }
}

// A calendar or clock value that names no real moment.
bool is_real(const Answer& answer) {
  switch (answer.kind) {
    case AnswerKind::Date: return parse_date(answer.text).has_value();
    case AnswerKind::DateTime: return parse_date_time(answer.text).has_value();
    case AnswerKind::Time: return parse_time(answer.text).has_value();
    case AnswerKind::Integer: return answer.text.find_first_of(".eE") == std::string::npos && json::is_number(answer.text);
    case AnswerKind::Decimal: return json::is_number(answer.text);
    default: return true;
  }
}

const Option* option_for(std::span<const Option> options, const Answer& answer) {
  for (const Option& option : options)
    if (same_value(option.value, answer.view())) return &option;
  return nullptr;
}

int decimal_places(std::string_view number) {
  const size_t point = number.find('.');
  if (point == std::string_view::npos) return 0;
  const size_t end = std::min(number.find_first_of("eE"), number.size());
  return int(end - point - 1);
}

// The "size" among an attachment's further members; -1 when it says none.
int64_t said_size(const std::string& members) {
  constexpr std::string_view kSize = "\"size\":";
  const size_t at = members.find(kSize);
  return at == std::string::npos ? -1 : std::strtoll(members.c_str() + at + kSize.size(), nullptr, 10);
}

// Attachment data is base64: four characters for three bytes, '=' for what is missing at the end.
bool size_agrees(const std::string& members) {
  constexpr std::string_view kData = "\"data\":\"";
  const int64_t said = said_size(members);
  const size_t at = members.find(kData);
  if (said < 0 || at == std::string::npos) return true;
  const size_t from = at + kData.size(), end = std::min(members.find('"', from), members.size());
  const std::string_view data = std::string_view(members).substr(from, end - from);
  const auto padding = std::count(data.begin(), data.end(), '=');
  return int64_t(data.size() / 4 * 3) - padding == said;
}

class AnswerChecker {
 public:
  struct Asked {
    const Questionnaire& form;
    const Item& item;
    const ItemLimits* limits;
    std::span<const Option> options;
  };
  AnswerChecker(const Asked& asked, uint32_t place, std::vector<Issue>& out)
      : form_(asked.form), item_(asked.item), limits_(asked.limits), options_(asked.options), place_(place), out_(out) {}

  void check(const Answer& answer) {
    if (answer.kind == AnswerKind::Typed) return add(IssueCode::Unreadable, {answer.text});
    if (answer.kind == AnswerKind::None || !is_value(answer)) return;
    const bool worked_out = item_.calculated && answer.kind == AnswerKind::Boolean;
    if ((!worked_out && !type_allows(item_, answer.kind)) || !is_real(answer)) return add(IssueCode::WrongType, {});
    check_option(answer);
    if (is_simple(answer.kind)) check_length(answer.text);
    if (limits_) check_limits(*limits_, answer);
    if (answer.kind == AnswerKind::Quantity) check_unit(answer);
    if (answer.kind == AnswerKind::Attachment && !size_agrees(answer.more)) add(IssueCode::SizeInconsistent, {});
  }

 private:
  void add(IssueCode code, std::vector<std::string> params) { out_.push_back({code, place_, std::move(params)}); }

  void check_option(const Answer& answer) {
    if (item_.open || options_.empty() || option_for(options_, answer)) return;  // open: any text, or a code from elsewhere
    const auto could_be = [&](const Option& option) { return item_.is_choice() || type_allows(item_, option.value.kind); };
    if (std::none_of(options_.begin(), options_.end(), could_be)) return;  // what is offered is something else: a quantity's units
    add(IssueCode::NotAnOption, {answer.display.empty() ? answer.text : answer.display});
  }

  void check_length(std::string_view text) {
    const size_t length = code_points(text);
    const int32_t least = limits_ ? limits_->min_length : 0;
    const int32_t most = limits_ && limits_->max_length > 0 ? limits_->max_length : item_.max_length;
    if (least > 0 && length < size_t(least)) add(IssueCode::MinLength, {std::to_string(least), std::to_string(length)});
    if (most > 0 && length > size_t(most)) add(IssueCode::MaxLength, {std::to_string(most), std::to_string(length)});
  }

  void check_limits(const ItemLimits& limits, const Answer& answer) {
    const bool quantity = answer.kind == AnswerKind::Quantity;
    check_bound(quantity && limits.min_quantity.kind != AnswerKind::None ? limits.min_quantity : limits.min_value, answer, true);
    check_bound(quantity && limits.max_quantity.kind != AnswerKind::None ? limits.max_quantity : limits.max_value, answer, false);
    if (item_.is_number() && limits.max_decimal_places >= 0 && decimal_places(answer.text) > limits.max_decimal_places)
      add(IssueCode::DecimalPlaces, {std::to_string(limits.max_decimal_places)});
    if (limits.regex >= 0 && !answer.text.empty() && !form_.matches(item_, answer.text)) add(IssueCode::Regex, {std::string(item_.entry_format)});
    if (answer.kind == AnswerKind::Attachment) check_attachment(limits, answer);
  }

  void check_bound(const AnswerView& bound, const Answer& answer, bool lower) {
    if (bound.kind == AnswerKind::None) return;
    const std::optional<std::weak_ordering> order = compare_values(answer.view(), bound);
    if (!order || (lower ? *order >= 0 : *order <= 0)) return;
    add(lower ? IssueCode::MinValue : IssueCode::MaxValue, {std::string(bound.text)});
  }

  void check_unit(const Answer& answer) {
    if (item_.units.size() < 2 || (answer.code.empty() && answer.display.empty())) return;
    for (const UnitOption& unit : item_.units)
      if (answer.code.empty() ? unit.display == answer.display || unit.code == answer.display : unit.code == answer.code) return;
    add(IssueCode::BadUnit, {answer.display.empty() ? answer.code : answer.display});
  }

  void check_attachment(const ItemLimits& limits, const Answer& answer) {
    if (!limits.mime_types.empty() && std::find(limits.mime_types.begin(), limits.mime_types.end(), answer.code) == limits.mime_types.end())
      add(IssueCode::BadMimeType, {answer.code});
    if (limits.max_size_bytes > 0 && said_size(answer.more) > limits.max_size_bytes) add(IssueCode::TooLarge, {std::to_string(limits.max_size_bytes)});
  }

  const Questionnaire& form_;
  const Item& item_;
  const ItemLimits* limits_;
  std::span<const Option> options_;
  uint32_t place_;
  std::vector<Issue>& out_;
};

}  // namespace

void Form::check_answers(NodeId id, std::vector<Issue>& out) const {
  const Item& own = item(id);
  const Answers& answers = nodes_[id].answers;
  const size_t values = size_t(std::count_if(answers.begin(), answers.end(), is_value));
  const bool wanted = required(id);
  if (values == 0 && answers.empty() && wanted) out.push_back({IssueCode::Required, 0, {}});
  ItemLimits room;
  const AnswerChecker::Asked asked{*definition_, own, limits_now(id, room), options(id)};
  for (uint32_t i = 0; i < answers.size(); ++i) AnswerChecker(asked, i, out).check(answers[i]);
  if (!repeats(id) && answers.size() > 1) out.push_back({IssueCode::TooManyAnswers, 1, {std::to_string(answers.size())}});
  if (asked.limits && own.repeats) {
    const int32_t least = asked.limits->min_occurs, most = asked.limits->max_occurs;
    if (values < size_t(least) && (values > 0 || !wanted)) out.push_back({IssueCode::MinOccurs, 0, {std::to_string(least), std::to_string(values)}});
    if (most > 0 && values > size_t(most)) out.push_back({IssueCode::MaxOccurs, uint32_t(most), {std::to_string(most), std::to_string(values)}});
  }
  if (answers.size() < 2) return;
  for (uint32_t i = 0; i < answers.size(); ++i) {
    const Option* const option = option_for(asked.options, answers[i]);
    if (option && option->exclusive) out.push_back({IssueCode::Exclusive, i, {std::string(option->value.display)}});
  }
}

// Of a group: required means that something in it is answered; the bounds of a repeating one are told at its first repeat.
void Form::check_occurs(NodeId id, std::vector<Issue>& out) const {
  const Item& own = item(id);
  const std::span<const NodeId> repeats = siblings(id);
  if (repeats.empty() || repeats.front() != id) return;
  const bool wanted = required(id);
  size_t used = 0;
  for (const NodeId repeat : repeats) used += nodes_[repeat].answered_all > 0;
  if (wanted && used == 0) out.push_back({IssueCode::Required, 0, {}});
  ItemLimits room;
  const ItemLimits* const limits = limits_now(id, room);
  if (!own.repeats || !limits) return;
  const int32_t least = limits->min_occurs, most = limits->max_occurs;
  if (used < size_t(least) && (used > 0 || !wanted)) out.push_back({IssueCode::MinOccurs, 0, {std::to_string(least), std::to_string(used)}});
  if (most > 0 && repeats.size() > size_t(most)) out.push_back({IssueCode::MaxOccurs, 0, {std::to_string(most), std::to_string(repeats.size())}});
}

std::vector<Issue> Form::issues(NodeId id) const {
  std::vector<Issue> out;
  if (!exists(id) || !nodes_[id].enabled) return out;
  if (id != kRoot) {
    const Item& own = item(id);
    if (own.is_question()) check_answers(id, out);
    else if (own.is_group()) check_occurs(id, out);
    else if (const auto kept = kept_.find(id); kept != kept_.end() && kept->second.members.find("\"answer\":") != std::string::npos)
      out.push_back({IssueCode::DisplayAnswer, 0, {}});
  }
  if (engine_) check_constraints(id, out);
  return out;
}

}  // namespace forms
