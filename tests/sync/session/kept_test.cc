// What a tablet keeps of its hub between two starts.
#include <gtest/gtest.h>

#include "platform/os/file.h"
#include "sync/session/diary_file.h"
#include "sync/session/membership.h"
#include "tests/support/byte_search.h"
#include "tests/support/temp_folder.h"

namespace session {
namespace {

struct Kept : ::testing::Test {
  testing_support::TempFolder folder;
  os::SeededRandom random{3};
  crypto::Key key = crypto::Key::random(random);
  Invitation invitation{"https://hub.example:8443", "7K3M-Q2XW-9ADF", "-----BEGIN CERTIFICATE-----"};
};

TEST_F(Kept, AMembershipIsTheSameWhenItIsReadAgain) {
  const MembershipFile file(folder.path(), key, random);
  ASSERT_FALSE(file.read().value());
  Membership made = std::move(file.begin(invitation).value());
  made.answer = {7, {1, 2, 3}, 1'764'000'000, "0190a3c4-7b7a-7cc3-8a46-5d6e7f809101", "certificate", "authority"};
  ASSERT_TRUE(file.write(made));
  const auto read = file.read();
  ASSERT_TRUE(read && *read);
  EXPECT_EQ((*read)->invitation, invitation);
  EXPECT_EQ((*read)->answer, made.answer);
  EXPECT_TRUE((*read)->is_joined());
  EXPECT_EQ((*read)->enrol_request(), made.enrol_request()) << "the same request again: the hub knows it by its bytes";
}

TEST_F(Kept, NothingOfItCanBeReadWithoutTheDataKey) {
  const MembershipFile file(folder.path(), key, random);
  const Membership made = std::move(file.begin(invitation).value());
  const base::Bytes stored = os::read_file(folder / "hub", 1 << 20).value();
  for (const std::string& words : {made.tls_key.substr(30, 60), invitation.code, invitation.url, std::string("hub.example")})
    EXPECT_EQ(base::text_view(stored).find(words), std::string_view::npos) << words;
  const crypto::Key other = crypto::Key::random(random);
  EXPECT_EQ(MembershipFile(folder.path(), other, random).read().error().fault, base::Fault::Corrupt);
}

TEST_F(Kept, EveryBitOfItIsGuarded) {
  const MembershipFile file(folder.path(), key, random);
  ASSERT_TRUE(file.begin(invitation));
  const base::Bytes stored = os::read_file(folder / "hub", 1 << 20).value();
  for (size_t bit = 0; bit < stored.size() * 8; bit += 7) {
    base::Bytes damaged = stored;
    damaged[bit / 8] = uint8_t(damaged[bit / 8] ^ (1 << bit % 8));
    ASSERT_TRUE(os::replace_file(folder / "hub", damaged));
    EXPECT_FALSE(file.read()) << bit;
  }
}

TEST_F(Kept, ANewerVersionsFileIsLeftAlone) {
  ASSERT_TRUE(os::replace_file(folder / "hub", base::Bytes(100, 2)));
  EXPECT_EQ(MembershipFile(folder.path(), key, random).read().error().fault, base::Fault::TooNew);
}

TEST_F(Kept, TheDiaryIsTheSameWhenItIsReadAgainAndADamagedOneIsBegunAnew) {
  const DiaryFile file(folder.path(), key, random);
  EXPECT_EQ(file.read(), Diary{});
  Diary diary;
  diary.paused = diary.first_done = true;
  diary.failures = 4;
  diary.not_before_ms = 1'764'000'000'000;
  diary.last_complete_ms = 1'763'999'000'000;
  diary.add({1'764'000'000'000, 38, 61, 0, 13'000, Why::LinkLost, 1});
  diary.add({1'764'000'060'000, 23, 23, 14, 9'000, Why::None, 1});
  ASSERT_TRUE(file.write(diary));
  EXPECT_EQ(file.read(), diary);
  ASSERT_TRUE(os::replace_file(folder / "sessions", base::Bytes(40, 1)));
  EXPECT_EQ(file.read(), Diary{});
}

TEST(Diary, TellsTheSameFailureOnceAndAWeekOnly) {
  Diary diary;
  for (int64_t i = 0; i < 10; ++i) diary.add({i * 1000, 0, 3, 0, 0, Why::NoNetwork, 1});
  ASSERT_EQ(diary.rows.size(), 1u);
  EXPECT_EQ(diary.rows[0].times, 10u);
  EXPECT_EQ(diary.rows[0].began_ms, 9'000);
  diary.add({20'000, 3, 3, 0, 700, Why::None, 1});
  diary.add({30'000, 0, 0, 0, 0, Why::NoNetwork, 1});
  EXPECT_EQ(diary.rows.size(), 3u);
  diary.add({30'000 + kDiaryMs, 1, 1, 0, 300, Why::None, 1});
  EXPECT_EQ(diary.rows.size(), 2u) << "what is older than a week is gone";
  for (int64_t i = 0; i < 1'000; ++i) diary.add({40'000 + kDiaryMs + i, 1, 1, 0, 300, Why::None, 1});
  EXPECT_EQ(diary.rows.size(), kDiaryRowsMax);
}

}  // namespace
}  // namespace session
