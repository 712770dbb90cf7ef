// platform/camera/camera.h: one picture from a camera, as the bytes of a JPEG. Linux's V4L2 is the one interface; a regular file in the place of a device is a
// camera that always sees that picture, for devices that write what they see to a file and for tests. Blocking, up to kWaitMs: never on the frame's thread.
#pragma once
#include <string>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace camera {

inline constexpr int kWaitMs = 4'000;       // for the first good picture
inline constexpr int kSettlePictures = 6;   // taken and thrown away first: sensors begin dark or green
inline constexpr int kWidth = 1920, kHeight = 1080;  // asked for; the device may give less

// Devices under /dev that can take pictures, lowest number first. Empty where there is none, or none we may open.
std::vector<std::string> devices();

// Errors: NotFound (no such device), Denied, Busy (another program has it), BadInput (it takes no pictures we can read), Offline (it never answered).
base::Result<base::Bytes> take_picture(const std::string& device);

// Pixels of a YUYV picture (two pixels in four bytes: Y U Y V, BT.601, 16 to 235) as RGBA. Errors: BadInput (too few bytes).
base::Result<base::Bytes> rgba_of_yuyv(base::ByteView yuyv, int width, int height);

}  // namespace camera
