#include <gtest/gtest.h>

#include <filesystem>

#include "app/formpack/installed.h"
#include "platform/os/file.h"
#include "tests/support/temp_folder.h"

namespace formpack {
namespace {

const std::string kToday = "2026-11-29";

std::string form(const std::string& name, const std::string& version, const std::string& text = "Asked") {
  return R"({"resourceType":"Questionnaire","url":"https://council.example.org/forms/)" + name + R"(","version":")" + version + R"(","title":"Form )" + name +
         R"(","item":[{"linkId":"a","text":")" + text + R"(","type":"boolean"}]})";
}

struct Desk {
  os::SeededRandom random{7};
  crypto::SigningKey key = crypto::SigningKey::random(random), other = crypto::SigningKey::random(random);
  Pack pack(uint64_t version, std::vector<std::string> texts = {form("falls", "1"), form("carers", "1")}, const std::string& valid_from = {}) {
    auto made = make_pack(version, "Council", valid_from, std::move(texts), key);
    EXPECT_TRUE(made) << made.error().detail;
    return std::move(*made);
  }
};

struct Shelf : Desk {
  testing_support::TempFolder folder;
  Installed installed{folder / "packs"};
  Shelf() { EXPECT_TRUE(installed.trust(key.verify_key())); }
};

TEST(FormPack, ComesBackFromItsFolderAndItsBundleAsItWasSigned) {
  Desk desk;
  testing_support::TempFolder folder;
  const Pack pack = desk.pack(3, {form("falls", "1"), form("carers", "2")}, "2026-12-01");
  ASSERT_TRUE(write_folder(pack, folder / "pack"));
  const auto read = read_folder(folder / "pack");
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->manifest, pack.manifest);
  EXPECT_EQ(read->texts, pack.texts);
  EXPECT_TRUE(verify(*read, desk.key.verify_key()));
  const auto carried = decode_bundle(encode_bundle(pack));
  ASSERT_TRUE(carried) << carried.error().detail;
  EXPECT_EQ(carried->manifest, pack.manifest);
  EXPECT_EQ(carried->texts, pack.texts);
  EXPECT_TRUE(verify(*carried, desk.key.verify_key()));
}

TEST(FormPack, IsRefusedWhenAnythingOfItWasChanged) {
  Desk desk;
  const Pack pack = desk.pack(3);
  EXPECT_EQ(verify(pack, desk.other.verify_key()).error().fault, base::Fault::Denied);
  Pack changed = pack;
  changed.texts[0] = form("falls", "1", "Forged");
  EXPECT_EQ(verify(changed, desk.key.verify_key()).error().fault, base::Fault::Denied);
  changed = pack;
  std::swap(changed.texts[0], changed.texts[1]);
  EXPECT_EQ(verify(changed, desk.key.verify_key()).error().fault, base::Fault::Denied);
  changed = pack;
  changed.texts.pop_back();
  EXPECT_FALSE(verify(changed, desk.key.verify_key()));
  changed = pack;
  changed.manifest_text.replace(changed.manifest_text.find("\"version\": 3"), 12, "\"version\": 9");
  EXPECT_EQ(verify(changed, desk.key.verify_key()).error().fault, base::Fault::Denied);
  changed = pack;
  changed.signature[5] ^= 1;
  EXPECT_EQ(verify(changed, desk.key.verify_key()).error().fault, base::Fault::Denied);
}

TEST(FormPack, EveryBitOfABundleCounts) {
  Desk desk;
  const base::Bytes bundle = encode_bundle(desk.pack(3, {form("falls", "1")}));
  const crypto::VerifyKey trusted = desk.key.verify_key();
  for (size_t bit = 0; bit < bundle.size() * 8; ++bit) {
    if (bit < 8) continue;  // the writer's version alone: a later one may be read as long as it names this reader
    base::Bytes flipped = bundle;
    flipped[bit / 8] ^= uint8_t(1 << bit % 8);
    const auto read = decode_bundle(flipped, &trusted);
    if (read) {
      // zstd leaves bits unused; what it unpacks to is what counts.
      EXPECT_EQ(read->texts[0] == form("falls", "1"), bool(verify(*read, trusted))) << bit;
    }
  }
  for (size_t length = 0; length < bundle.size(); ++length) EXPECT_FALSE(decode_bundle(base::ByteView(bundle).first(length))) << length;
  base::Bytes longer = bundle;
  longer.push_back(0);
  EXPECT_FALSE(decode_bundle(longer));
}

TEST(FormPack, ABombIsRefusedBeforeItIsUnpacked) {
  Desk desk;
  Pack pack = desk.pack(3, {form("falls", "1")});
  pack.texts[0].append(size_t(64) << 20, ' ');
  EXPECT_FALSE(decode_bundle(encode_bundle(pack)));
}

TEST(Manifest, WhatItsFormsMustBe) {
  Desk desk;
  const auto refused = [&](std::vector<std::string> texts) { return make_pack(1, "", "", std::move(texts), desk.key).error().detail; };
  EXPECT_NE(refused({form("Falls", "1")}).find("url"), std::string::npos);
  EXPECT_FALSE(make_pack(1, "", "", {"{}"}, desk.key));
  EXPECT_NE(refused({form("falls", "")}).find("needs a version"), std::string::npos);
  EXPECT_NE(refused({form("falls", "1"), form("falls", "2")}).find("twice"), std::string::npos);
  EXPECT_NE(refused({}).find("no forms"), std::string::npos);
  EXPECT_FALSE(make_pack(0, "", "", {form("falls", "1")}, desk.key));
  EXPECT_FALSE(make_pack(1, "", "tomorrow", {form("falls", "1")}, desk.key));
  for (const char* name : {"", ".", "..", "-a", "a/b", "a b", "A", ".a"}) EXPECT_FALSE(is_form_name(name)) << name;
  for (const char* name : {"a", "falls-2", "2026.11_x"}) EXPECT_TRUE(is_form_name(name)) << name;
}

