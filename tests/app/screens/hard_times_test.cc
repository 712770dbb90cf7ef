// A full disk, a folder that cannot be written, a newer app's records, huge photos and odd pasted text, seen from inside the real app.
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>

#include "platform/crypto/crypto.h"
#include "platform/image/image.h"
#include "platform/os/clock.h"
#include "platform/os/file.h"
#include "tests/app/screens/tablet.h"

namespace screens_test {
namespace {

constexpr char kPerson[] = "tap nav/caseload\ntap 01998f8c-e680-7cfe-8bad-85ddc8df85bb\n";
constexpr int kNoMount = 120;

std::string quoted(const std::string& argument) { return "'" + argument + "'"; }

// A shell script with a table of mounts of its own: what it mounts is gone when it ends.
class OwnMounts {
 public:
  explicit OwnMounts(Tablet& tablet) : tablet_(tablet) { line("set -e"); }
  void line(const std::string& words) { script_ += words + "\n"; }
  void mount(const std::string& words) { line("mount " + words + " || exit " + std::to_string(kNoMount)); }
  void plays(const std::string& name, const std::string& script) {
    const std::string path = tablet_.folder() / (name + ".script");
    std::ofstream(path) << script;
    std::string command;
    for (const std::string& argument : tablet_.command(path)) command += quoted(argument) + " ";
    line(command + "|| { echo '" + name + " failed'; exit 1; }");
  }
  support::Finished run() const {
    const std::string path = tablet_.folder() / "mounts.sh";
    std::ofstream(path) << script_;
    const support::Finished may = support::run_child({"/usr/bin/unshare", "-m", "/bin/true"});
    return may.status == 0 ? support::run_child({"/usr/bin/unshare", "-m", "/bin/sh", path}) : support::Finished{kNoMount, may.output};
  }

