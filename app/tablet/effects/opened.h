// app/tablet/effects/opened.h: what the worker holds while the tablet is unlocked, and drops, key and all, when it locks.
#pragma once
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "app/care/conflict.h"
#include "app/tablet/effects/unsent_tally.h"
#include "app/tablet/effects/worker.h"

namespace effects {

struct Worker::Opened {
  explicit Opened(store::Store opened) : store(std::move(opened)) {}
  store::Store store;
  bool unseen = false;                       // the lease has ended: nothing of it is told before the hub has been heard
  std::string author;
  record::RecordId owner;
  std::unique_ptr<ItErrand> errand;          // outlives the session
  std::unique_ptr<session::Driver> session;  // none when its files cannot be read
  using Named = std::vector<std::pair<record::RecordType, record::RecordId>>;
  std::unordered_map<record::RecordId, Named> by_person;  // records whose head names the person
  UnsentTally unsent;                                     // what of the log the hub has not acknowledged
};

// worker_settle.cc: what two people were at odds about and one of them settled, about that person, newest first; heads alone.
std::vector<care::Conflict> settled_conflicts_of(const store::Store& store, const record::RecordId& person);

}  // namespace effects
