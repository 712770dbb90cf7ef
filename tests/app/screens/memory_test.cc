// Locking is not a curtain: one second after it, nothing that was typed or shown can be found in the app's memory.
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <iostream>

#include "platform/os/clock.h"
#include "tests/app/screens/tablet.h"
#include "tests/support/byte_search.h"
#include "tests/support/counts.h"

namespace screens_test {
namespace {

using testing_support::Needle;

// As the script language spells letters it must not be found holding itself.
std::string spelt(const std::string& word) {
  std::string out;
  char one[16];
  for (const char c : word) std::snprintf(one, sizeof one, "\\u{%x}", unsigned(uint8_t(c))), out += one;
  return out;
}

std::vector<std::string> canaries(uint64_t seed, size_t count) {
  std::cout << "seed " << seed << "\n";
  os::SeededRandom random(seed);
  std::vector<std::string> out;
  for (size_t i = 0; i < count; ++i) {
    std::string word = "k";
    for (int j = 0; j < 23; ++j) word += char('a' + random.next_u64() % 26);
    out.push_back(word);
  }
  return out;
}

std::vector<Needle> needles_of(const std::vector<std::string>& words) {
  std::vector<Needle> out;
  for (const std::string& word : words) out.emplace_back(base::view(word));
  return out;
}

void listen_for(support::Child& child, const std::string& words) {
  while (child.output().find("say " + words + "\n") == std::string::npos && child.listen(50)) {
  }
}

TEST(Memory, HoldsNothingThatWasTypedOrShownOneSecondAfterLocking) {
  const std::vector<std::string> words = canaries(20261122, 20);
  Tablet tablet;
  std::string script = tablet.unlock_lines() + "tap nav/caseload\ntap 01998f8c-e680-7cfe-8bad-85ddc8df85bb\ntap tab/notes\ntap new_note\ntap note/text\n";
  for (const std::string& word : words) script += "type \"" + spelt(word) + " \"\n";
  script += "say typed\nrest 2000\nkey ctrl+l\nwait\nrest 1000\nsay locked\nrest 60000\n";
  support::Child child(tablet.command(tablet.write_script(script)));
  std::vector<Needle> needles = needles_of(words);
  listen_for(child, "typed");
  if (!testing_support::may_search_memory(child.pid())) GTEST_SKIP() << "this account may not look into another process";
  EXPECT_FALSE(testing_support::search_memory(child.pid(), needles).empty()) << "the search finds what is there";
  // The command line stands at the bottom of the main thread's stack, for as long as the process lives.
  const auto on_stack = testing_support::search_memory(child.pid(), {Needle(base::view(tablet.data()))});
  EXPECT_TRUE(std::ranges::any_of(on_stack, [](const testing_support::Found& hit) { return hit.file == "[stack]"; })) << "and looks at the stack too";
  listen_for(child, "locked");
  ASSERT_NE(child.output().find("say locked"), std::string::npos) << child.output();
  for (const char* shown : {"14 Orchard Close", "Tomasz Ziel", "phone my daughter"}) needles.emplace_back(base::view(shown));
  const auto found = testing_support::search_memory(child.pid(), needles);
  EXPECT_TRUE(found.empty()) << testing_support::describe(found);
}

// The app stands still while it is looked into, and goes on. Its locked screen waits a quarter of a second for that, four times as strict as a second.
TEST(Memory, HoldsNoWordAfterAnyOfAHundredLocks) {
  const int dumps = support::scaled(100);
  const std::string begins = canaries(20261123, 1)[0];  // every word begins so: one search finds any of them
  Tablet tablet;
  std::string script = tablet.unlock_lines() + "tap nav/caseload\ntap 01998f8c-e680-7cfe-8bad-85ddc8df85bb\ntap tab/notes\ntap new_note\ntap note/text\n";
  for (int i = 0; i < dumps; ++i)
    script += "type \"" + spelt(begins + std::to_string(i)) + " \"\nwait\nkey ctrl+l\nwait\nsay locked" + std::to_string(i) + "\nrest 250\n" + pin_line();
  support::Child child(tablet.command(tablet.write_script(script)));
  listen_for(child, "locked0");
  ASSERT_NE(child.output().find("say locked0"), std::string::npos) << child.output();
  if (!testing_support::may_search_memory(child.pid())) GTEST_SKIP() << "this account may not look into another process";
  const std::vector<Needle> needles = needles_of({begins});
  for (int i = 0; i < dumps; ++i) {
    listen_for(child, "locked" + std::to_string(i));
    ASSERT_EQ(kill(child.pid(), SIGSTOP), 0) << child.output();
    const auto found = testing_support::search_memory(child.pid(), needles);
    kill(child.pid(), SIGCONT);
    ASSERT_TRUE(found.empty()) << "lock " << i << "\n" << testing_support::describe(found);
  }
  EXPECT_EQ(child.wait(), 0) << child.output();
}

}  // namespace
}  // namespace screens_test
