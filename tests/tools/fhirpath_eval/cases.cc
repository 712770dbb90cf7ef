#include "tests/tools/fhirpath_eval/cases.h"

#include <algorithm>

#include "app/fhirpath/check.h"
#include "app/fhirpath/json_reader.h"
#include "app/fhirpath/value_text.h"
#include "platform/os/clock.h"
#include "platform/os/file.h"

namespace cases {
namespace {

using fhirpath::Document;
using fhirpath::Item;
using fhirpath::Items;
using fhirpath::Kind;
using fhirpath::Model;
using fhirpath::Name;

Item child(const Item& item, const char* key) {
  Items found;
  if (item.is_node()) item.source().children(item.node(), Name(key), found);
  return found.empty() ? Item() : found[0];
}

Item value(const Item& item) { return item.is_node() ? item.source().value(item.node()) : item; }

class NamedItems final : public fhirpath::Variables {
 public:
  std::map<std::string, std::vector<Item>, std::less<>> items;
  bool find(std::string_view name, Items& out) const override {
    const auto found = items.find(name);
    if (found == items.end()) return false;
    for (const Item& item : found->second) out.push(item);
    return true;
  }
};

int64_t unix_ms(const std::string& text) {
  const auto moment = fhirpath::parse_date_time(text);
  if (!moment) return 0;
  const int64_t days = fhirpath::day_number(moment->year, moment->month, moment->day);
  const int64_t seconds = days * 86400 + moment->hour * 3600 + moment->minute * 60 + moment->second - moment->zone_minutes * 60;
  return seconds * 1000 + moment->nanos / 1000000;
}

std::string folder_and(const std::string& folder, const std::string& file) { return folder.empty() ? file : folder + "/" + file; }

}  // namespace

namespace {

// A member whose value is null leaves no node in a document; its name matters here all the same.
class NullMembers final : public fhirpath::JsonEvents {
 public:
  std::vector<std::string> names;
  void object_begin() override { path_.push_back(key_); }
  void object_end() override { path_.pop_back(); }
  void array_begin() override { path_.push_back("[]"); }
  void array_end() override { path_.pop_back(); }
  void key(std::string_view text) override { key_ = text; }
  void string(std::string_view) override {}
  void number(std::string_view) override {}
  void boolean(bool) override {}
  void null() override {
    if (path_.size() == 2 && path_.back() == "vars") names.push_back(key_);
  }

