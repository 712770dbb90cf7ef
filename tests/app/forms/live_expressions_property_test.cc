// Whatever is answered, in whatever order: what an expression was last worked out to is what it gives over the response written out whole. So nothing an expression reads
// can change without its being run again, and the live answers are to an expression what the response is.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "app/forms/engine.h"
#include "tests/app/forms/forms_support.h"

namespace forms {
namespace {

constexpr const char* kQuestions = R"(
  {"linkId":"a","type":"integer"},
  {"linkId":"g","type":"group","repeats":true,"item":[
    {"linkId":"b","type":"integer"},
    {"linkId":"b2","type":"string","enableWhen":[{"question":"b","operator":">","answerInteger":1}]},
    {"linkId":"h","type":"group","repeats":true,"item":[{"linkId":"c","type":"integer","repeats":true,"item":[{"linkId":"d","type":"integer"}]}]}]},
  {"linkId":"ga","type":"group","enableWhen":[{"question":"a","operator":"exists","answerBoolean":true}],"item":[{"linkId":"e","type":"integer"},{"linkId":"b3","type":"integer"}]})";

std::string one_of(std::initializer_list<const char*> words) { return *rc::gen::elementOf(std::vector<std::string>(words.begin(), words.end())); }
std::string name() { return one_of({"a", "g", "b", "b2", "h", "c", "d", "ga", "e", "b3"}); }

std::string test() {
  switch (*rc::gen::inRange(0, 9)) {
    case 0: return "linkId = '" + name() + "' or linkId = '" + name() + "'";
    case 1: return "linkId in ('" + name() + "' | '" + name() + "')";
    case 2: return "linkId.startsWith('" + one_of({"a", "b", "g", "", "nowhere"}) + "')";
    case 3: return "linkId = '" + name() + "' and $index > 0";
    case 4: return "$index < 2";
    case 5: return "linkId = '" + name() + "' and (answer.value > 1 or item.exists())";
    case 6: return "item.where(linkId = '" + name() + "').exists().not()";
    default: return "linkId = '" + name() + "'";
  }
}

std::string step() {
  switch (*rc::gen::inRange(0, 15)) {
    case 0: return ".first()";
    case 1: return "[1]";
    case 2: return ".last()";
    case 3: return ".distinct()";
    case 4: return ".item";
    case 5: return ".answer.item";
    case 6: return ".select(item)";
    case 7: return ".select(item.where(" + test() + "))";
    case 8: return ".repeat(item | answer.item)";
    case 9: return ".select(item.$this.where(" + test() + "))";
    case 10: return ".select(%resource.repeat(item).where(linkId = '" + name() + "'))";
    default: return ".where(" + test() + ")";
  }
}

std::string expression() {
  std::string out = "%resource" + one_of({".item", ".repeat(item)", ".descendants()", ".repeat(item | answer.item)"});
  for (int i = *rc::gen::inRange(1, 5); i > 0; --i) out += step();
  return out + one_of({".linkId", ".count()", ".answer.value", ".select(1).count()", ".select($index)", ".item.linkId", ".exists(answer.value > 1)", ".select(item.exists())", ".answer.value.first()", ".answers()"});
}

// A display is no part of the response, so its text may speak of all of it without speaking of itself.
std::string display(size_t number, const std::string& text) {
  return R"(,{"linkId":"z)" + std::to_string(number) + R"(","type":"display","_text":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression","valueExpression":{"language":"text/fhirpath","expression":")" +
         text + R"("}}]}})";
}

void act(Form& form, uint32_t where, uint32_t what) {
  std::vector<NodeId> nodes;
  for (NodeId id = 1; id < form.node_count(); ++id)
    if (form.exists(id) && !form.item(id).is_display()) nodes.push_back(id);
  const NodeId id = nodes[where % nodes.size()];
  const Item& item = form.item(id);
  if (item.is_group()) what % 2 ? form.add_repeat(id) : form.remove_repeat(id);
  else if (what % 4 == 0) form.clear(id);
  else if (item.type == ItemType::String) form.set_answers(id, {Answer::string(what % 3 ? "x" : "y")});
  else if (item.repeats && what % 3 == 0) form.set_answers(id, {Answer::integer(what % 5), Answer::integer(what % 7)});
  else form.set_answers(id, {Answer::integer(what % 4)});
}

// Nothing when it fails, and an expression that fails leaves its text as it was.
std::optional<std::string> over_response(const std::string& text, const fhirpath::Document& response) {
  const auto expression = fhirpath::Expression::compile(text);
  fhirpath::Evaluator evaluator;
  const fhirpath::Item focus = response.root();
  fhirpath::Context context;
  context.focus = {&focus, 1};
  const auto result = evaluator.evaluate(*expression, context);
  return result ? std::optional(text_from(*result)) : std::nullopt;
}

}  // namespace

RC_GTEST_PROP(LiveExpressions, HoldWhatTheWholeResponseGivesAfterEveryChange, ()) {
  std::vector<std::string> texts;
  std::string items = kQuestions;
  for (size_t i = 0; i < 12; ++i) items += display(i, texts.emplace_back(expression()));
  Form form(definition_of(items), test_random());
  std::vector<std::optional<std::string>> known(texts.size());
  for (int acts = *rc::gen::inRange(1, 25); acts > 0; --acts) {
    act(form, *rc::gen::arbitrary<uint32_t>(), *rc::gen::arbitrary<uint32_t>());
    const std::string written = form.response();
    const auto response = fhirpath::Document::parse(written, fhirpath::Model::r4());
    RC_ASSERT(response.has_value());
    for (size_t i = 0; i < texts.size(); ++i) {
      const auto told = over_response(texts[i], **response);
      const std::string held(form.text(form.find("z" + std::to_string(i))));
      if (told && held != *told) RC_FAIL(texts[i] + "\n  held: " + held + "\n  is:   " + *told + "\n  " + written);
    }
  }
}

}  // namespace forms
