#include "platform/camera/camera.h"

#include <fcntl.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "platform/image/image.h"
#include "platform/os/file.h"

namespace camera {
namespace {

constexpr int kDevicesMax = 16;
constexpr int kJpegQuality = 92;
constexpr uint32_t kPictures = V4L2_BUF_TYPE_VIDEO_CAPTURE;

int call(int fd, unsigned long request, void* argument) {
  int answer = 0;
  do answer = ::ioctl(fd, request, argument);
  while (answer < 0 && errno == EINTR);
  return answer;
}

base::Fault fault_of(int error) {
  switch (error) {
    case ENOENT:
    case ENODEV:
    case ENXIO: return base::Fault::NotFound;
    case EACCES:
    case EPERM: return base::Fault::Denied;
    case EBUSY: return base::Fault::Busy;
    default: return base::Fault::BadInput;
  }
}

tl::unexpected<base::Error> failed(const char* what) { return base::fail(fault_of(errno), std::string("camera ") + what + " errno " + std::to_string(errno)); }

// The device, and its one mapped buffer; both given back when it goes.
class Device {
 public:
  Device() = default;
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;
  ~Device() {
    if (streaming_) {
      uint32_t type = kPictures;
      call(fd_, VIDIOC_STREAMOFF, &type);
    }
    if (memory_ != MAP_FAILED) ::munmap(memory_, length_);
    if (fd_ >= 0) ::close(fd_);
  }

  base::Status open(const std::string& path) {
    fd_ = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd_ < 0) return failed("open");
    v4l2_capability can{};
    if (call(fd_, VIDIOC_QUERYCAP, &can) < 0) return failed("query");
    const uint32_t caps = can.capabilities & V4L2_CAP_DEVICE_CAPS ? can.device_caps : can.capabilities;
    if (!(caps & V4L2_CAP_VIDEO_CAPTURE) || !(caps & V4L2_CAP_STREAMING)) return base::fail(base::Fault::BadInput, "camera takes no pictures");
    return {};
  }

  // Compressed pictures where it makes them, else YUYV, which every webcam does.
  base::Status choose_format() {
    for (const uint32_t format : {uint32_t(V4L2_PIX_FMT_MJPEG), uint32_t(V4L2_PIX_FMT_YUYV)}) {
      v4l2_format wanted{};
      wanted.type = kPictures;
      wanted.fmt.pix = {};
      wanted.fmt.pix.width = kWidth;
      wanted.fmt.pix.height = kHeight;
      wanted.fmt.pix.pixelformat = format;
      wanted.fmt.pix.field = V4L2_FIELD_ANY;
      if (call(fd_, VIDIOC_S_FMT, &wanted) < 0 || wanted.fmt.pix.pixelformat != format) continue;
      format_ = format;
      width_ = int(wanted.fmt.pix.width);
      height_ = int(wanted.fmt.pix.height);
      stride_ = wanted.fmt.pix.bytesperline;
      return {};
    }
    return base::fail(base::Fault::BadInput, "camera makes no kind of picture we read");
  }

  base::Status start() {
    v4l2_requestbuffers ask{};
    ask.count = 1;
    ask.type = kPictures;
    ask.memory = V4L2_MEMORY_MMAP;
    if (call(fd_, VIDIOC_REQBUFS, &ask) < 0 || ask.count < 1) return failed("buffers");
    v4l2_buffer buffer = a_buffer();
    if (call(fd_, VIDIOC_QUERYBUF, &buffer) < 0) return failed("buffer");
    length_ = buffer.length;
    memory_ = ::mmap(nullptr, length_, PROT_READ | PROT_WRITE, MAP_SHARED, fd_, buffer.m.offset);
    if (memory_ == MAP_FAILED) return failed("map");
    if (call(fd_, VIDIOC_QBUF, &buffer) < 0) return failed("queue");
    uint32_t type = kPictures;
    if (call(fd_, VIDIOC_STREAMON, &type) < 0) return failed("start");
    streaming_ = true;
    return {};
  }

