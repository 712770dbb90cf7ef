#include "app/fhirpath/evaluator.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "app/fhirpath/document.h"
#include "app/fhirpath/value_text.h"

namespace {
thread_local size_t allocations = 0;
}  // namespace

// Counts what this program asks of the heap, for the test that an evaluation asks for nothing.
void* operator new(size_t bytes) {
  ++allocations;
  if (void* place = std::malloc(bytes)) return place;
  throw std::bad_alloc();
}
// Also of the heap: under AddressSanitizer its own would answer, whose memory free() must not have.
void* operator new(size_t bytes, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(bytes);
}
void operator delete(void* place) noexcept { std::free(place); }
void operator delete(void* place, size_t) noexcept { std::free(place); }

namespace fhirpath {
namespace {

const char* kResponse = R"({"resourceType":"QuestionnaireResponse","status":"in-progress","item":[
{"linkId":"g","item":[{"linkId":"falls","answer":[{"valueInteger":2}]},{"linkId":"when","answer":[{"valueDate":"2026-01-10"}]},
{"linkId":"what","answer":[{"valueCoding":{"system":"s","code":"hip"}}]}]},{"linkId":"name","answer":[{"valueString":"Mair"}]}]})";

std::string answer(Evaluator& evaluator, const std::string& text, const Context& context, const Model& model = Model::r4()) {
  const auto expression = Expression::compile(text, model);
  if (!expression) return error_kind_name(expression.error().kind);
  const auto result = evaluator.evaluate(*expression, context);
  if (!result) return error_kind_name(result.error().kind);
  std::string out;
  write_items_json(*result, out);
  return out;
}

class Response : public ::testing::Test {
 protected:
  Response() {
    root = document->root();
    context.focus = {&root, 1};
    context.now_ms = 1768473000000;
  }
  std::unique_ptr<Document> document = std::move(*Document::parse(kResponse, Model::r4()));
  Item root;
  Context context;
  Evaluator evaluator;
};

TEST_F(Response, IsReadByTheExpressionsFormsAreMadeOf) {
  EXPECT_EQ(answer(evaluator, "%resource.repeat(item).where(linkId = 'falls').answer.value > 1", context), "[true]");
  EXPECT_EQ(answer(evaluator, "item.where(linkId = 'name').answer.value & '!'", context), R"(["Mair!"])");
  EXPECT_EQ(answer(evaluator, "%resource.repeat(item).where(linkId = 'when').answer.value + 7 days", context), R"(["2026-01-17"])");
  EXPECT_EQ(answer(evaluator, "today()", context), R"(["2026-01-15"])");
}

TEST_F(Response, IsAskedAgainAndAgainWithoutAllocating) {
  for (const char* text : {"%resource.repeat(item).where(linkId = 'falls').answer.value > 1", "item.where(linkId = 'name').answer.value & ' of ' & status",
                           "iif(%resource.descendants().where(linkId = 'what').answer.value.code = 'hip', 1, 0) + 2.5",
                           "today().toString().substring(0, 4).toInteger() - %resource.repeat(item).where(linkId = 'when').answer.value.toString().substring(0, 4).toInteger()",
                           "(item | item.item).linkId.distinct().count() = 5 or item.answer.value.empty()", "item.where(linkId = 'name').answer.value.matches('^M')"}) {
    const auto expression = Expression::compile(text);
    ASSERT_TRUE(expression.has_value()) << text;
    ASSERT_TRUE(evaluator.evaluate(*expression, context).has_value()) << text;
    ASSERT_TRUE(evaluator.evaluate(*expression, context).has_value()) << text;
    const size_t before = allocations;
    const bool good = evaluator.evaluate(*expression, context).has_value();
    EXPECT_EQ(allocations - before, 0u) << text;
    EXPECT_TRUE(good);
  }
}

