// app/fhirpath/text_code.h: encode(), decode(), escape() and unescape().
#pragma once
#include <string>
#include <string_view>

namespace fhirpath {

enum class Coded { Done, Nothing, Malformed, UnknownFormat };  // Nothing: decodes to what is not UTF-8

// "hex", "base64", "urlbase64", and for encoding alone "ascii".
Coded encode_text(std::string_view text, std::string_view format, std::string& out);
Coded decode_text(std::string_view text, std::string_view format, std::string& out);
// "html", "json".
Coded escape_text(std::string_view text, std::string_view target, std::string& out);
Coded unescape_text(std::string_view text, std::string_view target, std::string& out);

}  // namespace fhirpath
