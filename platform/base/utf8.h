// platform/base/utf8.h: the little of Unicode that every layer needs. Positions are UTF-8 byte offsets on code-point boundaries.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace base {
// The code point at `at` and how many bytes it takes; a broken sequence is U+FFFD over one byte. `at` < text.size().
struct CodePoint { uint32_t value; size_t bytes; };
CodePoint decode_at(std::string_view text, size_t at);
void append_utf8(std::string& out, uint32_t code_point);
bool is_utf8(std::string_view text);
size_t next_boundary(std::string_view text, size_t at);
size_t previous_boundary(std::string_view text, size_t at);
// What a person may paste, made safe to keep: broken sequences become U+FFFD; C0 controls other than newline and tab, DEL and the
// C1 controls go; CR LF and CR become LF. Bidirectional marks, joiners and emoji stay, because they carry meaning.
std::string clean_pasted(std::string_view text);
}  // namespace base
