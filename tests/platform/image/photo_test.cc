#include <gtest/gtest.h>
#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "platform/os/clock.h"
#include "platform/os/file.h"
#include "tests/platform/image/made.h"
#include "tests/support/temp_folder.h"

namespace image {
namespace {

bool holds(base::ByteView bytes, std::string_view word) { return base::text_view(bytes).find(word) != std::string_view::npos; }

std::string refusal(base::ByteView bytes) {
  const auto result = import_photo(bytes);
  if (result) return "imported";
  EXPECT_EQ(result.error().fault, base::Fault::BadInput);
  return result.error().detail;
}

// "R", "G", "B" or "." where a colour stands clearly.
char colour_at(const Rgba& picture, double x, double y) {
  const size_t at = (size_t(y * picture.height) * size_t(picture.width) + size_t(x * picture.width)) * 4;
  const int r = picture.pixels[at], g = picture.pixels[at + 1], b = picture.pixels[at + 2];
  if (r > 200 && g > 200 && b < 60) return 'Y';  // corners(): top left is red and green
  if (r > 200 && g < 60 && b < 60) return 'R';
  if (g > 200 && r < 60 && b < 60) return 'G';
  if (b > 200 && r < 60 && g < 60) return 'B';
  return '.';
}

// The four quarters: top left, top right, bottom left, bottom right.
std::string quarters(const Rgba& p) { return {colour_at(p, .25, .25), colour_at(p, .75, .25), colour_at(p, .25, .75), colour_at(p, .75, .75)}; }

TEST(Photo, LosesItsPlaceAndEveryOtherWordBesideThePixels) {
  const base::Bytes plain = *encode_jpeg(corners(640, 480), 90);
  const base::Bytes photo = with_comment(with_exif(plain, 1), "taken at Canary Lane 7");
  ASSERT_TRUE(holds(photo, kCanary));
  const auto imported = import_photo(photo);
  ASSERT_TRUE(imported);
  EXPECT_FALSE(holds(imported->bytes, kCanary));
  EXPECT_FALSE(holds(imported->bytes, "Exif"));
  EXPECT_FALSE(holds(imported->bytes, std::string_view("\xFF\xE1", 2)));
  EXPECT_FALSE(holds(imported->bytes, std::string_view("\xFF\xFE", 2)));
  EXPECT_EQ(quarters(*decode_rgba(imported->bytes, 640)), "YGRB");
}

TEST(Photo, StandsUprightWhicheverWayTheCameraWasHeld) {
  const base::Bytes plain = *encode_jpeg(corners(320, 160), 95);
  const char* expected[] = {"YGRB", "GYBR", "BRGY", "RBYG", "YRGB", "RYBG", "BGRY", "GBYR"};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    for (const bool big_endian : {false, true}) {
      const auto imported = import_photo(with_exif(plain, orientation, big_endian), {100, 95});
      ASSERT_TRUE(imported);
      EXPECT_EQ(quarters(*decode_rgba(imported->bytes, 100)), expected[orientation - 1]) << orientation;
      EXPECT_EQ(imported->width, orientation < 5 ? 100 : 50);
      EXPECT_EQ(imported->height, orientation < 5 ? 50 : 100);
    }
  }
  EXPECT_EQ(import_photo(with_exif(plain, 99))->width, 320);
}

TEST(Photo, IsAtMostTheSideAskedForAndNeverEnlarged) {
  const base::Bytes photo = *encode_jpeg(corners(3000, 1000), 80);
  const auto imported = import_photo(photo);
  EXPECT_EQ(imported->width, 2048);
  EXPECT_EQ(imported->height, 683);
  EXPECT_EQ(import_photo(photo, {1, 80})->height, 1);
  EXPECT_EQ(import_photo(*encode_jpeg(corners(30, 10), 80))->width, 30);
  EXPECT_EQ(decode_rgba(photo, 301)->width, 301);
  EXPECT_EQ(decode_rgba(photo, 301)->height, 100);
}

TEST(Photo, KeepsItsColoursWhenMadeSmaller) {
  for (const int side : {7, 100, 255, 256, 257, 511}) {
    const Rgba png = *decode_rgba(*encode_png(corners(512, 512)), side);
    EXPECT_EQ(quarters(png), "YGRB") << side;
    const Rgba grey = *decode_rgba(make_jpeg({700, 500, 1}, [](int, int, int) { return 128; }), side);
    for (size_t i = 0; i < grey.pixels.size(); ++i) ASSERT_NEAR(grey.pixels[i], i % 4 == 3 ? 255 : 128, 1) << side << " byte " << i;
  }
}

TEST(Photo, IsReadInGreyProgressiveAndPrintersColours) {
  const auto red = [](int, int, int c) { return uint8_t(c == 0 ? 240 : 10); };
  const auto progressive = decode_rgba(make_jpeg({300, 200, 3, true}, red), 50);
  ASSERT_TRUE(progressive);
  EXPECT_NEAR(progressive->pixels[0], 240, 4);
  EXPECT_NEAR(progressive->pixels[1], 10, 4);
  const auto printed = decode_rgba(make_jpeg({300, 200, 4}, [](int, int, int c) { return uint8_t(c == 0 || c == 3 ? 255 : 0); }), 50);
  ASSERT_TRUE(printed);
  EXPECT_NEAR(printed->pixels[0], 255, 4);
  EXPECT_NEAR(printed->pixels[1], 0, 4);
  EXPECT_EQ(import_photo(make_jpeg({300, 200, 1}, [](int x, int, int) { return uint8_t(x); }))->width, 300);
}

TEST(Photo, FromAPngStandsOverWhite) {
  Rgba glass{base::Bytes(64 * 64 * 4, 0), 64, 64};
  const auto imported = import_photo(*encode_png(glass));
  ASSERT_TRUE(imported);
  EXPECT_NEAR(decode_rgba(imported->bytes, 64)->pixels[0], 255, 2);
  EXPECT_EQ(decode_rgba(*encode_png(glass), 32)->pixels[3], 0);
  EXPECT_EQ(quarters(*decode_rgba(make_interlaced_png(corners(333, 222)), 100)), "YGRB");
}

// Kilobytes of memory at most in use since the last call, this process.
long peak_kb_since_last() {
  std::ifstream status("/proc/self/status");
  long peak_kb = 0;
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) peak_kb = std::stol(line.substr(6));
  }
  ::malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";
  return peak_kb;
}

