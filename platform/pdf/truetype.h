// platform/pdf/truetype.h: for this folder's own use: which letters a TrueType file can put into a PDF through libharu.
//
// libharu writes only the glyphs in use. Of a glyph made of others it takes those along, but not the ones that those are made of in their turn
// (U+0625, for one). A letter that needs such glyphs therefore names helpers: letters to be touched with it, whose own glyphs they are. A
// letter for which there are none counts as missing, since half of it would be.
#pragma once
#include <unordered_map>
#include <vector>

#include "platform/base/bytes.h"

namespace pdf {

struct Letters {
  std::vector<bool> has;  // by code point, the Basic Multilingual Plane; empty when the bytes are no such file
  std::unordered_map<char32_t, std::vector<char32_t>> helpers;
};

Letters letters_of_truetype(base::ByteView file);

}  // namespace pdf
