// What somebody with a tablet's certificate may try, over TLS, against the program itself: each is refused with its word, nothing of it is taken, and the hub stays up.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "platform/crypto/crypto.h"
#include "platform/pack/pack.h"
#include "sync/changeset/run.h"
#include "tests/app/hub/town.h"

namespace hub {
namespace {

const std::string kVictim = "0190a3c4-7b7a-7cc3-8a46-5d6e7f809101", kIntruder = "0190a3c4-7b7a-7cc3-8a46-5d6e7f809102";

class Hostile : public testing::Test {
 protected:
  std::string said(base::ByteView request) {
    const net::Reply reply = intruder.client().post("/sync", request);
    if (!reply.ok()) return net::trouble_name(reply.trouble) + (" " + std::to_string(reply.status));
    const auto answer = wire::decode_answer(reply.body);
    if (!answer) return "unreadable";
    const auto* refusal = std::get_if<wire::Refusal>(&*answer);
    return refusal ? wire::status_name(refusal->status) : "ok";
  }
  // The request the intruder's own tablet would send next, read: views of the last one asked for.
  wire::Exchange next_exchange() {
    request_ = intruder.replica().request().value();
    return std::get<wire::Exchange>(wire::decode_request(request_).value().what);
  }
  base::Bytes with_run(wire::Exchange exchange, const base::Bytes& run) {
    exchange.upload = {base::Reader(crypto::hash(run)).u64(), run.size(), 0, run};
    return wire::encode(wire::Request{intruder.device(), exchange});
  }
  size_t hub_kb() {
    std::ifstream in("/proc/" + std::to_string(hub.pid()) + "/statm");
    size_t whole = 0, resident = 0;
    in >> whole >> resident;
    return resident * 4;
  }
  void still_there() {
    EXPECT_EQ(hub.held_of(intruder.device()), 0u);
    victim.writes_note(person, "more");
    EXPECT_EQ(victim.sync(), wire::Status::Ok);
  }

  HubProcess hub;
  Tablet victim{hub, 1, kVictim}, intruder{hub, 2, kIntruder};
  record::RecordId person = victim.begins_person("Whitfield");

 private:
  base::Bytes request_;
};

// A run of one frame whose words are a small zstd frame of very many zeros.
base::Bytes bomb(uint64_t device, base::ByteView words) {
  base::Writer out;
  out.u8(1), out.u8(1), out.u64(device), out.u64(0), out.u64(0), out.varint(1), out.varint(0), out.svarint(0);
  out.u8(4), out.varint(1), out.varint(0);
  out.sized(base::Bytes(8, 0x55));
  out.sized(words);
  out.bytes(base::Bytes(64, 0));
  return out.take();
}

TEST_F(Hostile, ABombThatWouldExpandToGigabytesIsRefusedInLittleMemory) {
  base::Bytes zeros(256 << 20);
  const base::Bytes words = pack::compress(zeros, 1);
  zeros = {};
  EXPECT_LT(words.size(), 64u * 1024);
  const size_t before = hub_kb();
  for (int i = 0; i < 20; ++i) {
    const std::string word = said(with_run({}, bomb(intruder.device(), words)));
    EXPECT_TRUE(word == "corrupt" || word == "too_large") << word;
  }
  EXPECT_LT(hub_kb(), before + 96 * 1024) << "the words of a frame have a limit, and it is asked before they are unpacked";
  still_there();
}

TEST_F(Hostile, AForgedSignatureIsRefused) {
  intruder.writes_note(intruder.begins_person("Okafor"), "words");
  const wire::Exchange honest = next_exchange();
  for (const size_t from_end : {1u, 30u, 64u}) {
    base::Bytes run = base::copy(honest.upload.part);
    run[run.size() - from_end] ^= 1;
    const std::string word = said(with_run(honest, run));
    EXPECT_TRUE(word == "corrupt" || word == "send_whole") << word << ": a frame that leans on what came before is asked for whole first";
  }
  still_there();
}

TEST_F(Hostile, PartsThatWereSwappedOrAreOfSomethingElseAreNotPutTogether) {
  intruder.writes_note(intruder.begins_person("Okafor"), std::string(3'000, 'w') + "words");
  wire::Exchange exchange = next_exchange();
  const base::Bytes run = base::copy(exchange.upload.part);
  const size_t half = run.size() / 2;
  const auto part = [&](size_t offset, base::ByteView bytes) {
    exchange.upload = {base::Reader(crypto::hash(run)).u64(), run.size(), offset, bytes};
    return said(wire::encode(wire::Request{intruder.device(), exchange}));
  };
  EXPECT_EQ(part(half, base::ByteView(run).subspan(half)), "ok") << "a part without a beginning is ignored";
  EXPECT_EQ(part(0, base::ByteView(run).subspan(half, half)), "ok") << "the second half as the first";
  EXPECT_EQ(part(half, base::ByteView(run).first(run.size() - half)), "corrupt") << "what comes of it is not what its name says";
  still_there();
}

TEST_F(Hostile, ASequenceThatIsNotTheNextOneChangesNothing) {
  intruder.writes_note(intruder.begins_person("Okafor"), "words");
  const wire::Exchange honest = next_exchange();
  wire::Exchange claims = honest;
  claims.held = 5;
  EXPECT_EQ(said(wire::encode(wire::Request{intruder.device(), claims})), "other_epoch") << "the hub never held that";
  base::Bytes run = base::copy(honest.upload.part);
  run[2 + 8 + 16] = 7;  // its first sequence
  const std::string word = said(with_run(honest, run));
  EXPECT_TRUE(word == "ok" || word == "corrupt") << word;
  still_there();
}

TEST_F(Hostile, APathThatNoKeyHoldsIsTooLargeAndHindersNobodyElse) {
  intruder.writes_at(intruder.begins_person("Okafor"), "b/" + std::string(600, 'p'), "words");
  EXPECT_EQ(said(intruder.replica().request().value()), "too_large");
  still_there();
}

TEST_F(Hostile, AReplayHoweverOftenIsTakenOnce) {
  intruder.writes_note(intruder.begins_person("Okafor"), "words");
  const base::Bytes request = intruder.replica().request().value();
  EXPECT_EQ(said(request), "ok");
  const std::string digest = hub.digest();
  for (int i = 0; i < 50; ++i) EXPECT_EQ(said(request), "ok");
  EXPECT_EQ(hub.digest(), digest);
  EXPECT_EQ(hub.held_of(intruder.device()), 2u);
}

TEST_F(Hostile, SomebodyElsesRecordIsNeitherChangedNorTold) {
  const auto note = victim.writes_note(person, "hers");
  ASSERT_EQ(victim.sync(), wire::Status::Ok);
  intruder.rewrites_note(note, "his");                     // knows its id
  (void)intruder.writes_note(person, "slipped in");        // and hers
  EXPECT_EQ(intruder.sync(), wire::Status::Ok) << "taken, and put aside for IT";
  wire::Exchange asks;
  asks.refetch = {note, person};
  const auto reply = std::get<wire::Reply>(wire::decode_answer(intruder.client().post("/sync", wire::encode(wire::Request{intruder.device(), asks})).body).value());
  EXPECT_TRUE(reply.snapshot.empty());
  EXPECT_EQ(victim.sync(), wire::Status::Ok);
  EXPECT_EQ(victim.reads_note(note), "hers");
  EXPECT_EQ(victim.all_words().find("slipped in"), std::string::npos);
}

}  // namespace
}  // namespace hub