 private:
  Tablet& tablet_;
  std::string script_;
};

std::string words_of(size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += "word " + std::to_string(out.size() * 7919 % 100'003) + " ";
  return out;
}

TEST(HardTimes, AFullDiskStillTakesWhatIsTypedAndSaysThatItIsFull) {
  Tablet tablet;
  OwnMounts small(tablet);
  small.line("mkdir -p " + tablet.data());
  small.mount("-t tmpfs -o size=8m tmpfs " + tablet.data());
  small.plays("first", tablet.unlock_lines() + "expect nav/today\n");
  small.line("dd if=/dev/zero of=" + tablet.data() + "/filler bs=64k 2>/dev/null || true");
  const std::string long_words = words_of(600'000);
  small.plays("full", pin_line() + kPerson + "tap tab/notes\ntap new_note\ntap note/text\ntype \"She asked for the key safe to be moved.\"\nexpect note/saved \"Saved\"\n"
                                             "tap back\ntap new_note\ntap note/text\npaste \"" + long_words + "\"\nexpect note/saved \"Saved\"\n"
                                             "tap nav/settings\nexpect reserve\n");
  small.line("rm " + tablet.data() + "/filler");
  small.plays("after", pin_line() + kPerson + "tap tab/notes\nexpect-text \"She asked for the key safe to be moved.\"\ntap nav/settings\nexpect-none reserve\n");
  const support::Finished done = small.run();
  if (done.status == kNoMount) GTEST_SKIP() << "no right to mount a small disk here; the rig's failing calls cover a full one";
  EXPECT_EQ(done.status, 0) << done.output;
}

TEST(HardTimes, AFolderThatCannotBeWrittenIsToldAndOpensLaterAsItWas) {
  Tablet tablet;
  ASSERT_EQ(tablet.plays(std::string(kPerson) + "tap tab/notes\ntap new_note\ntap note/text\ntype \"Steps are icy.\"\n").status, 0);
  OwnMounts fixed(tablet);
  fixed.mount("--bind " + tablet.data() + " " + tablet.data());
  fixed.mount("-o remount,ro,bind " + tablet.data());
  fixed.plays("read-only", "wait\npin pin 482715\nwait\nexpect message\nexpect-none nav/today\n");
  const support::Finished done = fixed.run();
  if (done.status == kNoMount) GTEST_SKIP() << "no right to mount here; the store's own tests cover a folder it may not write";
  EXPECT_EQ(done.status, 0) << done.output;
  EXPECT_EQ(tablet.plays(std::string(kPerson) + "tap tab/notes\nexpect-text \"Steps are icy.\"\n").status, 0);
}

TEST(HardTimes, RecordsOfANewerAppAreLeftAlone) {
  Tablet tablet;
  ASSERT_EQ(tablet.plays("").status, 0);
  const std::string path = tablet.data() + "/store/header";
  const auto before = os::read_file(path, 4096);
  ASSERT_TRUE(before);
  base::Bytes newer(before->begin(), before->end() - 32);
  newer[8] = newer[10] = 0xEE;  // the format, and the oldest reader that may open it
  const auto sum = crypto::hash(newer);
  newer.insert(newer.end(), sum.begin(), sum.end());
  ASSERT_TRUE(os::replace_file(path, newer, 0600));
  const support::Finished after = tablet.plays_raw(pin_line() + "expect message \"newer version\"\nexpect-none nav/today\n");
  EXPECT_EQ(after.status, 0) << after.output;
  ASSERT_TRUE(os::replace_file(path, *before, 0600));
  EXPECT_EQ(tablet.plays("expect nav/today\n").status, 0);
}

// Noise does not compress: a picture of 40 MB that is a picture.
std::string big_photo(const Tablet& tablet) {
  os::SeededRandom random(40);
  image::Rgba noise{base::Bytes(size_t(4000) * 2700 * 4), 4000, 2700};
  random.fill(noise.pixels);
  const auto png = image::encode_png(noise);
  EXPECT_TRUE(png && png->size() > 40'000'000);
  const std::string path = tablet.folder() / "big.png";
  EXPECT_TRUE(os::replace_file(path, *png, 0644));
  return path;
}

TEST(HardTimes, APhotoOfFortyMegabytesIsMadeSmallAndAFileThatIsNoneIsRefusedInWords) {
  Tablet tablet;
  const std::string photo = big_photo(tablet), words = tablet.folder() / "words.jpg";
  std::ofstream(words) << "not a photo at all";
  const support::Finished taken = tablet.plays(std::string(kPerson) + "tap tab/documents\ntap add_photo\ntap photo/path\ntype \"" + words +
                                               "\"\ntap photo/add\nexpect-text \"not a photo we can read\"\ntap photo/path\nkey ctrl+a\ntype \"" + photo +
                                               "\"\ntap photo/add\nwait\nexpect photo/picture\n");
  EXPECT_EQ(taken.status, 0) << taken.output;
}

TEST(HardTimes, OddPastedTextIsKeptAsWordsAndNothingElse) {
  Tablet tablet;
  const std::string kept = "Mam \\u{05E9}\\u{05DC}\\u{05D5}\\u{05DD} \\u{1F469}\\u{200D}\\u{1F373} \\u{645}\\u{631}\\u{62D}\\u{628}\\u{627} e\\u{301}";
  const std::string pasted = "Mam\\u{7}\\u{1B} \\u{05E9}\\u{05DC}\\u{05D5}\\u{05DD} \\u{1F469}\\u{200D}\\u{1F373} \\u{645}\\u{631}\\u{62D}\\u{628}\\u{627} e\\u{301}\\u{85}";
  const support::Finished typed =
      tablet.plays(std::string(kPerson) + "tap tab/notes\ntap new_note\ntap note/text\npaste \"" + pasted + "\"\nexpect-value note/text \"" + kept + "\"\n");
  EXPECT_EQ(typed.status, 0) << typed.output;
  const support::Finished again = tablet.plays("expect-value note/text \"" + kept + "\"\nkey end\nkey backspace 2\n");
  EXPECT_EQ(again.status, 0) << again.output;
}

}  // namespace
}  // namespace screens_test
