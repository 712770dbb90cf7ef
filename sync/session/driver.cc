#include "sync/session/driver.h"

#include <algorithm>

#include "platform/base/log.h"
#include "sync/session/why_of.h"

namespace session {
namespace {

constexpr int kStatusOk = 200, kStatusForbidden = 403, kStatusTooLarge = 413;
constexpr size_t kEntriesAtOnce = 256;

// Changes in the entries after `from`, up to `upto`.
uint64_t changes_between(const store::Store& store, uint64_t from, uint64_t upto) {
  uint64_t changes = 0;
  while (from < upto) {
    const auto entries = store.entries_after(from, size_t(std::min<uint64_t>(kEntriesAtOnce, upto - from)));
    if (!entries || entries->empty()) break;
    for (const store::LogEntry& entry : *entries) changes += entry.changes.size();
    from = entries->back().sequence;
  }
  return changes;
}

}  // namespace

Driver::Driver(store::Store& store, const crypto::Key& data_key, DriverOptions options)
    : store_(&store), options_(std::move(options)), membership_file_(options_.folder, data_key, *options_.random),
      diary_file_(options_.folder, data_key, *options_.random), diary_(diary_file_.read()),
      schedule_(*options_.clock, *options_.random, diary_.failures, diary_.not_before_ms) {
  status_.paused = diary_.paused;
  status_.first_done = diary_.first_done;
  status_.last_complete_ms = diary_.last_complete_ms;
  status_.week = diary_.rows;
}

base::Result<std::unique_ptr<Driver>> Driver::open(store::Store& store, const crypto::Key& data_key, DriverOptions options) {
  std::unique_ptr<Driver> driver(new Driver(store, data_key, std::move(options)));
  TRY(driver->membership_, driver->membership_file_.read());
  if (driver->membership_) TRY_DO(driver->belong());
  return driver;
}

Driver::~Driver() {
  carrier_.reset();
  carrying_ = false;  // and with it what was under way
  if (status_.active) end_session(Why::Stopped);
}

base::Status Driver::belong() {
  TRY(carrier_, Carrier::start(membership_->way_there(),
                               [this](net::Reply reply) {
                                 {
                                   const std::lock_guard hold(mail_mutex_);
                                   mail_ = std::move(reply);
                                 }
                                 options_.poke();
                               },
                               options_.poke));
  carrying_ = on_errand_ = on_blob_ = false;
  status_.url = membership_->invitation.url;
  status_.standing = membership_->is_joined() ? Standing::Joined : Standing::Applying;
  status_.device = membership_->answer.device;
  if (!membership_->is_joined()) return {};
  key_ = membership_->signing_key();
  replica::Options how;
  how.clock = options_.clock;
  how.blobs.fields = options_.blobs;
  TRY(replica::Replica opened, replica::Replica::open(*store_, status_.device, *key_, {}, options_.vocabulary, how));
  replica_.emplace(std::move(opened));
  count_blobs();
  status_.acknowledged = replica_->state().held;
  status_.last_sequence = store_->last_sequence();
  TRY(const store::Replication known, store_->replication());
  status_.settled = known.settled;
  return {};
}

base::Status Driver::join(const Invitation& invitation) {
  net::ClientOptions trial;
  trial.url = invitation.url;
  trial.authority = invitation.authority;
  if (membership_ && membership_->is_joined()) trial.authority = membership_->invitation.authority;
  TRY_DO(net::Client::make(trial));
  if (status_.active) end_session(Why::Stopped);
  carrier_.reset();
  {
    const std::lock_guard hold(mail_mutex_);
    mail_.reset();
  }
  if (!membership_) {
    TRY(membership_, membership_file_.begin(invitation));
  } else {
    if (membership_->is_joined()) membership_->invitation.url = invitation.url;
    else membership_->invitation = invitation;
    TRY_DO(membership_file_.write(*membership_));
  }
  status_.why = Why::None;
  schedule_.now();
  return belong();
}

base::Status Driver::pause(bool paused) {
  diary_.paused = status_.paused = paused;
  if (paused && carrying_ && !urgent_) carrier_->abandon();
  if (!paused) schedule_.now();
  return diary_file_.write(diary_);
}

void Driver::sync_urgently() {
  urgent_ = true;
  schedule_.urgent(true);
}

std::optional<net::Reply> Driver::take_mail() {
  const std::lock_guard hold(mail_mutex_);
  return std::exchange(mail_, std::nullopt);
}

int64_t Driver::turn() {
  if (const auto reply = take_mail()) {
    carrying_ = false;
    if (std::exchange(on_errand_, false)) {
      options_.errand->take(*reply);
      if (!run_blobs()) run_errand();
    } else if (std::exchange(on_blob_, false)) {
      take_blob(*reply);
      if (!run_blobs()) bringing_blobs_ ? schedule_.now() : run_errand();
    } else if (membership_->is_joined()) take_reply(*reply);
    else take_enrolment(*reply);
  }
  if (may_speak() && (status_.active || schedule_.wait_ms() == 0)) speak();
  count_carried();
  note_due();
  tell();
  return may_speak() ? schedule_.wait_ms() : -1;
}

void Driver::speak() {
  if (!status_.active) begin_session();
  if (replica_) return ask();
  carrier_->send(kEnrolPath, membership_->enrol_request());
  carrying_ = true;
}

// Only while there is nothing to say in the words' own name: those never wait.
void Driver::run_errand() {
  if (!options_.errand || !may_speak() || status_.active || schedule_.wait_ms() == 0) return;
  std::optional<Letter> letter = options_.errand->next(status_.device);
  if (!letter) return;
  carrier_->send(std::move(letter->path), std::move(letter->body));
  carrying_ = on_errand_ = true;
}

void Driver::begin_session() {
  status_.active = true;
  got_on_ = false;
  sent_before_ = 0;
  session_began_ms_ = options_.clock->monotonic_ms();
  status_.course = Course{.ahead = status_.course.ahead};  // as last heard
  status_.course.began_ms = options_.clock->now_ms();
  status_.course.from = status_.course.upto = status_.acknowledged;
}

void Driver::ask() {
  count_to_send();
  auto request = replica_->request();
  if (!request) {
    base::log(base::Level::Warning, std::string("sync: no request: ") + base::fault_name(request.error().fault) + ": " + request.error().detail);
    return fail(Why::Tablet);
  }
  carrier_->send(kSyncPath, std::move(*request));
  carrying_ = true;
}

// What there is to send, more of it having been saved meanwhile.
void Driver::count_to_send() {
  const uint64_t last = store_->last_sequence();
  status_.last_sequence = last;
  if (last <= status_.course.upto) return;
  status_.course.to_send += changes_between(*store_, status_.course.upto, last);
  status_.course.upto = last;
}

void Driver::count_carried() {
  if (!replica_ || !status_.active) return;
  Course& course = status_.course;
  const replica::Replica::Sending sending = replica_->sending();
  const Carried carried = carrying_ ? carrier_->carried() : Carried{};
  course.up_total = sent_before_ + sending.bytes;
  course.up_done = sent_before_ + std::min(sending.bytes, sending.there + carried.up);
  const replica::Replica::Coming coming = replica_->coming();
  course.down_total = coming.total;
  course.down_done = coming.total > 0 ? std::min(coming.total, coming.here + carried.down) : carried.down;
  const uint64_t took_ms = uint64_t(std::max<int64_t>(1, options_.clock->monotonic_ms() - session_began_ms_));
  course.left_ms = course.up_done == 0 ? 0 : int64_t((course.up_total - course.up_done) * took_ms / course.up_done);
}

void Driver::take_enrolment(const net::Reply& reply) {
  status_.course.bytes += reply.bytes_up + reply.bytes_down;
  if (reply.trouble != net::Trouble::None) return fail(why_of(reply.trouble), uint64_t(reply.retry_after_s));
  if (reply.status == kStatusForbidden) {
    // The code is no use; so nothing is asked again by itself, and another code may be typed.
    fail(Why::BadCode);
    membership_.reset();
    carrier_.reset();
    status_.standing = Standing::Alone;
    status_.url.clear();
    (void)membership_file_.remove();
    return;
  }
  if (reply.status != kStatusOk) return fail(Why::Garbled);
  auto answer = wire::decode_enrol_answer(reply.body);
  if (!answer) return fail(answer.error().fault == base::Fault::TooNew ? Why::TabletTooOld : Why::Garbled);
  const auto name = net::name_of_device(answer->certificate, membership_->invitation.authority);
  if (!name || *name != std::to_string(answer->device)) return fail(Why::Garbled);
  membership_->answer = std::move(*answer);
  if (const base::Status kept = membership_file_.write(*membership_); !kept) {
    membership_->answer = {};
    return fail(Why::Tablet);
  }
  end_session(Why::None);
  if (options_.on_contact && membership_->answer.unix_s > 0) options_.on_contact(membership_->answer.unix_s * 1000);
  options_.on_joined(membership_->answer.worker);
  if (const base::Status ready = belong(); !ready) return fail(Why::Tablet);
  schedule_.now();
}

void Driver::take_reply(const net::Reply& reply) {
  status_.course.bytes += reply.bytes_up + reply.bytes_down;
  if (reply.trouble != net::Trouble::None) {
    if (wire::is_long(reply.body)) (void)replica_->answer(reply.body);  // what came of it is gone on with
    replica_->link_lost();
    return fail(why_of(reply.trouble), uint64_t(reply.retry_after_s));
  }
  if (reply.status != kStatusOk) {
    replica_->link_lost();
    return fail(reply.status == kStatusForbidden ? Why::NotAccepted : reply.status == kStatusTooLarge ? Why::TooLarge : Why::Garbled);
  }
  const uint64_t packed = replica_->sending().bytes;
  const auto outcome = replica_->answer(reply.body);
  if (!outcome) {
    replica_->link_lost();
    base::log(base::Level::Warning, std::string("sync: answer not taken: ") + base::fault_name(outcome.error().fault) + ": " + outcome.error().detail);
    return fail(outcome.error().fault == base::Fault::Corrupt ? Why::Garbled : outcome.error().fault == base::Fault::TooNew ? Why::TabletTooOld : Why::Tablet);
  }
  if (replica_->sending().bytes == 0) sent_before_ += packed;
  if (outcome->status == wire::Status::Forked && outcome->more) return;  // once more, so that the hub hears of it
  if (outcome->status == wire::Status::Wipe || outcome->status == wire::Status::WipeNow) return take_wipe(outcome->status == wire::Status::WipeNow);
  if (outcome->status != wire::Status::Ok) return fail(why_of(outcome->status), outcome->retry_after_s);
  take_answer(*outcome);
}

// What is not at the hub yet goes first, words and then blobs, each tried once; then the order is told again.
void Driver::take_wipe(bool now) {
  count_blobs();
  if (!now && has_unsent_words() && !std::exchange(bringing_more_, true)) return ask();
  bringing_more_ = false;
  if (!now && !has_unsent_words() && status_.blobs.to_send > 0 && !std::exchange(bringing_blobs_, true)) {
    schedule_.succeeded();
    status_.why = Why::None;
    end_session(Why::None);
    if (run_blobs()) return;
  }
  bringing_blobs_ = false;
  fail(Why::Wiped);
  if (options_.on_wipe) options_.on_wipe(now);
}

void Driver::take_answer(const replica::Outcome& outcome) {
  if (outcome.hub_unix_s > 0) {
    const int64_t hub_ms = outcome.hub_unix_s * 1000;
    status_.clock_ahead_s = outcome.clock_wrong ? options_.clock->now_ms() / 1000 - outcome.hub_unix_s : 0;
    if (options_.on_contact) options_.on_contact(hub_ms);
  }
  const uint64_t held = replica_->state().held;
  const uint64_t settled_before = status_.settled;
  if (const auto known = store_->replication()) status_.settled = known->settled;
  const bool moved = held != status_.acknowledged || status_.settled != settled_before;
  if (held > status_.acknowledged) status_.course.sent += changes_between(*store_, status_.acknowledged, held);
  status_.acknowledged = held;
  status_.course.received += outcome.changed.size();
  status_.course.ahead = outcome.ahead;
  got_on_ = got_on_ || moved || !outcome.changed.empty();
  if (moved || !outcome.changed.empty()) options_.on_arrived(outcome);
  if (!outcome.more) complete();
}

void Driver::fail(Why why, uint64_t retry_after_s) {
  status_.why = why;
  if (why == Why::Stopped) schedule_.now();
  else schedule_.failed(why, retry_after_s, got_on_);
  if (std::exchange(news_, false)) schedule_.network_back();
  end_session(why);
}

void Driver::complete() {
  urgent_ = urgent_ && store_->figures().waiting > 0;
  schedule_.urgent(urgent_);
  schedule_.succeeded();
  news_ = false;
  status_.why = Why::None;
  status_.first_done = diary_.first_done = true;
  status_.last_complete_ms = diary_.last_complete_ms = options_.clock->now_ms();
  end_session(Why::None);
  if (!run_blobs()) run_errand();
}

void Driver::end_session(Why why) {
  count_carried();
  status_.active = false;
  const Course& course = status_.course;
  const bool carried = course.sent > 0 || course.received > 0;
  if (carried || (why != Why::None && why != Why::Stopped))
    diary_.add({course.began_ms, course.sent, course.to_send, course.received, course.bytes, why, 1});
  keep_diary();
}

void Driver::keep_diary() {
  diary_.failures = schedule_.failures();
  diary_.not_before_ms = schedule_.not_before_ms();
  status_.week = diary_.rows;
  if (const base::Status kept = diary_file_.write(diary_); !kept) base::log(base::Level::Warning, std::string("sync: diary not kept: ") + base::fault_name(kept.error().fault));
}

void Driver::note_due() {
  if (!membership_ || status_.paused || status_.active) return void((status_.next_try_ms = 0, noted_due_ms_ = -1));
  if (schedule_.due_ms() == noted_due_ms_) return;
  noted_due_ms_ = schedule_.due_ms();
  status_.next_try_ms = options_.clock->now_ms() + schedule_.wait_ms();
}

void Driver::tell() {
  status_.last_sequence = store_->last_sequence();
  if (status_ == told_) return;
  told_ = status_;
  options_.on_status(status_);
}

}  // namespace session
