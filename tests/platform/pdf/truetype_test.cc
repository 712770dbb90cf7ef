#include "platform/pdf/truetype.h"

#include <gtest/gtest.h>

#include "platform/os/clock.h"
#include "platform/os/file.h"

namespace pdf {
namespace {

base::Bytes font(const std::string& name) {
  const auto bytes = os::read_file("/usr/share/fonts/truetype/noto/" + name, 16u << 20);
  EXPECT_TRUE(bytes) << "fonts-noto-core is not installed";
  return bytes ? *bytes : base::Bytes();
}

TEST(TrueType, KnowsWhichLettersAFontHas) {
  const Letters latin = letters_of_truetype(font("NotoSans-Regular.ttf"));
  for (const char32_t letter : std::u32string(U"Aâŵ£…�")) EXPECT_TRUE(latin.has.at(letter)) << uint32_t(letter);
  for (const char32_t letter : std::u32string(U"אع☐")) EXPECT_FALSE(latin.has.at(letter)) << uint32_t(letter);
}

TEST(TrueType, NamesTheLettersThatComeAlong) {
  const Letters arabic = letters_of_truetype(font("NotoSansArabic-Regular.ttf"));
  EXPECT_TRUE(arabic.has.at(0x0625));  // alef with hamza below is made of glyphs made of glyphs
  EXPECT_TRUE(arabic.helpers.contains(0x0625));
  EXPECT_FALSE(arabic.helpers.contains(0x0627));
}

TEST(TrueType, ReadsNothingBeyondADamagedOrShortFile) {
  const base::Bytes whole = font("NotoSansHebrew-Regular.ttf");
  os::SeededRandom random(5);
  for (int trial = 0; trial < 200; ++trial) {
    base::Bytes damaged = whole;
    if (trial % 2 == 0) damaged.resize(random.next_u64() % damaged.size());
    for (int i = 0; i < 20 && !damaged.empty(); ++i) damaged[random.next_u64() % std::min<size_t>(damaged.size(), 4096)] = uint8_t(random.next_u64());
    (void)letters_of_truetype(damaged);
  }
  EXPECT_TRUE(letters_of_truetype({}).has.empty());
  EXPECT_TRUE(letters_of_truetype(base::view("not a font at all")).has.empty());
}

}  // namespace
}  // namespace pdf
