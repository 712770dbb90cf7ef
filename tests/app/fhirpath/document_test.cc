#include "app/fhirpath/document.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/text_file.h"

namespace fhirpath {
namespace {

std::unique_ptr<Document> read(const std::string& json, const Model& model = Model::r4(), std::string_view type = {}) {
  auto document = Document::parse(json, model, type);
  EXPECT_TRUE(document.has_value()) << json.substr(0, 60);
  return document ? std::move(*document) : nullptr;
}

Items below(const Item& item, const char* name) {
  Items out;
  item.source().children(item.node(), Name(name), out);
  return out;
}

std::string again(const std::string& json) {
  const auto document = read(json);
  std::string out;
  document->write_json(document->root().node(), out);
  return out;
}

TEST(Document, TypesElementsByTheirResource) {
  const auto document = read(R"({"name":[{"given":["A"]}],"birthDate":"2001-02","valueNothing":1,"resourceType":"Patient","deceasedBoolean":true})");
  const Model& model = Model::r4();
  const Item root = document->root();
  EXPECT_EQ(model.name(document->type(root.node())), "Patient");
  EXPECT_EQ(model.name(document->type(below(root, "name")[0].node())), "HumanName");
  EXPECT_EQ(document->value(below(root, "birthDate")[0].node()).kind(), Kind::Date);
  EXPECT_EQ(model.name(document->type(below(root, "deceased")[0].node())), "boolean");
  EXPECT_EQ(below(root, "deceasedBoolean").size(), 1u);
  EXPECT_EQ(document->type(below(root, "valueNothing")[0].node()), kNoType);
}

TEST(Document, TypesAPartByThePathItIsGiven) {
  const auto document = read(R"({"answer":[{"valueDate":"2026-01-01"}]})", Model::r4(), "QuestionnaireResponse.item");
  const Item answer = below(document->root(), "answer")[0];
  EXPECT_EQ(document->value(below(answer, "value")[0].node()).kind(), Kind::Date);
}

TEST(Document, FoldsCompanionsIntoTheirElements) {
  const auto document = read(R"({"resourceType":"Patient","name":[{"given":["A",null,"C"],"_given":[null,{"id":"x"},{"id":"y"},{"id":"z"}]}],"_birthDate":{"id":"b"}})");
  const Items given = below(below(document->root(), "name")[0], "given");
  ASSERT_EQ(given.size(), 4u);
  EXPECT_TRUE(below(given[0], "id").empty());
  EXPECT_TRUE(document->value(given[1].node()).is_none());
  EXPECT_EQ(document->value(below(given[1], "id")[0].node()).text(), "x");
  EXPECT_EQ(document->value(given[2].node()).text(), "C");
  EXPECT_EQ(document->value(below(given[3], "id")[0].node()).text(), "z");
  EXPECT_EQ(document->value(below(below(document->root(), "birthDate")[0], "id")[0].node()).text(), "b");
}

TEST(Document, WritesWhatItRead) {
  for (const char* json : {R"({"resourceType":"Patient","name":[{"given":["A",null,"C"],"_given":[null,{"id":"x"},null]}],"active":true})",
                           R"({"resourceType":"Observation","valueQuantity":{"value":62.50,"unit":"kg"},"code":{"text":"a \"b\" \\ \n"}})",
                           R"({"resourceType":"Patient","birthDate":"2001-02-03","_birthDate":{"extension":[{"url":"u","valueString":"ŵ"}]}})"})
    EXPECT_EQ(again(json), json);
}

TEST(Document, KeepsNumbersAsTheyAreWritten) {
  const auto document = read(R"({"a":1.50,"b":12345678901234567890.5,"c":1e3,"d":2147483648,"e":-0.0,"f":1})", Model::plain());
  const auto value = [&](const char* name) { return document->value(below(document->root(), name)[0].node()); };
  EXPECT_EQ(value("a").decimal().to_string(), "1.50");
  EXPECT_EQ(value("b").decimal().to_string(), "12345678901234567890.5");
  EXPECT_EQ(value("c").kind(), Kind::Decimal);
  EXPECT_EQ(value("d").kind(), Kind::Long);
  EXPECT_EQ(value("e").kind(), Kind::Decimal);
  EXPECT_EQ(value("f").kind(), Kind::Integer);
}

TEST(Document, ReadsEscapesAndPairsOfSurrogates) {
  const auto document = read(R"({"a":"\u0041\ud83d\udd25\n\/\ud83d"})", Model::plain());
  EXPECT_EQ(document->value(below(document->root(), "a")[0].node()).text(), "A🔥\n/\xEF\xBF\xBD");
}

TEST(Document, RefusesWhatIsNotJson) {
  for (const char* json : {"", "{", "{\"a\"}", "{\"a\":}", "[1,]", "{\"a\":1,}", "01", "1.", "+1", "'a'", "\"\\x\"", "\"a", "nul", "1 2", "\"\n\"", "{a:1}", "\xFF", "{\"a\":1}}"})
    EXPECT_FALSE(Document::parse(json, Model::r4())) << json;
  EXPECT_EQ(Document::parse("{\"a\":?}", Model::r4()).error().detail, "json at byte 5");
}

TEST(Document, StopsAtDepthsNoResourceHas) {
  EXPECT_FALSE(Document::parse(std::string(100'000, '['), Model::r4()));
  std::string deep, close;
  for (int i = 0; i < 5'000; ++i) deep += "{\"a\":", close += "}";
  EXPECT_FALSE(Document::parse(deep + "1" + close, Model::r4()));
}

TEST(Document, FoldsManyCompanionsInOneObjectWithoutComparingThemAll) {
  std::string json = "{\"resourceType\":\"Patient\"";
  for (int i = 0; i < 50'000; ++i) json += ",\"_k" + std::to_string(i) + "\":{\"id\":\"x\"}";
  const auto document = read(json + "}");
  EXPECT_EQ(below(document->root(), "k49999").size(), 1u);
}

TEST(Document, WritesEveryPublicInputBackUnchanged) {
  const std::string folder = std::string(DOORSTEP_SOURCE_DIR) + "/../shared/fhir/fhirpath/inputs";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no public inputs beside this checkout";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json" || entry.path().filename().string().starts_with("fpjs-")) continue;
    const std::string once = again(testing_support::text_of(entry.path()));
    EXPECT_EQ(again(once), once) << entry.path();
    EXPECT_GT(once.size(), 20u);
  }
}

}  // namespace
}  // namespace fhirpath
