// How an author wants words lettered: the safe part of CSS.
#include <gtest/gtest.h>

#include <random>

#include "app/forms/questionnaire.h"
#include "app/forms/text_style.h"

namespace forms {

TEST(TextStyle, WeightSlantSideAndColoursAreRead) {
  const TextStyle style = read_text_style("font-weight: BOLD; font-style:italic;text-align : center ; color: green; background-color: #FfC0cB");
  EXPECT_EQ(style.weight, TextStyle::Weight::Bold);
  EXPECT_TRUE(style.italic);
  EXPECT_EQ(style.align, TextStyle::Align::Centre);
  EXPECT_EQ(style.colour, 0x008000u);
  EXPECT_EQ(style.background, 0xffc0cbu);
  EXPECT_EQ(read_text_style("color:#abc").colour, 0xaabbccu);
  EXPECT_EQ(read_text_style("color: rgb(255, 0,17) !important").colour, 0xff0011u);
  EXPECT_EQ(read_text_style("font-weight:700").weight, TextStyle::Weight::Bold);
  EXPECT_EQ(read_text_style("font-weight:normal").weight, TextStyle::Weight::Normal);
}

TEST(TextStyle, WhatCannotBeReadOrIsNotSafeSaysNothing) {
  for (const char* css : {"", ";;;", "color", "color:", ": red", "color: url(http://x.test/a.png)", "background: url('javascript:alert(1)')", "position: absolute; top: -9999px", "display:none",
                          "font-size: 900px", "color: #12", "color: rgb(1,2)", "color: rgba(1,2,3,0.1)", "color: rgb(9999,1,1)", "behavior: url(x.htc)"})
    EXPECT_TRUE(read_text_style(css).says_nothing()) << css;
  EXPECT_TRUE(read_text_style(std::string(100'000, 'a') + ":bold").says_nothing());
}

TEST(TextStyle, AnyBytesAreRead) {
  std::mt19937 chance(11);
  for (int i = 0; i < 2000; ++i) {
    std::string css;
    for (size_t length = chance() % 60; length > 0; --length) css += "color:;#rgb(,)!fontweight bold\n\x80"[chance() % 31];
    (void)read_text_style(css);
  }
}

TEST(TextStyle, AnItemHasItsTextsStyleElseItsOwnElseItsPrefixs) {
  const std::string style = R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/rendering-style","valueString":"font-style: italic"}]})";
  const auto form = Questionnaire::parse(R"({"resourceType":"Questionnaire","item":[{"linkId":"a","type":"string","text":"A","_text":)" + style + R"(},{"linkId":"b","type":"string","prefix":"1","_prefix":)" + style +
                                         R"(},{"linkId":"c","type":"string"},{"linkId":"d","type":"choice","answerOption":[{"valueString":"x","_valueString":)" + style + R"(},{"valueCoding":{"code":"y","_display":)" + style + R"(}},{"valueString":"z"}]}]})");
  ASSERT_TRUE(form);
  EXPECT_TRUE((*form)->item(0).style && (*form)->item(0).style->italic);
  EXPECT_TRUE((*form)->item(1).style && (*form)->item(1).style->italic);
  EXPECT_EQ((*form)->item(2).style, nullptr);
  const std::span<const Option> options = (*form)->item(3).options;
  EXPECT_TRUE(options[0].style && options[1].style);
  EXPECT_EQ(options[2].style, nullptr);
}

}  // namespace forms
