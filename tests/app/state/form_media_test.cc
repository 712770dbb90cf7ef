// Pictures of the form on screen: each is decoded once, and what is kept of them is bounded.
#include "app/tablet/state/form_media.h"

#include <gtest/gtest.h>

namespace state {
namespace {

MediaDecoded pixels(Ticket ticket, size_t bytes) { return {ticket, 1, 1, base::Bytes(bytes, 1)}; }

TEST(FormMedia, APictureGoesToWhoeverAskedForItAndALateOneToNobody) {
  const forms::json::Value here;
  FormMedia media;
  media.pictures[&here].ticket = 7;
  MediaDecoded late = pixels(6, 4), ours = pixels(7, 4);
  take_media(media, late);
  EXPECT_FALSE(media.pictures[&here].decoded);
  take_media(media, ours);
  const forms::Media wanted{.attachment = &here, .content_type = {}, .title = {}, .data = {}, .url = {}};
  ASSERT_NE(picture_of(media, wanted), nullptr);
  EXPECT_TRUE(picture_of(media, wanted)->decoded);
  EXPECT_EQ(picture_of(media, wanted)->pixels.rgba.size(), 4u);
}

TEST(FormMedia, TheOldestPixelsGoWhenThereAreTooMany) {
  const std::vector<forms::json::Value> places(3);
  FormMedia media;
  for (size_t i = 0; i < places.size(); ++i) {
    media.pictures[&places[i]].ticket = i + 1;
    MediaDecoded decoded = pixels(i + 1, kFormMediaBytesMax / 5 * 2);
    take_media(media, decoded);
  }
  EXPECT_FALSE(media.pictures.contains(&places[0]));
  EXPECT_TRUE(media.pictures.contains(&places[1]));
  EXPECT_TRUE(media.pictures.contains(&places[2]));
}

}  // namespace
}  // namespace state
