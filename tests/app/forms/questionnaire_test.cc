#include "app/forms/questionnaire.h"

#include <gtest/gtest.h>

#include "app/forms/value_sets.h"
#include "tests/app/forms/corpus.h"

namespace forms {
namespace {

std::string fault_of(const std::string& json) {
  const auto read = Questionnaire::parse(json);
  return read ? "no error" : read.error().detail;
}

}  // namespace

TEST(Questionnaire, ReadsEveryPublicForm) {
  const auto files = corpus_files();
  if (files.empty()) GTEST_SKIP() << "no ../shared/fhir";
  for (const auto& file : files) {
    const auto read = Questionnaire::parse(read_file(file));
    EXPECT_TRUE(read) << file.filename() << ": " << (read ? "" : read.error().detail);
  }
}

TEST(Questionnaire, SaysPlainlyWhatIsWrongWithABrokenFile) {
  EXPECT_EQ(fault_of("{\"resourceType\":\"Questionnaire\",\n  oops}"), "line 2, column 3: not JSON (syntax error)");
  EXPECT_EQ(fault_of(""), "line 1, column 1: the file ends too soon");
  EXPECT_EQ(fault_of("{\"resourceType\":\"Questionnaire\"} x"), "line 1, column 34: not JSON (more text after the end)");
  EXPECT_EQ(fault_of("[]"), "not a Questionnaire: the file holds no JSON object");
  EXPECT_EQ(fault_of("{}"), "not a Questionnaire: no resourceType");
  EXPECT_EQ(fault_of(R"({"resourceType":"Patient"})"), "not a Questionnaire: it is a Patient");
  EXPECT_EQ(fault_of(R"({"resourceType":"Questionnaire","item":{}})"), "\"item\" is not a list");
  EXPECT_EQ(fault_of(R"({"resourceType":"Questionnaire","item":[{"linkId":"g","type":"group","item":[{"type":"string"}]}]})"), "item 1 in item \"g\" has no linkId");
  std::string deep = R"({"resourceType":"Questionnaire")";
  for (int i = 0; i < 10'000; ++i) deep += R"(,"item":[{"linkId":"a","type":"group")";
  EXPECT_NE(fault_of(deep).find("nested too deeply"), std::string::npos);
}

}  // namespace forms
