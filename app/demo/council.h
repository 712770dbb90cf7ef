// app/demo/council.h: a council that does not exist, its workers, providers and people, drawn from assets/demo with a fixed seed. The same seed, sizes and
// moment give the same bytes on every machine. Nobody in it is real: NHS numbers are of the 999 range, telephone numbers are for drama, places are made up.
// Source of shares and rates: assets/demo/parameters.csv.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"
#include "platform/os/clock.h"
#include "sync/record/record.h"

namespace demo {

struct Sizes {
  size_t people = 34;      // on the first worker's caseload where there is one worker, else spread over all
  size_t workers = 1;      // and a team leader
  size_t home_care = 35;   // providers
  size_t care_homes = 90;
  size_t notes_each = 3;
  bool with_answers = true;  // forms of those not in the story are filled in too, not only named
};
Sizes one_tablet();           // Amara Osei's 34 people, with visits today
Sizes small_council();        // 60 people, 3 workers
Sizes load(size_t people);    // for figures: heads, a few notes, no answers but the story's

// What one person did at one moment, to be written in one transaction.
struct Batch {
  os::UnixMs at = 0;
  record::RecordId by;
  std::string by_name;
  std::vector<record::Edit> edits;
  bool logged = false;   // belongs in the history, at that time and under that name; others are whole records that came from the hub
  bool waiting = false;  // logged, made on this tablet and not sent yet
  std::string group;     // the visit or form it belongs to, where it waits
};

struct Made {
  record::RecordId owner;  // the worker record of Amara Osei, whose tablet it is
  std::string owner_name;
  record::RecordId leader;  // of their team
  size_t people = 0;
  size_t batches = 0;
};

// Reads a file of assets/ by its path there, such as "demo/names.csv".
using ReadAsset = std::function<base::Result<std::string>(std::string_view path)>;
using Take = std::function<base::Status(const Batch&)>;

// Gives every batch to `take`, oldest first for the story and then person by person; nothing is dated after `now`. Days run from the day of `now` by
// the clock on the wall. Errors: those of `read` and `take`; BadInput (an asset that does not fit).
base::Result<Made> make_council(uint64_t seed, const Sizes& sizes, os::UnixMs now, const ReadAsset& read, const Take& take);

}  // namespace demo
