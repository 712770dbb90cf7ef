// tests/tools/sync_replay/week.h: one tablet's offline week, beside a team lead's edits of the same records, through a hub.
#pragma once
#include "sync/changeset/dictionary.h"
#include "tests/tools/sync_replay/town.h"

namespace replay {

struct WeekPlan {
  std::string base, week, lead;  // files; lead may be empty
  uint64_t cut_every = 0;        // bytes after which the link is cut; 0: never
  bool daily = false;            // sync at the end of each day, not of the week
  bool tls = false;              // over the hub's real server; nothing is cut then
};

// The answer as JSON. Errors: as reading the files; Corrupt when the replicas do not agree or an edit is missing.
base::Result<std::string> play_week(const WeekPlan& plan, const changeset::Vocabulary& vocabulary);

}  // namespace replay
