#include "platform/camera/camera.h"

#include <gtest/gtest.h>

#include <fstream>

#include "platform/image/image.h"
#include "tests/support/temp_folder.h"

namespace camera {
namespace {

TEST(Camera, ADeviceThatIsNotThereIsNotFound) {
  const auto picture = take_picture("/dev/video-that-is-not-there");
  ASSERT_FALSE(picture.has_value());
  EXPECT_EQ(picture.error().fault, base::Fault::NotFound);
}

TEST(Camera, ADeviceThatIsNoCameraIsRefused) {
  const auto picture = take_picture("/dev/null");
  ASSERT_FALSE(picture.has_value());
  EXPECT_EQ(picture.error().fault, base::Fault::BadInput);
}

TEST(Camera, AFileStandsForACameraThatSeesIt) {
  testing_support::TempFolder folder;
  const auto jpeg = image::encode_jpeg({base::Bytes(16 * 16 * 4, 200), 16, 16}, 90);
  ASSERT_TRUE(jpeg.has_value());
  const std::string path = folder / "seen.jpg";
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(jpeg->data()), std::streamsize(jpeg->size()));
  const auto picture = take_picture(path);
  ASSERT_TRUE(picture.has_value());
  EXPECT_EQ(*picture, *jpeg);
}

// Points of BT.601: white, black, and the full colours.
TEST(Camera, ColoursComeOutAsTheyWentIn) {
  const auto pixel = [](uint8_t y, uint8_t u, uint8_t v) {
    const auto rgba = rgba_of_yuyv(base::Bytes{y, u, y, v}, 2, 1);
    return rgba ? base::Bytes(rgba->begin(), rgba->begin() + 3) : base::Bytes{};
  };
  EXPECT_EQ(pixel(235, 128, 128), (base::Bytes{255, 255, 255}));
  EXPECT_EQ(pixel(16, 128, 128), (base::Bytes{0, 0, 0}));
  const base::Bytes red = pixel(81, 90, 240), blue = pixel(41, 240, 110);
  EXPECT_GE(red[0], 253);
  EXPECT_LE(red[1], 2);
  EXPECT_GE(blue[2], 253);
  EXPECT_LE(blue[0], 2);
}

TEST(Camera, APictureCutShortIsRefused) {
  EXPECT_FALSE(rgba_of_yuyv(base::Bytes(6, 0), 2, 2).has_value());
  EXPECT_FALSE(rgba_of_yuyv(base::Bytes(64, 0), 3, 2).has_value());
}

TEST(Camera, WhereThereIsNoneTheListIsEmptyAndEveryOneListedOpens) {
  for (const std::string& device : devices()) EXPECT_TRUE(device.starts_with("/dev/video"));
}

}  // namespace
}  // namespace camera
