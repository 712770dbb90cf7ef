// The promise, kept by the real program: whatever moment it is killed at, the words are there.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "platform/os/clock.h"
#include "tests/app/screens/tablet.h"

namespace screens_test {
namespace {

namespace fs = std::filesystem;

// A note is where words are typed: Margaret Whitlock's notes, a new one.
constexpr char kOpenNote[] =
    "tap nav/caseload\nwait\ntap 01998f8c-e680-7cfe-8bad-85ddc8df85bb\nwait\ntap tab/notes\nwait\ntap new_note\nwait\n";

std::string typed_words(uint64_t seed, size_t words) {
  static constexpr const char* kWords[] = {"gate", "code", "changed", "daughter", "visits", "evenings", "stairs", "hurt", "kettle", "steady"};
  os::SeededRandom random(seed);
  std::string out;
  for (size_t i = 0; i < words; ++i) out += std::string(kWords[random.next_u64() % std::size(kWords)]) + std::to_string(i) + " ";
  return out;
}

TEST(Durability, WordsAreThereAfterTheProcessIsKilledWhileTyping) {
  const uint64_t seed = 20261122;
  std::cout << "seed " << seed << "\n";
  os::SeededRandom random(seed);
  Tablet tablet;
  ASSERT_EQ(tablet.plays("").status, 0);
  for (int round = 0; round < 6; ++round) {
    const std::string words = typed_words(random.next_u64(), 60);
    std::string script = tablet.unlock_lines() + kOpenNote + "tap note/text\n";
    // One line a word; `tree` after the commit says it is durable, so what was printed before the kill must be found after it.
    std::istringstream parts(words);
    std::vector<std::string> spoken;
    for (std::string word; parts >> word;) spoken.push_back(word);
    for (const std::string& word : spoken) script += "type \"" + word + " \"\nwait\nsay " + word + "\n";
    support::Child child(tablet.command(tablet.write_script(script)));
    const size_t enough = 1 + random.next_u64() % (spoken.size() - 2);
    while (child.output().find("say " + spoken[enough] + "\n") == std::string::npos)
      if (!child.listen(5)) break;
    child.kill_now();
    size_t durable = 0;
    while (durable < spoken.size() && child.output().find("say " + spoken[durable] + "\n") != std::string::npos) ++durable;
    ASSERT_GT(durable, 0u) << child.output();
    std::string expected;
    for (size_t i = 0; i < durable; ++i) expected += spoken[i] + " ";
    const support::Finished after = tablet.plays("wait\nexpect note/text \"" + expected.substr(0, expected.size() - 1) + "\"\nexpect-focus note/text\n");
    EXPECT_EQ(after.status, 0) << "round " << round << ", " << durable << " words were durable\n" << after.output;
  }
}

}  // namespace
}  // namespace screens_test