TEST(Photo, OfFortyMegabytesAndAHundredMegapixelsStaysSmallInMemory) {
  os::SeededRandom random(3);
  base::Bytes noise(1 << 16);
  random.fill(noise);
  const base::Bytes photo = make_jpeg({12288, 8192, 3, false, 80, 64}, [&](int x, int y, int c) {
    return uint8_t(noise[size_t(x * 7 + y * 131 + c * 17) & 0xFFFF]);
  });
  EXPECT_GT(photo.size(), 40u << 20);
  ASSERT_LT(photo.size(), kFileBytesMax);
  testing_support::TempFolder folder;
  ASSERT_TRUE(os::replace_file(folder / "photo.jpg", photo));
  const pid_t child = ::fork();
  if (child == 0) {
    peak_kb_since_last();
    const long before_kb = peak_kb_since_last();
    const auto imported = import_photo(photo);
    const long grown_kb = peak_kb_since_last() - before_kb;
    const bool right = imported && imported->width == 2048 && imported->height == 1365;
    std::printf("grew by %ld MB\n", grown_kb / 1024);
    std::fflush(stdout);
    ::_exit(!right ? 2 : grown_kb > 64 * 1024 ? 3 : 0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(import_photo_file(folder / "photo.jpg", {512, 70})->width, 512);
}

TEST(Photo, ThatClaimsMoreThanAnybodysCameraMakesIsRefusedAtOnce) {
  EXPECT_EQ(refusal(png_claiming(60'000, 60'000)), "too large: 60000x60000");
  EXPECT_EQ(refusal(png_claiming(0x7FFFFFFF, 0x7FFFFFFF)), "too large: 2147483647x2147483647");
  EXPECT_EQ(refusal(png_claiming(200'000'000, 1)), "too large: 200000000x1");
  base::Bytes jpeg = make_jpeg({16, 16, 3}, [](int, int, int) { return 9; });
  for (size_t i = 0; i + 9 < jpeg.size(); ++i) {
    if (jpeg[i] != 0xFF || jpeg[i + 1] != 0xC0) continue;  // the frame header's height and width
    jpeg[i + 5] = jpeg[i + 7] = 0xFF;
    jpeg[i + 6] = jpeg[i + 8] = 0x00;
    break;
  }
  EXPECT_EQ(refusal(jpeg), "too large: 65280x65280");
  base::Bytes whole = make_jpeg({16, 16, 3, true}, [](int, int, int) { return 9; });
  for (size_t i = 0; i + 9 < whole.size(); ++i) {
    if (whole[i] != 0xFF || whole[i + 1] != 0xC2) continue;
    whole[i + 5] = whole[i + 7] = 0x30;  // 12,304 squared: fine row by row, too much to hold
    break;
  }
  EXPECT_EQ(refusal(whole).substr(0, 9), "too large");
}

TEST(Photo, CutShortAnywhereIsSaidAndNeverHalfKept) {
  const base::Bytes jpeg = *encode_jpeg(corners(400, 300), 90);
  const base::Bytes png = *encode_png(corners(400, 300));
  const base::Bytes progressive = make_jpeg({400, 300, 3, true}, [](int x, int y, int) { return uint8_t(x ^ y); });
  for (const base::Bytes* file : {&jpeg, &png, &progressive}) {
    for (const size_t percent : {5u, 30u, 50u, 80u, 95u}) {
      const std::string why = refusal(base::ByteView(*file).first(file->size() * percent / 100));
      EXPECT_EQ(why.substr(0, 9), "cut short") << percent << " % of kind " << kind_name(sniff(*file)) << ": " << why;
    }
  }
}

TEST(Photo, OfAnotherKindIsNamed) {
  EXPECT_EQ(refusal({}), "not a picture");
  EXPECT_EQ(refusal(base::view("Dear Mrs Okafor, thank you")), "not a picture");
  EXPECT_EQ(refusal(base::view(std::string_view("\0\0\0\x18" "ftypheic\0\0\0\0mif1heic", 24))), "unreadable kind: heic");
  EXPECT_EQ(refusal(base::view("RIFF1234WEBPVP8 ")), "unreadable kind: webp");
  EXPECT_EQ(refusal(base::view("GIF89a......")), "unreadable kind: gif");
  EXPECT_EQ(refusal(base::view("%PDF-1.4")), "unreadable kind: pdf");
  EXPECT_EQ(refusal(base::view(std::string_view("II*\0....", 8))), "unreadable kind: tiff");
  EXPECT_EQ(refusal(base::view("BM......")), "unreadable kind: bmp");
}

TEST(Photo, FromAFileSaysWhatIsWrongWithTheFile) {
  testing_support::TempFolder folder;
  EXPECT_EQ(import_photo_file(folder / "none.jpg").error().fault, base::Fault::NotFound);
  EXPECT_EQ(import_photo_file(folder.path()).error().fault, base::Fault::BadInput);
  ASSERT_TRUE(os::replace_file(folder / "photo.png", *encode_png(corners(20, 10))));
  EXPECT_EQ(import_photo_file(folder / "photo.png")->width, 20);
}

TEST(Photo, SurvivesTwentyThousandDamagedFiles) {
  os::SeededRandom random(99);
  const base::Bytes files[] = {with_exif(*encode_jpeg(corners(40, 30), 80), 6), *encode_png(corners(40, 30)), make_interlaced_png(corners(40, 30)),
                               make_jpeg({40, 30, 3, true}, [](int x, int y, int) { return uint8_t(x * y); })};
  for (int trial = 0; trial < 20'000; ++trial) {
    base::Bytes file = files[trial % 4];
    const uint64_t flips = 1 + random.next_u64() % 4;
    for (uint64_t i = 0; i < flips; ++i) file[random.next_u64() % file.size()] = uint8_t(random.next_u64());
    const auto imported = import_photo(file, {24, 80});
    ASSERT_LE(imported ? imported->width : 0, 24) << "trial " << trial;
  }
}

TEST(Encode, RefusesPixelsThatAreNotThere) {
  EXPECT_EQ(encode_png({base::Bytes(15), 2, 2}).error().fault, base::Fault::BadInput);
  EXPECT_EQ(encode_jpeg({base::Bytes(15), 2, 2}, 80).error().fault, base::Fault::BadInput);
  EXPECT_EQ(encode_png({{}, 0, 0}).error().fault, base::Fault::BadInput);
  const Rgba picture = corners(33, 21);
  EXPECT_EQ(decode_rgba(*encode_png(picture), 100)->pixels, picture.pixels);
}

}  // namespace
}  // namespace image
