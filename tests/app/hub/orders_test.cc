// What IT orders of tablets and gives them, through the real program over TLS.
#include "app/hub/orders.h"

#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "app/formpack/installed.h"
#include "platform/net/local.h"
#include "sync/reconcile/lmdb_table.h"
#include "sync/wire/about.h"
#include "tests/app/hub/town.h"

namespace hub {
namespace {

const std::string kOrdersAda = "0190a3c4-7b7a-7cc3-8a46-5d6e7f809101", kOrdersBen = "0190a3c4-7b7a-7cc3-8a46-5d6e7f809102";

std::string ordered(const HubProcess& hub, const std::string& line) { return net::ask_local(hub.data_dir() + "/control", line).value().substr(0, 2); }
std::string line_of(const HubProcess& hub, const Tablet& tablet) {
  const std::string all = hub.command({"devices"}), begin = "device " + std::to_string(tablet.device()) + " ";
  const size_t at = all.find(begin);
  return at == std::string::npos ? "" : all.substr(at, all.find('\n', at) - at);
}

wire::Exchange nothing_held() {
  wire::Exchange exchange;
  exchange.unix_s = 1'763'769'600;
  return exchange;
}

template <class What>
wire::Status told_to(Tablet& tablet, const What& what) {
  const net::Reply reply = tablet.client().post("/sync", wire::encode(wire::Request{tablet.device(), what}));
  const auto answer = wire::decode_answer(reply.body);
  const auto* refusal = answer ? std::get_if<wire::Refusal>(&*answer) : nullptr;
  return refusal ? refusal->status : wire::Status::Ok;
}

net::Reply about(Tablet& tablet, uint64_t states = 0) { return tablet.client().post("/about", wire::encode(wire::AboutRequest{states ? states : tablet.device(), "0.1.0", 0})); }
net::Reply forms(Tablet& tablet, uint64_t pack, uint64_t offset = 0) { return tablet.client().post("/forms", wire::encode(wire::FormsRequest{tablet.device(), pack, offset})); }

TEST(Orders, ATabletToBeWipedBringsItsWordsFirstAndIsToldWhenItHasNone) {
  HubProcess hub;
  Tablet ada(hub, 1, kOrdersAda);
  const auto person = ada.begins_person("Whitfield");
  EXPECT_EQ(ada.sync(), wire::Status::Ok);
  Tablet second(hub, 2, kOrdersAda);
  EXPECT_EQ(second.sync(), wire::Status::Ok);
  const auto theirs = second.writes_note(person, "typed on the second tablet");
  const auto ours = ada.writes_note(person, "typed on the first");
  EXPECT_EQ(ada.sync(), wire::Status::Ok);
  ASSERT_EQ(ordered(hub, "wipe " + std::to_string(second.device())), "ok");
  replica::Outcome outcome;
  ASSERT_TRUE(second.exchange(outcome));
  EXPECT_EQ(outcome.status, wire::Status::Ok) << "its words are taken";
  EXPECT_TRUE(outcome.more);
  EXPECT_EQ(second.reads_note(ours), "") << "and it is given nothing";
  EXPECT_NE(line_of(hub, second).find(" wipe after-sending/"), std::string::npos);
  EXPECT_NE(line_of(hub, second).find("/0/0"), std::string::npos) << "not told while it had something to bring: " << line_of(hub, second);
  EXPECT_EQ(second.sync(), wire::Status::Wipe);
  EXPECT_EQ(second.reads_note(ours), "");
  EXPECT_EQ(line_of(hub, second).find("/0/0"), std::string::npos);
  EXPECT_EQ(ada.sync(), wire::Status::Ok);
  EXPECT_EQ(ada.reads_note(theirs), "typed on the second tablet") << "nothing it had is lost";
  EXPECT_EQ(told_to(second, nothing_held()), wire::Status::Wipe);
  const std::string line = line_of(hub, second);
  const size_t wipe = line.find(" wipe ");
  EXPECT_EQ(line.substr(wipe, line.find(" name", wipe) - wipe).find("/0"), std::string::npos) << "done is noted: " << line;
  EXPECT_NE(line.find(" ahead -"), std::string::npos) << "and that its clock is behind: " << line;
}

TEST(Orders, AWipeAtOnceAndOneOfARevokedTabletDoNotWait) {
  HubProcess hub;
  Tablet ada(hub, 1, kOrdersAda), ben(hub, 2, kOrdersBen);
  ada.writes_note(ada.begins_person("Whitfield"), "words");
  ASSERT_EQ(ada.sync(), wire::Status::Ok);
  ASSERT_EQ(ordered(hub, "wipe " + std::to_string(ada.device()) + " now"), "ok");
  EXPECT_EQ(ada.sync(), wire::Status::WipeNow);
  ben.writes_note(ben.begins_person("Okafor"), "words");
  ASSERT_EQ(ordered(hub, "revoke " + std::to_string(ben.device())), "ok");
  ASSERT_EQ(ordered(hub, "wipe " + std::to_string(ben.device())), "ok");
  EXPECT_EQ(ben.sync(), wire::Status::WipeNow) << "what it brings would not be taken";
  EXPECT_EQ(hub.held_of(ben.device()), 0u);
}

TEST(Orders, AnOrderOutlivesTheHubAndIsTakenBackOnlyUntilItIsTold) {
  HubProcess hub;
  Tablet ada(hub, 1, kOrdersAda);
  ada.writes_note(ada.begins_person("Whitfield"), "words");
  ASSERT_EQ(ada.sync(), wire::Status::Ok);
  const std::string wipe = "wipe " + std::to_string(ada.device());
  ASSERT_EQ(ordered(hub, wipe), "ok");
  ASSERT_EQ(ordered(hub, wipe + " back"), "ok");
  EXPECT_EQ(ada.sync(), wire::Status::Ok);
  ASSERT_EQ(ordered(hub, wipe), "ok");
  hub.kill_now();
  hub.start();
  EXPECT_EQ(ada.sync(), wire::Status::Wipe);
  EXPECT_EQ(ordered(hub, wipe + " back"), "er");
  EXPECT_EQ(ordered(hub, "wipe 99"), "er");
}

// Whatever a stolen tablet asks with its own certificate.
TEST(Orders, AStolenTabletGetsNothingOfAnyKind) {
  HubProcess hub;
  Tablet ada(hub, 1, kOrdersAda), second(hub, 2, kOrdersAda), third(hub, 3, kOrdersAda);
  const auto person = ada.begins_person("Whitfield");
  for (int i = 0; i < 40; ++i) ada.writes_note(person, "note " + std::to_string(i));
  ASSERT_EQ(ada.sync(), wire::Status::Ok);
  ASSERT_EQ(ordered(hub, "revoke " + std::to_string(second.device())), "ok");
  ASSERT_EQ(ordered(hub, "wipe " + std::to_string(third.device())), "ok");
  for (Tablet* stolen : {&second, &third}) {
    const wire::Status told = stolen == &second ? wire::Status::Revoked : wire::Status::Wipe;
    EXPECT_EQ(told_to(*stolen, nothing_held()), told);
    wire::Exchange asks = nothing_held();
    asks.refetch = {person};
    EXPECT_EQ(told_to(*stolen, asks), told);
    for (uint64_t id : {uint64_t(0), uint64_t(1), uint64_t(0x0123456789abcdef)}) {
      const net::Reply reply = stolen->client().post("/sync", wire::encode(wire::Request{stolen->device(), wire::Resume{id, 0}}));
      const auto answer = wire::decode_answer(reply.body);
      EXPECT_TRUE(answer && std::holds_alternative<wire::Refusal>(*answer));
    }
    const wire::BlobRef blob{person, {}};
    EXPECT_EQ(told_to(*stolen, wire::BlobDown{blob, 0, 1024}), told);
    if (stolen == &third) {
      EXPECT_EQ(told_to(*stolen, wire::AskBlobs{{blob}}), wire::Status::Ok) << "it may ask how much it still has to bring";
    }
    EXPECT_EQ(about(*stolen).status, 403);
    EXPECT_EQ(forms(*stolen, 1).status, 403);
  }
}

TEST(Orders, AWipeIsWrittenDownOnceAndItsTimesStay) {
  testing_support::TempFolder folder;
  auto table = std::move(*reconcile::LmdbTable::open(folder.path()));
  os::ManualClock clock(1'000'000);
  {
    auto orders = std::move(*Orders::open(*table, clock));
    EXPECT_FALSE(orders->wiping(4));
    EXPECT_TRUE(orders->note_told(4)) << "no order, nothing to note";
    ASSERT_TRUE(orders->order_wipe(4, WipeHow::AfterSending));
    clock.advance_ms(5'000);
    ASSERT_TRUE(orders->note_told(4));
    clock.advance_ms(5'000);
    ASSERT_TRUE(orders->note_told(4));
    ASSERT_TRUE(orders->order_wipe(4, WipeHow::Now));
    ASSERT_TRUE(orders->note_done(4));
  }
  auto again = std::move(*Orders::open(*table, clock));
  EXPECT_EQ(again->wiping(4), WipeHow::Now);
  const WipeRow row = **again->wipe(4);
  EXPECT_EQ(row.ordered_s, 1000);
  EXPECT_EQ(row.told_s, 1005);
  EXPECT_EQ(row.done_s, 1010);
}

struct Council {
  os::SeededRandom random{5};
  crypto::SigningKey key = crypto::SigningKey::random(random);
  formpack::Pack pack(uint64_t version, const std::string& valid_from = {}) {
    std::string filler;
    for (int i = 0; i < 30'000; ++i) filler += char('a' + random.next_u64() % 26);
    std::vector<std::string> texts;
    for (int i = 0; i < 20; ++i)
      texts.push_back(R"({"resourceType":"Questionnaire","url":"https://council.example.org/forms/f)" + std::to_string(i) + R"(","version":"1","title":"F","description":")" + filler + R"(","item":[]})");
    return std::move(*formpack::make_pack(version, "Council", valid_from, std::move(texts), key));
  }
};

// As doorstep-admin forms publish does.
void publish(const HubProcess& hub, const formpack::Pack& pack, const crypto::VerifyKey& key) {
  formpack::Installed shelf(hub.data_dir() + "/forms");
  ASSERT_TRUE(shelf.trust(key));
  ASSERT_TRUE(shelf.install(pack, "9999-12-31"));
  ASSERT_EQ(ordered(hub, "offer"), "ok");
}

TEST(Offer, AFormsPackIsFetchedInPartsAndItIsKnownWhoHasIt) {
  HubProcess hub;
  Tablet ada(hub, 1, kOrdersAda);
  Council council;
  const auto before = wire::decode_about_answer(about(ada).body);
  ASSERT_TRUE(before);
  EXPECT_EQ(before->forms_pack, 0u);
  EXPECT_EQ(before->forms_key, crypto::VerifyKey{});
  EXPECT_NE(before->recovery_key, crypto::BoxPublicKey{});
  EXPECT_NE(line_of(hub, ada).find(" app 0.1.0 forms 0"), std::string::npos) << line_of(hub, ada);
  const formpack::Pack pack = council.pack(3);
  publish(hub, pack, council.key.verify_key());
  const auto offered = wire::decode_about_answer(about(ada).body).value();
  EXPECT_EQ(offered.forms_pack, 3u);
  EXPECT_EQ(offered.forms_key, council.key.verify_key());
  base::Bytes bundle;
  int parts = 0;
  while (bundle.size() < offered.forms_pack_bytes && ++parts < 100) {
    const net::Reply reply = forms(ada, 3, bundle.size());
    ASSERT_TRUE(reply.ok());
    bundle.insert(bundle.end(), reply.body.begin(), reply.body.end());
  }
  EXPECT_GT(parts, 1);
  const crypto::VerifyKey trusted = offered.forms_key;
  const auto read = formpack::decode_bundle(bundle, &trusted);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_TRUE(formpack::verify(*read, trusted));
  EXPECT_TRUE(forms(ada, 3, bundle.size()).body.empty());
  EXPECT_TRUE(forms(ada, 2).body.empty()) << "another pack's number";
  EXPECT_EQ(about(ada, 99).status, 403) << "states another's number";
  EXPECT_EQ(ada.client().post("/about", base::view("no request")).status, 400);
  hub.kill_now();
  hub.start();
  EXPECT_EQ(wire::decode_about_answer(about(ada).body)->forms_pack, 3u) << "still offered after a restart";
}

TEST(Offer, APackIsNotOfferedBeforeItsDay) {
  HubProcess hub;
  Tablet ada(hub, 1, kOrdersAda);
  Council council;
  publish(hub, council.pack(3, "2999-01-01"), council.key.verify_key());
  EXPECT_EQ(wire::decode_about_answer(about(ada).body)->forms_pack, 0u);
  EXPECT_TRUE(forms(ada, 3).body.empty());
}

}  // namespace
}  // namespace hub
