// The commands about tablets, over a hub in a process of its own and tablets that sync with it over TLS.
#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "app/care/worker.h"
#include "sync/wire/about.h"
#include "tests/app/admin/admin.h"
#include "tests/app/hub/town.h"

namespace admin {
namespace {

const std::string kAda = "0190a3c4-7b7a-7cc3-8a46-5d6e7f809101";

struct Hall {
  hub::HubProcess hub;
  support::Finished runs(std::vector<std::string> words) {
    words.insert(words.end(), {"--data", hub.data_dir()});
    return run(words);
  }
};

void says_about_itself(hub::Tablet& tablet, const std::string& version, uint64_t pack) {
  EXPECT_TRUE(tablet.client().post(wire::kAboutPath, wire::encode(wire::AboutRequest{tablet.device(), version, pack})).ok());
}

TEST(Devices, ACodeLetsATabletInAndTheListShowsHowItIs) {
  Hall hall;
  const auto code = hall.runs({"devices", "code", kAda});
  EXPECT_EQ(code.status, 0) << code.output;
  EXPECT_EQ(code.output.size(), 15u) << code.output;
  hub::Tablet ada(hall.hub, 1, kAda);
  ada.writes_note(ada.begins_person("Whitfield"), "words");
  ASSERT_EQ(ada.sync(), wire::Status::Ok);
  says_about_itself(ada, "0.1.0", 4);
  const auto list = hall.runs({"devices", "list"});
  EXPECT_EQ(list.status, 0);
  const std::string number = std::to_string(ada.device());
  for (const std::string& part : {std::string("TABLET  WORKER"), number + "       " + kAda + "  enrolled  just now", std::string("right"), std::string("0.1.0"), std::string("  4")})
    EXPECT_NE(list.output.find(part), std::string::npos) << part << "\n" << list.output;
  EXPECT_EQ(list.output.find("Whitfield"), std::string::npos) << "IT sees no resident's name";
  const auto json = hall.runs({"devices", "list", "--json"});
  EXPECT_NE(json.output.find("{\"device\":" + number + ",\"worker\":\"" + kAda + "\",\"name\":\"\",\"standing\":\"enrolled\",\"lastSeen\":"), std::string::npos) << json.output;
  EXPECT_NE(json.output.find("\"held\":2,\"applied\":2,\"appVersion\":\"0.1.0\",\"formsPack\":4}"), std::string::npos) << json.output;
}

TEST(Devices, OrdersReachTheHubAndAreSeenInTheList) {
  Hall hall;
  hub::Tablet ada(hall.hub, 1, kAda);
  ada.writes_note(ada.begins_person("Whitfield"), "words");
  ASSERT_EQ(ada.sync(), wire::Status::Ok);
  const std::string number = std::to_string(ada.device());
  EXPECT_EQ(hall.runs({"devices", "wipe", number}).status, 0);
  EXPECT_NE(hall.runs({"devices", "list"}).output.find("enrolled, wipe: ordered just now"), std::string::npos);
  EXPECT_EQ(hall.runs({"devices", "wipe", number, "--back"}).status, 0);
  EXPECT_EQ(ada.sync(), wire::Status::Ok);
  EXPECT_EQ(hall.runs({"devices", "wipe", number, "--now"}).status, 0);
  EXPECT_EQ(ada.sync(), wire::Status::WipeNow);
  EXPECT_NE(hall.runs({"devices", "list"}).output.find("enrolled, wipe now: told just now"), std::string::npos);
  EXPECT_EQ(hall.runs({"devices", "revoke", number}).status, 0);
  EXPECT_NE(hall.runs({"devices", "list"}).output.find("revoked, wipe now: told"), std::string::npos);
}

TEST(Devices, WhatCannotBeDoneSaysWhy) {
  Hall hall;
  EXPECT_NE(hall.runs({"devices", "wipe", "7"}).output.find("the hub says no: NotFound: device"), std::string::npos) << hall.runs({"devices", "wipe", "7"}).output;
  EXPECT_EQ(hall.runs({"devices", "wipe", "7"}).status, 2);
  EXPECT_EQ(hall.runs({"devices", "wipe"}).status, 64);
  EXPECT_NE(hall.runs({"devices", "code", "Nobody Known"}).output.find("no worker of that name"), std::string::npos);
  EXPECT_EQ(run({"devices", "list", "--data", hall.hub.data_dir() + "/elsewhere"}).status, 2);
  EXPECT_EQ(run({"devices", "list"}).status, 64);
}

TEST(Devices, WorkWithoutTheHubAndNameItsWorkers) {
  Hall hall;
  hub::Tablet ada(hall.hub, 1, kAda);
  ASSERT_EQ(hall.hub.end(), 0);
  EXPECT_NE(hall.runs({"devices", "list"}).output.find(kAda), std::string::npos);
  EXPECT_EQ(hall.runs({"workers", "list"}).status, 0);
}

TEST(FormsPublish, GivesAPackToTheHubWhichOffersItAndNoOlderOneAfterIt) {
  Hall hall;
  hub::Tablet ada(hall.hub, 1, kAda);
  testing_support::TempFolder folder;
  ASSERT_EQ(run({"forms", "key", "--out", folder / "council"}).status, 0);
  const auto pack = [&](const std::string& version) { return run({"forms", "pack", "--key", folder / "council.key", "--version", version, "--out", folder / ("pack-" + version), own_form("review")}).status; };
  ASSERT_EQ(pack("3"), 0);
  ASSERT_EQ(pack("2"), 0);
  EXPECT_NE(hall.runs({"forms", "publish", folder / "pack-3"}).output.find("give --key"), std::string::npos);
  const auto published = hall.runs({"forms", "publish", folder / "pack-3", "--key", folder / "council.pub"});
  EXPECT_EQ(published.output, "the hub offers forms pack 3\n");
  const net::Reply reply = ada.client().post(wire::kAboutPath, wire::encode(wire::AboutRequest{ada.device(), "0.1.0", 0}));
  EXPECT_EQ(wire::decode_about_answer(reply.body)->forms_pack, 3u);
  const auto older = hall.runs({"forms", "publish", folder / "pack-2"});
  EXPECT_EQ(older.status, 2);
  EXPECT_NE(older.output.find("older"), std::string::npos) << older.output;
}

}  // namespace
}  // namespace admin
