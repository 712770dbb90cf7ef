#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/app/admin/admin.h"
#include "tests/support/temp_folder.h"

namespace admin {
namespace {

struct Office {
  testing_support::TempFolder folder;
  std::string key = folder / "council.key", pub = folder / "council.pub", pack = folder / "pack";
  Office() { EXPECT_EQ(run({"forms", "key", "--out", folder / "council"}).status, 0); }
  support::Finished packs(const std::string& version, std::vector<std::string> more) {
    more.insert(more.begin(), {"forms", "pack", "--key", key, "--version", version, "--out", pack});
    return run(more);
  }
};

TEST(FormsPack, IsMadeSignedAndVerified) {
  Office office;
  struct stat info{};
  ASSERT_EQ(::stat(office.key.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u) << "the secret is its owner's alone";
  const auto packed = office.packs("4", {"--name", "Winter forms", "--valid-from", "2026-12-01", own_form("review"), own_form("visit-note")});
  EXPECT_EQ(packed.status, 0) << packed.output;
  const auto verified = run({"forms", "verify", office.pack, "--key", office.pub});
  EXPECT_EQ(verified.status, 0) << verified.output;
  for (const char* part : {"pack 4, Winter forms, signed with that key, valid from 2026-12-01", "review", "visit-note"}) EXPECT_NE(verified.output.find(part), std::string::npos) << verified.output;
}

TEST(FormsPack, AChangedFormAndAnotherKeyAreNoticed) {
  Office office, other;
  ASSERT_EQ(office.packs("1", {own_form("review")}).status, 0);
  EXPECT_EQ(run({"forms", "verify", office.pack, "--key", other.pub}).status, 2);
  ASSERT_TRUE(os::replace_file(office.pack + "/review.json", base::view("{}")));
  const auto verified = run({"forms", "verify", office.pack, "--key", office.pub});
  EXPECT_EQ(verified.status, 2);
  EXPECT_NE(verified.output.find("review is not the one that was signed"), std::string::npos) << verified.output;
}

TEST(FormsPack, AFormWithErrorsIsNotPutIn) {
  Office office;
  const std::string bad = office.folder / "bad.json";
  ASSERT_TRUE(os::replace_file(bad, base::view("{\"resourceType\":\"Questionnaire\",\"url\":\"u/bad\",\"version\":\"1\",\"item\":[{\"linkId\":\"a\",\"text\":\"A\",\"type\":\"choice\"}]}")));
  const auto packed = office.packs("1", {bad});
  EXPECT_EQ(packed.status, 2);
  EXPECT_NE(packed.output.find("bad.json has 1 error: see doorstep-admin forms check"), std::string::npos) << packed.output;
  EXPECT_FALSE(os::exists(office.pack));
}

TEST(FormsPack, AKeyIsNeverWrittenOver) {
  Office office;
  EXPECT_EQ(run({"forms", "key", "--out", office.folder / "council"}).status, 2);
  EXPECT_EQ(office.packs("none", {own_form("review")}).status, 64);
  EXPECT_EQ(run({"forms", "pack", own_form("review")}).status, 64);
}

}  // namespace
}  // namespace admin
