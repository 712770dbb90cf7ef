// app/tablet/state/capture.h: ink, photos and body maps: what is captured as data and bytes rather than words.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

struct CapturePage {
  std::vector<PictureLoaded> pictures;  // decoded, newest last; at most kPicturesMax
};

inline constexpr size_t kPicturesMax = 16;

struct AddPhoto {
  record::RecordId person;
  std::string path;
};
using CaptureCommand = std::variant<AddPhoto>;

void apply_capture(AppState& state, const CaptureCommand& command, Effects& out);
void capture_on_event(AppState& state, Event& event, Effects& out);
void arrive_capture(AppState& state, Effects& out);

}  // namespace state
