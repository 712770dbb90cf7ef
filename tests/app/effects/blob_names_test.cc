#include "app/tablet/effects/blob_names.h"

#include <gtest/gtest.h>

#include "app/care/attachment.h"
#include "app/care/record_types.h"
#include "platform/os/file.h"
#include "tests/support/temp_folder.h"

namespace effects {
namespace {

// The store of format 1 in tests/golden: one picture, named by an id that only its tablet can make anything of.
TEST(BlobNames, APictureOfFormatOneIsNamedAnewOnceAndNothingOfItIsLost) {
  const testing_support::TempFolder folder;
  const std::string golden = std::string(DOORSTEP_SOURCE_DIR) + "/tests/golden/store/format-1", place = folder / "store";
  ASSERT_TRUE(os::make_folders(place));
  for (const char* name : {"/data.mdb", "/header", "/clean"}) ASSERT_TRUE(os::replace_file(place + name, *os::read_file(golden + name, 1 << 20)));
  base::Bytes content(140'000);
  for (size_t i = 0; i < content.size(); ++i) content[i] = uint8_t(i / 1000);
  const std::array<uint8_t, 32> secret{1, 2, 3};
  store::Options options{.device = 42, .reserve_bytes = 0, .blobs = care::blob_fields()};
  auto store = store::Store::open(place, crypto::Key(std::span<const uint8_t, 32>(secret)), options);
  ASSERT_TRUE(store) << store.error().detail;
  const std::string old = "9da553abc3673fa9a4007b6c4b3e1cc1", name = blob::to_string(blob::name_of(content));
  EXPECT_EQ(*read_blob(*store, old), content);
  EXPECT_EQ(*name_blobs_anew(*store, "worker"), 1u);
  EXPECT_EQ(*name_blobs_anew(*store, "worker"), 0u);
  std::string named;
  ASSERT_TRUE(store->each_head(care::kAttachmentRecord, [&](const record::RecordId& id, const record::FieldMap& head) { named = care::attachment_from({id, care::kAttachmentRecord, head}).blob; }));
  EXPECT_EQ(named, name);
  EXPECT_EQ(*read_blob(*store, name), content);
  EXPECT_EQ(read_blob(*store, old).error().fault, base::Fault::NotFound);
  EXPECT_EQ(store->last_sequence(), 2u) << "an ordinary change, which travels";
  EXPECT_TRUE(store->verify()->sound());
}

TEST(BlobNames, WhatIsNoNameIsNotFound) {
  const testing_support::TempFolder folder;
  os::SeededRandom random(1);
  const auto store = store::Store::create(folder / "store", crypto::Key::random(random), {.device = 1, .random = &random, .reserve_bytes = 0});
  ASSERT_TRUE(store);
  for (const char* name : {"", "b1", "zz", "9da553abc3673fa9a4007b6c4b3e1cc1"}) EXPECT_EQ(read_blob(*store, name).error().fault, base::Fault::NotFound) << name;
}

}  // namespace
}  // namespace effects
