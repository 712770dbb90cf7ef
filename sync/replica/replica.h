// sync/replica/replica.h: the tablet's end of replication. It says what to send next and takes in what comes back; carrying the bytes, and trying again
// later, is the caller's. Everything it knows stands in the store, so that it can be stopped and begun anew anywhere.
// Single thread: the store's.
#pragma once
#include <map>

#include "sync/changeset/dictionary.h"
#include "sync/replica/carrier.h"
#include "sync/replica/outgoing.h"

namespace replica {

struct Options {
  const os::Clock* clock = &os::system_clock();
  uint64_t answer_kb_max = 256;  // so that there is something to see before the end of a first sync
  BlobOptions blobs = {};
};

// What an answer brought.
struct Outcome {
  wire::Status status = wire::Status::Ok;  // else why the hub said no
  uint64_t retry_after_s = 0;
  bool more = true;                        // there is more to say or to hear: ask again at once (with Forked: so that the hub hears of it)
  bool clock_wrong = false;
  int64_t hub_unix_s = 0;                  // 0: not said
  std::map<record::RecordId, record::RecordType> changed;  // records that read differently now, or are gone
  uint64_t ahead = 0;                      // buckets given to this tablet that are still to come whole; 0 also from a hub that does not say
  BlobOutcome blobs;                       // of an answer about a blob: its status is no matter of the words
};

class Replica {
 public:
  // Borrows store and key. Errors: as the store's.
  static base::Result<Replica> open(store::Store& store, uint64_t device, const crypto::SigningKey& key, changeset::Library library, changeset::Vocabulary vocabulary,
                                    const Options& options = {});
  // The next request. Always one: with nothing to say it asks what is new. What is being typed is closed first.
  base::Result<base::Bytes> request();
  // What came back, maybe cut short. Errors: Corrupt (unreadable: treat as a lost answer); as the store's.
  base::Result<Outcome> answer(base::ByteView bytes);
  // The next part of a blob, to be asked for when an outcome says that there is no more of words; absent: nothing to carry now. Its answer goes to answer()
  // like any other, and the outcome says whether there are words again. A session's last one is absent; the next request() begins another.
  base::Result<std::optional<base::Bytes>> blob_request();
  // Somebody waits to see it: it comes before all other blobs.
  void want_blob(const blob::Name& name);
  // How many bytes of blobs may come down that nobody asked for.
  void set_background(uint64_t bytes_left);
  // With what was saved since the last request.
  std::vector<Carried> carried_blobs();
  // No answer came to the last request, or only its beginning (given to answer() before this).
  void link_lost();

  // Own entries with a place in the hub's order; those the hub has are the store's acknowledged().
  const State& state() const { return state_; }
  // The run on its way up; nothing: all zero.
  struct Sending {
    uint64_t upto = 0;                  // the last entry in it
    uint64_t bytes = 0, there = 0;      // of the run; of that, known to be at the hub
  };
  Sending sending() const;
  // How much of a long answer is here: bytes, of how many.
  struct Coming {
    uint64_t here = 0, total = 0;
  };
  Coming coming() const { return long_ ? Coming{long_->bytes.size(), long_->total} : Coming{}; }

 private:
  Replica(store::Store& store, uint64_t device, const crypto::SigningKey& key, changeset::Library library, changeset::Vocabulary vocabulary, const Options& options);
  base::Result<Outcome> take(base::ByteView whole);
  base::Result<Outcome> take_reply(const wire::Reply& reply);
  base::Result<Outcome> take_staged(const wire::Staged& staged);
  base::Result<Outcome> take_refusal(const wire::Refusal& refusal);
  wire::ForkReport fork_report() const;
  base::Result<Outcome> begin_anew();
  // False: the hub's chain is not ours: nothing is sent but word of it.
  bool learn_held(uint64_t held, const wire::ChainCheck& chain);
  base::Result<store::Arrivals> arrivals_of(const wire::Reply& reply) const;
  base::Status note_arrived(store::Arrivals& arrivals, bool more);
  base::Status add_accepted(const store::Arrivals::Step& step, std::set<record::RecordId>& to) const;
  base::Status take_everything();
  State state_after(const store::Arrived& arrived) const;
  base::Status keep_state();
  base::Status make_next_run();
  base::Result<Outcome> take_blobs(base::ByteView bytes);

  store::Store* store_;
  uint64_t device_;
  const crypto::SigningKey* key_;
  changeset::Library library_;
  changeset::Vocabulary vocabulary_;
  Options options_;
  State state_;
  Trust trust_;
  std::optional<Run> run_;   // on its way
  uint64_t run_offset_ = 0;  // that much of it is at the hub
  bool probe_ = false;       // how much arrived is not known
  bool fork_found_ = false;  // and the hub not told yet
  struct Long {
    uint64_t id = 0, total = 0;
    base::Bytes bytes;
  };
  std::optional<Long> long_;
  Carrier carrier_;
  bool session_over_ = false;
};

}  // namespace replica
