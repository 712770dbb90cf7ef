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

}  // namespace
}  // namespace sync_test
