#include "platform/pdf/document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "platform/image/image.h"
#include "tests/support/pdf_reader.h"

namespace pdf {
namespace {

using namespace testing_support;

constexpr double kMargin = 45;  // at least so much stays white on every side

class PdfDocument : public testing::Test {
 protected:
  void SetUp() override {
    if (!have_pdf_tools()) GTEST_SKIP() << "poppler-utils is not installed";
  }
  Document begin(double size = 11) {
    Options options;
    options.text_size = size;
    options.title = "Your plan";
    options.footer = "Foot";
    return std::move(*Document::create(options));
  }
};

std::string numbered(int from, int to) {
  std::string text;
  for (int i = from; i < to; ++i) text += "w" + std::to_string(10000 + i) + (i % 7 == 0 ? ", " : " ");
  return text;
}

// How often each numbered word stands in the document.
void expect_each_once(base::ByteView bytes, int from, int to) {
  std::map<std::string, int> found;
  for (const std::string& word : words_of(pdf_text(bytes))) ++found[word.substr(0, 6)];
  for (int i = from; i < to; ++i) ASSERT_EQ(found["w" + std::to_string(10000 + i)], 1) << i;
}

void expect_inside_the_margins(base::ByteView bytes) {
  for (const PdfWord& word : pdf_words(bytes)) {
    EXPECT_GE(word.left, kMargin) << word.text;
    EXPECT_LE(word.right, kPageWidth - kMargin + 1) << word.text;
    EXPECT_LE(word.bottom, kPageHeight - 10) << word.text;
  }
}

TEST_F(PdfDocument, LosesNoWordOverItsPages) {
  for (const double size : {9.0, 11.0, 18.0, 24.0}) {
    Document document = begin(size);
    document.paragraph(numbered(0, 1500));
    document.answer("What happens?", numbered(1500, 2000), "", false);
    document.callout("Decision", numbered(2000, 2600));
    document.panel({{numbered(2600, 2605), numbered(2605, 3100)}, {"Short", "Row"}});
    const auto bytes = document.finish();
    ASSERT_TRUE(bytes);
    EXPECT_GT(pdf_pages(*bytes), 4);
    expect_each_once(*bytes, 0, 3100);
    expect_inside_the_margins(*bytes);
  }
}

TEST_F(PdfDocument, CarriesTheHeadOfATableToEveryPageAndLosesNoCell) {
  Table table{{"What", "Who", "When"}, {}};
  for (int i = 0; i < 120; ++i) table.rows.push_back({numbered(i * 9, i * 9 + 6), numbered(i * 9 + 6, i * 9 + 8), numbered(i * 9 + 8, i * 9 + 9)});
  table.rows.push_back({numbered(1080, 2400)});  // one row longer than a page
  Document document = begin();
  document.table(table);
  const auto bytes = document.finish();
  ASSERT_TRUE(bytes);
  expect_each_once(*bytes, 0, 2400);
  expect_inside_the_margins(*bytes);
  const auto words = pdf_words(*bytes);
  const int pages = pdf_pages(*bytes);
  for (int page = 1; page <= pages; ++page) {
    EXPECT_EQ(std::count_if(words.begin(), words.end(), [&](const PdfWord& w) { return w.page == page && w.text == "Who"; }), 1) << page;
  }
}

TEST_F(PdfDocument, TurnsATableWithNoRoomForItsColumnsIntoAList) {
  Table table;
  for (int i = 0; i < 14; ++i) table.columns.push_back("column" + std::to_string(i));
  table.rows.push_back({});
  for (int i = 0; i < 14; ++i) table.rows.back().push_back("w" + std::to_string(10000 + i));
  Document document = begin(20);
  document.table(table);
  const auto bytes = document.finish();
  ASSERT_TRUE(bytes);
  expect_each_once(*bytes, 0, 14);
  expect_inside_the_margins(*bytes);
}

TEST_F(PdfDocument, KeepsAHeadingWithWhatComesAfterIt) {
  for (int lines = 25; lines < 36; ++lines) {  // around the foot of the first page
    Document document = begin();
    for (int i = 0; i < lines; ++i) document.paragraph("line");
    document.heading("HEADING");
    document.subheading("SUBHEADING");
    document.answer("QUESTION", "ANSWER", "", false);
    const auto words = pdf_words(*document.finish());
    std::map<std::string, int> page;
    for (const PdfWord& word : words) page[word.text] = word.page;
    ASSERT_EQ(page["HEADING"], page["ANSWER"]) << lines;
    ASSERT_EQ(page["SUBHEADING"], page["ANSWER"]) << lines;
    ASSERT_EQ(page["QUESTION"], page["ANSWER"]) << lines;
  }
}

TEST_F(PdfDocument, WritesAHeadingThatNothingFollows) {
  Document document = begin();
  document.heading("Alone");
  EXPECT_NE(pdf_text(*document.finish()).find("Alone"), std::string::npos);
}

TEST_F(PdfDocument, NumbersItsPages) {
  Document document = begin();
  document.paragraph(numbered(0, 2000));
  const auto bytes = document.finish();
  const int pages = pdf_pages(*bytes);
  ASSERT_GT(pages, 2);
  const std::string text = pdf_text(*bytes);
  for (int page = 1; page <= pages; ++page) {
    EXPECT_NE(text.find("Page " + std::to_string(page) + " of " + std::to_string(pages)), std::string::npos) << page;
  }
}

TEST_F(PdfDocument, BreaksAWordThatIsLongerThanALine) {
  std::string word;
  for (int i = 0; i < 400; ++i) word += char('a' + i % 26);
  Document document = begin();
  document.paragraph(word);
  const auto bytes = document.finish();
  std::string joined;
  for (const std::string& part : words_of(pdf_text(*bytes))) joined += part;
  EXPECT_NE(joined.find(word), std::string::npos);
  expect_inside_the_margins(*bytes);
}

TEST_F(PdfDocument, CarriesItsFontsWithIt) {
  Document document = begin();
  document.title("Teitl", "Is-deitl");
  document.paragraph("Siân Llwŷd, Łukasz Żółć, £23.56 – “quoted” ☐ ☑ → ≥ שלום مرحبا");
  document.note("slanted");
  const auto fonts = pdf_fonts(*document.finish());
  EXPECT_GE(fonts.size(), 5u);
  for (const std::string& font : fonts) EXPECT_NE(font.find("yes yes yes"), std::string::npos) << font;
}

TEST_F(PdfDocument, SaysLettersOfManyTonguesAsTheyWereTyped) {
  const std::string typed = "Siân Llwŷd ŵ Łukasz Żółć naïve £23.56 – “quoted” ☐ ☑ ✓ → ≥ ½ ĠŻ";
  Document document = begin();
  document.paragraph(typed);
  EXPECT_NE(pdf_text(*document.finish()).find(typed), std::string::npos);
}

TEST_F(PdfDocument, PutsHebrewAndArabicInReadingOrderFromTheRight) {
  Document document = begin();
  document.paragraph("שלום רותי גרה כאן");
  document.paragraph("She said שלום and left.");
  document.paragraph("إلى أن");
  const auto bytes = document.finish();
  const std::string text = pdf_text(*bytes);
  EXPECT_NE(text.find("שלום רותי גרה כאן"), std::string::npos) << text;
  std::map<std::string, PdfWord> first;  // by its letters from left to right, as they stand on the paper
  for (const PdfWord& word : pdf_words(*bytes)) first.emplace(word.text, word);
  ASSERT_TRUE(first.contains("ןאכ") && first.contains("יתור") && first.contains("She"));
  EXPECT_LT(first["ןאכ"].right, first["יתור"].left) << "the last word stands furthest left";
  EXPECT_GT(first["םולש"].right, kPageWidth / 2) << "and the line begins at the right";
  EXPECT_LT(first["She"].right, kPageWidth / 2) << "an English line at the left";
}

TEST_F(PdfDocument, ShowsThatALetterIsMissing) {
  Document document = begin();
  document.paragraph("before 👍🏽 after");
  EXPECT_NE(pdf_text(*document.finish()).find("before \uFFFD after"), std::string::npos);
}

TEST_F(PdfDocument, LeavesOutControlCharactersAndKeepsItsLines) {
  Document document = begin();
  document.paragraph("one\x01\x1b[31m two\r\nthree\tfour \xFF five");
  const std::string text = pdf_text(*document.finish());
  EXPECT_NE(text.find("one[31m two\nthree four \uFFFD five"), std::string::npos) << text;
}

TEST_F(PdfDocument, DrawsPicturesInkAndMarks) {
  image::Rgba blue{base::Bytes(64 * 48 * 4, 200), 64, 48};
  Document document = begin();
  document.picture(image::encode_jpeg(blue, 80)->size() > 0 ? *image::encode_jpeg(blue, 80) : base::Bytes(), "The back step");
  document.picture(base::view("not a picture"), "Caption stays");
  Drawing drawing{100, 200, {{{{0, 0}, {100, 200}}, 1, {}, false}, {{{50, 50}}, 1, {}, false}}, {{{10, 10}, "Left arm, 3 cm"}}};
  document.drawing(drawing, "Front");
  document.signatures({{"You", "Margaret Whitlock", "today", "", &drawing}, {"Worker", "Amara Osei", "", "By telephone", nullptr}});
  const auto bytes = document.finish();
  ASSERT_TRUE(bytes);
  const std::string text = pdf_text(*bytes);
  for (const char* word : {"The back step", "Caption stays", "Left arm, 3 cm", "Front", "Margaret Whitlock", "By telephone"}) {
    EXPECT_NE(text.find(word), std::string::npos) << word;
  }
}

TEST_F(PdfDocument, OfNothingIsOnePage) { EXPECT_EQ(pdf_pages(*begin().finish()), 1); }

TEST(PdfFonts, ThatAreNotThereAreSaid) {
  Options options;
  options.font_folder = "/no/such/folder";
  const auto document = Document::create(options);
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().fault, base::Fault::NotFound);
}

}  // namespace
}  // namespace pdf
