#include "app/tablet/state/route.h"

namespace state {
namespace {
constexpr uint8_t kVersion = 1;
constexpr size_t kPartBytesMax = 4096;
}  // namespace

base::Bytes encode_places(const std::vector<Place>& places) {
  base::Writer out;
  out.u8(kVersion);
  out.varint(places.size());
  for (const Place& place : places) {
    out.u8(uint8_t(place.screen));
    out.bytes(place.person.bytes);
    out.bytes(place.subject.bytes);
    out.sized_text(place.part);
    out.sized_text(place.focus);
    out.varint(place.caret);
  }
  return out.take();
}

base::Result<std::vector<Place>> decode_places(base::ByteView bytes) {
  base::Reader in(bytes);
  if (in.u8() != kVersion) return base::fail(base::Fault::TooNew, "place");
  const uint64_t count = in.varint();
  if (count > kPlacesMax) return base::fail(base::Fault::Corrupt, "places " + std::to_string(count));
  std::vector<Place> places;
  for (uint64_t i = 0; i < count; ++i) {
    Place place;
    place.screen = Screen{in.u8()};
    place.person.bytes = in.array<16>();
    place.subject.bytes = in.array<16>();
    place.part = in.sized_text(kPartBytesMax);
    place.focus = in.sized_text(kPartBytesMax);
    place.caret = uint32_t(in.varint());
    places.push_back(std::move(place));
  }
  if (!in.done()) return base::fail(base::Fault::Corrupt, "place");
  return places;
}

}  // namespace state
