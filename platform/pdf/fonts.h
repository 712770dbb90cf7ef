// platform/pdf/fonts.h: for this folder's own use: which packaged font file holds which letter. Text asks for a face; each letter is taken from the
// first file of that face's chain that has it. Letters no file has become U+FFFD, which can be seen.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "platform/base/result.h"
#include "platform/pdf/look.h"
#include "platform/pdf/truetype.h"

namespace pdf {

inline constexpr char32_t kMissing = 0xFFFD;
inline constexpr int kFontCount = 10;

class FontFiles {
 public:
  // `folder` holds fonts-noto-core's TrueType files. NotFound when the three of Noto Sans are not there; the others may be missing.
  static base::Result<FontFiles> open(const std::string& folder);
  // An index into the files, and `letter` or, where no file has it, kMissing.
  struct Choice {
    int font = 0;
    char32_t letter = 0;
  };
  Choice choose(Face face, char32_t letter) const;
  // Letters that have to be measured before `letter` is drawn; see truetype.h.
  const std::vector<char32_t>* helpers(int font, char32_t letter) const;
  const std::string& path(int font) const { return paths_[size_t(font)]; }

 private:
  std::array<std::string, kFontCount> paths_;
  std::array<Letters, kFontCount> letters_;
};

}  // namespace pdf