TEST(Manifest, ALaterFormatIsTooNewAndUnknownMembersArePassedOver) {
  Desk desk;
  std::string text = desk.pack(3).manifest_text;
  std::string more = text;
  more.insert(1, "\"colour\":\"teal\",");
  EXPECT_EQ(read_manifest(more).value(), read_manifest(text).value());
  text.replace(text.find("\"formatVersion\": 1"), 18, "\"formatVersion\": 2");
  EXPECT_EQ(read_manifest(text).error().fault, base::Fault::TooNew);
}

TEST(Manifest, APackOfTheFirstReleaseIsReadForEver) {
  const auto read = read_folder(DOORSTEP_SOURCE_DIR "/tests/golden/formpack/pack-1");
  ASSERT_TRUE(read) << read.error().detail;
  const auto key = read_verify_key(DOORSTEP_SOURCE_DIR "/tests/golden/formpack/council.pub");
  EXPECT_TRUE(verify(*read, *key));
  EXPECT_EQ(read->manifest.version, 1u);
  const auto carried = decode_bundle(os::read_file(DOORSTEP_SOURCE_DIR "/tests/golden/formpack/pack-1.bundle", kBundleBytesMax).value(), &*key);
  ASSERT_TRUE(carried) << carried.error().detail;
  EXPECT_EQ(carried->texts, read->texts);
}

TEST(Installed, TakesANewerPackAndNoOlderOne) {
  Shelf shelf;
  EXPECT_EQ(shelf.installed.version(), 0u);
  EXPECT_FALSE(*shelf.installed.open());
  ASSERT_TRUE(shelf.installed.install(shelf.pack(2), kToday));
  EXPECT_EQ((*shelf.installed.open())->manifest.version, 2u);
  ASSERT_TRUE(shelf.installed.install(shelf.pack(5, {form("falls", "2")}), kToday));
  EXPECT_EQ(shelf.installed.version(), 5u);
  EXPECT_EQ((*shelf.installed.open())->texts[0], form("falls", "2"));
  EXPECT_EQ(shelf.installed.install(shelf.pack(4), kToday).error().fault, base::Fault::Denied) << "no way back";
  EXPECT_TRUE(shelf.installed.install(shelf.pack(5, {form("falls", "2")}), kToday)) << "the same again";
  EXPECT_EQ(shelf.installed.install(shelf.pack(5, {form("falls", "3")}), kToday).error().fault, base::Fault::Denied) << "another of the same number";
  EXPECT_EQ(shelf.installed.version(), 5u);
  EXPECT_FALSE(std::filesystem::exists(shelf.folder / "packs/2"));
}

TEST(Installed, TakesNothingFromAnotherHandAndKeepsTheFirstKey) {
  testing_support::TempFolder folder;
  Desk desk;
  Installed installed(folder / "packs");
  EXPECT_EQ(installed.install(desk.pack(1), kToday).error().fault, base::Fault::NotFound) << "nobody is trusted yet";
  ASSERT_TRUE(installed.trust(desk.other.verify_key()));
  EXPECT_EQ(installed.install(desk.pack(1), kToday).error().fault, base::Fault::Denied);
  EXPECT_EQ(installed.trust(desk.key.verify_key()).error().fault, base::Fault::Denied);
  EXPECT_TRUE(installed.trust(desk.other.verify_key()));
}

TEST(Installed, APackWaitsForItsDay) {
  Shelf shelf;
  const Pack later = shelf.pack(2, {form("falls", "1")}, "2026-11-30");
  EXPECT_EQ(shelf.installed.install(later, kToday).error().fault, base::Fault::Busy);
  EXPECT_EQ(shelf.installed.version(), 0u);
  EXPECT_TRUE(shelf.installed.install(later, "2026-11-30"));
}

TEST(Installed, WhatWasChangedOnTheDiskIsNotOpenedAndCanBeInstalledAgain) {
  Shelf shelf;
  ASSERT_TRUE(shelf.installed.install(shelf.pack(2), kToday));
  ASSERT_TRUE(os::replace_file(shelf.folder / "packs/2/falls.json", base::view(form("falls", "1", "Forged"))));
  EXPECT_EQ(shelf.installed.open().error().fault, base::Fault::Denied);
  ASSERT_TRUE(shelf.installed.install(shelf.pack(2), kToday));
  EXPECT_TRUE(*shelf.installed.open());
}

// The number is written last: whatever a crash leaves of the new folder, the pack in use is the old one.
TEST(Installed, AHalfWrittenPackIsNotInUse) {
  Shelf shelf;
  ASSERT_TRUE(shelf.installed.install(shelf.pack(2), kToday));
  const Pack next = shelf.pack(3);
  for (size_t forms = 0; forms <= next.texts.size(); ++forms) {
    Pack half = next;
    half.texts.resize(forms);
    half.manifest.forms.resize(forms);
    ASSERT_TRUE(write_folder(half, shelf.folder / "packs/3"));
    EXPECT_EQ((*shelf.installed.open())->manifest.version, 2u);
  }
  ASSERT_TRUE(shelf.installed.install(next, kToday));
  EXPECT_EQ((*shelf.installed.open())->manifest.version, 3u);
}

}  // namespace
}  // namespace formpack
