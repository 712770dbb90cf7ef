// Nothing that was typed can be read in any file the app leaves behind: the data folder, temporary files, its home, what it printed.
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>

#include "platform/os/clock.h"
#include "tests/app/screens/tablet.h"
#include "tests/support/byte_search.h"

namespace screens_test {
namespace {

constexpr int kNotes = 10, kWordsANote = 100, kTypedANote = 10;  // the others are pasted, which takes one event each

std::string canary_of(os::Random& random) {
  std::string word = "canary";
  for (int i = 0; i < 10; ++i) word += char('a' + random.next_u64() % 26);
  return word;
}

TEST(Canaries, AThousandWordsTypedAndPastedAreInNoFile) {
  const uint64_t seed = 20261122;
  std::cout << "seed " << seed << "\n";
  os::SeededRandom random(seed);
  Tablet tablet;
  std::vector<std::string> words;
  std::string script = tablet.unlock_lines() + "tap nav/caseload\ntap 01998f8c-e680-7cfe-8bad-85ddc8df85bb\ntap tab/notes\n";
  for (int note = 0; note < kNotes; ++note) {
    script += "tap new_note\ntap note/text\n";
    for (int i = 0; i < kWordsANote; ++i) {
      words.push_back(canary_of(random));
      script += std::string(i < kTypedANote ? "type" : "paste") + " \"" + words.back() + " \"\n";
    }
    script += "wait\ntap back\nwait\n";
  }
  script += "tap nav/caseload\ntap search\ntype \"" + words[0] + "\"\nexpect nobody\n";
  const std::string home = tablet.folder() / "home";
  std::filesystem::create_directories(home + "/tmp");
  const support::Finished played =
      support::run_child(tablet.command(tablet.write_script(script)), {"HOME=" + home, "TMPDIR=" + home + "/tmp", "XDG_CACHE_HOME=" + home, "XDG_DATA_HOME=" + home});
  ASSERT_EQ(played.status, 0) << played.output;
  for (const std::string& word : words) EXPECT_EQ(played.output.find(word), std::string::npos) << "printed";
  for (const char* known : {"Whitlock", "Margaret", "Orchard Close", kPin}) words.emplace_back(known);
  for (const std::string& place : {tablet.data(), home}) {
    const auto found = testing_support::search_folder(place, words);
    EXPECT_TRUE(found.empty()) << testing_support::describe(found);
  }
}

}  // namespace
}  // namespace screens_test
