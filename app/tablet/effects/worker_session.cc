// Sync: what the session with the hub needs of the tablet, and what of it the screens are told.
#include <algorithm>

#include "app/care/attachment.h"
#include "app/care/record_types.h"
#include "app/dictionaries/shipped.h"
#include "app/tablet/effects/opened.h"
#include "app/tablet/effects/worker.h"
#include "platform/base/log.h"
#include "platform/os/file.h"

namespace effects {
namespace {

constexpr size_t kWaitingCounted = 5'000;  // entries looked at to say how many visits wait
constexpr size_t kHeadsAtOnce = 200;       // told in one event: a frame's worth
constexpr size_t kAuthorityBytesMax = 64 * 1024;

// PEM text, or a file that holds it.
base::Result<std::string> authority_text(const std::string& given) {
  if (given.find("-----BEGIN") != std::string::npos) return given;
  TRY(const base::Bytes bytes, os::read_file(given, kAuthorityBytesMax));
  return std::string(base::text_view(bytes));
}

}  // namespace

void Worker::open_session(const crypto::Key& data_key) {
  auto vocabulary = dictionaries::newest(options_.assets_dir);
  if (!vocabulary) return base::log(base::Level::Error, "sync: the dictionary is not readable");
  session::DriverOptions how;
  how.folder = options_.data_dir;
  how.clock = options_.clock;
  how.random = options_.random;
  how.vocabulary = std::move(*vocabulary);
  how.poke = options_.poke;
  how.on_status = [this](const session::Status& status) {
    if (is_unseen()) post_(state::HubAsked{status.course});
    else post_(state::SyncMoved{status});
  };
  how.on_arrived = [this](const replica::Outcome& outcome) { take_arrivals(outcome); };
  how.blobs = care::blob_fields();
  how.on_blobs = [this](const replica::BlobOutcome& outcome) {
    if (is_unseen()) return;
    state::BlobsMoved moved;
    for (const blob::Name& name : outcome.arrived) moved.arrived.push_back(blob::to_string(name));
    for (const blob::Name& name : outcome.sent) moved.sent.push_back(blob::to_string(name));
    post_(std::move(moved));
  };
  opened_->errand = make_errand(data_key);
  how.on_wipe = [this](bool now) { wipe_now_ = now; };
  how.errand = opened_->errand.get();
  how.on_contact = [this](os::UnixMs hub_ms) { renew_lease(hub_ms); };
  how.on_joined = [this](const std::string& worker) {
    record::RecordId owner;
    if (!record::parse_record_id(worker, owner)) return;
    if (const base::Status kept = belong_to(owner); !kept) base::log(base::Level::Warning, "sync: the owner was not kept");
    take_author();
    post_(state::HubJoined{owner});
  };
  auto opened = session::Driver::open(opened_->store, data_key, std::move(how));
  if (opened) opened_->session = std::move(*opened);
  else base::log(base::Level::Error, std::string("sync: cannot begin: ") + base::fault_name(opened.error().fault) + ": " + opened.error().detail);
}

void Worker::watch_network() {
  auto watch = os::NetworkWatch::start([this](os::NetworkNews news) {
    (news == os::NetworkNews::Woke ? woke_ : network_came_) = true;
    if (options_.poke) options_.poke();
  });
  if (watch) watch_ = std::move(*watch);
  else base::log(base::Level::Warning, "networks are not watched: " + watch.error().detail);
}

void Worker::heed_network() {
  const bool came = network_came_.exchange(false), woke = woke_.exchange(false);
  if (!opened_ || !opened_->session) return;
  if (came) opened_->session->network_back();
  if (woke) opened_->session->woke();
}

// An order to wipe waits until what she asked for before has been done: what she typed may be among it.
int64_t Worker::turn() {
  heed_network();
  const bool quiet = !std::exchange(ran_, false);
  if (wipe_now_ && quiet && opened_ && opened_->session) obey_wipe(*std::exchange(wipe_now_, std::nullopt));
  const int64_t wait_ms = opened_ && opened_->session ? opened_->session->turn() : -1;
  if (is_unseen() && !wipe_now_) heed_answer();
  return wipe_now_ ? 0 : wait_ms;
}

base::Status Worker::count_unsent() {
  opened_->unsent.clear();
  TRY(const std::vector<store::LogEntry> waiting, opened_->store.waiting(kWaitingCounted));
  for (const store::LogEntry& entry : waiting)
    for (const store::Change& change : entry.changes) opened_->unsent.take(entry.group, change.edit.type, change.edit.id);
  return {};
}

void Worker::take_arrivals(const replica::Outcome& outcome) {
  (void)count_unsent();     // what cannot be read is told where it is read
  if (is_unseen()) return;  // read with all the rest when it is shown
  const state::Figures now = figures();
  state::RecordsArrived arrived{{}, {}, now};
  for (const auto& [id, type] : outcome.changed) {
    arrived.changed.insert(id);
    if (std::find(std::begin(care::kListedRecords), std::end(care::kListedRecords), type) == std::end(care::kListedRecords)) continue;
    auto head = opened_->store.read_section(type, id, record::kHeadSection);
    arrived.heads.push_back({type, id, head ? std::move(*head) : record::FieldMap{}});
    if (head) remember_head(arrived.heads.back().type, arrived.heads.back().id, arrived.heads.back().head);
    else if (type == care::kPersonRecord) opened_->by_person.erase(id);
    if (id == opened_->owner) take_author();
    if (arrived.heads.size() == kHeadsAtOnce) post_(std::exchange(arrived, state::RecordsArrived{{}, {}, now}));
  }
  post_(std::move(arrived));
}

void Worker::on(state::JoinHub& effect) {
  if (!opened_ || !opened_->session) return post_(state::JoinRefused{{base::Fault::Denied, "locked"}});
  auto authority = effect.authority.empty() ? base::Result<std::string>() : authority_text(effect.authority);
  if (!authority) return post_(state::JoinRefused{{base::Fault::NotFound, "certificate"}});
  if (const base::Status tried = opened_->session->join({effect.url, effect.code, std::move(*authority)}); !tried) post_(state::JoinRefused{tried.error()});
}

void Worker::on(state::SyncSoon& effect) {
  if (!opened_ || !opened_->session) return;
  if (effect.urgent) opened_->session->sync_urgently();
  else opened_->session->sync_now();
}

void Worker::on(state::PauseSync& effect) {
  if (!opened_ || !opened_->session) return;
  if (const base::Status kept = opened_->session->pause(effect.paused); !kept) base::log(base::Level::Warning, "sync: the pause was not kept");
}

}  // namespace effects
