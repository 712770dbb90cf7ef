#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "app/care/record_types.h"
#include "tests/app/hub/town.h"

namespace hub {
namespace {

const std::string kAda = "0190a3c4-7b7a-7cc3-8a46-5d6e7f809101", kBen = "0190a3c4-7b7a-7cc3-8a46-5d6e7f809102";

std::string status_of(const net::Reply& reply) {
  if (reply.trouble != net::Trouble::None) return net::trouble_name(reply.trouble);
  if (reply.status != 200) return std::to_string(reply.status);
  const auto answer = wire::decode_answer(reply.body);
  if (!answer) return "unreadable";
  const auto* refusal = std::get_if<wire::Refusal>(&*answer);
  return refusal ? wire::status_name(refusal->status) : "ok";
}

TEST(Hub, WhatOneTabletSendsTheWorkersOtherTabletReads) {
  HubProcess hub;
  Tablet first(hub, 1, kAda);
  const auto person = first.begins_person("Whitfield");
  const auto note = first.writes_note(person, "The gate sticks; push hard.");
  EXPECT_EQ(first.sync(), wire::Status::Ok);
  EXPECT_EQ(hub.held_of(first.device()), 2u);
  Tablet second(hub, 2, kAda);
  EXPECT_NE(second.device(), first.device());
  EXPECT_EQ(second.sync(), wire::Status::Ok);
  EXPECT_EQ(second.reads_note(note), "The gate sticks; push hard.");
  second.rewrites_note(note, "The gate sticks; push hard. Dog is friendly.");
  EXPECT_EQ(second.sync(), wire::Status::Ok);
  EXPECT_EQ(first.sync(), wire::Status::Ok);
  EXPECT_EQ(first.reads_note(note), "The gate sticks; push hard. Dog is friendly.");
  EXPECT_EQ(first.digest(), hub.digest());
  EXPECT_EQ(second.digest(), hub.digest());
}

TEST(Hub, ATabletOfAnotherWorkerSeesNothingUntilItIsGrantedIt) {
  HubProcess hub;
  Tablet ada(hub, 1, kAda), ben(hub, 2, kBen);
  const auto person = ada.begins_person("Whitfield");
  const auto note = ada.writes_note(person, "words");
  EXPECT_EQ(ada.sync(), wire::Status::Ok);
  EXPECT_EQ(ben.sync(), wire::Status::Ok);
  EXPECT_EQ(ben.reads_note(note), "");
  EXPECT_EQ(hub.command({"grant", "--device", std::to_string(ben.device()), "--bucket", record::to_string(person)}).substr(0, 2), "ok");
  EXPECT_EQ(ben.sync(), wire::Status::Ok);
  EXPECT_EQ(ben.reads_note(note), "words");
  EXPECT_EQ(ben.digest(), hub.digest());
}

TEST(Hub, InADemoWhoEnrolsIsSentEverybodyOnFile) {
  HubProcess hub(true);
  Tablet ada(hub, 1, kAda);
  const auto note = ada.writes_note(ada.begins_person("Whitfield"), "words");
  EXPECT_EQ(ada.sync(), wire::Status::Ok);
  Tablet ben(hub, 2, kBen);
  EXPECT_EQ(ben.sync(), wire::Status::Ok);
  EXPECT_EQ(ben.reads_note(note), "words");
  EXPECT_EQ(ben.digest(), hub.digest());
}

TEST(Hub, LosesNothingItAcknowledgedWhenItIsKilledAtAnyMoment) {
  HubProcess hub;
  Tablet tablet(hub, 1, kAda);
  const auto person = tablet.begins_person("Whitfield");
  const auto note = tablet.writes_note(person, "begin");
  os::SeededRandom chance(7);
  std::printf("seed 7\n");
  int cut = 0;
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 3; ++i) tablet.rewrites_note(note, "round " + std::to_string(round) + ", words " + std::to_string(i));
    tablet.writes_note(person, "of round " + std::to_string(round));
    constexpr uint64_t kTurns[] = {500, 5'000, 50'000};  // before it reads, while it works, about when it has answered
    const uint64_t turns = chance.next_u64() % kTurns[round % 3];
    std::atomic<bool> go{false};
    std::thread killer([&] {
      while (!go) std::this_thread::yield();
      // Counted and not given away: on a machine with other work a turn given away lasts milliseconds, and the kill came when all was done.
      for (std::atomic<uint64_t> spent{0}; spent.fetch_add(1) < turns * 80;) {}
      hub.kill_now();
    });
    go = true;
    cut += tablet.sync() != wire::Status::Ok;
    killer.join();
    hub.start();
    ASSERT_GE(hub.held_of(tablet.device()), tablet.replica().state().held) << "round " << round;
  }
  EXPECT_EQ(tablet.sync(), wire::Status::Ok);
  EXPECT_EQ(tablet.digest(), hub.digest());
  Tablet second(hub, 2, kAda);
  EXPECT_EQ(second.sync(), wire::Status::Ok);
  EXPECT_EQ(second.digest(), hub.digest());
  std::printf("%d of 20 sessions cut\n", cut);
  EXPECT_GT(cut, 0);
}

