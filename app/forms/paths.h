// app/forms/paths.h: how a linkId becomes a part of a record::FieldPath.
//   section  the top-level group's part; "_" for the questions at the top that stand in no group
//   part     the linkId with % / [ ] # @ ~ and control characters as %XX; over 64 bytes, '~' and 16 hex digits of its hash;
//            a second item of the same linkId ends in ~2, a third in ~3, ...; a section that would be "head" or "_" has its first byte as %XX
//   #key     one repeat of a group, or one answer of a repeating question that has items below its answers
//   @order   a repeat's place among its siblings; @kept  what an import held that the form does not know
// A change here is a change of what tablets hold: never change the meaning of a path that has been written.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace forms {

inline constexpr std::string_view kLooseSection = "_";
inline constexpr std::string_view kOrderPart = "@order";
inline constexpr std::string_view kKeptPart = "@kept";
// The repeat that is there before anybody adds one.
inline constexpr std::string_view kFirstKey = "1";

std::string path_part_of(std::string_view link_id, size_t occurrence, bool is_section);
// FNV-1a, 64 bits, as 16 hex digits.
std::string hash_text(std::string_view text);

}  // namespace forms
