#include "platform/window/kerning.h"

#include <gtest/gtest.h>

#include "platform/os/clock.h"

using window::PairKerning;

namespace {

// A GPOS table with one "kern" feature and one lookup of one subtable.
std::vector<uint8_t> table_with(const std::vector<uint16_t>& subtable) {
  const std::vector<uint16_t> head = {1, 0, 0, 10, 26,          // version, scripts, features at 10, lookups at 26
                                      1, 0x6B65, 0x726E, 8, 0,  // one feature: "kern", at 10 + 8
                                      1, 0, 0,                  // (its params are the word before) one lookup: number 0
                                      1, 4, 2, 0, 1, 8};        // one lookup at 26 + 4: type 2, flag 0, one subtable at +8
  std::vector<uint8_t> out;
  for (const auto* part : {&head, &subtable})
    for (const uint16_t word : *part) out.push_back(uint8_t(word >> 8)), out.push_back(uint8_t(word));
  return out;
}

}  // namespace

TEST(Kerning, ReadsAPairFromALookup) {
  // Format 1: coverage at 18, only the advance, one pair set at 12: {glyph 7: -50}. Coverage of glyph 5.
  const PairKerning kerning(table_with({1, 18, 4, 0, 1, 12, 1, 7, uint16_t(-50), 1, 1, 5}));
  EXPECT_FALSE(kerning.empty());
  EXPECT_EQ(kerning.units(5, 7), -50);
  EXPECT_EQ(kerning.units(5, 8), 0);
  EXPECT_EQ(kerning.units(6, 7), 0);
}

TEST(Kerning, SurvivesAnyTableCutOrChangedAnywhere) {
  constexpr uint64_t kSeed = 4;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  os::SeededRandom random(kSeed);
  const std::vector<uint8_t> whole = table_with({1, 18, 4, 0, 1, 12, 1, 7, uint16_t(-50), 1, 1, 5});
  for (size_t cut = 0; cut <= whole.size(); ++cut) {
    const PairKerning kerning(std::vector<uint8_t>(whole.begin(), whole.begin() + ptrdiff_t(cut)));
    kerning.units(5, 7);
  }
  for (int i = 0; i < 20'000; ++i) {
    std::vector<uint8_t> bytes = whole;
    for (int changes = 0; changes < 3; ++changes) bytes[random.next_u64() % bytes.size()] = uint8_t(random.next_u64());
    const PairKerning kerning(std::move(bytes));
    kerning.units(uint32_t(random.next_u64() % 12), uint32_t(random.next_u64() % 12));
  }
}
