#include "sync/wire/message.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace wire {
namespace {

record::RecordId any_id() {
  record::RecordId id;
  for (uint8_t& byte : id.bytes) byte = *rc::gen::arbitrary<uint8_t>();
  return id;
}
std::vector<record::RecordId> any_ids() {
  std::vector<record::RecordId> ids;
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) ids.push_back(any_id());
  return ids;
}
uint64_t any_number() { return *rc::gen::oneOf(rc::gen::inRange<uint64_t>(0, 300), rc::gen::arbitrary<uint64_t>()); }

BlobRef any_blob() {
  BlobRef ref{any_id(), {}};
  for (uint8_t& byte : ref.name.bytes) byte = *rc::gen::arbitrary<uint8_t>();
  return ref;
}

Request any_request(const base::Bytes& part) {
  Request request{any_number(), {}};
  const int kind = *rc::gen::inRange(0, 7);
  if (kind == 3) request.what = AskBlobs{std::vector<BlobRef>(*rc::gen::inRange<size_t>(1, 65), any_blob())};
  if (kind == 4) request.what = BlobUp{any_blob(), part.size() + 11, *rc::gen::inRange<uint64_t>(0, 10), part.empty() ? base::view("x") : base::ByteView(part)};
  if (kind == 5) request.what = BlobDown{any_blob(), any_number(), any_number() / 2 + 1};
  if (kind == 6) request.what = ForkReport{any_number(), {*rc::gen::arbitrary<uint8_t>()}};
  if (kind == 1) request.what = Probe{any_number()};
  if (kind == 2) request.what = Resume{any_number(), any_number()};
  if (kind != 0) return request;
  Exchange exchange;
  exchange.epoch[3] = *rc::gen::arbitrary<uint8_t>();
  exchange.cursor = any_number();
  exchange.grants = any_number();
  exchange.held = any_number();
  exchange.chain[7] = *rc::gen::arbitrary<uint8_t>();
  exchange.unix_s = *rc::gen::arbitrary<int64_t>();
  exchange.answer_kb_max = any_number();
  exchange.refetch = any_ids();
  exchange.reads = *rc::gen::inRange<uint8_t>(1, 255);
  if (!part.empty()) exchange.upload = {any_number(), part.size() + 10, *rc::gen::inRange<uint64_t>(0, 11), part};
  request.what = exchange;
  return request;
}

Answer any_answer() {
  const int kind = *rc::gen::inRange(0, 5);
  if (kind == 3) return BlobStates{{{BlobStanding(*rc::gen::inRange(0, 3)), *rc::gen::inRange<uint64_t>(0, 1 << 26)}, {BlobStanding::Whole, 5}}};
  if (kind == 4) return BlobPart{1 << 20, *rc::gen::inRange<uint64_t>(0, 1 << 19), base::Bytes(*rc::gen::inRange<size_t>(1, 300), 7)};
  if (kind == 1) return Staged{any_number(), {1, 2}, any_number()};
  if (kind == 2) return Refusal{Status(*rc::gen::inRange(1, 18)), any_number()};
  Reply reply;
  reply.epoch = {9};
  reply.unix_s = *rc::gen::arbitrary<int64_t>();
  reply.held = any_number();
  reply.cursor = any_number();
  reply.grants = any_number();
  reply.more = *rc::gen::arbitrary<bool>();
  reply.clock_wrong = *rc::gen::arbitrary<bool>();
  if (*rc::gen::arbitrary<bool>()) reply.settled = {{5, 3, 100}, {8, 1, 110}};
  reply.feed = *rc::gen::arbitrary<base::Bytes>();
  reply.snapshot = *rc::gen::arbitrary<base::Bytes>();
  reply.drops = any_ids();
  reply.ahead = any_number();
  return reply;
}

}  // namespace

RC_GTEST_PROP(Message, ARequestComesBackFromItsBytes, ()) {
  const base::Bytes part = *rc::gen::arbitrary<base::Bytes>();
  const Request request = any_request(part);
  const base::Bytes bytes = encode(request);
  const auto back = decode_request(bytes);
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == request);
}

RC_GTEST_PROP(Message, AnAnswerComesBackFromItsBytes, ()) {
  const Answer answer = any_answer();
  const auto back = decode_answer(encode(answer));
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == answer);
}

RC_GTEST_PROP(Message, ACutRequestStillSaysHowMuchOfTheUploadItBrought, ()) {
  const base::Bytes part(100, 7);
  Exchange exchange;
  exchange.upload = {42, 100, 0, part};
  const base::Bytes bytes = encode(Request{7, exchange});
  const size_t head = bytes.size() - part.size(), cut = *rc::gen::inRange<size_t>(head, bytes.size());
  const base::ByteView came = base::ByteView(bytes).first(cut);
  const auto back = decode_request(came, true);
  RC_ASSERT(back.has_value());
  RC_ASSERT(std::get<Exchange>(back->what).upload.part.size() == cut - head);
}