 private:
  std::vector<std::string> path_;
  std::string key_;
};

}  // namespace

std::unique_ptr<Case> Case::parse(const std::string& line) {
  auto document = Document::parse(line, Model::plain());
  if (!document || (*document)->root().is_none()) return nullptr;
  auto one = std::make_unique<Case>();
  one->document_ = std::move(*document);
  fhirpath::Arena arena;
  NullMembers nulls;
  if (fhirpath::read_json(line, arena, nulls)) one->empty_variables_ = std::move(nulls.names);
  return one;
}

Item Case::item(const char* key) const { return child(document_->root(), key); }
std::string Case::text(const char* key) const { return fhirpath::value_text(value(item(key))); }
bool Case::flag(const char* key) const {
  const Item found = value(item(key));
  return found.kind() == Kind::Boolean && found.boolean();
}
const Model& Case::model() const { return text("model") == "none" ? Model::plain() : Model::r4(); }

const Document* Runner::load(const std::string& path, const Model& model, const std::string& type_path) {
  const std::string key = path + "|" + (model.has_types() ? "r4|" : "none|") + type_path;
  const auto found = loaded_.find(key);
  if (found != loaded_.end()) return found->second.get();
  const auto bytes = os::read_file(path, fhirpath::kDocumentBytesMax);
  if (!bytes) return nullptr;
  auto document = Document::parse(std::string(bytes->begin(), bytes->end()), model, type_path);
  if (!document) return nullptr;
  return loaded_.emplace(key, std::move(*document)).first->second.get();
}

Item Runner::launch_resource(const std::string& name) {
  const Document* all = folders_.context.empty() ? nullptr : load(folders_.context, Model::r4(), {});
  return all == nullptr ? Item() : child(all->root(), name.c_str());
}

std::unique_ptr<Runner::Prepared> Runner::prepare(const Case& one, Answer& answer) {
  auto prepared = std::make_unique<Prepared>();
  auto expression = fhirpath::Expression::compile(one.text("expr"), one.model());
  answer.failed = !expression;
  if (!expression) {
    answer.error = expression.error();
    return nullptr;
  }
  prepared->expression = std::make_unique<fhirpath::Expression>(std::move(*expression));
  if (one.has("input")) {
    const Document* input = load(folder_and(folders_.inputs, one.text("input")), one.model(), one.text("base"));
    for (size_t i = 0; input != nullptr && i < input->root_count(); ++i) prepared->focus.push_back(input->root(i));
  }
  auto variables = std::make_unique<NamedItems>();
  Items members;
  if (const Item vars = one.item("vars"); vars.is_node()) vars.source().children(vars.node(), members);
  for (const Item& member : members) {
    const std::string name(member.source().name(member.node()));
    std::string json;
    fhirpath::write_item_json(member, json);
    auto document = Document::parse(json, one.model());
    if (!document) continue;
    for (size_t i = 0; i < (*document)->root_count(); ++i) variables->items[name].push_back((*document)->root(i));
    made_.push_back(std::move(*document));
  }
  for (const std::string& name : one.empty_variables()) variables->items[name] = {};
  Items named;
  one.document().children(one.document().root().node(), Name("context_vars"), named);
  for (const Item& name : named) variables->items[fhirpath::value_text(value(name))] = {launch_resource(fhirpath::value_text(value(name)))};
  if (one.has("questionnaire")) {
    const Document* questionnaire = load(folder_and(folders_.questionnaires, one.text("questionnaire")), Model::r4(), {});
    if (questionnaire != nullptr) prepared->context.questionnaire = questionnaire->root();
  }
  prepared->variables = std::move(variables);
  prepared->context.focus = prepared->focus;
  prepared->context.variables = prepared->variables.get();
  prepared->context.now_ms = one.has("now") ? unix_ms(one.text("now")) : os::system_clock().now_ms();
  prepared->context.zone_style = fhirpath::ZoneStyle::Unknown;
  if (one.has("context")) {
    const auto context = fhirpath::Expression::compile(one.text("context"), one.model());
    const auto items =
        context ? evaluator_.evaluate(*context, prepared->context) : tl::unexpected<fhirpath::ExpressionError>(context.error());
    if (items) prepared->context_items.assign(items->begin(), items->end());
    prepared->context.context = prepared->context_items;
  }
  if (one.flag("strict")) {
    const fhirpath::TypeId type = prepared->focus.empty() ? fhirpath::kNoType : prepared->focus[0].source().type(prepared->focus[0].node());
    if (auto problem = fhirpath::check_types(*prepared->expression, type)) {
      answer.failed = true;
      answer.error = *problem;
      return nullptr;
    }
  }
  return prepared;
}

fhirpath::Evaluator::Result Runner::evaluate(const Prepared& prepared) {
  return evaluator_.evaluate(*prepared.expression, prepared.context);
}

Answer Runner::run(const Case& one) {
  Answer answer;
  const std::unique_ptr<Prepared> prepared = prepare(one, answer);
  if (prepared == nullptr) return answer;
  const auto result = evaluate(*prepared);
  answer.failed = !result;
  if (!result) {
    answer.error = result.error();
  } else if (one.flag("predicate")) {
    answer.result = result->empty() ? "[]" : fhirpath::truth_of(*result).value_or(true) ? "[true]" : "[false]";
  } else {
    fhirpath::write_items_json(*result, answer.result);
  }
  made_.clear();
  return answer;
}

std::string answer_line(const Case& one, const Answer& answer) {
  std::string out = "{\"id\":";
  fhirpath::append_json_string(out, one.text("id"));
  if (!answer.failed) return out + ",\"result\":" + answer.result + "}";
  out += ",\"error\":{\"kind\":\"" + std::string(fhirpath::error_kind_name(answer.error.kind)) +
         "\",\"position\":{\"line\":" + std::to_string(answer.error.line) + ",\"column\":" + std::to_string(answer.error.column) +
         ",\"offset\":" + std::to_string(answer.error.at) + "},\"message\":";
  fhirpath::append_json_string(out, answer.error.message);
  return out + "}}";
}

namespace {

bool same_number(const fhirpath::Decimal& a, const fhirpath::Decimal& b) {
  if (fhirpath::compare(a, b) == 0) return true;
  return fhirpath::compare(fhirpath::round_to_digits(a, 14).trimmed(), fhirpath::round_to_digits(b, 14).trimmed()) == 0;
}

bool same_json(const Item& a, const Item& b);

bool same_children(const Item& a, const Item& b) {
  Items left, right;
  a.source().children(a.node(), left);
  b.source().children(b.node(), right);
  if (left.size() != right.size()) return false;
  for (const Item& item : left) {
    const std::string_view name = item.source().name(item.node());
    Items same_left, same_right;
    a.source().children(a.node(), Name(name), same_left);
    b.source().children(b.node(), Name(name), same_right);
    if (same_left.size() != same_right.size()) return false;
    for (size_t i = 0; i < same_left.size(); ++i)
      if (!same_json(same_left[i], same_right[i])) return false;
  }
  return true;
}

// `a` is expected. A number the suite wrote as text is a number too.
bool same_json(const Item& a, const Item& b) {
  const Item x = value(a), y = value(b);
  if (x.is_none() != y.is_none()) return false;
  if (x.is_none()) return same_children(a, b);
  if (x.is_number() || y.is_number()) {
    const auto left = fhirpath::Decimal::parse(fhirpath::value_text(x)), right = fhirpath::Decimal::parse(fhirpath::value_text(y));
    return left && right && same_number(*left, *right);
  }
  if (x.kind() != y.kind()) return false;
  std::string left = fhirpath::value_text(x), right = fhirpath::value_text(y);
  if (left.starts_with('T') && left.size() > 2 && left[1] >= '0' && left[1] <= '9') left.erase(0, 1);
  return left == right;
}

}  // namespace

bool is_expected(const Case& one, const Answer& answer, std::string* why) {
  const auto say = [why](std::string text) {
    if (why != nullptr) *why = std::move(text);
    return false;
  };
  if (one.has("error")) {
    if (!answer.failed) return say("an error was expected, there is " + answer.result);
    return !one.flag("exact") || one.text("error") == fhirpath::error_kind_name(answer.error.kind) ||
           say("another kind of error: " + answer.error.message);
  }
  if (answer.failed)
    return say(std::string(fhirpath::error_kind_name(answer.error.kind)) + " error at " + std::to_string(answer.error.at) + ": " +
               answer.error.message);
  const auto result = Document::parse("{\"r\":" + answer.result + "}", Model::plain());
  if (!result) return say("the result is not JSON: " + answer.result);
  Items wanted, found;
  one.document().children(one.document().root().node(), Name("expect"), wanted);
  (*result)->children((*result)->root().node(), Name("r"), found);
  if (wanted.size() != found.size()) return say("the result is " + answer.result);
  std::vector<bool> used(found.size(), false);
  for (size_t i = 0; i < wanted.size(); ++i) {
    bool matched = false;
    for (size_t j = one.flag("unordered") ? 0 : i; j < (one.flag("unordered") ? found.size() : i + 1) && !matched; ++j) {
      matched = !used[j] && same_json(wanted[i], found[j]);
      if (matched) used[j] = true;
    }
    if (!matched) return say("the result is " + answer.result);
  }
  return true;
}

}  // namespace cases