  // The next whole picture; the buffer goes back to the device when it has been copied.
  base::Result<base::Bytes> next() {
    pollfd ready{fd_, POLLIN, 0};
    if (::poll(&ready, 1, kWaitMs) <= 0) return base::fail(base::Fault::Offline, "camera never answered");
    v4l2_buffer buffer = a_buffer();
    if (call(fd_, VIDIOC_DQBUF, &buffer) < 0) return failed("take");
    const auto* bytes = static_cast<const uint8_t*>(memory_);
    base::Bytes picture(bytes, bytes + std::min<size_t>(buffer.bytesused, length_));
    if (call(fd_, VIDIOC_QBUF, &buffer) < 0) return failed("give back");
    return picture;
  }

  base::Result<base::Bytes> jpeg_of(base::Bytes picture) const {
    if (format_ == V4L2_PIX_FMT_MJPEG) return picture;
    base::Bytes packed;
    const size_t row = size_t(width_) * 2;
    for (size_t at = 0; at + row <= picture.size(); at += std::max<size_t>(stride_, row)) packed.insert(packed.end(), picture.begin() + at, picture.begin() + at + row);
    TRY(base::Bytes rgba, rgba_of_yuyv(packed, width_, height_));
    return image::encode_jpeg({std::move(rgba), width_, height_}, kJpegQuality);
  }

 private:
  static v4l2_buffer a_buffer() {
    v4l2_buffer buffer{};
    buffer.type = kPictures;
    buffer.memory = V4L2_MEMORY_MMAP;
    return buffer;
  }

  int fd_ = -1;
  void* memory_ = MAP_FAILED;
  size_t length_ = 0;
  uint32_t format_ = 0;
  int width_ = 0, height_ = 0;
  size_t stride_ = 0;
  bool streaming_ = false;
};

base::Result<base::Bytes> take_from_device(const std::string& path) {
  Device device;
  TRY_DO(device.open(path));
  TRY_DO(device.choose_format());
  TRY_DO(device.start());
  for (int i = 0; i < kSettlePictures; ++i) TRY_DO(device.next());
  TRY(base::Bytes picture, device.next());
  return device.jpeg_of(std::move(picture));
}

uint8_t byte_of(int value) { return uint8_t(std::clamp(value >> 8, 0, 255)); }

}  // namespace

std::vector<std::string> devices() {
  std::vector<std::string> found;
  for (int number = 0; number < kDevicesMax; ++number) {
    const std::string path = "/dev/video" + std::to_string(number);
    Device device;
    if (device.open(path)) found.push_back(path);
  }
  return found;
}

base::Result<base::Bytes> take_picture(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return failed("find");
  if (S_ISREG(about.st_mode)) return os::read_file(path, image::kFileBytesMax);
  if (!S_ISCHR(about.st_mode)) return base::fail(base::Fault::BadInput, "camera is no device");
  return take_from_device(path);
}

base::Result<base::Bytes> rgba_of_yuyv(base::ByteView yuyv, int width, int height) {
  if (width <= 0 || height <= 0 || width % 2 != 0 || yuyv.size() < size_t(width) * size_t(height) * 2) return base::fail(base::Fault::BadInput, "camera picture cut short");
  base::Bytes out(size_t(width) * size_t(height) * 4);
  for (size_t pixel = 0; pixel < size_t(width) * size_t(height); ++pixel) {
    const size_t pair = pixel / 2 * 4;
    const int y = 298 * (yuyv[pair + (pixel % 2) * 2] - 16), u = yuyv[pair + 1] - 128, v = yuyv[pair + 3] - 128;
    uint8_t* rgba = &out[pixel * 4];
    rgba[0] = byte_of(y + 409 * v + 128);
    rgba[1] = byte_of(y - 100 * u - 208 * v + 128);
    rgba[2] = byte_of(y + 516 * u + 128);
    rgba[3] = 255;
  }
  return out;
}

}  // namespace camera
