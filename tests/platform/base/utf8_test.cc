#include "platform/base/utf8.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace base {

TEST(Utf8, PastedControlCharactersGoAndWordsStay) {
  EXPECT_EQ(clean_pasted("a\x01" "b\x1b[31m\tc\r\nd\re\x7f"), "ab[31m\tc\nd\ne");
  EXPECT_EQ(clean_pasted("\xC2\x85x"), "x");  // a C1 control
}

TEST(Utf8, WelshPolishArabicAndEmojiStayAsTheyWere) {
  const std::string words = "Llŷr Łukasz عائشة \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\xA6\xBD \xE2\x80\x8F";
  EXPECT_EQ(clean_pasted(words), words);
}

TEST(Utf8, BrokenSequencesBecomeTheReplacementCharacter) {
  EXPECT_EQ(clean_pasted("a\xFF" "b\xC0\x80"), "a\xEF\xBF\xBD" "b\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));  // a surrogate
}

TEST(Utf8, WhateverIsPastedTheResultIsWellFormedAndSteppingBackUndoesSteppingOn) {
  EXPECT_TRUE(rc::check([](const std::string& bytes) {
    const std::string text = clean_pasted(bytes);
    RC_ASSERT(is_utf8(text));
    for (size_t at = 0; at < text.size(); at = next_boundary(text, at)) RC_ASSERT(previous_boundary(text, next_boundary(text, at)) == at);
  }));
}

}  // namespace base
