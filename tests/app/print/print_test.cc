#include "app/print/print.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/app/print/example.h"
#include "tests/support/pdf_reader.h"

namespace print {
namespace {

using namespace testing_support;

class WrittenCopyPdf : public testing::Test {
 protected:
  void SetUp() override {
    if (!have_pdf_tools()) GTEST_SKIP() << "poppler-utils is not installed";
  }
};

// Words are counted, since a sentence may stand on two lines or two pages.
std::map<std::string, int> counted(const std::vector<std::string>& words) {
  std::map<std::string, int> out;
  for (const std::string& word : words) ++out[word];
  return out;
}

TEST_F(WrittenCopyPdf, HoldsEveryWordOfTheModelInBothSizes) {
  WrittenCopy copy = example_assessment();
  for (const bool large : {false, true}) {
    copy.large_print = large;
    const auto pdf = make_pdf(copy);
    ASSERT_TRUE(pdf);
    const auto found = counted(words_of(pdf_text(*pdf)));
    std::vector<std::string> wanted;
    for (const std::string& text : texts_of(copy)) {
      for (const std::string& word : words_of(text)) wanted.push_back(word);
    }
    for (const auto& [word, times] : counted(wanted)) {
      const auto at = found.find(word);
      EXPECT_GE(at == found.end() ? 0 : at->second, times) << word << (large ? " in large print" : "");
    }
  }
}

TEST_F(WrittenCopyPdf, SaysWhatWasNotAnsweredInTheWordsItWasGiven) {
  WrittenCopy copy;
  copy.unanswered = "Heb ei ateb";
  copy.page_words = "Tudalen {0} o {1}";
  copy.sections.push_back({"Bwyd", "", {Answer{"Beth sydd o bwys i chi?", "", ""}}});
  const std::string text = pdf_text(*make_pdf(copy));
  EXPECT_NE(text.find("Heb ei ateb"), std::string::npos);
  EXPECT_NE(text.find("Tudalen 1 o 1"), std::string::npos);
  EXPECT_EQ(text.find("Page"), std::string::npos) << "no English of its own";
}

TEST_F(WrittenCopyPdf, IsNowhereSmallerThanEighteenPointInLargePrint) {
  WrittenCopy copy = example_assessment();
  const auto ordinary = make_pdf(copy);
  copy.large_print = true;
  const auto large = make_pdf(copy);
  for (const auto& section : copy.sections) {
    for (const Block& block : section.blocks) ASSERT_FALSE(std::holds_alternative<Drawing>(block) && std::get<Drawing>(block).marks.size() > 9);
  }
  ASSERT_FALSE(pdf_text_sizes(*large).empty());
  EXPECT_GE(pdf_text_sizes(*large).front(), 18);
  EXPECT_LT(pdf_text_sizes(*ordinary).front(), 18);
  EXPECT_GT(pdf_pages(*large), pdf_pages(*ordinary));
}

TEST_F(WrittenCopyPdf, CarriesAnAnswerOfTwentyThousandLetters) {
  std::string answer;
  for (int i = 0; answer.size() < 20'000; ++i) answer += "word" + std::to_string(i) + (i % 50 == 49 ? ".\n\n" : " ");
  WrittenCopy copy;
  copy.sections.push_back({"Long", "", {Answer{"Tell us everything", answer, ""}}});
  const auto found = counted(words_of(pdf_text(*make_pdf(copy))));
  for (const std::string& word : words_of(answer)) ASSERT_TRUE(found.contains(word)) << word;
}

TEST_F(WrittenCopyPdf, OfAnEmptyModelIsAnEmptyPage) { EXPECT_EQ(pdf_pages(*make_pdf({})), 1); }

TEST_F(WrittenCopyPdf, IsTheSameBytesEachTime) { EXPECT_EQ(*make_pdf(example_assessment()), *make_pdf(example_assessment())); }

}  // namespace
}  // namespace print
