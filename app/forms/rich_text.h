// app/forms/rich_text.h: the safe part of the XHTML a form's text may carry, as markdown: paragraphs, breaks, lists, headings, emphasis, the words of links
// and the alternative words of pictures. Scripts, styles and everything that would fetch or run is left out with what it holds. Any bytes in; linear.
// Source: FHIR R4 narrative.html (what XHTML is allowed), rendering-xhtml.
#pragma once
#include <string>
#include <string_view>

namespace forms {

std::string markdown_of_xhtml(std::string_view xhtml);

}  // namespace forms
