#include "app/tablet/state/capture.h"

#include "app/tablet/state/state.h"

namespace state {
namespace {
struct Act {
  AppState& state;
  Effects& out;
  void operator()(const AddPhoto& c) const { out.push_back(ImportPhoto{next_ticket(state), c.path}); }
};
}  // namespace

void apply_capture(AppState& state, const CaptureCommand& command, Effects& out) { std::visit(Act{state, out}, command); }

void capture_on_event(AppState& state, Event& event, Effects&) {
  auto* loaded = std::get_if<PictureLoaded>(&event);
  if (!loaded) return;
  if (state.capture.pictures.size() >= kPicturesMax) state.capture.pictures.erase(state.capture.pictures.begin());
  state.capture.pictures.push_back(std::move(*loaded));
}

void arrive_capture(AppState& state, Effects& out) {
  (void)state;
  (void)out;
}

}  // namespace state
