#include "app/admin/form_files.h"

#include <array>
#include <map>
#include <memory>

#include "platform/base/utf8.h"
#include "platform/os/file.h"
#include "platform/window/typeface.h"

namespace admin {
namespace {

constexpr size_t kFileBytesMax = 128 * 1024 * 1024;
constexpr const char* kInter = "/usr/share/fonts/opentype/inter/Inter-";
constexpr float kMeasuredAtPx = 64;  // widths grow with the size

struct Measured {
  std::unique_ptr<window::Typeface> face;
  std::map<uint32_t, float> known;
  float advance(uint32_t letter) {
    const auto [at, fresh] = known.try_emplace(letter, 0.0f);
    if (fresh) at->second = face->advance(face->glyph_of(letter), kMeasuredAtPx) / kMeasuredAtPx;
    return at->second;
  }
};

}  // namespace

base::Result<std::string> read_form_file(const std::string& path) {
  auto bytes = os::read_file(path, kFileBytesMax);
  if (!bytes) return base::fail(bytes.error().fault == base::Fault::BadInput ? base::Fault::Full : bytes.error().fault, path + " cannot be read: " + bytes.error().detail);
  return std::string(base::text_view(*bytes));
}

authoring::Ruler font_ruler() {
  const auto faces = std::make_shared<std::array<Measured, 2>>();
  for (const auto& [at, name] : {std::pair<size_t, const char*>{0, "Regular.otf"}, {1, "SemiBold.otf"}}) {
    auto face = window::Typeface::open(std::string(kInter) + name);
    if (!face) return {};
    (*faces)[at].face = std::move(*face);
  }
  return [faces](std::string_view words, bool strong) {
    float sum = 0;
    for (size_t at = 0; at < words.size();) {
      const base::CodePoint letter = base::decode_at(words, at);
      sum += (*faces)[strong].advance(letter.value);
      at += letter.bytes;
    }
    return sum;
  };
}

JsonLine& JsonLine::text(std::string_view key, std::string_view value) {
  forms::json::write_key(key, out_);
  forms::json::write_string(value, out_);
  return *this;
}

JsonLine& JsonLine::number(std::string_view key, int64_t value) { return raw(key, std::to_string(value)); }

JsonLine& JsonLine::raw(std::string_view key, std::string_view json) {
  forms::json::write_key(key, out_);
  out_ += json;
  return *this;
}

}  // namespace admin