TEST_F(Response, AndItsEvaluatorSurviveExpressionBombs) {
  context.limits.steps = 2'000'000;
  context.limits.items = 200'000;
  context.limits.bytes = 1 << 20;
  EXPECT_EQ(answer(evaluator, "(1 | 2).repeatAll($this)", context), "limit");
  EXPECT_EQ(answer(evaluator, "(0|1|2|3|4|5|6|7|8|9).select((0|1|2|3|4|5|6|7|8|9)).select((0|1|2|3|4|5|6|7|8|9)).select((0|1|2|3|4|5|6|7|8|9)).select((0|1|2|3|4|5|6|7|8|9))"
                              ".select((0|1|2|3|4|5|6|7|8|9)).count()", context), "limit");
  std::string doubled = "'0123456789abcdef'";
  for (int i = 0; i < 24; ++i) doubled += ".select($this + $this)";
  EXPECT_EQ(answer(evaluator, doubled, context), "limit");
  EXPECT_EQ(answer(evaluator, "'aaaaaaaaaaaaaaaa'.replace('', 'aaaaaaaaaaaaaaaa').replace('', 'aaaaaaaaaaaaaaaa').replace('', 'aaaaaaaaaaaaaaaa').replace('', 'aaaaaaaaaaaaaaaa')"
                              ".replace('', 'aaaaaaaaaaaaaaaa').length()", context), "limit");
  EXPECT_EQ(answer(evaluator, "'" + std::string(5'000, 'a') + "!'.matches('^(a+)+$')", context), "[false]");
  EXPECT_EQ(answer(evaluator, "10.power(1000)", context), "[]");
  EXPECT_EQ(answer(evaluator, "1 + 1", context), "[2]");
}

TEST_F(Response, GivesNoAnswersAwayInItsErrors) {
  const auto expression = Expression::compile("item.answer.value + 1");
  const auto result = evaluator.evaluate(*expression, context);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, ErrorKind::Execution);
  EXPECT_EQ(result.error().message.find("Mair"), std::string::npos);
  EXPECT_EQ(result.error().at, 18u);
}

// Answers as a form may hold them: a tree of its own, with an index by linkId.
class LiveAnswers final : public Source {
 public:
  int asked_by_link = 0;
  Item root() const { return Item::node(this, 0); }

  void children(NodeId node, const Name& name, Items& out) const override {
    if (node == 0 && name == names::kItem) {
      for (NodeId item = 1; item <= 3; ++item) out.push(Item::node(this, item));
    } else if (node > 0 && node < 10 && name == names::kLinkId) {
      out.push(Item::string(kLinks[node - 1]));
    } else if (node > 0 && node < 10 && name == names::kAnswer) {
      out.push(Item::node(this, node + 10));
    } else if (node > 10 && name == names::kValue) {
      out.push(Item::integer(int32_t(node)));
    }
  }
  void children(NodeId node, Items& out) const override {
    for (const Name& name : {names::kLinkId, names::kAnswer, names::kItem, names::kValue}) children(node, name, out);
  }
  Item value(NodeId) const override { return {}; }
  TypeId type(NodeId node) const override { return node == 0 ? Model::r4().find("FHIR", "QuestionnaireResponse") : kNoType; }
  std::string_view name(NodeId node) const override { return node == 0 ? "" : node < 10 ? "item" : "answer"; }
  Item parent(NodeId node) const override { return node == 0 ? Item() : Item::node(this, node > 10 ? node - 10 : 0); }
  void write_json(NodeId, std::string& out) const override { out += "{}"; }
  bool find_linked(NodeId root, Reach, std::string_view link_id, Items& out) const override {
    if (root != 0) return false;
    ++const_cast<LiveAnswers*>(this)->asked_by_link;
    for (NodeId item = 1; item <= 3; ++item)
      if (kLinks[item - 1] == link_id) out.push(Item::node(this, item));
    return true;
  }

 private:
  static constexpr std::string_view kLinks[] = {"a", "b", "c"};
};

TEST(Evaluator, RunsOverLiveAnswersAndAsksTheirIndex) {
  LiveAnswers answers;
  const Item root = answers.root();
  Context context;
  context.focus = {&root, 1};
  Evaluator evaluator;
  EXPECT_EQ(answer(evaluator, "item.answer.value.sum()", context), "[36]");
  EXPECT_EQ(answers.asked_by_link, 0);
  EXPECT_EQ(answer(evaluator, "%resource.repeat(item).where(linkId = 'b').answer.value", context), "[12]");
  EXPECT_EQ(answer(evaluator, "item.where(linkId = 'c').answer.value", context), "[13]");
  EXPECT_EQ(answer(evaluator, "descendants().where(linkId = 'c').answer.value", context), "[13]");
  EXPECT_EQ(answers.asked_by_link, 3);
}

TEST(Evaluator, FindsLinkedItemsAsAWalkWouldWithoutAnIndex) {
  const auto document = std::move(*Document::parse(kResponse, Model::r4()));
  const auto plain = std::move(*Document::parse(kResponse, Model::plain()));
  Evaluator evaluator;
  for (const char* text : {"repeat(item).where(linkId = 'falls').linkId", "descendants().where(linkId = 'what').answer.count()", "item.where(linkId = 'g').item.count()",
                           "repeat(item).where(linkId = 'none').count()"}) {
    const Item typed = document->root(), untyped = plain->root();
    Context a, b;
    a.focus = {&typed, 1};
    b.focus = {&untyped, 1};
    EXPECT_EQ(answer(evaluator, text, a), answer(evaluator, text, b, Model::plain())) << text;
  }
}

class Sizes final : public Variables {
 public:
  bool find(std::string_view name, Items& out) const override {
    if (name == "size") out.push(Item::integer(7));
    return name == "size" || name == "nothing";
  }
};

class Circles final : public ValueSets {
 public:
  std::optional<bool> contains(std::string_view value_set, std::string_view, std::string_view code) const override {
    if (value_set != "http://example.org/circles") return std::nullopt;
    return code == "round";
  }
};

class Heard final : public TraceSink {
 public:
  std::string log;
  void trace(std::string_view name, std::span<const Item> items) override {
    log += std::string(name) + ":";
    write_items_json(items, log);
  }
};

TEST(Evaluator, AsksItsCallerForVariablesValueSetsAndTraces) {
  const Sizes sizes;
  const Circles circles;
  Heard heard;
  Context context;
  context.variables = &sizes;
  context.value_sets = &circles;
  context.trace = &heard;
  Evaluator evaluator;
  EXPECT_EQ(answer(evaluator, "%size + 1", context), "[8]");
  EXPECT_EQ(answer(evaluator, "%nothing", context), "[]");
  EXPECT_EQ(answer(evaluator, "%missing", context), "semantic");
  EXPECT_EQ(answer(evaluator, "'round'.memberOf('http://example.org/circles')", context), "[true]");
  EXPECT_EQ(answer(evaluator, "(Coding { code: 'square' }).memberOf('http://example.org/circles')", context), "[false]");
  EXPECT_EQ(answer(evaluator, "'round'.memberOf('http://example.org/others')", context), "[]");
  EXPECT_EQ(answer(evaluator, "(1 | 2).trace('seen', $this * 2)", context), "[1,2]");
  EXPECT_EQ(heard.log, "seen:[2,4]");
}

TEST(Evaluator, TellsTheTruthOfAResult) {
  const Item yes = Item::boolean(true), no = Item::boolean(false), text = Item::string("x");
  const Item two[] = {yes, no};
  EXPECT_EQ(truth_of({&yes, 1}), true);
  EXPECT_EQ(truth_of({&no, 1}), false);
  EXPECT_EQ(truth_of({&text, 1}), true);
  EXPECT_EQ(truth_of({}), std::nullopt);
  EXPECT_EQ(truth_of(two), std::nullopt);
}

}  // namespace
}  // namespace fhirpath
