// app/tablet/state/route.h: where she is in the app. The stack of places is what Back walks, and its top is remembered with every
// commit, so that the app reopens at the same question with the caret where it was.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "platform/base/result.h"
#include "platform/base/bytes.h"
#include "sync/record/record_id.h"

namespace state {

enum class Screen : uint8_t {
  Today = 1,
  Caseload = 2,
  Person = 3,
  Assessment = 4,
  Plan = 5,
  Note = 6,
  NewPerson = 7,
  BodyMap = 8,
  Ink = 9,
  Sync = 10,
  Settings = 11,
  Photo = 12,
  Join = 13,
  TwoVersions = 14,
  Refused = 15,
  Approvals = 20,
};

struct Place {
  Screen screen = Screen::Today;
  record::RecordId person;   // whose record; nil where a screen is about nobody
  record::RecordId subject;  // the response, plan, note or attachment on screen; nil where there is none
  std::string part;          // tab, page or question: a stable id of that screen's own
  std::string focus;         // id of the widget that has the keyboard; empty for none
  uint32_t caret = 0;        // byte offset in that widget's text
  bool operator==(const Place&) const = default;
};

inline constexpr size_t kPlacesMax = 32;
inline constexpr size_t kBookmarksMax = 8;

struct Whereabouts {
  std::vector<Place> places;
  std::vector<Place> bookmarks;  // where she was in the drafts she left, the last one left at the end; at most kBookmarksMax
  bool operator==(const Whereabouts&) const = default;
};

// Layout: u8 version = 2, then the places and the bookmarks, each: varint count, then per place: u8 screen, 16B person, 16B subject, sized part,
// sized focus, varint caret. Version 1 ends after the places.
base::Bytes encode_whereabouts(const Whereabouts& at);
// Errors: Corrupt, TooNew. A place is a convenience: the caller falls back to Today.
base::Result<Whereabouts> decode_whereabouts(base::ByteView bytes);

}  // namespace state
