// A tablet joins the hub: from the first screen, later, with what goes wrong said in plain words.
#include <gtest/gtest.h>

#include "tests/app/sync/joined.h"

namespace sync_test {
namespace {

std::string joins(const hub::HubProcess& hub, const std::string& code, const std::string& certificate) {
  return "tap nav/sync\ntap join_hub\ntap url\nkey ctrl+a\ntype \"" + hub.url() + "\"\ntap code\ntype \"" + code + "\"\ntap authority\ntype \"" + certificate + "\"\ntap join\n";
}

TEST(Join, ATabletJoinsByACodeAndWhatWasDoneBeforeGoesUp) {
  hub::HubProcess hub;
  App ada;
  const auto played = ada.plays(adds_person("Ivy", "Turner") + writes_note("The gate sticks.") +
                                joins(hub, hub.code(kAda), hub.data_dir() + "/authority.crt") + kAllSent);
  ASSERT_EQ(played.status, 0) << played.output;
  hub::Tablet second(hub, 1, kAda);
  EXPECT_EQ(second.sync(), wire::Status::Ok);
  EXPECT_EQ(second.digest(), hub.digest());
  EXPECT_NE(hub.digest().find(" records 2"), std::string::npos) << hub.digest();
}

TEST(Join, WhatIsWrongIsSaidBeforeAndAfterAHubIsAsked) {
  hub::HubProcess hub, other;
  App ada;
  const std::string certificate = hub.data_dir() + "/authority.crt";
  const auto played = ada.plays(joins(hub, "7K3M", certificate) + "expect problem \"twelve letters\"\n" +
                                "tap authority\nkey ctrl+a\ntype \"/nowhere\"\ntap code\nkey ctrl+a\ntype \"0000-0000-0000\"\ntap join\nwait\nexpect problem \"no such certificate file\"\n" +
                                "tap authority\nkey ctrl+a\ntype \"" + certificate + "\"\ntap join\nawait problem \"does not accept that code\"\n" +
                                "tap authority\nkey ctrl+a\ntype \"" + other.data_dir() + "/authority.crt\"\ntap join\nawait problem \"Something else answered\"\n" +
                                "tap authority\nkey ctrl+a\ntype \"" + certificate + "\"\ntap code\nkey ctrl+a\ntype \"" + hub.code(kAda) + "\"\ntap join\n" + kAllSent);
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST(Join, ACodeIsGoodForOneTablet) {
  hub::HubProcess hub;
  const std::string code = hub.code(kAda);
  App first, second;
  first.invite(hub, code);
  second.invite(hub, code);
  const auto lets_in = first.plays(kAllSent);
  EXPECT_EQ(lets_in.status, 0) << lets_in.output;
  const auto keeps_out = second.plays("tap nav/sync\nawait-text \"This tablet has not been joined\"\ntap join_hub\nexpect problem \"wrong, used, or too old\"\n");
  EXPECT_EQ(keeps_out.status, 0) << keeps_out.output;
}

TEST(Join, AHubThatIsDownIsAskedAgainByItself) {
  hub::HubProcess hub;
  App ada(hub, kAda);
  hub.kill_now();
  const auto waits = ada.plays("await signal \"Hub is down\"\n");
  EXPECT_EQ(waits.status, 0) << waits.output;
  hub.start();
  const auto joined = ada.plays(kAllSent);
  EXPECT_EQ(joined.status, 0) << joined.output;
}

}  // namespace
}  // namespace sync_test
