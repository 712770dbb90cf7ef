// sync/session/diary.h: what became of this week's sessions with the hub, and what has to outlive a restart: whether she paused, and when the hub
// may be asked again. Values only, any thread.
#pragma once
#include <cstdint>
#include <vector>

#include "sync/session/why.h"

namespace session {

// One session that carried something or came to nothing.
struct DiaryRow {
  int64_t began_ms = 0;   // by this tablet's clock
  uint64_t sent = 0;      // changes the hub took
  uint64_t to_send = 0;   // of how many
  uint64_t received = 0;  // records that read differently afterwards
  uint64_t bytes = 0;     // on the wire, both ways
  Why why = Why::None;    // why it did not come to its end
  uint64_t times = 1;     // the same again, one after the other, with nothing carried
  bool operator==(const DiaryRow&) const = default;
};

inline constexpr int64_t kDiaryMs = int64_t(7) * 24 * 60 * 60 * 1000;
inline constexpr size_t kDiaryRowsMax = 200;

struct Diary {
  bool paused = false;
  uint64_t failures = 0;         // in a row
  int64_t not_before_ms = 0;     // the hub asked to be left alone until then; 0: no
  int64_t last_complete_ms = 0;  // when everything was last agreed; 0: never
  bool first_done = false;       // everything has been here once
  std::vector<DiaryRow> rows;    // newest last
  bool operator==(const Diary&) const = default;

  // Joins it to the last row when both are the same failure and neither carried anything; forgets what is more than a week old.
  void add(const DiaryRow& row);
};

}  // namespace session
