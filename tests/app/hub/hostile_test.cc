// What somebody with a tablet's certificate may try, over TLS, against the program itself: each is refused with its word, nothing of it is taken, and the hub stays up.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "platform/crypto/crypto.h"
#include "platform/pack/pack.h"
#include "sync/changeset/run.h"
#include "tests/app/hub/town.h"
#include "tests/platform/net/town.h"

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
  // Of an act that is no exchange.
  template <class What>
  std::string said_to(const What& what, uint64_t states = 0) {
    return said(wire::encode(wire::Request{states ? states : intruder.device(), what}));
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

TEST_F(Hostile, AnotherDevicesNumberIsAStrangersWhateverIsAskedInItsName) {
  victim.writes_note(person, "hers");
  ASSERT_EQ(victim.sync(), wire::Status::Ok);
  EXPECT_EQ(said_to(wire::Exchange{}, victim.device()), "stranger");
  EXPECT_EQ(said_to(wire::Probe{}, victim.device()), "stranger");
  EXPECT_EQ(said_to(wire::Resume{1, 0}, victim.device()), "stranger");
  EXPECT_EQ(said_to(wire::ForkReport{}, victim.device()), "stranger") << "or anybody could stop anybody's tablet";
  EXPECT_EQ(said_to(wire::AskBlobs{{wire::BlobRef{person, {}}}}, victim.device()), "stranger");
  still_there();
}

TEST_F(Hostile, AnotherDevicesSequenceIsNotTakenFromWhoDoesNotHaveItsKey) {
  victim.writes_note(person, "hers");
  const base::Bytes hers = victim.replica().request().value();
  const wire::Exchange stolen = std::get<wire::Exchange>(wire::decode_request(hers).value().what);
  EXPECT_EQ(said_to(stolen), "corrupt") << "her signed run, brought as one's own";
  victim.replica().link_lost();
  intruder.writes_note(intruder.begins_person("Okafor"), "words");
  const wire::Exchange own = next_exchange();
  base::Bytes run = base::copy(own.upload.part);
  ASSERT_EQ(run[2], uint8_t(intruder.device()));
  run[2] = uint8_t(victim.device());
  EXPECT_EQ(said(with_run(own, run)), "corrupt") << "one's own run in her name";
  os::SeededRandom random(77);
  const crypto::SigningKey other_key = crypto::SigningKey::random(random);
  Tablet enrolled(hub, 3, kIntruder);
  enrolled.begins_person("Okafor");
  replica::Replica forger = std::move(replica::Replica::open(enrolled.store(), enrolled.device(), other_key, {}, shipped()).value());
  wire::Status refused = wire::Status::Ok;  // a run that leans on what the hub should know is asked for whole first
  for (int i = 0; i < 4 && refused == wire::Status::Ok; ++i) {
    const auto outcome = forger.answer(enrolled.client().post("/sync", forger.request().value()).body);
    ASSERT_TRUE(outcome);
    refused = outcome->status;
  }
  EXPECT_EQ(refused, wire::Status::Corrupt) << wire::status_name(refused) << ": signed with a key nobody enrolled";
  EXPECT_EQ(hub.held_of(enrolled.device()), 0u);
  still_there();
  EXPECT_EQ(hub.held_of(victim.device()), 3u);
}

TEST_F(Hostile, SwappedChunksOfAPhotoAndOthersManifestsAreMismatches) {
  const record::RecordId own_person = intruder.begins_person("Okafor");
  os::SeededRandom random(78);
  base::Bytes content(3 * blob::kChunkBytes), other(2 * blob::kChunkBytes);
  random.fill(content), random.fill(other);
  const wire::BlobRef photo = intruder.attaches(own_person, content);
  ASSERT_EQ(intruder.sync_words(), wire::Status::Ok);
  const auto bring = [&](const base::Bytes& stream) {
    std::string word = "ok";
    for (size_t at = 0; at < stream.size() && word == "ok"; at += wire::kBlobPartBytesMax) {
      const size_t bytes = std::min<size_t>(wire::kBlobPartBytesMax, stream.size() - at);
      word = said_to(wire::BlobUp{photo, stream.size(), at, base::ByteView(stream).subspan(at, bytes)});
    }
    return word;
  };
  const base::Bytes manifest = blob::encode(blob::manifest_of(content));
  base::Bytes swapped = manifest;
  swapped.insert(swapped.end(), content.begin() + blob::kChunkBytes, content.begin() + 2 * blob::kChunkBytes);
  swapped.insert(swapped.end(), content.begin(), content.begin() + blob::kChunkBytes);
  swapped.insert(swapped.end(), content.begin() + 2 * blob::kChunkBytes, content.end());
  EXPECT_EQ(bring(swapped), "mismatch");
  base::Bytes of_another = blob::encode(blob::manifest_of(other));
  of_another.insert(of_another.end(), other.begin(), other.end());
  EXPECT_EQ(bring(of_another), "mismatch") << "its manifest is not what the name says";
  base::Bytes whole = manifest;
  whole.insert(whole.end(), content.begin(), content.end());
  EXPECT_EQ(bring(whole), "ok");
  EXPECT_EQ(said_to(wire::BlobUp{photo, uint64_t(200) << 20, 0, base::ByteView(whole).first(100)}), "corrupt") << "longer than a stream may be";
  victim.writes_note(person, "more");
  EXPECT_EQ(victim.sync(), wire::Status::Ok);
}

TEST_F(Hostile, SomebodyElsesPhotoIsUnnamedWhoeverKnowsItsName) {
  const wire::BlobRef hers = victim.attaches(person, base::Bytes(90'000, 7));
  ASSERT_EQ(victim.sync(), wire::Status::Ok);
  EXPECT_EQ(said_to(wire::BlobDown{hers, 0, 100}), "unnamed");
  EXPECT_EQ(said_to(wire::BlobUp{hers, 100, 0, base::view("not hers")}), "unnamed");
  const auto asked = wire::decode_answer(intruder.client().post("/sync", wire::encode(wire::Request{intruder.device(), wire::AskBlobs{{hers}}})).body).value();
  ASSERT_TRUE(std::holds_alternative<wire::BlobStates>(asked));
  EXPECT_EQ(std::get<wire::BlobStates>(asked).blobs[0].standing, wire::BlobStanding::Unnamed) << "not even whether it is there";
  still_there();
}

TEST_F(Hostile, WhatIsTooLargeOrNotSpokenHereIsRefusedWithItsStatus) {
  const auto status = [&](const std::string& path, const base::Bytes& body) { return intruder.client().post(path, body).status; };
  EXPECT_EQ(status("/sync", base::Bytes((32 << 20) + 1, 1)), 413);
  EXPECT_EQ(status("/elsewhere", base::Bytes(10, 1)), 404);
  EXPECT_EQ(status("/about", base::Bytes(10, 1)), 400);
  EXPECT_EQ(status("/forms", base::Bytes(100'000, 1)), 400);
  EXPECT_EQ(intruder.client().get("/sync").status, 405);
  net::ClientOptions nobody;
  nobody.url = hub.url();
  nobody.authority = hub.authority();
  const auto stranger = std::move(net::Client::make(nobody).value());
  EXPECT_EQ(stranger->post("/sync", base::Bytes(10, 1)).status, 403);
  EXPECT_EQ(stranger->post("/enrol", base::Bytes((64 << 10) + 1, 1)).status, 413);
  wire::Exchange many;
  many.refetch.resize(65, person);
  EXPECT_EQ(said_to(many), "corrupt");
  wire::Exchange beyond;
  beyond.upload = {1, uint64_t(33) << 20, 0, base::view("a run of more than 32 MiB")};
  EXPECT_TRUE(said_to(beyond) == "corrupt" || said_to(beyond) == "too_large");
  wire::Exchange past;
  past.upload = {1, 10, 8, base::view("a part that goes beyond its end")};
  EXPECT_EQ(said_to(past), "corrupt");
  still_there();
}

TEST_F(Hostile, BytesOfEveryKindAreAnsweredAndHinderNobody) {
  intruder.writes_note(intruder.begins_person("Okafor"), "words");
  const base::Bytes honest = intruder.replica().request().value();
  os::SeededRandom random(79);
  std::printf("seed 79\n");
  std::map<std::string, int> words;
  for (int i = 0; i < 300; ++i) {
    base::Bytes bytes = honest;
    for (uint64_t flips = 1 + random.next_u64() % 4; flips > 0; --flips) bytes[random.next_u64() % bytes.size()] ^= uint8_t(1u << (random.next_u64() % 8));
    if (i % 3 == 0) bytes.resize(random.next_u64() % bytes.size());
    ++words[said(bytes)];
  }
  EXPECT_FALSE(words.contains("unreadable"));
  EXPECT_FALSE(words.contains("link lost"));
  EXPECT_GT(words["corrupt"], 50);
  victim.writes_note(person, "more");
  EXPECT_EQ(victim.sync(), wire::Status::Ok);
}

TEST_F(Hostile, WhoConnectsAndSaysNothingOrVeryLittleHindersNobody) {
  Tablet another(hub, 3, kVictim);  // whose first word to the hub comes in the middle of it
  std::vector<int> silent;
  for (int i = 0; i < 1'400; ++i) silent.push_back(net::connect_to(uint16_t(hub.port())));
  std::vector<std::unique_ptr<net::RawTls>> slow;
  for (int i = 0; i < 150; ++i) {
    slow.push_back(std::make_unique<net::RawTls>(uint16_t(hub.port()), i % 3 == 0 ? std::optional(intruder.identity()) : std::nullopt));
    if (slow.back()->shaken()) slow.back()->say("POST /sync HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n");
  }
  still_there();
  EXPECT_EQ(another.sync(), wire::Status::Ok);
  net::ClientOptions nobody;
  nobody.url = hub.url();
  nobody.authority = hub.authority();
  const net::Reply late = std::move(net::Client::make(nobody).value())->post("/enrol", base::Bytes(10, 1));
  EXPECT_TRUE(late.status == 429 ? late.retry_after_s == 15 : late.status == 400) << late.status << ": who has no certificate waits for the other strangers' time to run out";
  for (const int each : silent) ::close(each);
}

}  // namespace
}  // namespace hub
