#include "platform/pdf/fonts.h"

#include <span>

#include "platform/os/file.h"

namespace pdf {
namespace {

constexpr const char* kNames[kFontCount] = {
    "NotoSans-Regular.ttf",        "NotoSans-Bold.ttf",           "NotoSans-Italic.ttf",        "NotoSansHebrew-Regular.ttf",  "NotoSansHebrew-Bold.ttf",
    "NotoSansArabic-Regular.ttf",  "NotoSansArabic-Bold.ttf",     "NotoSansSymbols2-Regular.ttf", "NotoSansSymbols-Regular.ttf", "NotoSansMath-Regular.ttf"};
constexpr int kNeeded = 3;
constexpr size_t kFileBytesMax = 16u << 20;

std::span<const int> chain_of(Face face) {
  static constexpr int kRegular[] = {0, 3, 5, 7, 8, 9};
  static constexpr int kBold[] = {1, 4, 6, 7, 8, 9};
  static constexpr int kItalic[] = {2, 0, 3, 5, 7, 8, 9};
  switch (face) {
    case Face::Bold: return kBold;
    case Face::Italic: return kItalic;
    default: return kRegular;
  }
}

}  // namespace

base::Result<FontFiles> FontFiles::open(const std::string& folder) {
  FontFiles files;
  for (int i = 0; i < kFontCount; ++i) {
    files.paths_[size_t(i)] = folder + "/" + kNames[i];
    const auto bytes = os::read_file(files.paths_[size_t(i)], kFileBytesMax);
    if (bytes) files.letters_[size_t(i)] = letters_of_truetype(*bytes);
    if (i < kNeeded && files.letters_[size_t(i)].has.empty()) return base::fail(base::Fault::NotFound, std::string("font ") + kNames[i]);
  }
  return files;
}

FontFiles::Choice FontFiles::choose(Face face, char32_t letter) const {
  for (const int font : chain_of(face)) {
    const std::vector<bool>& letters = letters_[size_t(font)].has;
    if (letter < letters.size() && letters[letter]) return {font, letter};
  }
  return {chain_of(face).front(), kMissing};
}

const std::vector<char32_t>* FontFiles::helpers(int font, char32_t letter) const {
  const auto& helpers = letters_[size_t(font)].helpers;
  const auto found = helpers.find(letter);
  return found == helpers.end() ? nullptr : &found->second;
}

}  // namespace pdf