TEST(Hub, RefusesWhoIsNotWhoTheySayAndStaysUp) {
  HubProcess hub, elsewhere;
  Tablet ada(hub, 1, kAda), ben(hub, 2, kBen), stranger(elsewhere, 3, kAda);
  ada.writes_note(ada.begins_person("Whitfield"), "words");
  ben.writes_note(ben.begins_person("Okafor"), "words");
  const base::Bytes bens = ben.replica().request().value(), strangers = stranger.replica().request().value();
  const auto client_of = [&](std::optional<net::Identity> identity) {
    net::ClientOptions options;
    options.url = hub.url();
    options.authority = hub.authority();
    options.identity = std::move(identity);
    return std::move(net::Client::make(options).value());
  };
  EXPECT_EQ(status_of(client_of(std::nullopt)->post("/sync", bens)), "403") << "no certificate";
  EXPECT_EQ(status_of(client_of(stranger.identity())->post("/sync", strangers)), "own certificate") << "another authority's";
  EXPECT_EQ(status_of(ada.client().post("/sync", bens)), "stranger") << "states another device's number";
  base::Bytes disguised = bens;
  disguised[3] = uint8_t(ada.device());
  EXPECT_EQ(status_of(ada.client().post("/sync", disguised)), "corrupt") << "another device's frames under the own number";
  EXPECT_EQ(hub.held_of(ada.device()), 0u);
  EXPECT_EQ(hub.held_of(ben.device()), 0u);
  EXPECT_EQ(status_of(ada.client().post("/sync", base::view("no request at all"))), "stranger");
  EXPECT_EQ(status_of(ada.client().post("/sync", {})), "corrupt");
  EXPECT_EQ(status_of(ada.client().post("/sync", base::ByteView(disguised).first(12))), "corrupt");
  EXPECT_EQ(status_of(ada.client().post("/sync", base::Bytes(33 << 20))), "413");
  EXPECT_EQ(status_of(ada.client().post("/enrol", base::view("no request at all"))), "400");
  EXPECT_EQ(status_of(ada.client().post("/elsewhere", bens)), "404");
  EXPECT_EQ(status_of(ada.client().get("/sync")), "405");
  EXPECT_EQ(ada.sync(), wire::Status::Ok);
  EXPECT_EQ(ben.sync(), wire::Status::Ok);
}

TEST(Hub, ARevokedTabletGetsNothingMore) {
  HubProcess hub;
  Tablet ada(hub, 1, kAda), second(hub, 2, kAda);
  ada.writes_note(ada.begins_person("Whitfield"), "words");
  EXPECT_EQ(ada.sync(), wire::Status::Ok);
  EXPECT_EQ(hub.command({"revoke", "--device", std::to_string(second.device())}).substr(0, 2), "ok");
  EXPECT_EQ(second.sync(), wire::Status::Revoked);
  hub.kill_now();
  hub.start();
  EXPECT_EQ(second.sync(), wire::Status::Revoked);
  EXPECT_EQ(ada.sync(), wire::Status::Ok);
}

TEST(Hub, ACodeLetsOneTabletInOnceAndTheSameTabletAgainWhenItsAnswerWasLost) {
  HubProcess hub;
  const std::string code = hub.code(kAda);
  Applicant ada(1), thief(2);
  EXPECT_EQ(status_of(thief.apply(hub, "0000-0000-0000")), "403");
  const auto first = wire::decode_enrol_answer(ada.apply(hub, code).body), again = wire::decode_enrol_answer(ada.apply(hub, " " + code).body);
  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->device, again->device);
  EXPECT_EQ(net::name_of_device(first->certificate, hub.authority()).value(), std::to_string(first->device));
  EXPECT_EQ(status_of(thief.apply(hub, code)), "403");
  thief.request.key = ada.request.key;  // somebody else's key, which they cannot sign with
  EXPECT_EQ(status_of(thief.apply(hub, hub.code(kAda))), "400");
  EXPECT_EQ(hub.command({"devices"}).substr(0, 5), "ok 1\n");
}

TEST(Hub, EndsWhenAskedToAndIsTheOnlyOneOnItsFolder) {
  HubProcess hub;
  const auto second = support::run_child({DOORSTEP_HUB, "--data", hub.data_dir(), "--listen", "127.0.0.1:0"});
  EXPECT_EQ(second.status, 3) << second.output;
  Tablet tablet(hub, 1, kAda);
  EXPECT_EQ(hub.end(), 0);
  EXPECT_EQ(hub.command({"devices"}).substr(0, 5), "ok 1\n") << "a command works without it";
  hub.start();
  EXPECT_EQ(hub.end(), 0);
}

}  // namespace
}  // namespace hub
