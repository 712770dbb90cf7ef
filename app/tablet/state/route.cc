#include "app/tablet/state/route.h"

namespace state {
namespace {

constexpr uint8_t kVersion = 2;
constexpr size_t kPartBytesMax = 4096;

void encode(const std::vector<Place>& places, base::Writer& out) {
  out.varint(places.size());
  for (const Place& place : places) {
    out.u8(uint8_t(place.screen));
    out.bytes(place.person.bytes);
    out.bytes(place.subject.bytes);
    out.sized_text(place.part);
    out.sized_text(place.focus);
    out.varint(place.caret);
  }
}

base::Result<std::vector<Place>> decode(base::Reader& in, size_t count_max) {
  const uint64_t count = in.varint();
  if (count > count_max) return base::fail(base::Fault::Corrupt, "places " + std::to_string(count));
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
  return places;
}

}  // namespace

base::Bytes encode_whereabouts(const Whereabouts& at) {
  base::Writer out;
  out.u8(kVersion);
  encode(at.places, out);
  encode(at.bookmarks, out);
  return out.take();
}

base::Result<Whereabouts> decode_whereabouts(base::ByteView bytes) {
  base::Reader in(bytes);
  const uint8_t version = in.u8();
  if (version == 0 || version > kVersion) return base::fail(base::Fault::TooNew, "place");
  Whereabouts at;
  TRY(at.places, decode(in, kPlacesMax));
  if (version > 1) {
    TRY(at.bookmarks, decode(in, kBookmarksMax));
  }
  if (!in.done()) return base::fail(base::Fault::Corrupt, "place");
  return at;
}

}  // namespace state
