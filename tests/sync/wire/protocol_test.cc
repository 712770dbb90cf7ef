// The worked examples of PROTOCOL.md are what the code writes and reads.
#include <gtest/gtest.h>

#include "sync/wire/about.h"
#include "sync/wire/enrol.h"
#include "tests/support/hex_examples.h"

namespace wire {
namespace {

std::map<std::string, base::Bytes> examples() { return testing_support::hex_examples(DOORSTEP_SOURCE_DIR "/sync/wire/PROTOCOL.md"); }

const Epoch kEpoch{0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6, 0x07, 0x18};
const ChainCheck kChain{0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88}, kNextChain{0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11};
constexpr uint64_t kId = 0x0123456789abcdef;
constexpr int64_t kNow = 1'763'769'600;
const base::Bytes kPart{'h', 'e', 'l', 'l', 'o'};

Exchange an_exchange() { return {kEpoch, 1000, 2, 41, kChain, kNow, 256, {}, {}}; }
Reply a_reply() {
  Reply reply;
  reply.epoch = kEpoch;
  reply.unix_s = kNow;
  reply.held = 41;
  reply.chain = kChain;
  reply.cursor = 1000;
  reply.grants = 2;
  return reply;
}

void expect_request(const std::string& name, const Request& request) {
  const base::Bytes bytes = examples()[name];
  EXPECT_EQ(base::to_hex(encode(request)), base::to_hex(bytes)) << name;
  EXPECT_EQ(decode_request(bytes).value(), request) << name;
}
void expect_answer(const std::string& name, const Answer& answer) {
  const base::Bytes bytes = examples()[name];
  EXPECT_EQ(base::to_hex(encode(answer)), base::to_hex(bytes)) << name;
  EXPECT_EQ(decode_answer(bytes).value(), answer) << name;
}

}  // namespace

TEST(Protocol, ItsWorkedRequestsAreWhatTheCodeWritesAndReads) {
  ASSERT_EQ(examples().size(), 23u);
  expect_request("exchange_empty", {7, an_exchange()});
  Exchange upload = an_exchange();
  upload.upload = {kId, 9, 4, kPart};
  expect_request("exchange_upload", {7, upload});
  Exchange newer = an_exchange();
  newer.reads = 3;
  expect_request("exchange_reads_ahead", {7, newer});
  expect_request("probe", {7, Probe{kId}});
  expect_request("fork_report", {7, ForkReport{41, kChain}});
  expect_request("resume", {7, Resume{kId, 65536}});
}

BlobRef a_blob() {
  BlobRef ref{{}, blob::name_of(base::view("Hello"))};
  EXPECT_TRUE(record::parse_record_id("0190a3c4-7b7a-7cc3-8a46-5d6e7f809101", ref.record));
  return ref;
}

TEST(Protocol, WhatItSaysOfBlobsIsWhatTheCodeWritesAndReads) {
  const base::Bytes part = base::copy(base::view("Hello"));
  expect_request("ask_blobs", {7, AskBlobs{{a_blob()}}});
  expect_request("blob_up", {7, BlobUp{a_blob(), 39, 34, part}});
  expect_request("blob_down", {7, BlobDown{a_blob(), 34, 65536}});
  expect_answer("blob_states", BlobStates{{{BlobStanding::Partly, 34}, {BlobStanding::Whole, 39}}});
  expect_answer("blob_part", BlobPart{39, 34, part});
}

TEST(Protocol, ItsWorkedAnswersAreWhatTheCodeWritesAndReads) {
  expect_answer("reply_empty", a_reply());
  Reply places = a_reply();
  places.held = 44;
  places.chain = kNextChain;
  places.cursor = 1003;
  places.settled = {{42, 3, 1001}};
  record::RecordId dropped;
  ASSERT_TRUE(record::parse_record_id("0190a3c4-7b7a-7cc3-8a46-5d6e7f809101", dropped));
  places.drops = {dropped};
  expect_answer("reply_places", places);
  Reply ahead = a_reply();
  ahead.more = true;
  ahead.ahead = 8760;
  expect_answer("reply_ahead", ahead);
  expect_answer("staged", Staged{41, kChain, 4});
  expect_answer("refusal", Refusal{Status::Busy, 30});
  const base::Bytes bytes = examples()["long"];
  EXPECT_EQ(base::to_hex(encode_long({kId, 65536, 32768, kPart})), base::to_hex(bytes));
  EXPECT_EQ(decode_long(bytes).value()->offset, 32768u);
}

TEST(Protocol, TheExampleOfAWipeOrderIsWhatTheCodeWritesAndReads) { expect_answer("refusal_wipe", Refusal{Status::Wipe, 0}); }

TEST(Protocol, TheExamplesOfWhatItGivesAreWhatTheCodeWritesAndReads) {
  const AboutRequest request{7, "0.1.0", 3};
  EXPECT_EQ(base::to_hex(encode(request)), base::to_hex(examples()["about_request"]));
  EXPECT_EQ(decode_about_request(examples()["about_request"]).value(), request);
  AboutAnswer answer;
  answer.forms_key.fill(0x22);
  answer.recovery_key.fill(0x33);
  answer.forms_pack = 4;
  answer.forms_pack_bytes = 2048;
  EXPECT_EQ(base::to_hex(encode(answer)), base::to_hex(examples()["about_answer"]));
  EXPECT_EQ(decode_about_answer(examples()["about_answer"]).value(), answer);
  const FormsRequest part{7, 4, 1024};
  EXPECT_EQ(base::to_hex(encode(part)), base::to_hex(examples()["forms_request"]));
  EXPECT_EQ(decode_forms_request(examples()["forms_request"]).value(), part);
}

TEST(Protocol, TheExamplesOfEnrolmentAreWhatTheCodeWritesAndReads) {
  std::array<uint8_t, crypto::kKeyBytes> seed;
  seed.fill(1);
  const crypto::SigningKey key = crypto::SigningKey::from_seed(crypto::Key(std::span<const uint8_t, crypto::kKeyBytes>(seed)));
  const EnrolRequest request{"7K3M-Q2XW-9ADF", key.verify_key(), "request"};
  EXPECT_EQ(base::to_hex(encode(request, key)), base::to_hex(examples()["enrol_request"]));
  EXPECT_EQ(decode_enrol_request(examples()["enrol_request"]).value(), request);
  const EnrolAnswer answer{7, kEpoch, kNow, "0190a3c4-7b7a-7cc3-8a46-5d6e7f809101", "certificate", "authority"};
  EXPECT_EQ(base::to_hex(encode(answer)), base::to_hex(examples()["enrol_answer"]));
  EXPECT_EQ(decode_enrol_answer(examples()["enrol_answer"]).value(), answer);
}

TEST(Protocol, WhatItGivesIsRefusedWhenItIsTornOrLongerOrOfALaterReader) {
  for (const char* name : {"about_request", "about_answer", "forms_request"}) {
    const base::Bytes whole = examples()[name];
    const auto read = [](base::ByteView bytes) { return decode_about_request(bytes) || decode_about_answer(bytes) || decode_forms_request(bytes); };
    EXPECT_TRUE(read(whole)) << name;
    base::Bytes longer = whole;
    longer.insert(longer.end(), 70, 0xff);
    EXPECT_FALSE(read(longer)) << name;
    base::Bytes later = whole;
    later[1] = 2;
    EXPECT_EQ(decode_about_request(later).error().fault, base::Fault::TooNew) << name;
  }
  EXPECT_FALSE(decode_about_answer(base::ByteView(examples()["about_answer"]).first(60)));
}

}  // namespace wire
