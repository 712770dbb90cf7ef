// A first sync of many people over a thin line: it says how far it is, of how many, and she works meanwhile.
#include <gtest/gtest.h>

#include "tests/app/sync/joined.h"
#include "tests/support/proxy.h"

namespace sync_test {
namespace {

constexpr int kPeople = 1'200;
constexpr uint64_t kThinBytesPerS = 30'000;
constexpr char kIt[] = "646f6f72-7374-6570-8069-74206465736b";  // app/hub/guard.h

// The worker whose caseload it is.
std::string seed(const hub::HubProcess& hub, const testing_support::TempFolder& folder) {
  const auto seeded = support::run_child({support::program_folder() + "/doorstep-seed", "--hub", hub.url(), "--hub-ca", hub.data_dir() + "/authority.crt", "--enrol-code", hub.code(kIt), "--data", folder / "seeding",
                                          "--assets", DOORSTEP_SOURCE_DIR "/assets", "--people", std::to_string(kPeople)}, {}, 600'000);
  EXPECT_EQ(seeded.status, 0) << seeded.output;
  const size_t at = seeded.output.find("\nworker ");
  return at == std::string::npos ? std::string() : seeded.output.substr(at + 8, 36);
}

TEST(FirstSync, SaysHowManyOfHowManyPeopleAreHereAndSheWorksMeanwhile) {
  const testing_support::TempFolder folder;
  hub::HubProcess hub(true);
  App app(hub, seed(hub, folder));
  support::Proxy way(hub.port(), {.bytes_per_s = kThinBytesPerS});
  const std::string all = "1,200";
  const auto played = app.plays("tap nav/sync\nawait fetched \"of " + all + " people\"\nexpect signal \"of " + all + " people\"\nexpect fetch_bar\n" +  //
                                    "tap nav/caseload\nexpect subtitle \"of " + all + " people\"\ntap search\ntype \"zzzz\"\nexpect-text \"still being fetched\"\nkey ctrl+a\nkey delete\n" +
                                    adds_person("Ivy", "Turner") + "expect signal \"Fetching\"\n" + kAllSent +
                                    "tap nav/caseload\nexpect subtitle \"" + std::to_string(kPeople + 1) + " people\"\ntap nav/sync\nexpect people \"" + std::to_string(kPeople + 1) + "\"\n",
                                {"--hub", "https://127.0.0.1:" + std::to_string(way.port())});
  EXPECT_EQ(played.status, 0) << played.output;
  const auto again = app.plays(kAllSent + "tap nav/sync\nexpect-none fetched\n");
  EXPECT_EQ(again.status, 0) << again.output;
}

}  // namespace
}  // namespace sync_test
