// The safe part of a form's XHTML.
#include "app/forms/rich_text.h"

#include <gtest/gtest.h>

#include "platform/os/clock.h"

namespace forms {

TEST(RichText, KeepsParagraphsListsHeadingsAndEmphasis) {
  EXPECT_EQ(markdown_of_xhtml("<div xmlns=\"http://www.w3.org/1999/xhtml\"><h2>Falls</h2><p>Look at the <b>stairs</b> &amp; rugs,\n  then the bath.</p><ol><li>Rails</li><li>Lights</li></ol></div>"),
            "## Falls\n\nLook at the **stairs** & rugs, then the bath.\n\n1. Rails\n2. Lights");
  EXPECT_EQ(markdown_of_xhtml("One<br/>two"), "One\n\ntwo");
  EXPECT_EQ(markdown_of_xhtml("&lt;5 &#176;C &#x2264; 10"), "<5 °C ≤ 10");
}

TEST(RichText, DropsWhatRunsOrFetchesWithAllThatIsInIt) {
  EXPECT_EQ(markdown_of_xhtml("Before<script>alert('x<y')</script><style>p{color:red}</style><iframe src=\"http://example.org\">inside</iframe>After"), "BeforeAfter");
  EXPECT_EQ(markdown_of_xhtml("<a href=\"javascript:alert(1)\" onclick=\"x()\">the guide</a> <img src='http://example.org/x.png' alt='A rail by the bath'/>"), "the guide A rail by the bath");
  EXPECT_EQ(markdown_of_xhtml("<!-- <b>no</b> -->yes"), "yes");
}

TEST(RichText, AnyBytesEnd) {
  for (const char* text : {"<", "<p", "<p class=\"", "a < b", "<script>never closed", "&;", "&#xFFFFFFFF;", "</", "<!--"}) markdown_of_xhtml(text);
  os::SeededRandom random(7);
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (int j = 0; j < 40; ++j) {
      uint8_t byte = 0;
      random.fill({&byte, 1});
      text += "<>/&;\"'= pbscript#x0-!"[byte % 22];
    }
    EXPECT_LE(markdown_of_xhtml(text).size(), text.size() * 4 + 64) << text;
  }
}

}  // namespace forms
