#include "app/dictionaries/shipped.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "platform/os/file.h"

namespace dictionaries {
namespace {

const std::string kAssets = DOORSTEP_SOURCE_DIR "/assets";

changeset::ContextId id_of_file(const std::string& path) {
  return changeset::Dictionary::decode(os::read_file(path, 8 << 20).value()).value().id();
}

}  // namespace

TEST(ShippedDictionaries, EveryFileOfTheAssetsIsRead) {
  const changeset::Library library = all(kAssets).value();
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kAssets + "/dictionaries")) {
    if (entry.path().extension() != ".dictionary") continue;
    EXPECT_TRUE(library.find({}, id_of_file(entry.path()))) << entry.path();
    ++files;
  }
  EXPECT_GE(files, 2u);
}

TEST(ShippedDictionaries, TheNewestTeachesProseAndItsIdStandsInTheReadme) {
  const changeset::Vocabulary vocabulary = newest(kAssets).value();
  EXPECT_NE(vocabulary.dictionary->prose(), nullptr);
  EXPECT_TRUE(all(kAssets).value().find({}, vocabulary.dictionary->id()));
  const base::Bytes readme = os::read_file(kAssets + "/dictionaries/README.md", 1 << 16).value();
  EXPECT_NE(base::text_view(readme).find(base::to_hex(vocabulary.dictionary->id())), std::string_view::npos);
}

TEST(ShippedDictionaries, WordsOneStaysWhatTabletsInTheFieldName) {
  EXPECT_EQ(base::to_hex(id_of_file(kAssets + "/dictionaries/words-1.dictionary")), "95a862651f114646");
}

}  // namespace dictionaries
