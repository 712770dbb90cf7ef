// app/fhirpath/regex.h: regular expressions by RE2, whose running time is linear in the text whatever the pattern. What RE2 has not
// (look-around, back-references) is refused with a reason.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace fhirpath {

// `flags`: i ignores case, m lets ^ and $ match at lines; "." matches a line end too ("single line" mode). `full`: the whole text must
// match. nullptr sets `why`.
std::unique_ptr<re2::RE2> make_regex(std::string_view pattern, std::string_view flags, bool full, std::string& why);
bool regex_matches(const re2::RE2& regex, std::string_view text);
// $1, ${1}, $<name> and ${name} name groups; $$ is a dollar sign. At most `bytes_max` bytes; false beyond.
bool regex_replace(const re2::RE2& regex, std::string_view text, std::string_view with, size_t bytes_max, std::string& out);

}  // namespace fhirpath
