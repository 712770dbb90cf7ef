// First run, unlock, lock: what stands between the PIN and the records.
#include <algorithm>

#include "app/care/attachment.h"
#include "app/care/record_types.h"
#include "app/care/worker.h"
#include "app/tablet/effects/blob_names.h"
#include "app/tablet/effects/demo_seed.h"
#include "app/tablet/effects/opened.h"
#include "app/tablet/effects/read_assets.h"
#include "app/tablet/effects/worker.h"
#include "platform/base/log.h"
#include "platform/os/file.h"
#include "platform/pack/pack.h"

namespace effects {
namespace {

constexpr uint64_t kStretchOps = 3;
constexpr size_t kNamesBytesMax = 4u << 20;
constexpr std::string_view kOwnerPath = "head/owner";
constexpr const char* kSomeUnreadable = "store.some_unreadable";

// The random tail of the device's id is its number in every stamp.
uint64_t device_number(const record::RecordId& device) {
  base::Reader in(base::ByteView(device.bytes).subspan(8));
  return in.u64();
}

keys::Kind kind_of(state::SecretKind kind) { return kind == state::SecretKind::Pin ? keys::Kind::Pin : keys::Kind::Password; }

}  // namespace

keys::World Worker::world() { return {*options_.clock, *options_.random, device_}; }

state::KeysRead Worker::read_keys() {
  state::KeysRead read;
  read.enrolled = ring_.has_value();
  if (!ring_) return read;
  const keys::TryState pin = ring_->try_state(keys::Kind::Pin), password = ring_->try_state(keys::Kind::Password);
  const keys::TryState& shown = pin.set ? pin : password;
  read.worker_name = ring_->profile().name;
  read.waiting_visits = ring_->profile().visits_waiting;
  read.tries_left = int(shown.tries_left);
  read.wait_until_ms = shown.wait_ms > 0 ? options_.clock->now_ms() + shown.wait_ms : 0;
  read.has_pin = pin.set && !pin.destroyed;
  read.has_password = password.set && !password.destroyed;
  if (const keys::LeaseState lease = ring_->lease(); lease.ended) read.asks_hub_days = lease.days;
  return read;
}

void Worker::on(state::ReadKeys&) {
  post_(state::AssetsRead{read_assets(options_.assets_dir)});
  if (is_closed()) return;
  state::KeysRead unreadable;
  unreadable.enrolled = true;
  if (!keys::KeyRing::is_enrolled(path("keys"))) {
    // Records without their key ring: a new key would not open them, so nobody is enrolled over them.
    if (store::Store::exists(path("store"))) return post_(state::UnlockFailed{{base::Fault::Corrupt, "keys missing"}, unreadable});
    return post_(state::KeysRead{});
  }
  auto ring = keys::KeyRing::open(path("keys"), world());
  if (!ring) return post_(state::UnlockFailed{ring.error(), unreadable});
  ring_ = std::move(*ring);
  post_(read_keys());
}

void Worker::refuse(base::Error error) {
  base::log(base::Level::Warning, "unlock refused: " + std::string(base::fault_name(error.fault)) + ": " + error.detail);
  post_(state::UnlockFailed{std::move(error), read_keys()});
}

void Worker::on(state::Enrol& effect) {
  keys::Enrolment how;
  how.kind = kind_of(effect.kind);
  if (options_.demo) how.lease_days = 0;  // an invented council has no hub to renew it
  if (options_.pin_memory_mib > 0) how.cost = crypto::StretchCost{kStretchOps, uint64_t(options_.pin_memory_mib) << 20};
  auto enrolled = keys::KeyRing::enrol(path("keys"), world(), how, base::view(effect.secret.view()));
  if (!enrolled) return refuse(enrolled.error());
  ring_ = std::move(enrolled->ring);
  const base::Status opened = options_.demo ? open_demo(enrolled->data_key) : open_store(enrolled->data_key);
  if (!opened) return refuse(opened.error());
  show_opened();
}

void Worker::on(state::Unlock& effect) {
  if (!ring_) return refuse({base::Fault::NotFound, "not enrolled"});
  const bool asks = ring_->lease().ended;
  const keys::Kind kind = kind_of(effect.kind);
  auto key = asks ? ring_->unlock_to_ask(kind, base::view(effect.secret.view())) : ring_->unlock(kind, base::view(effect.secret.view()));
  if (!key) return refuse(key.error());
  if (const base::Status opened = open_store(*key); !opened) return refuse(opened.error());
  asks ? ask_hub_first() : show_opened();
}

void Worker::show_opened() {
  post_unlocked();
  load_forms_pack();
}

store::Options Worker::store_options() const {
  return {.device = device_number(ring_->device()),
          .clock = options_.clock,
          .random = options_.random,
          .verify_program = options_.verify_program,
          .blobs = care::blob_fields()};
}

base::Status Worker::open_store(const crypto::Key& data_key) {
  const std::string folder = path("store");
  auto opened = store::Store::exists(folder) ? store::Store::open(folder, data_key, store_options())
                                             : store::Store::create(folder, data_key, store_options());
  if (!opened) return base::fail(opened.error());
  opened_ = std::make_unique<Opened>(std::move(*opened));
  TRY_DO(count_unsent());
  open_session(data_key);
  return {};
}

base::Status Worker::open_demo(const crypto::Key& data_key) {
  const DemoSeed seed{options_.assets_dir, options_.demo_people, options_.clock->now_ms(), options_.demo_as_leader};
  TRY(const record::RecordId owner, seed_demo(path("store"), data_key, store_options(), seed));
  TRY_DO(open_store(data_key));
  return belong_to(owner);
}

// Kept here alone: whose tablet it is, is the hub's business.
base::Status Worker::belong_to(const record::RecordId& owner) {
  opened_->owner = owner;
  const std::vector<record::Record> tablet{
      {ring_->device(), care::kTabletRecord, {{std::string(kOwnerPath), {record::atom(record::to_string(owner)), {}}}}}};
  return opened_->store.import(tablet);
}

void Worker::take_author() {
  const auto owner = opened_->store.read(care::kWorkerRecord, opened_->owner);
  opened_->author = owner ? care::worker_from(*owner).name : std::string();
  keys::Profile profile = ring_->profile();
  if (opened_->author.empty() || profile.name == opened_->author) return;
  profile.name = opened_->author;
  (void)ring_->set_profile(profile);  // only what the unlock screen shows; the next unlock tries again
}

namespace {

bool is_beside(record::RecordType type) { return std::ranges::find(care::kBesideRecords, type) != std::end(care::kBesideRecords); }

}  // namespace

void Worker::post_unlocked() {
  state::Unlocked unlocked;
  unlocked.caseload = std::make_unique<care::Caseload>();
  if (const auto names = os::read_file(options_.assets_dir + "/codes/short-names.csv", kNamesBytesMax))
    if (!unlocked.caseload->index().set_short_names(base::text_view(*names))) base::log(base::Level::Warning, "short-names.csv is not readable");
  const auto take = [&](const record::Record& head) {
    unlocked.caseload->take_head(head);
    remember_head(head.type, head.id, head.fields);
  };
  for (const record::RecordType type : care::kListedRecords) {
    if (is_beside(type)) continue;
    if (!opened_->store.each_headed(type, take)) unlocked.notices.push_back(kSomeUnreadable);
  }
  const auto tablet = opened_->store.read(care::kTabletRecord, ring_->device());
  if (tablet && record::parse_record_id(tablet->utf8(kOwnerPath), opened_->owner)) unlocked.caseload->set_owner(opened_->owner);
  take_author();
  if (auto place = opened_->store.place()) unlocked.place = std::move(*place);
  if (opened_->store.open_report().salvaged) unlocked.notices.push_back("store.salvaged");
  unlocked.figures = figures();
  if (opened_->session) unlocked.sync = opened_->session->status();
  post_(std::move(unlocked));
  read_beside();
}

// While she looks at her day. What she asks for next waits its turn.
void Worker::read_beside() {
  for (const record::RecordType type : care::kBesideRecords) {
    const base::Status read = opened_->store.each_headed(type, [&](const record::Record& head) { remember_head(head.type, head.id, head.fields); });
    if (!read) post_(state::Noticed{kSomeUnreadable});
  }
  if (const auto named = name_blobs_anew(opened_->store, opened_->author); !named) base::log(base::Level::Warning, "blobs keep their old names: " + named.error().detail);
}

void Worker::remember_head(record::RecordType type, const record::RecordId& id, const record::FieldMap& head) {
  record::RecordId person = id;
  if (type != care::kPersonRecord) {
    const auto named = head.find("head/person");
    if (named == head.end() || !record::parse_record_id(record::utf8_of(named->second.value), person)) return;
  }
  auto& known = opened_->by_person[person];
  const std::pair entry{type, id};
  if (std::find(known.begin(), known.end(), entry) == known.end()) known.push_back(entry);
}

void Worker::on(state::Lock&) {
  if (ring_ && opened_) {
    keys::Profile profile = ring_->profile();
    profile.visits_waiting = uint32_t(figures().unsent.visits);
    (void)ring_->set_profile(profile);
    (void)ring_->tick();
    (void)opened_->store.close_entry();
  }
  close_store();
  if (read_closed(options_.data_dir)) return;
  post_(state::Locked{});
  if (ring_) post_(read_keys());
}

}  // namespace effects
