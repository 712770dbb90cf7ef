#include "tests/tools/fhirpath_eval/cases.h"

#include <algorithm>

#include "app/fhirpath/check.h"
#include "app/fhirpath/json_reader.h"
#include "app/fhirpath/value_text.h"
#include "platform/os/clock.h"
#include "tests/tools/inputs/inputs.h"

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

base::Result<std::unique_ptr<Case>> Case::parse(const std::string& line) {
  TRY(auto document, Document::parse(line, Model::plain()));
  auto one = std::make_unique<Case>();
  one->document_ = std::move(document);
  if (line.find_first_not_of(" \t\r") == std::string::npos || line[line.find_first_not_of(" \t\r")] != '{')
    return base::fail(base::Fault::BadInput, "this is no JSON object");
  if (value(one->item("expr")).kind() != Kind::String) return base::fail(base::Fault::BadInput, "there is no expression: \"expr\" is to be text");
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

base::Result<const Document*> Runner::load(const std::string& path, const Model& model, const std::string& type_path) {
  const std::string key = path + "|" + (model.has_types() ? "r4|" : "none|") + type_path;
  const auto found = loaded_.find(key);
  if (found != loaded_.end()) return found->second.get();
  TRY(std::string text, inputs::read(path, fhirpath::kDocumentBytesMax));
  auto document = Document::parse(std::move(text), model, type_path);
  if (!document) return base::fail(document.error().fault, path + ": " + document.error().detail);
  return loaded_.emplace(key, std::move(*document)).first->second.get();
}

base::Status Runner::give_focus(const Case& one, Prepared& to) {
  if (!one.has("input")) return {};
  if (value(one.item("input")).kind() != Kind::String) return base::fail(base::Fault::BadInput, "\"input\" is to be a file's name");
  TRY(const Document* input, load(folder_and(folders_.inputs, one.text("input")), one.model(), one.text("base")));
  for (size_t i = 0; i < input->root_count(); ++i) to.focus.push_back(input->root(i));
  to.context.focus = to.focus;
  return {};
}

base::Status Runner::give_variables(const Case& one, Prepared& to) {
  auto variables = std::make_unique<NamedItems>();
  Items members;
  if (const Item vars = one.item("vars"); vars.is_node()) vars.source().children(vars.node(), members);
  for (const Item& member : members) {
    const std::string name(member.source().name(member.node()));
    std::string json;
    fhirpath::write_item_json(member, json);
    TRY(auto document, Document::parse(json, one.model()));
    for (size_t i = 0; i < document->root_count(); ++i) variables->items[name].push_back(document->root(i));
    made_.push_back(std::move(document));
  }
  for (const std::string& name : one.empty_variables()) variables->items[name] = {};
  Items named;
  one.document().children(one.document().root().node(), Name("context_vars"), named);
  for (const Item& name : named) {
    const std::string text = fhirpath::value_text(value(name));
    auto& items = variables->items[text];
    if (folders_.context.empty()) continue;
    TRY(const Document* all, load(folders_.context, Model::r4(), {}));
    if (const Item resource = child(all->root(), text.c_str()); !resource.is_none()) items = {resource};
  }
  to.variables = std::move(variables);
  to.context.variables = to.variables.get();
  if (!one.has("questionnaire")) return {};
  TRY(const Document* questionnaire, load(folder_and(folders_.questionnaires, one.text("questionnaire")), Model::r4(), {}));
  to.context.questionnaire = questionnaire->root();
  return {};
}

tl::expected<void, fhirpath::ExpressionError> Runner::give_context(const Case& one, Prepared& to) {
  if (!one.has("context")) return {};
  const auto expression = fhirpath::Expression::compile(one.text("context"), one.model());
  if (!expression) return tl::unexpected(expression.error());
  const auto items = evaluator_.evaluate(*expression, to.context);
  if (!items) return tl::unexpected(items.error());
  to.context_items.assign(items->begin(), items->end());
  to.context.context = to.context_items;
  return {};
}

std::unique_ptr<Runner::Prepared> Runner::prepare(const Case& one, Answer& answer) {
  auto prepared = std::make_unique<Prepared>();
  answer.failed = true;
  auto expression = fhirpath::Expression::compile(one.text("expr"), one.model());
  if (!expression) {
    answer.error = expression.error();
    return nullptr;
  }
  prepared->expression = std::make_unique<fhirpath::Expression>(std::move(*expression));
  auto given = give_focus(one, *prepared);
  if (given) given = give_variables(one, *prepared);
  const std::optional<int64_t> now = one.has("now") ? inputs::unix_ms(one.text("now")) : os::system_clock().now_ms();
  if (given && !now) given = base::fail(base::Fault::BadInput, "\"now\" is no date and time");
  if (!given) {
    answer.unreadable = given.error().detail;
    return nullptr;
  }
  prepared->context.now_ms = *now;
  prepared->context.zone_style = fhirpath::ZoneStyle::Unknown;
  if (const auto context = give_context(one, *prepared); !context) {
    answer.unreadable = "\"context\": " + context.error().message;
    return nullptr;
  }
  if (one.flag("strict")) {
    const fhirpath::TypeId type = prepared->focus.empty() ? fhirpath::kNoType : prepared->focus[0].source().type(prepared->focus[0].node());
    if (auto problem = fhirpath::check_types(*prepared->expression, type)) {
      answer.error = *problem;
      return nullptr;
    }
  }
  answer.failed = false;
  return prepared;
}

fhirpath::Evaluator::Result Runner::evaluate(const Prepared& prepared) {
  return evaluator_.evaluate(*prepared.expression, prepared.context);
}

namespace {

void take_result(const Case& one, const fhirpath::Evaluator::Result& result, Answer& answer) {
  answer.failed = !result;
  if (!result) answer.error = result.error();
  else if (one.flag("predicate")) answer.result = result->empty() ? "[]" : fhirpath::truth_of(*result).value_or(true) ? "[true]" : "[false]";
  else fhirpath::write_items_json(*result, answer.result);
}

}  // namespace

Answer Runner::run(const Case& one) {
  Answer answer;
  if (const std::unique_ptr<Prepared> prepared = prepare(one, answer)) take_result(one, evaluate(*prepared), answer);
  made_.clear();
  return answer;
}

namespace {

std::string error_json(std::string_view kind, uint32_t line, uint32_t column, uint32_t offset, const std::string& message) {
  std::string out = "\"error\":{\"kind\":\"" + std::string(kind) + "\",\"position\":{\"line\":" + std::to_string(line) + ",\"column\":" + std::to_string(column) +
                    ",\"offset\":" + std::to_string(offset) + "},\"message\":";
  fhirpath::append_json_string(out, message);
  return out + "}";
}

}  // namespace

std::string answer_line(const Case& one, const Answer& answer) {
  std::string out = "{\"id\":";
  if (one.has("id")) fhirpath::write_item_json(one.item("id"), out);
  else out += "null";
  if (!answer.failed) return out + ",\"result\":" + answer.result + "}";
  const fhirpath::ExpressionError& error = answer.error;
  if (!answer.unreadable.empty()) return out + "," + error_json("input", 0, 0, 0, answer.unreadable) + "}";
  return out + "," + error_json(fhirpath::error_kind_name(error.kind), error.line, error.column, error.at, error.message) + "}";
}

std::string unreadable_line(size_t line_number, const std::string& reason) {
  return "{\"id\":null,\"line\":" + std::to_string(line_number) + "," + error_json("input", 0, 0, 0, "line " + std::to_string(line_number) + ": " + reason) + "}";
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
  if (!answer.unreadable.empty()) return say(answer.unreadable);
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