RC_GTEST_PROP(Message, BytesOfAnyKindAreReadOrRefused, ()) {
  base::Bytes bytes = *rc::gen::arbitrary<base::Bytes>();
  if (bytes.size() > 2) bytes[0] = bytes[1] = 2, bytes[2] %= 8;
  (void)decode_request(bytes);
  (void)decode_request(bytes, true);
  (void)decode_answer(bytes);
  (void)decode_answer(bytes, true);
  (void)decode_long(bytes);
}

RC_GTEST_PROP(Message, ACutPartOfABlobIsReadAsFarAsItCame, ()) {
  const base::Bytes part(100, 7);
  const base::Bytes up = encode(Request{7, BlobUp{any_blob(), 1000, 50, part}}), down = encode(Answer{BlobPart{1000, 50, part}});
  const size_t came = *rc::gen::inRange<size_t>(0, 100);
  const auto request = decode_request(base::ByteView(up).first(up.size() - part.size() + came), true);
  RC_ASSERT(request.has_value());
  RC_ASSERT(std::get<BlobUp>(request->what).part.size() == came);
  const auto answer = decode_answer(base::ByteView(down).first(down.size() - part.size() + came), true);
  RC_ASSERT(answer.has_value());
  RC_ASSERT(std::get<BlobPart>(*answer).part.size() == came);
}

TEST(Message, AboutABlobThatClaimsMoreThanThereMayBeIsRefused) {
  const base::Bytes part(10, 7), much(kBlobPartBytesMax + 1, 7);
  const BlobRef ref;
  EXPECT_FALSE(decode_request(encode(Request{7, BlobUp{ref, uint64_t{1} << 40, 0, part}}), true)) << "a stream of a terabyte";
  EXPECT_FALSE(decode_request(encode(Request{7, BlobUp{ref, 9, 0, part}}), true)) << "more than the whole";
  EXPECT_FALSE(decode_request(encode(Request{7, BlobUp{ref, 9, 10, {}}}), true)) << "from beyond the end";
  EXPECT_FALSE(decode_request(encode(Request{7, BlobUp{ref, 9, 0, {}}}))) << "nothing";
  EXPECT_FALSE(decode_request(encode(Request{7, BlobUp{ref, 1 << 20, 0, much}}), true)) << "too much at once";
  EXPECT_FALSE(decode_request(encode(Request{7, AskBlobs{std::vector<BlobRef>(65)}}))) << "too many";
  EXPECT_FALSE(decode_request(encode(Request{7, AskBlobs{}}))) << "none";
  EXPECT_FALSE(decode_answer(encode(Answer{BlobPart{uint64_t{1} << 40, 0, part}}), true));
  EXPECT_FALSE(decode_answer(encode(Answer{BlobStates{{{BlobStanding(3), 0}}}})));
}

TEST(Message, AboutBlobsNeedsVersionTwoAndAboutWordsVersionOne) {
  EXPECT_EQ(encode(Request{7, AskBlobs{{BlobRef{}}}})[1], 2);
  EXPECT_EQ(encode(Answer{BlobStates{{BlobState{}}}})[1], 2);
  EXPECT_EQ(encode(Request{7, Probe{1}})[1], 1);
  EXPECT_EQ(encode(Answer{Staged{}})[1], 1);
}

TEST(Message, FromANewerVersionIsRefusedAsThat) {
  base::Bytes bytes = encode(Request{7, Probe{1}});
  bytes[1] = kVersion + 1;
  EXPECT_EQ(decode_request(bytes).error().fault, base::Fault::TooNew);
  bytes = encode(Answer{Staged{}});
  bytes[1] = kVersion + 1;
  EXPECT_EQ(decode_answer(bytes).error().fault, base::Fault::TooNew);
}

TEST(Message, OfASessionWithNothingToSayIsShort) {
  Exchange exchange;
  exchange.cursor = 1'000'000;
  exchange.held = 1'000;
  exchange.unix_s = 1'763'769'600;
  const size_t up = encode(Request{7, exchange}).size(), down = encode(Answer{Reply{}}).size();
  EXPECT_LE(up + down, 100u);
}

TEST(Message, ALongAnswerComesInParts) {
  const base::Bytes body(1000, 3);
  const base::Bytes bytes = encode_long({5, 2000, 1000, body});
  EXPECT_TRUE(is_long(bytes));
  const auto part = decode_long(base::ByteView(bytes).first(bytes.size() - 1)).value();
  ASSERT_TRUE(part);
  EXPECT_EQ(part->offset, 1000u);
  EXPECT_EQ(part->body.size(), 999u);
  EXPECT_FALSE(decode_long(base::ByteView(bytes).first(5)).value());
}

}  // namespace wire
