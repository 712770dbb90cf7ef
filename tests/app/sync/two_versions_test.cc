// Two workers write different things about one person without a signal: two real apps and the real hub, over TLS.
#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "tests/app/sync/joined.h"

namespace sync_test {
namespace {

std::string writes_what_matters(const std::string& words) { return "tap tab/overview\ntap change_matters\ntap matters\nkey ctrl+a\ntype \"" + words + "\"\nkey escape\n"; }

void expect_played(App& app, const std::string& script) {
  const auto played = app.plays(script);
  ASSERT_EQ(played.status, 0) << played.output;
}

TEST(TwoVersions, AreSettledByOneAndReadByBoth) {
  hub::HubProcess hub(true);
  App ada(hub, kAda);
  expect_played(ada, kAllSent + adds_person("Ivy", "Turner") + writes_what_matters("One person to help on the stairs.") + kAllSent);
  App ben(hub, kBen);
  expect_played(ben, kAllSent + opens_person("Ivy Turner") + "expect-text \"One person to help on the stairs.\"\n");
  hub.kill_now();
  expect_played(ada, opens_person("Ivy Turner") + writes_what_matters("Two people to help on the stairs."));
  expect_played(ben, opens_person("Ivy Turner") + writes_what_matters("A second rail on the stairs."));
  hub.start();
  expect_played(ada, kAllSent);
  expect_played(ben, kAllSent + "tap nav/today\nawait needs_you\n" + opens_person("Ivy Turner") + "tap conflict:*\nexpect-text \"1 of 1 to settle\"\nexpect-text \"Two people to help on the stairs.\"\nexpect-text \"A second rail on the stairs.\"\n"
                     "tap versions/joined/words\nkey ctrl+a\ntype \"A second rail, and two people to help on the stairs.\"\ntap versions/joined/use\nexpect-text \"You settled this\"\n" + kAllSent);
  expect_played(ada, kAllSent + opens_person("Ivy Turner") + "expect-text \"A second rail, and two people to help on the stairs.\"\nexpect-none needs_you\n");
  hub::Tablet third(hub, 1, kAda);
  EXPECT_EQ(third.sync(), wire::Status::Ok);
  EXPECT_EQ(third.digest(), hub.digest());
}

TEST(Moves, WhoGoesToAnotherWorkerGoesFromTheTabletAndItSaysSo) {
  hub::HubProcess hub(true);
  App ada(hub, kAda);
  expect_played(ada, kAllSent + adds_person("Ivy", "Turner") + writes_note("The gate sticks.") + kAllSent);
  hub::Tablet office(hub, 1, kBen);
  EXPECT_EQ(office.sync(), wire::Status::Ok);
  record::RecordId ivy;
  EXPECT_TRUE(office.store().each_head(care::kPersonRecord, [&](const record::RecordId& id, const record::FieldMap&) { ivy = id; }));
  const std::string devices = hub.command({"devices"});
  const size_t at = devices.find("worker " + kAda), from = devices.rfind("device ", at) + 7;
  EXPECT_EQ(hub.command({"drop", "--device", devices.substr(from, devices.find(' ', from) - from), "--bucket", record::to_string(ivy)}).substr(0, 2), "ok");
  expect_played(ada, "await notice \"Ivy Turner is no longer on your caseload; what you wrote has been sent.\"\ntap nav/caseload\nexpect-none " + record::to_string(ivy) +
                     "\ntap search\ntype \"Turner\"\nexpect-none " + record::to_string(ivy) + "\n");
  EXPECT_EQ(office.sync(), wire::Status::Ok);
  EXPECT_EQ(office.digest(), hub.digest()) << "the hub has it all";
}

}  // namespace
}  // namespace sync_test
