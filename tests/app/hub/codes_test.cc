#include "app/hub/codes.h"

#include <gtest/gtest.h>

#include "platform/os/file.h"
#include "sync/reconcile/lmdb_table.h"
#include "tests/support/temp_folder.h"

namespace hub {
namespace {

const std::string kWorker = "0190a3c4-7b7a-7cc3-8a46-5d6e7f809101";

struct Desk {
  testing_support::TempFolder folder;
  std::unique_ptr<reconcile::LmdbTable> table = std::move(*reconcile::LmdbTable::open(folder.path()));
  os::ManualClock clock{1'763'769'600'000};
  os::SeededRandom random{3};
  Codes codes{*table, clock, random};
};

wire::EnrolRequest with(const std::string& code, uint8_t key) { return {code, {key}, "request"}; }

TEST(Codes, ACodeIsGoodForADayAndHoweverItIsTyped) {
  Desk desk;
  const std::string code = desk.codes.make(kWorker).value();
  EXPECT_EQ(code.size(), 14u);
  std::string typed;
  for (const char c : code) typed += c == '1' ? 'l' : c == '0' ? 'o' : c == '-' ? ' ' : char(std::tolower(c));
  desk.clock.advance_ms((kCodeLastsS - 1) * 1000);
  const auto used = desk.codes.use(with(typed, 1));
  ASSERT_TRUE(used) << used.error().detail;
  EXPECT_EQ(used->device, 1u);
  EXPECT_EQ(used->worker, kWorker);
  desk.clock.advance_ms(1000);
  EXPECT_EQ(desk.codes.use(with(code, 1)).error().fault, base::Fault::Denied) << "a day later not even for the same tablet";
}

TEST(Codes, EveryTabletHasANumberOfItsOwn) {
  Desk desk;
  for (uint8_t i = 1; i <= 3; ++i) EXPECT_EQ(desk.codes.use(with(desk.codes.make(kWorker).value(), i))->device, i);
  EXPECT_FALSE(desk.codes.make("somebody"));
}

TEST(Codes, TheTableDoesNotHoldTheCodeItself) {
  Desk desk;
  const std::string code = desk.codes.make(kWorker).value();
  const auto bytes = os::read_file(desk.folder / "data.mdb", 1 << 26);
  ASSERT_TRUE(bytes);
  std::string bare = code;
  std::erase(bare, '-');
  EXPECT_EQ(base::text_view(*bytes).find(code), std::string_view::npos);
  EXPECT_EQ(base::text_view(*bytes).find(bare), std::string_view::npos);
  EXPECT_NE(base::text_view(*bytes).find(kWorker), std::string_view::npos) << "the search finds what is there";
}

}  // namespace
}  // namespace hub
