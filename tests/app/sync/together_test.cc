// Two tablets and a hub, as workers use them.
#include <gtest/gtest.h>

#include "tests/app/sync/joined.h"

namespace sync_test {
namespace {

TEST(Together, WhatOneTypesTheOtherReads) {
  hub::HubProcess hub;
  App first(hub, kAda);
  const auto typed = first.plays(kAllSent + adds_person("Ivy", "Turner") + writes_note("The gate sticks.") + "tap nav/sync\n" + kAllSent + "expect-text \"Nothing is saved only here\"\n");
  ASSERT_EQ(typed.status, 0) << typed.output;
  App second(hub, kAda);
  const auto read = second.plays(kAllSent + opens_person("Ivy Turner") + "tap tab/notes\nexpect-text \"The gate sticks.\"\n");
  ASSERT_EQ(read.status, 0) << read.output;
}

}  // namespace
}  // namespace sync_test
