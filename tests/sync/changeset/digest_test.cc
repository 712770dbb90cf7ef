#include "sync/changeset/digest.h"

#include <gtest/gtest.h>

namespace changeset {
namespace {

record::Record note_saying(const std::string& words) {
  record::Record note;
  note.id.bytes[0] = 7;
  note.fields["head/text"].value = record::Text{words};
  return note;
}

TEST(Digest, TellsAnyWordThatDiffersAndOnlyThat) {
  const record::Record one = note_saying("She slept well."), other = note_saying("She slept well?");
  record::Record later = one, gone = one;
  later.fields["head/text"].stamp = {99, 3};  // somebody else wrote the same
  gone.fields["head/title"].value = {};
  const std::string digest = digest_of({{one.id, one}});
  EXPECT_NE(digest, digest_of({{other.id, other}}));
  EXPECT_NE(digest, digest_of({}));
  EXPECT_EQ(digest, digest_of({{later.id, later}}));
  EXPECT_EQ(digest, digest_of({{gone.id, gone}}));
}

}  // namespace
}  // namespace changeset
