#include "app/dictionaries/shipped.h"

#include "platform/os/file.h"

namespace dictionaries {
namespace {

constexpr const char* kFiles[] = {"words-1.dictionary", "words-2.dictionary"};  // the newest last
constexpr size_t kFileBytesMax = 4 * changeset::kDictionaryBytesMax;

base::Result<changeset::Vocabulary> read(const std::string& assets_dir, const char* file) {
  TRY(const base::Bytes bytes, os::read_file(assets_dir + "/dictionaries/" + file, kFileBytesMax));
  TRY(changeset::Dictionary dictionary, changeset::Dictionary::decode(bytes));
  changeset::Vocabulary vocabulary;
  vocabulary.dictionary = std::make_shared<const changeset::Dictionary>(std::move(dictionary));
  return vocabulary;
}

}  // namespace

base::Result<changeset::Vocabulary> newest(const std::string& assets_dir) { return read(assets_dir, *std::prev(std::end(kFiles))); }

base::Result<changeset::Library> all(const std::string& assets_dir) {
  changeset::Library library;
  for (const char* file : kFiles) {
    TRY(const changeset::Vocabulary vocabulary, read(assets_dir, file));
    library.add(vocabulary);
  }
  return library;
}

}  // namespace dictionaries
