// sync/session/driver.h: keeps a tablet and its hub in step, by itself: joins by a one-time code, speaks to the hub when there is something to say, when it
// is time to ask, or when it is told to; goes on after every failure. It owns the replica; the bytes are carried by a thread of their own.
//
// Threads: everything here belongs to the store's thread and never waits for a network. The carrier's thread leaves its answers in a mailbox and calls
// `poke`, after which turn() is to be called.
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "sync/replica/replica.h"
#include "sync/session/carrier.h"
#include "sync/session/diary_file.h"
#include "sync/session/errand.h"
#include "sync/session/membership.h"
#include "sync/session/schedule.h"
#include "sync/session/status.h"

namespace session {

inline constexpr const char* kSyncPath = "/sync";
inline constexpr const char* kEnrolPath = "/enrol";

struct DriverOptions {
  std::string folder;  // holds the sealed files `hub` and `sessions`
  const os::Clock* clock = &os::system_clock();
  os::Random* random = &os::system_random();
  changeset::Vocabulary vocabulary;
  std::function<void()> poke;                    // any thread: turn() has something to do
  std::function<void(const Status&)> on_status;  // something of it has changed
  std::function<void(const replica::Outcome&)> on_arrived;  // records read differently now, or own ones have moved on
  std::function<void(const replica::BlobOutcome&)> on_blobs;  // blobs are whole here now, or at the hub
  blob::Fields blobs;                            // which fields name them; none: none is carried
  std::function<void(const std::string& worker)> on_joined;
  std::function<void(os::UnixMs hub_ms)> on_contact;  // the hub, known by its certificate, said what time it is
  std::function<void(bool now)> on_wipe;         // IT ordered it, and there is nothing left to bring, or it is not to wait for that; the driver may not go in the call
  Errand* errand = nullptr;                      // run after each session; borrowed
};

class Driver {
 public:
  // Borrows the store, which must outlive it. Errors: those of reading `hub` (TooNew, Corrupt) and of the replica.
  static base::Result<std::unique_ptr<Driver>> open(store::Store& store, const crypto::Key& data_key, DriverOptions options);
  // Ends a session under way: nothing is lost by it, the next one goes on at the same byte.
  ~Driver();

  // From now on belongs to this hub, once it lets the tablet in. Of a hub already joined only the address is taken. Errors: BadInput (no https:// address,
  // no certificate), Full, Denied.
  base::Status join(const Invitation& invitation);
  void sync_now() { schedule_.now(); }
  // What was committed must not wait: neither for a pause, nor for long after a failure. Until the hub has everything. Frames go in the order they were
  // made (the chain of a device has no other), so what came before goes with it; blobs come after all words.
  void sync_urgently();
  void changed() { schedule_.changed(), count_blobs(); }  // something was committed
  void network_back() { schedule_.network_back(), news_ = carrying_; }
  void woke() { schedule_.woke(), news_ = carrying_; }
  base::Status pause(bool paused);
  void want_blob(const blob::Name& name);  // somebody waits to see it: it comes before all others

  // Does what is due. Until the next call, in milliseconds, unless poked before; -1: not by itself.
  int64_t turn();
  const Status& status() const { return status_; }
  // Saved here and not known to be at the hub.
  bool has_unsent() const { return has_unsent_words() || status_.blobs.to_send > 0; }
  // To the hub it belongs to, as itself.
  net::ClientOptions way_there() const { return membership_ ? membership_->way_there() : net::ClientOptions(); }

 private:
  Driver(store::Store& store, const crypto::Key& data_key, DriverOptions options);
  base::Status belong();
  std::optional<net::Reply> take_mail();
  bool may_speak() const { return membership_ && (!status_.paused || urgent_) && !carrying_; }
  void speak();
  void run_errand();
  // False: there is none to carry, or not now.
  bool has_unsent_words() const { return store_->last_sequence() > status_.acknowledged; }
  bool run_blobs();
  void take_blob(const net::Reply& reply);
  void put_off_blobs(Why why, uint64_t retry_after_s);
  void tell_of_blobs(const base::Result<replica::Outcome>& outcome);
  void count_blobs();
  void begin_session();
  void ask();
  void take_reply(const net::Reply& reply);
  void take_enrolment(const net::Reply& reply);
  void take_answer(const replica::Outcome& outcome);
  void take_wipe(bool now);
  void fail(Why why, uint64_t retry_after_s = 0);
  void complete();
  void end_session(Why why);
  void count_to_send();
  void count_carried();
  void note_due();
  void keep_diary();
  void tell();

  store::Store* store_;
  DriverOptions options_;
  MembershipFile membership_file_;
  DiaryFile diary_file_;
  std::optional<Membership> membership_;
  std::optional<crypto::SigningKey> key_;
  std::optional<replica::Replica> replica_;
  Diary diary_;
  Schedule schedule_;
  Status status_, told_;
  bool urgent_ = false;
  bool carrying_ = false;        // a request is under way
  bool on_errand_ = false;       // and it is the errand's
  bool on_blob_ = false;         // or part of a blob
  bool bringing_more_ = false;   // under a wipe order: what was saved since it asked
  bool bringing_blobs_ = false;  // and blobs
  bool got_on_ = false;          // in this session
  bool news_ = false;            // of a network, since what is under way began: if that fails it is worth another try
  uint64_t sent_before_ = 0;     // bytes of runs that reached the hub in this session
  int64_t session_began_ms_ = 0; // monotonic
  int64_t noted_due_ms_ = -1;    // the schedule's, as status_ says it
  std::mutex mail_mutex_;
  std::optional<net::Reply> mail_;
  std::unique_ptr<Carrier> carrier_;  // last: its thread ends before what it delivers to
};

}  // namespace session
