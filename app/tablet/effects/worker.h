// app/tablet/effects/worker.h: what each effect does to the key ring, the store, the camera and the printer. Lives on the runner's thread
// and is used from there alone.
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/formpack/installed.h"
#include "app/tablet/effects/closed.h"
#include "app/tablet/effects/form_library.h"
#include "app/tablet/effects/it_errand.h"
#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"
#include "platform/image/image.h"
#include "platform/os/clock.h"
#include "platform/os/network_watch.h"
#include "sync/keys/key_ring.h"
#include "sync/session/driver.h"
#include "sync/store/store.h"

namespace effects {

struct WorkerOptions {
  std::string data_dir;    // holds keys/, store/, copies/ and the settings file
  std::string assets_dir;
  bool demo = false;       // fill a new store with an invented council's caseload
  uint64_t demo_people = 34;
  bool demo_as_leader = false;
  uint32_t pin_memory_mib = 0;  // 0: measured on this device
  std::string verify_program;   // checks the store in a process of its own after an unclean end; empty: in this one
  std::vector<std::string> photo_dirs;  // where photos to take in are looked for; one that is missing is passed over
  std::string camera;                   // a device or a file; empty: the first device that takes pictures
  std::function<void()> poke;   // any thread: turn() has something to do
  os::Clock* clock = nullptr;
  os::Random* random = nullptr;
};

class Worker {
 public:
  using Post = std::function<void(state::Event)>;
  Worker(WorkerOptions options, Post post);
  ~Worker();

  void run(state::Effect effect);
  // What goes on by itself: sync with the hub. Until the next call, in milliseconds, unless poked before; -1: not by itself.
  int64_t turn();

 private:
  struct Opened;  // the store, and which records name which person; there only while unlocked

  void on(state::ReadKeys&);
  void on(state::Enrol&);
  void on(state::Unlock&);
  void on(state::Lock&);
  void on(state::CommitEdits&);
  void on(state::SavePlace&);
  void on(state::LoadPerson&);
  void on(state::LoadResponse&);
  void on(state::LoadQuestionnaire&);
  void on(state::LoadConflict&);
  void on(state::LoadRefused&);
  void on(state::LoadHistory&);
  void on(state::SaveBlob&);
  void on(state::ImportPhoto&);
  void on(state::TakePhoto&);
  void on(state::ListPhotos&);
  void on(state::LoadPicture&);
  void on(state::DecodeMedia&);
  void on(state::MakeCopy&);
  void on(state::SaveSettings&);
  void on(state::ReadFigures&);
  void on(state::LoadWaiting&);
  void on(state::JoinHub&);
  void on(state::SyncSoon&);
  void on(state::PauseSync&);
  void on(state::BeginAgain&);

  // The form of a response by its head; null for what is no response, and when it cannot be read.
  FormLibrary::Form form_of(const record::Record& record);
  // Answers the ticket with what became of the picture: kept, refused or no room.
  void keep_photo(state::Ticket ticket, const base::Result<image::Jpeg>& photo);
  // What the person's submitted forms observed, where `form` may begin with it: a JSON list of Bundles.
  std::string observations_for(const forms::Questionnaire& form, const record::RecordId& person);
  std::string path(const char* name) const { return options_.data_dir + "/" + name; }
  keys::World world();
  state::KeysRead read_keys();
  void refuse(base::Error error);
  // Opens the store, making it where there is none, and posts what the lists need.
  base::Status open_store(const crypto::Key& data_key);
  base::Status open_demo(const crypto::Key& data_key);
  store::Options store_options() const;
  void show_opened();
  void post_unlocked();
  void read_beside();
  void remember_head(record::RecordType type, const record::RecordId& id, const record::FieldMap& head);
  void open_session(const crypto::Key& data_key);
  base::Status belong_to(const record::RecordId& owner);
  void take_arrivals(const replica::Outcome& outcome);
  // worker_lease.cc
  void renew_lease(os::UnixMs hub_ms);
  void ask_hub_first();
  void heed_answer();
  bool is_unseen() const;
  void watch_network();
  void heed_network();
  base::Status count_unsent();
  // worker_it.cc
  void load_forms_pack();
  std::unique_ptr<ItErrand> make_errand(const crypto::Key& data_key);
  // worker_wipe.cc
  void close_store();
  void obey_wipe(bool now);
  void finish_closing(const Closed& closed);
  // IT had it wiped or sealed: says so, and finishes what was begun.
  bool is_closed();
  void take_author();
  state::Figures figures() const;

  WorkerOptions options_;
  Post post_;
  FormLibrary forms_;
  formpack::Installed installed_;
  keys::FileDevice device_;
  std::optional<keys::KeyRing> ring_;  // there once the tablet is enrolled
  std::unique_ptr<Opened> opened_;
  std::optional<bool> wipe_now_;       // a wipe order to obey: now, or when nothing is left to bring
  bool ran_ = false;                   // an effect, since the last turn
  std::atomic<bool> network_came_{false}, woke_{false};  // told by the watch's thread
  std::unique_ptr<os::NetworkWatch> watch_;              // last: its thread ends before what it tells
};

}  // namespace effects
