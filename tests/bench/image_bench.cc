// A camera's photo on its way in, and a written copy on its way out.
// links: platform_image app_print
#include "app/print/print.h"
#include "platform/image/image.h"
#include "platform/os/clock.h"
#include "tests/bench/report.h"

namespace {

// Noise over a slope: a file of a camera's size, not of a drawing's.
image::Rgba photo_of(int width, int height) {
  os::SeededRandom random(7);
  image::Rgba out{base::Bytes(size_t(width) * size_t(height) * 4), width, height};
  base::Bytes noise(1 << 16);
  random.fill(noise);
  for (size_t i = 0; i < out.pixels.size(); ++i) out.pixels[i] = uint8_t(i % 4 == 3 ? 255 : (i / 4 % size_t(width)) * 160 / size_t(width) + noise[(i * 7) & 0xFFFF] / 4);
  return out;
}

print::WrittenCopy copy_of(int questions) {
  print::WrittenCopy copy;
  copy.sender = "Larkham Council";
  copy.title = "Your needs assessment";
  copy.sections.push_back({"What you told us", "", {}});
  for (int i = 0; i < questions; ++i) {
    copy.sections[0].blocks.push_back(print::Answer{"What happens on an ordinary day, question " + std::to_string(i) + "?",
                                                    "I am up by eight and make my own breakfast, toast mostly. Since the fall I can’t carry the kettle to the table, so "
                                                    "I drink my tea standing at the worktop.", ""});
  }
  return copy;
}

}  // namespace

int main() {
  bool ok = true;
  const base::Bytes twelve = *image::encode_jpeg(photo_of(4000, 3000), 90);
  const base::Bytes hundred = *image::encode_jpeg(photo_of(12000, 8400), 90);
  bench::note("image", "size of the 100 megapixel photo", double(hundred.size()) / 1e6, "MB");
  const auto imports = [&](const char* figure, const base::Bytes& photo, double limit) {
    const auto times = bench::cpu_times_ms(5, [&](int) { ok &= image::import_photo(photo).has_value(); });
    ok &= bench::report("image", figure, bench::median(times), "ms", limit);
  };
  imports("import 12 megapixels", twelve, 300);
  imports("import 100 megapixels", hundred, 1500);
  const auto thumbs = bench::cpu_times_ms(5, [&](int) { ok &= image::decode_rgba(twelve, 256).has_value(); });
  ok &= bench::report("image", "thumbnail of 12 megapixels", bench::median(thumbs), "ms", 150);
  const print::WrittenCopy copy = copy_of(150);
  const auto pdfs = bench::cpu_times_ms(9, [&](int) { ok &= print::make_pdf(copy).has_value(); });
  ok &= bench::report("print", "PDF of 150 answers", bench::median(pdfs), "ms", 150);
  return ok ? 0 : 1;
}
