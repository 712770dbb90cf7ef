#include "app/demo/answers.h"

#include "app/demo/cells.h"


namespace demo {

namespace {

std::string capital(std::string word) {
  if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = char(word[0] - 32);
  return word;
}

bool slot_value(std::string_view slot, const Slots& slots, std::string& out) {
  if (slot == "name") out += slots.name;
  else if (slot == "full") out += slots.full;
  else if (slot == "carer") out += slots.carer;
  else if (slot == "they") out += slots.they;
  else if (slot == "They") out += capital(slots.they);
  else if (slot == "reason") out += slots.reason;
  else if (slot == "home") out += slots.home;
  else if (slot.starts_with("date")) out += care::to_iso(care::add_days(slots.date, number_of(slot.substr(4))));
  else if (slot.starts_with("day")) out += care::to_iso(care::add_days(slots.today, number_of(slot.substr(3))));
  else return false;
  return true;
}

// The instance `link` names in its `at`-th repeat, adding repeats as needed. Repeats of one group are filled first to last.
forms::NodeId find_at(forms::Form& form, std::string_view link, int at) {
  const forms::NodeId first = form.find(link);
  if (first == forms::kNoNode || at <= 1) return first;
  const forms::NodeId group = form.node(first).parent;
  while (form.siblings(group).size() < size_t(at)) form.add_repeat(form.siblings(group).back());
  const forms::NodeId repeat = form.siblings(group)[size_t(at - 1)];
  const auto found = form.instances(repeat, form.node(first).item);
  return found.empty() ? forms::kNoNode : found.front();
}

bool answers_of(const forms::Item& item, const std::string& value, forms::Answers& out) {
  using forms::Answer;
  using forms::ItemType;
  if (item.is_choice()) {
    for (const std::string_view code : words_of(value)) {
      const size_t before = out.size();
      for (const forms::Option& option : item.options)
        if (option.value.code == code) out.emplace_back(option.value);
      if (out.size() == before) return false;
    }
    return true;
  }
  switch (item.type) {
    case ItemType::Boolean: out.push_back(Answer::boolean(value == "yes")); return true;
    case ItemType::Integer: out.push_back(Answer::integer(number_of(value))); return true;
    case ItemType::Decimal: out.push_back(Answer::decimal(value)); return true;
    case ItemType::Date: out.push_back(Answer::date(value)); return true;
    case ItemType::DateTime: out.push_back(Answer::date_time(value)); return true;
    case ItemType::String:
    case ItemType::Text: out.push_back(Answer::string(value)); return true;
    default: return false;
  }
}

}  // namespace

std::string fill_in(std::string_view text, const Slots& slots) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t open = text.find('{', at), close = text.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    out += text.substr(at, open - at);
    at = close + 1;
    if (!slot_value(text.substr(open + 1, close - open - 1), slots, out)) out += text.substr(open, at - open);
    if (text.find('{', at) == std::string_view::npos) {
      out += text.substr(at);
      return out;
    }
  }
  return out.empty() ? std::string(text) : out;
}

base::Result<Answers::Definition> Answers::definition(std::string_view form) {
  const auto known = definitions_.find(form);
  if (known != definitions_.end()) return known->second;
  TRY(std::string json, (*read_)(std::string("forms/").append(form).append(".json")));
  TRY(Definition read, forms::Questionnaire::parse(std::move(json)));
  definitions_.emplace(form, read);
  return read;
}

base::Status Answers::answer(forms::Form& form, std::string_view name, std::string_view set, const Slots& slots) const {
  const base::Csv& rows = lists_->table("answers");
  for (size_t row = 0; row < rows.row_count(); ++row) {
    if (rows.at(row, "form") != name || rows.at(row, "set") != set) continue;
    const forms::NodeId node = find_at(form, rows.at(row, "link"), number_of(rows.at(row, "at")));
    forms::Answers answers;
    if (node == forms::kNoNode || !answers_of(form.item(node), fill_in(rows.at(row, "value"), slots), answers))
      return base::fail(base::Fault::BadInput, std::string("demo answer ").append(rows.at(row, "link")));
    form.set_answers(node, std::move(answers));
  }
  return {};
}

base::Result<FilledForm> Answers::fill(std::string_view name, std::string_view set, const Slots& slots, uint64_t seed, std::string_view again) {
  TRY(const Definition read, definition(name));
  os::SeededRandom random(seed);
  forms::Form form(read, random);
  TRY_DO(answer(form, name, set, slots));
  if (!again.empty()) TRY_DO(answer(form, name, again, slots));
  return FilledForm{std::string(read->url()), std::string(read->version()), std::string(read->title()), form.fields(), form.counts()};
}

}  // namespace demo
