// tests/tools/sync_replay/town.h: tablets and a hub in one process, with the real store, codec, signatures and messages between them, over a link that counts and can be
// cut, or over TLS.
#pragma once
#include <memory>
#include <set>

#include "sync/reconcile/hub.h"
#include "sync/reconcile/lmdb_table.h"
#include "sync/replica/replica.h"
#include "tests/support/temp_folder.h"
#include "tests/tools/sync_replay/tls_road.h"
#include "tests/tools/sync_replay/workload.h"

namespace replay {

// Bytes and round trips of some sessions.
struct Traffic {
  uint64_t up = 0, down = 0;
  uint64_t trips = 0;  // requests sent
  uint64_t cuts = 0;
  uint64_t tls_up = 0, tls_down = 0;  // what they were on the wire, over TLS
  uint64_t records_after_first = 0;  // on the tablet, once the first request was answered
  uint64_t wanted = 0; // bytes of requests and answers that were taken in whole, cut or not
  double tablet_s = 0, hub_s = 0;  // of CPU
};

double cpu_s();         // of the process
double thread_cpu_s();  // of the calling thread

class Clocked {
 public:
  explicit Clocked(double& sum) : sum_(sum), from_(cpu_s()) {}
  ~Clocked() { sum_ += cpu_s() - from_; }

 private:
  double& sum_;
  double from_;
};

using Digest = std::string;  // hex
Digest digest_of(const std::vector<record::Record>& records);

class Tablet;

class Town {
 public:
  Town(changeset::Vocabulary vocabulary, int hub_threads, bool tls);
  // Enrolled, its store empty.
  Tablet& add_tablet(const std::string& worker);
  base::Status grant_everything(const Tablet& tablet);
  base::Result<std::vector<record::Record>> records();
  reconcile::Hub& hub() { return *hub_; }
  TlsRoad* road() { return road_.get(); }  // null: requests are handed over
  os::ManualClock& clock() { return clock_; }
  const changeset::Vocabulary& vocabulary() const { return vocabulary_; }

 private:
  changeset::Vocabulary vocabulary_;
  os::ManualClock clock_{1'756'000'000'000};
  os::SeededRandom random_{1};
  reconcile::OwnedBy policy_{workload::kPersonPath};
  testing_support::TempFolder folder_;
  std::unique_ptr<reconcile::LmdbTable> table_;
  std::unique_ptr<reconcile::Hub> hub_;
  std::unique_ptr<TlsRoad> road_;
  std::vector<std::unique_ptr<Tablet>> tablets_;
};

class Tablet {
 public:
  Tablet(Town& town, uint64_t device, std::string worker);
  uint64_t device() const { return device_; }
  crypto::VerifyKey verify_key() const { return key_.verify_key(); }
  // As the worker saved it, one commit each.
  base::Status save(const workload::Op& op);
  base::Status save_all(const std::vector<record::Record>& records);
  // Exchanges until neither end has more to say. `cut_every`: bytes after which the link is cut, 0: never.
  base::Result<Traffic> sync(uint64_t cut_every = 0);
  base::Result<std::vector<record::Record>> records() const;
  store::Store& store() { return *store_; }

 private:
  base::Result<bool> exchange(Traffic& traffic, uint64_t cut_every, uint64_t& left);
  // The hub's answer to what arrived of a request, whichever the way; what it cost is added.
  base::Result<base::Bytes> ask(base::ByteView request, Traffic& traffic);
  Town& town_;
  uint64_t device_;
  std::string worker_;
  os::SeededRandom random_;
  testing_support::TempFolder folder_;
  crypto::Key data_key_;
  crypto::SigningKey key_;
  std::optional<store::Store> store_;
  std::optional<replica::Replica> replica_;
  std::unique_ptr<net::Client> client_;
};

}  // namespace replay
