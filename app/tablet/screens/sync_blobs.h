// app/tablet/screens/sync_blobs.h: photos and documents on their way between this tablet and the hub, on the Sync page. Their words go before them, so they
// may be here alone when nothing else is. Frame's thread.
#pragma once
#include "app/tablet/state/state.h"

namespace screens {

struct BlobCourse {
  uint64_t done = 0, total = 0;  // bytes
  bool goes = false;             // some are on their way up; else there are none, or the hub would have none of them
};
BlobCourse blob_course(const session::Status& status);
// When they are all there is to send.
void draw_blobs_head(const session::Status& status);
// A row for what a person has of them each way.
void draw_blobs(const state::AppState& state);

}  // namespace screens
