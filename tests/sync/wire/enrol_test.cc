#include "sync/wire/enrol.h"

#include <gtest/gtest.h>

namespace wire {
namespace {

struct Ends {
  os::SeededRandom random{11};
  crypto::SigningKey key = crypto::SigningKey::random(random), other = crypto::SigningKey::random(random);
  EnrolRequest request{"7K3M-Q2XW-9ADF", key.verify_key(), "-----BEGIN CERTIFICATE REQUEST-----"};
  EnrolAnswer answer{7, {1, 2, 3}, 1'763'769'600, "0190a3c4-7b7a-7cc3-8a46-5d6e7f809101", "certificate", "authority"};
};

TEST(Enrol, WhatIsSaidIsRead) {
  const Ends ends;
  EXPECT_EQ(decode_enrol_request(encode(ends.request, ends.key)).value(), ends.request);
  EXPECT_EQ(decode_enrol_answer(encode(ends.answer)).value(), ends.answer);
}

TEST(Enrol, NobodyEnrolsAKeyTheyCannotSignWith) {
  const Ends ends;
  EXPECT_EQ(decode_enrol_request(encode(ends.request, ends.other)).error().fault, base::Fault::Denied);
  const base::Bytes whole = encode(ends.request, ends.key);
  for (size_t at = 2; at < whole.size(); ++at) {  // a version is judged before anything else
    base::Bytes changed = whole;
    changed[at] ^= 1;
    EXPECT_FALSE(decode_enrol_request(changed)) << at;
  }
}

TEST(Enrol, NothingShorterLongerOrNewerIsRead) {
  const Ends ends;
  base::Bytes request = encode(ends.request, ends.key), answer = encode(ends.answer);
  for (size_t size = 0; size < request.size(); ++size) EXPECT_FALSE(decode_enrol_request(base::ByteView(request).first(size))) << size;
  for (size_t size = 0; size < answer.size(); ++size) EXPECT_FALSE(decode_enrol_answer(base::ByteView(answer).first(size))) << size;
  EXPECT_FALSE(decode_enrol_request(base::Bytes(kEnrolBytesMax + 1, 1)));
  request[1] = answer[1] = 2;
  EXPECT_EQ(decode_enrol_request(request).error().fault, base::Fault::TooNew);
  EXPECT_EQ(decode_enrol_answer(answer).error().fault, base::Fault::TooNew);
  answer[1] = 1;
  answer.push_back(0);
  EXPECT_FALSE(decode_enrol_answer(answer));
}

}  // namespace
}  // namespace wire
